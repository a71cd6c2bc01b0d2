package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// ChatProfile is what the chat system says about a user.
type ChatProfile struct {
	ChatUserID  string
	Name        string
	Email       string
	Title       string
	PictureURL  string
	Locale      string // BCP 47
	TimeZone    string // IANA
	OwnPicture  bool
	Admin       bool
	Bot         bool
	Outside     bool // belongs to another workspace
	Deactivated bool
}

// PersonByChatUser finds a person by the chat system's id. Errors: ErrNotFound for somebody never seen before.
func (s *Service) PersonByChatUser(ctx context.Context, workspace WorkspaceID, chatUserID string) (Person, error) {
	return s.store.PersonByChatUser(ctx, workspace, chatUserID)
}

// Person finds a person by id. Errors: ErrNotFound.
func (s *Service) Person(ctx context.Context, workspace WorkspaceID, id PersonID) (Person, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (Person, error) {
		return u.People().Get(ctx, id)
	})
}

// SyncPerson stores what the chat system says about a user. Somebody deactivated is passed over on every list that waits for them.
func (s *Service) SyncPerson(ctx context.Context, call Call, in ChatProfile) (Person, error) {
	call.Actor = ""
	person, err := change(ctx, s, call, ActionSyncPerson, func(ctx context.Context, u *unit) (Person, error) {
		return u.syncPerson(ctx, in)
	})
	if errors.Is(err, ErrDuplicate) { // two requests of a new person at once: the other one stored them
		return s.PersonByChatUser(ctx, call.Workspace, in.ChatUserID)
	}
	return person, err
}

func (u *unit) syncPerson(ctx context.Context, in ChatProfile) (Person, error) {
	p, err := u.People().ByChatUser(ctx, in.ChatUserID)
	if errors.Is(err, ErrNotFound) {
		p = u.newPerson(in)
	} else if err != nil {
		return Person{}, fmt.Errorf("load person: %w", err)
	}
	if err := u.lockPerson(ctx, &p); err != nil {
		return Person{}, err
	}
	if p.Erased() { // while this waited for the lock: what follows is about somebody new
		p = u.newPerson(in)
	}
	before := p.Gone()
	gone := in.Deactivated || in.Outside
	left, back := gone && !before, before && !gone
	if back {
		p.Unreachable = false
	}
	p.Name, p.Email, p.Title = cleanLine(in.Name), cleanLine(in.Email), cleanLine(in.Title)
	p.PictureURL, p.OwnPicture = in.PictureURL, in.OwnPicture
	p.ChatLocale = in.Locale
	zone := p.TimeZone
	if err := u.followZone(ctx, &p, in.TimeZone); err != nil {
		return Person{}, err
	}
	p.Admin, p.Bot, p.Outside, p.Deactivated = in.Admin && !in.Outside, in.Bot, in.Outside, in.Deactivated
	p.SyncedAt = u.now
	if err := u.People().Save(ctx, p); err != nil {
		return Person{}, fmt.Errorf("save person: %w", err)
	}
	if p.TimeZone != zone { // quiet hours are on the person's clock
		if err := u.replanReminders(ctx, p.ID); err != nil {
			return Person{}, err
		}
	}
	if left { // before refreshFindable: the locks of a list come before those of participations
		why := map[string]string{"deactivated": strconv.FormatBool(in.Deactivated), "outside": strconv.FormatBool(in.Outside)}
		if err := u.audit(ctx, ActionSyncPerson, PersonSubject(p.ID), why); err != nil {
			return Person{}, err
		}
		if err := u.leave(ctx, p.ID); err != nil {
			return Person{}, err
		}
	}
	if left || back {
		if err := u.settleGone(ctx, p); err != nil {
			return Person{}, err
		}
	}
	return p, u.refreshFindable(ctx, p)
}

// newPerson is somebody the app has not seen before.
func (u *unit) newPerson(in ChatProfile) Person {
	return Person{ID: PersonID(u.service.ids.NewID()), Workspace: u.call.Workspace, ChatUserID: in.ChatUserID, CreatedAt: u.now}
}

// lockPerson holds the record of a person, if there is one, and loads it as it is then.
func (u *unit) lockPerson(ctx context.Context, p *Person) error {
	if err := u.People().Lock(ctx, p.ID); err != nil {
		return fmt.Errorf("lock person: %w", err)
	}
	fresh, err := u.People().Get(ctx, p.ID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load person: %w", err)
	}
	*p = fresh
	return nil
}

// followZone takes the chat system's time zone for somebody who has not saved a profile. Who has, chose one there, and the chat system
// reports a person for every change of their status.
func (u *unit) followZone(ctx context.Context, p *Person, zone string) error {
	_, err := u.Profiles().Get(ctx, p.ID)
	switch {
	case errors.Is(err, ErrNotFound):
		p.TimeZone = validZone(zone, p.TimeZone)
	case err != nil:
		return fmt.Errorf("load profile: %w", err)
	}
	return nil
}

// leave settles what waits for or from somebody who is gone: requests to them are passed on, their own are withdrawn.
func (u *unit) leave(ctx context.Context, person PersonID) error {
	places, err := u.Participants().ForPerson(ctx, person)
	if err != nil {
		return fmt.Errorf("load participations: %w", err)
	}
	for _, place := range places {
		if place.Mentor {
			u.release(place.Program, person)
		}
		if err := u.withdrawRunning(ctx, place.Program, person); err != nil {
			return err
		}
	}
	for _, place := range places {
		place.State = ParticipantWithdrawn // as far as events are concerned: nobody knows whether they come back
		if err := u.loseSignUps(ctx, place, false); err != nil {
			return err
		}
	}
	return nil
}

func (u *unit) withdrawRunning(ctx context.Context, program ProgramID, mentee PersonID) error {
	current, err := u.ChoiceLists().Current(ctx, program, mentee)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load choices: %w", err)
	}
	list, _, err := u.lockList(ctx, current.ID)
	if err != nil || list.State != ChoicesRunning {
		return err
	}
	return u.withdraw(ctx, &list)
}

// validZone keeps the old zone when the chat system's is not one this machine knows.
func validZone(name, old string) string {
	if name == "" || name == "Local" {
		return old
	}
	if _, err := time.LoadLocation(name); err != nil {
		return old
	}
	return name
}

// markUnreachable records that a person can be told nothing.
func (u *unit) markUnreachable(ctx context.Context, p Person) error {
	if p.Unreachable {
		return nil
	}
	p.Unreachable = true
	if err := u.People().Save(ctx, p); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	if err := u.refreshFindable(ctx, p); err != nil {
		return err
	}
	return u.audit(ctx, ActionSyncPerson, PersonSubject(p.ID), map[string]string{"unreachable": "true"})
}

// ImportFacts stores HR facts; a fact of the same key replaces the earlier one.
func (s *Service) ImportFacts(ctx context.Context, workspace WorkspaceID, facts []Fact) error {
	return s.store.Change(ctx, workspace, func(tx Tx) error {
		return tx.People().SaveFacts(ctx, facts)
	})
}
