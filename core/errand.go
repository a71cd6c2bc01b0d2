package core

import (
	"context"
	"fmt"
	"time"
)

// ErrandKind says what an errand is about.
type ErrandKind string

// The kinds of errands.
const (
	ErrandImport ErrandKind = "people_import" // HR facts from a file
	ErrandEnlist ErrandKind = "enlist"        // ask people to take part in a programme
	ErrandRemind ErrandKind = "enlist_remind" // remind those who have not answered

	ErrandAnnounce ErrandKind = "announce" // announce a programme in a channel; the form was the yes
)

// ErrandState is the life of an errand.
type ErrandState string

// The states of an errand.
const (
	ErrandQueued    ErrandState = "queued"    // being prepared
	ErrandReady     ErrandState = "ready"     // prepared, waits for a yes
	ErrandConfirmed ErrandState = "confirmed" // being carried out
	ErrandDone      ErrandState = "done"
	ErrandFailed    ErrandState = "failed"
	ErrandDropped   ErrandState = "dropped" // nobody said yes in time
)

// ErrandLifetime is how long a prepared errand waits for a yes. What it holds about people is deleted then.
const ErrandLifetime = 24 * time.Hour

// Errand is work of an admin that takes longer than the chat system waits for an answer: it is prepared, shown with what it would do, and
// carried out after a yes. It belongs to the admin who began it.
type Errand struct {
	ID        ErrandID
	Kind      ErrandKind
	Program   ProgramID // of an enlistment
	By        PersonID
	State     ErrandState
	View      string // what we call the modal in the chat system that waits for it; empty for none
	Content   ErrandContent
	CreatedAt time.Time
	UpdatedAt time.Time
}

// ErrandContent is what an errand works on and what came of it. What is long is dropped at its end.
type ErrandContent struct {
	ChatFile   string                 `json:"chat_file,omitempty"` // the uploaded file in the chat system
	Visibility map[FactKey]Visibility `json:"visibility,omitempty"`
	File       *PeopleFile            `json:"file,omitempty"`
	Cursor     string                 `json:"cursor,omitempty"` // how far the chat system's list of people was read
	Summary    *ImportSummary         `json:"summary,omitempty"`

	Whom   *EnlistRequest `json:"whom,omitempty"`
	Enlist *EnlistPlan    `json:"enlist,omitempty"`

	Announcement *Announcement `json:"announcement,omitempty"`

	Failed *Error `json:"failed,omitempty"`
}

// Open reports whether the errand waits for a yes.
func (e Errand) Open() bool { return e.State == ErrandReady }

// action is what an errand's admin must be permitted, when it begins and when it is carried out.
func (e Errand) action() Action {
	if e.Kind == ErrandImport {
		return ActionImportPeople
	}
	return ActionEnlist
}

// allowErrand refuses what the actor may not do, and errands of others.
func (u *unit) allowErrand(ctx context.Context, e Errand) error {
	if e.Kind == ErrandImport {
		if err := u.allow(e.action(), u.adminRelation()); err != nil {
			return err
		}
	} else if err := u.allowStaff(ctx, e.action(), e.Program); err != nil {
		return err
	}
	if e.By != u.actor.ID {
		return notFound()
	}
	return nil
}

// beginErrand stores a new errand and has it worked on. What nobody says yes to is dropped in the end.
func (u *unit) beginErrand(ctx context.Context, e Errand) (Errand, error) {
	e.ID, e.By = ErrandID(u.service.ids.NewID()), u.actor.ID
	e.CreatedAt = u.now
	if err := u.allowErrand(ctx, e); err != nil {
		return e, err
	}
	if err := u.moveErrand(ctx, &e, e.State); err != nil {
		return e, err
	}
	if e.State == ErrandQueued || e.State == ErrandConfirmed {
		u.workOnErrand(e)
	}
	u.enqueueAt(Job{Kind: JobErrand, Task: Task{Errand: e.ID, To: e.By}}, u.now.Add(ErrandLifetime))
	return e, nil
}

func (u *unit) workOnErrand(e Errand) {
	u.enqueue(Job{Kind: JobErrand, Task: Task{Errand: e.ID, To: e.By}, Lane: "errand:" + string(e.ID)})
}

