package core

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// The format of the export, named in the file itself. A key or a meaning that changes makes a new version; new keys do not.
const (
	DataFormat        = "mentorbot personal data"
	DataFormatVersion = 1
)

// MyData permits the actor to look at what they can do with what is stored about them.
func (s *Service) MyData(ctx context.Context, call Call) (Person, error) {
	return own(ctx, s, call, ActionExportData, func(_ context.Context, u *unit) (Person, error) { return u.actor, nil })
}

// AskForData has the actor's data sent to them. Asking again before it has gone sends it once.
func (s *Service) AskForData(ctx context.Context, call Call) (Person, error) {
	return change(ctx, s, call, ActionExportData, func(ctx context.Context, u *unit) (Person, error) {
		if err := u.allow(ActionExportData, u.self()); err != nil {
			return Person{}, err
		}
		u.enqueue(Job{Kind: JobPersonalData, Task: Task{To: u.actor.ID}, Key: "personal_data:" + string(u.actor.ID)})
		return u.actor, u.audit(ctx, ActionExportData, PersonSubject(u.actor.ID), nil)
	})
}

// PersonalDataFor loads everything about a person that is theirs to have, for the job that sends it. Errors: ErrNotFound.
func (s *Service) PersonalDataFor(ctx context.Context, workspace WorkspaceID, id PersonID) (PersonalData, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (PersonalData, error) {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return PersonalData{}, missing(err, "load person")
		}
		return u.personalData(ctx, person)
	})
}

func (u *unit) personalData(ctx context.Context, person Person) (PersonalData, error) {
	data := PersonalData{Person: person, At: u.now}
	for _, section := range DataSections() {
		records, err := u.Records().Section(ctx, section, person.ID)
		if err != nil {
			return data, fmt.Errorf("load %s: %w", section.Key, err)
		}
		data.Parts = append(data.Parts, DataPart{Section: section, Records: records})
	}
	return data, nil
}

// MarshalJSON writes the document people take with them: an object with a list for each section, and in it an object for each record.
// Instants are RFC 3339 in UTC; what is not known is null.
func (d PersonalData) MarshalJSON() ([]byte, error) {
	sections := make(map[string][]map[string]any, len(d.Parts))
	for _, part := range d.Parts {
		records := []map[string]any{}
		for _, values := range part.Records {
			record := make(map[string]any, len(values))
			for i, f := range part.Section.Fields {
				record[f.Key] = values[i]
			}
			records = append(records, record)
		}
		sections[part.Section.Key] = records
	}
	return json.Marshal(map[string]any{"format": DataFormat, "version": DataFormatVersion, "exported_at": d.At, "data": sections})
}

// DataLinkLifetime is how long the address of a page with somebody's data works.
const DataLinkLifetime = 24 * time.Hour

// TakeData loads everything about the actor that is theirs to have, where it leaves by the page of a link: that is written to the log.
func (s *Service) TakeData(ctx context.Context, call Call) (PersonalData, error) {
	return change(ctx, s, call, ActionExportData, func(ctx context.Context, u *unit) (PersonalData, error) {
		if err := u.allow(ActionExportData, u.self()); err != nil {
			return PersonalData{}, err
		}
		if err := u.audit(ctx, ActionExportData, PersonSubject(u.actor.ID), map[string]string{"by": "link"}); err != nil {
			return PersonalData{}, err
		}
		return u.personalData(ctx, u.actor)
	})
}
