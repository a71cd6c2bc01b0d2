package chaos

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"mentorbot/core"
	"mentorbot/slacksim"
)

// newID makes identifiers as the app does.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// person is somebody who uses the app.
type person struct {
	user   slacksim.User
	mentor bool
	id     core.PersonID
}

// capacity is how many mentees each mentor takes.
const capacity = 2

// cast makes the people, mentors first, spread over zones with and without summer time.
func cast(mentors, mentees int) []person {
	zones := []string{"Europe/Paris", "Africa/Nairobi", "America/New_York", "Asia/Tokyo"}
	var people []person
	for i := range mentors + mentees {
		role, n := "mentee", i-mentors+1
		if i < mentors {
			role, n = "mentor", i+1
		}
		handle := fmt.Sprintf("%s%03d", role, n)
		people = append(people, person{mentor: i < mentors, user: slacksim.User{
			ID: "U" + strings.ToUpper(handle), Name: handle, RealName: fmt.Sprintf("%s %03d", strings.ToUpper(role[:1])+role[1:], n),
			Title: "Officer", Email: handle + "@example.org", TZ: zones[i%len(zones)], Locale: []string{"en-GB", "fr-FR"}[i%2],
		}})
	}
	return people
}

// enrol makes the service know a person with a complete profile.
func (w *world) enrol(ctx context.Context, p *person) error {
	known, err := w.service.SyncPerson(ctx, core.Call{Workspace: w.ws}, core.ChatProfile{
		ChatUserID: p.user.ID, Name: p.user.RealName, Email: p.user.Email, Title: p.user.Title, Locale: p.user.Locale,
		TimeZone: p.user.TZ, OwnPicture: true, PictureURL: "https://example.org/" + p.user.Name + ".png",
	})
	if err != nil {
		return err
	}
	p.id = known.ID
	call := core.Call{Workspace: w.ws, Actor: p.id}
	if _, err := w.service.SaveBasics(ctx, call, core.Basics{Name: p.user.RealName, TimeZone: p.user.TZ, Languages: []string{"en"}}); err != nil {
		return err
	}
	if _, err := w.service.SaveWork(ctx, call, core.Work{Headline: "Officer", PracticeAreas: []string{"climate"}, JobFunctions: []string{"engineering"}}); err != nil {
		return err
	}
	_, err = w.service.SaveSkills(ctx, call, core.Skills{
		Summary: "I have done this for years and like to explain how it works.", Skills: []string{"Leadership"},
		Wishes: []string{"Leadership"}, MeetingModes: []string{"online"},
	})
	if err != nil || !p.mentor {
		return err
	}
	_, err = w.service.SaveMentor(ctx, call, core.MentorSettings{
		Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: capacity,
	})
	return err
}

// pairUp lets the first mentors have accepted a mentee each, so that there is somebody to meet from the beginning.
func (w *world) pairUp(ctx context.Context) error {
	mentors := w.setting.mentors
	for i := range min(mentors, w.setting.mentees) / 2 {
		mentor, mentee := core.Call{Workspace: w.ws, Actor: w.people[i].id}, core.Call{Workspace: w.ws, Actor: w.people[mentors+i].id}
		sent, err := w.service.SubmitChoices(ctx, mentee, core.Submission{Mentors: []core.PersonID{mentor.Actor}, Message: "Paired at the start."})
		if err != nil {
			return err
		}
		for _, inv := range sent.Invitations {
			if _, err := w.service.Accept(ctx, mentor, inv.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