func (u *unit) moveErrand(ctx context.Context, e *Errand, state ErrandState) error {
	e.State, e.UpdatedAt = state, u.now
	if err := u.Errands().Save(ctx, *e); err != nil {
		return fmt.Errorf("save errand: %w", err)
	}
	return nil
}

// lockErrand loads an errand and holds it.
func (u *unit) lockErrand(ctx context.Context, id ErrandID) (Errand, error) {
	if err := u.Errands().Lock(ctx, id); err != nil {
		return Errand{}, fmt.Errorf("lock errand: %w", err)
	}
	e, err := u.Errands().Get(ctx, id)
	return e, missing(err, "load errand")
}

// Errand loads an errand for the admin who began it.
func (s *Service) Errand(ctx context.Context, call Call, id ErrandID) (ErrandFacts, error) {
	return read(ctx, s, call, ActionViewAdmin, func(ctx context.Context, u *unit) (ErrandFacts, error) {
		e, err := u.Errands().Get(ctx, id)
		if err != nil {
			return ErrandFacts{}, missing(err, "load errand")
		}
		if err := u.allowErrand(ctx, e); err != nil {
			return ErrandFacts{}, err
		}
		return u.errandFacts(ctx, e)
	})
}

// ErrandFacts is what the screens of an errand show.
type ErrandFacts struct {
	Errand  Errand
	Program Program // of an enlistment
}

func (u *unit) errandFacts(ctx context.Context, e Errand) (ErrandFacts, error) {
	facts := ErrandFacts{Errand: e}
	if e.Program == "" {
		return facts, nil
	}
	var err error
	facts.Program, err = u.Programs().Get(ctx, e.Program)
	return facts, missing(err, "load programme")
}

// ErrandFor loads an errand for those who work on it.
func (s *Service) ErrandFor(ctx context.Context, workspace WorkspaceID, id ErrandID) (ErrandFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (ErrandFacts, error) {
		e, err := u.Errands().Get(ctx, id)
		if err != nil {
			return ErrandFacts{}, missing(err, "load errand")
		}
		return u.errandFacts(ctx, e)
	})
}

// prepareErrand changes an errand that is being prepared; one that has come further stays as it is.
func (s *Service) prepareErrand(ctx context.Context, workspace WorkspaceID, id ErrandID, prepare func(context.Context, *unit, *Errand) error) (ErrandFacts, error) {
	return change(ctx, s, Call{Workspace: workspace}, ActionPrepareErrand, func(ctx context.Context, u *unit) (ErrandFacts, error) {
		e, err := u.lockErrand(ctx, id)
		if err != nil {
			return ErrandFacts{}, err
		}
		if e.State == ErrandQueued {
			if err := prepare(ctx, u, &e); err != nil {
				return ErrandFacts{}, err
			}
			if err := u.moveErrand(ctx, &e, e.State); err != nil {
				return ErrandFacts{}, err
			}
		}
		return u.errandFacts(ctx, e)
	})
}

// KeepCursor notes how far the chat system's list of people was read for an errand.
func (s *Service) KeepCursor(ctx context.Context, workspace WorkspaceID, id ErrandID, cursor string) error {
	_, err := s.prepareErrand(ctx, workspace, id, func(_ context.Context, _ *unit, e *Errand) error {
		e.Content.Cursor = cursor
		return nil
	})
	return err
}

// FailErrand ends an errand that cannot be prepared or carried out, with the reason its admin reads.
func (s *Service) FailErrand(ctx context.Context, workspace WorkspaceID, id ErrandID, why *Error) (ErrandFacts, error) {
	return change(ctx, s, Call{Workspace: workspace}, ActionPrepareErrand, func(ctx context.Context, u *unit) (ErrandFacts, error) {
		e, err := u.lockErrand(ctx, id)
		if err != nil {
			return ErrandFacts{}, err
		}
		if e.State == ErrandQueued || e.State == ErrandConfirmed {
			e.Content.File, e.Content.Failed = nil, why
			if err := u.moveErrand(ctx, &e, ErrandFailed); err != nil {
				return ErrandFacts{}, err
			}
		}
		return u.errandFacts(ctx, e)
	})
}

