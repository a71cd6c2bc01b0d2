package core

import "context"

// ImportUpload is an HR file an admin has uploaded to the chat system.
type ImportUpload struct {
	ChatFile   string
	View       string
	Visibility map[FactKey]Visibility
}

// StartImport begins the import of an uploaded file: it is read and looked at, and waits for a yes.
func (s *Service) StartImport(ctx context.Context, call Call, in ImportUpload) (Errand, error) {
	return change(ctx, s, call, ActionImportPeople, func(ctx context.Context, u *unit) (Errand, error) {
		if err := u.allow(ActionImportPeople, u.adminRelation()); err != nil {
			return Errand{}, err
		}
		if in.ChatFile == "" {
			return Errand{}, invalid("file", CodeRequired)
		}
		return u.beginErrand(ctx, Errand{
			Kind: ErrandImport, State: ErrandQueued, View: in.View,
			Content: ErrandContent{ChatFile: in.ChatFile, Visibility: in.Visibility},
		})
	})
}

// KeepFile stores what an uploaded file says, before the people in it are looked for.
func (s *Service) KeepFile(ctx context.Context, workspace WorkspaceID, id ErrandID, file PeopleFile) (ErrandFacts, error) {
	return s.prepareErrand(ctx, workspace, id, func(_ context.Context, _ *unit, e *Errand) error {
		e.Content.File = &file
		return nil
	})
}

// ReadyImport says what the import of a file would do, and has it wait for a yes.
func (s *Service) ReadyImport(ctx context.Context, workspace WorkspaceID, id ErrandID) (ErrandFacts, error) {
	return s.prepareErrand(ctx, workspace, id, func(ctx context.Context, u *unit, e *Errand) error {
		plan, err := u.planImport(ctx, PeopleImport{File: *e.Content.File, Visibility: e.Content.Visibility})
		e.Content.Summary, e.State = &plan.summary, ErrandReady
		return err
	})
}

// CheckImportAllowed refuses the form of an import to those who may not import.
func (s *Service) CheckImportAllowed(ctx context.Context, call Call) error {
	_, err := read(ctx, s, call, ActionImportPeople, func(_ context.Context, u *unit) (Person, error) {
		return u.actor, u.allow(ActionImportPeople, u.adminRelation())
	})
	return err
}

// Facts are the HR facts about a person, for those who render or check what was imported.
func (s *Service) Facts(ctx context.Context, workspace WorkspaceID, person PersonID) ([]Fact, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) ([]Fact, error) {
		return u.People().Facts(ctx, person)
	})
}
