package storage_test

import (
	"context"
	"errors"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// save is one change of a rule's story.
type save func(ctx context.Context, tx core.Tx, w world) error

func saveList(id string, state core.ChoiceListState, mentee int) save {
	return func(ctx context.Context, tx core.Tx, w world) error {
		l := w.list(id, w.person(2))
		l.State, l.Mentee = state, w.person(mentee)
		return tx.ChoiceLists().Save(ctx, l)
	}
}

func saveInvitation(id string, state core.InvitationState) save {
	return func(ctx context.Context, tx core.Tx, w world) error {
		i := w.invitation(id, "list")
		i.State = state
		return tx.Invitations().Save(ctx, i)
	}
}

func saveMentorship(id string, state core.MentorshipState, mentor int, invitation core.InvitationID) save {
	return func(ctx context.Context, tx core.Tx, w world) error {
		m := w.mentorship(id)
		m.State, m.Mentor, m.Invitation = state, w.person(mentor), invitation
		return tx.Mentorships().Save(ctx, m)
	}
}

func saveAgreement(id core.AgreementID, number int, state core.AgreementState) save {
	return func(ctx context.Context, tx core.Tx, w world) error {
		return tx.Agreements().Save(ctx, core.Agreement{
			ID: id, Mentorship: "pair", Number: number, State: state, ProposedBy: w.person(0), ProposedAt: noon,
		})
	}
}

func savePerson(id core.PersonID, chatUser string) save {
	return func(ctx context.Context, tx core.Tx, _ world) error {
		return tx.People().Save(ctx, core.Person{ID: id, ChatUserID: chatUser})
	}
}

func saveMessage(id core.MessageID, job core.JobID) save {
	return func(ctx context.Context, tx core.Tx, _ world) error {
		return tx.Messages().Save(ctx, core.Message{ID: id, Job: job})
	}
}

func saveEnvelope(envelope string) save {
	return func(ctx context.Context, tx core.Tx, _ world) error {
		return tx.Inbox().Save(ctx, envelope, []byte("answer"), noon)
	}
}

func saveProgram(id core.ProgramID, name string, state core.ProgramState) save {
	return func(ctx context.Context, tx core.Tx, _ world) error {
		return tx.Programs().Save(ctx, core.Program{ID: id, Name: name, State: state, Policy: core.DefaultPolicy(), CreatedAt: noon})
	}
}

func TestTheDatabaseHoldsTheRules(t *testing.T) {
	rules := map[string]struct {
		before  []save
		refused save // ErrDuplicate
		allowed save // goes through in the same transaction
	}{
		"one draft or running list per mentee and programme": {
			before:  []save{saveList("first", core.ChoicesRunning, 0), saveList("old", core.ChoicesExhausted, 0)},
			refused: saveList("second", core.ChoicesDraft, 0),
			allowed: saveList("second", core.ChoicesWithdrawn, 0),
		},
		"another mentee has a list of their own": {
			before:  []save{saveList("first", core.ChoicesDraft, 0)},
			refused: saveList("second", core.ChoicesDraft, 0),
			allowed: saveList("second", core.ChoicesDraft, 1),
		},
		"one live invitation per list": {
			before:  []save{saveList("list", core.ChoicesRunning, 0), saveInvitation("first", core.InvitationSent)},
			refused: saveInvitation("second", core.InvitationQueued),
			allowed: saveInvitation("second", core.InvitationSkipped),
		},
		"the next invitation once the first was declined": {
			before: []save{
				saveList("list", core.ChoicesRunning, 0), saveInvitation("first", core.InvitationSent),
				saveInvitation("first", core.InvitationDeclined), saveInvitation("second", core.InvitationSent),
			},
			refused: saveInvitation("first", core.InvitationQueued),
			allowed: saveInvitation("second", core.InvitationAccepted),
		},
		"programmes that are not over have names of their own": {
			before:  []save{saveProgram("first", "Été 2026", core.ProgramClosed), saveProgram("old", "ete 2026", core.ProgramArchived)},
			refused: saveProgram("second", "ete-2026", core.ProgramDraft),
			allowed: saveProgram("second", "Été 2027", core.ProgramDraft),
		},
		"a pair is active once": {
			before:  []save{saveMentorship("first", core.MentorshipOnHold, 1, "")},
			refused: saveMentorship("second", core.MentorshipActive, 1, ""),
			allowed: saveMentorship("second", core.MentorshipActive, 2, ""),
		},
		"a pair can meet again after the end": {
			before:  []save{saveMentorship("first", core.MentorshipCompleted, 1, ""), saveMentorship("second", core.MentorshipActive, 1, "")},
			refused: saveMentorship("third", core.MentorshipActive, 1, ""),
			allowed: saveMentorship("third", core.MentorshipEndedEarly, 1, ""),
		},
		"an invitation leads to one mentorship": {
			before: []save{
				saveList("list", core.ChoicesMatched, 0), saveInvitation("invitation", core.InvitationAccepted),
				saveMentorship("first", core.MentorshipCompleted, 1, "invitation"),
			},
			refused: saveMentorship("second", core.MentorshipActive, 1, "invitation"),
			allowed: saveMentorship("second", core.MentorshipActive, 1, ""),
		},
		"one version of an agreement holds": {
			before:  []save{saveMentorship("pair", core.MentorshipActive, 1, ""), saveAgreement("first", 1, core.AgreementAgreed)},
			refused: saveAgreement("second", 2, core.AgreementAgreed),
			allowed: saveAgreement("second", 2, core.AgreementProposed),
		},
		"one version of an agreement waits for an answer": {
			before:  []save{saveMentorship("pair", core.MentorshipActive, 1, ""), saveAgreement("first", 1, core.AgreementProposed)},
			refused: saveAgreement("second", 2, core.AgreementProposed),
			allowed: saveAgreement("second", 2, core.AgreementWithdrawn),
		},
		"the versions of an agreement are counted": {
			before:  []save{saveMentorship("pair", core.MentorshipActive, 1, ""), saveAgreement("first", 1, core.AgreementSuperseded)},
			refused: saveAgreement("second", 1, core.AgreementProposed),
			allowed: saveAgreement("second", 2, core.AgreementProposed),
		},
		"one person per chat user": {
			before:  []save{savePerson("first", "U-same")},
			refused: savePerson("second", "U-same"),
			allowed: savePerson("second", "U-other"),
		},
		"one message per job": {
			before:  []save{saveMessage("first", "job")},
			refused: saveMessage("second", "job"),
			allowed: saveMessage("second", "other job"),
		},
		"one answer per envelope": {
			before:  []save{saveEnvelope("first")},
			refused: saveEnvelope("first"),
			allowed: saveEnvelope("second"),
		},
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		for name, rule := range rules {
			t.Run(name, func(t *testing.T) {
				w := newWorld(t, db, core.WorkspaceID(name), 3)
				change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
					for _, s := range rule.before {
						must(t, s(ctx, tx, w))
					}
					return nil
				})
				change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
					if err := rule.refused(ctx, tx, w); !errors.Is(err, core.ErrDuplicate) {
						t.Errorf("refused save: %v, want ErrDuplicate", err)
					}
					return rule.allowed(ctx, tx, w)
				})
			})
		}
	})
}