// DropErrand forgets an errand nobody said yes to in time, and what it holds about people.
func (s *Service) DropErrand(ctx context.Context, workspace WorkspaceID, id ErrandID) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionPrepareErrand, func(ctx context.Context, u *unit) (ErrandID, error) {
		e, err := u.lockErrand(ctx, id)
		if err != nil {
			return id, err
		}
		if e.State != ErrandReady && e.State != ErrandQueued || u.now.Before(e.CreatedAt.Add(ErrandLifetime)) {
			return id, nil
		}
		e.Content = ErrandContent{}
		return id, u.moveErrand(ctx, &e, ErrandDropped)
	})
	return err
}

// ConfirmErrand has a prepared errand carried out and shown in view. Where many people hear of it, typed is their number as the admin wrote
// it. Saying yes twice does it once.
func (s *Service) ConfirmErrand(ctx context.Context, call Call, id ErrandID, view, typed string) (ErrandFacts, error) {
	return change(ctx, s, call, ActionViewAdmin, func(ctx context.Context, u *unit) (ErrandFacts, error) {
		e, err := u.lockErrand(ctx, id)
		if err != nil {
			return ErrandFacts{}, err
		}
		if err := u.allowErrand(ctx, e); err != nil {
			return ErrandFacts{}, err
		}
		switch e.State {
		case ErrandConfirmed, ErrandDone:
			return u.errandFacts(ctx, e)
		case ErrandReady:
		default:
			return ErrandFacts{}, conflict(CodeErrandOver)
		}
		if err := e.confirmed(typed); err != nil {
			return ErrandFacts{}, err
		}
		e.View = view
		if err := u.moveErrand(ctx, &e, ErrandConfirmed); err != nil {
			return ErrandFacts{}, err
		}
		u.workOnErrand(e)
		return u.errandFacts(ctx, e)
	})
}

// confirmed checks a yes.
func (e Errand) confirmed(typed string) error {
	switch {
	case e.Kind == ErrandImport:
		if e.Content.Summary == nil || e.Content.Summary.Changes() == 0 {
			return conflict(CodeNothingToImport)
		}
	case e.Content.Enlist == nil || len(e.Content.Enlist.People) == 0:
		return conflict(CodeNobodyToAsk)
	case e.Content.Enlist.ToType() && cleanLine(typed) != fmt.Sprint(len(e.Content.Enlist.People)):
		return &Error{Kind: Invalid, Code: CodeCountDiffers, Field: "count", Args: map[string]any{"Count": len(e.Content.Enlist.People)}}
	}
	return nil
}

// CarryOutErrand does what was confirmed, whole or not at all, in the name of the admin, who must still be permitted it.
func (s *Service) CarryOutErrand(ctx context.Context, workspace WorkspaceID, e Errand) (ErrandFacts, error) {
	call := Call{Workspace: workspace, Actor: e.By, RequestID: "errand " + string(e.ID)}
	return change(ctx, s, call, e.action(), func(ctx context.Context, u *unit) (ErrandFacts, error) {
		e, err := u.lockErrand(ctx, e.ID)
		if err != nil {
			return ErrandFacts{}, err
		}
		if e.State != ErrandConfirmed {
			return u.errandFacts(ctx, e)
		}
		if err := u.allowErrand(ctx, e); err != nil {
			return ErrandFacts{}, err
		}
		if err := u.carryOut(ctx, &e); err != nil {
			return ErrandFacts{}, err
		}
		if err := u.moveErrand(ctx, &e, ErrandDone); err != nil {
			return ErrandFacts{}, err
		}
		return u.errandFacts(ctx, e)
	})
}

func (u *unit) carryOut(ctx context.Context, e *Errand) error {
	switch e.Kind {
	case ErrandImport:
		in := PeopleImport{File: *e.Content.File, Visibility: e.Content.Visibility, SkipBad: true}
		summary, err := u.importPeople(ctx, in)
		e.Content.File, e.Content.Summary = nil, &summary
		return err
	case ErrandEnlist:
		return u.enlist(ctx, e)
	case ErrandRemind:
		return u.remindEnlisted(ctx, e)
	case ErrandAnnounce:
		return u.audit(ctx, ActionEnlist, ProgramSubject(e.Program), map[string]string{"channel": e.Content.Announcement.Channel})
	}
	return notFound()
}