func TestATeamHasOneWorkspace(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		must(t, db.CreateWorkspace(ctx, core.Workspace{ID: "first", ChatTeamID: "T1"}))
		if err := db.CreateWorkspace(ctx, core.Workspace{ID: "second", ChatTeamID: "T1"}); !errors.Is(err, core.ErrDuplicate) {
			t.Errorf("second workspace: %v, want ErrDuplicate", err)
		}
		if _, err := db.Workspace(ctx, "second"); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("workspace: %v, want ErrNotFound", err)
		}
	})
}

func TestAReferenceToNothingIsRefusedAtTheCommit(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 3)
		ctx := t.Context()
		err := db.Change(ctx, w.ws, func(tx core.Tx) error { return saveInvitation("alone", core.InvitationSent)(ctx, tx, w) })
		if err == nil {
			t.Error("an invitation without its list was stored")
		}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, saveInvitation("first", core.InvitationSent)(ctx, tx, w))
			return saveList("list", core.ChoicesRunning, 0)(ctx, tx, w)
		})
	})
}

func TestAFailedChangeLeavesNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		broken := errors.New("broken")
		ctx := t.Context()
		err := db.Change(ctx, w.ws, func(tx core.Tx) error {
			must(t, savePerson("new", "U-new")(ctx, tx, w))
			return broken
		})
		if !errors.Is(err, broken) {
			t.Errorf("change: %v, want the function's error", err)
		}
		err = db.Read(ctx, w.ws, func(tx core.Tx) error {
			_, err := tx.People().Get(ctx, "new")
			return err
		})
		if !errors.Is(err, core.ErrNotFound) {
			t.Errorf("person: %v, want ErrNotFound", err)
		}
	})
}

func TestReadChangesNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		ctx := t.Context()
		err := db.Read(ctx, w.ws, func(tx core.Tx) error { return savePerson("new", "U-new")(ctx, tx, w) })
		if err == nil {
			t.Error("a read-only transaction wrote")
		}
	})
}
