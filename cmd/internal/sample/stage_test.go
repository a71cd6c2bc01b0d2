package sample_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"mentorbot/cmd/internal/sample"
	"mentorbot/core"
	"mentorbot/slacksim"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// stage is a service on a real database. Its worker delivers invitations and drops what else people would be told.
type stage struct {
	*testing.T
	db        *storage.DB
	service   *core.Service
	workspace core.WorkspaceID
	people    map[string]slacksim.User
	now       *time.Time // product time, shared by copies of the stage
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{T: t, db: storagetest.SQLite(t), people: map[string]slacksim.User{}}
	start := time.Date(2026, time.March, 5, 9, 0, 0, 0, time.UTC)
	s.now = &start
	s.service = core.New(s.db, core.ClockFunc(func() time.Time { return *s.now }), core.IDFunc(func() string {
		return uuid.Must(uuid.NewV7()).String()
	}))
	w, err := s.service.EnsureWorkspace(t.Context(), core.Workspace{ChatTeamID: "T1", Name: "Meridian", Locale: "en"})
	if err != nil {
		t.Fatal(err)
	}
	s.workspace = w.ID
	return s
}

// play performs the sample programme.
func (s *stage) play() {
	s.Helper()
	o := load(s.T)
	for _, u := range o.Users() {
		s.people[u.ID] = u
	}
	host := sample.Host{Service: s.service, Workspace: s.workspace, Person: s.person, Settle: s.settle}
	if err := o.Play(s.Context(), host); err != nil {
		s.Fatal(err)
	}
}

// person does what the app does when it meets somebody: it asks Slack about them.
func (s *stage) person(ctx context.Context, userID string) (core.PersonID, error) {
	u := s.people[userID]
	p, err := s.service.SyncPerson(ctx, core.Call{Workspace: s.workspace}, core.ChatProfile{
		ChatUserID: u.ID, Name: u.RealName, Email: u.Email, Title: u.Title, Locale: u.Locale, TimeZone: u.TZ,
		PictureURL: "https://chat.example/" + u.ID, OwnPicture: !u.NoPicture, Admin: u.IsAdmin, Deactivated: u.Deleted,
	})
	return p.ID, err
}

// settle carries out all jobs; an invitation is delivered at once.
func (s *stage) settle(ctx context.Context) error {
	handlers := s.service.Handlers()
	for {
		job, ok, err := s.db.Claim(ctx, *s.now, time.Minute)
		if err != nil || !ok {
			return err
		}
		if handle := handlers[job.Kind]; handle != nil {
			err = handle(ctx, job)
		} else if job.Task.Notice == core.NoticeInvitation {
			err = s.service.Delivered(ctx, job.Workspace, job.Task.Invitation, *s.now)
		}
		if err = errors.Join(err, s.db.Finish(ctx, job, *s.now)); err != nil {
			return fmt.Errorf("job %s: %w", job.Kind, err)
		}
	}
}

func (s *stage) as(userID string) core.Call {
	s.Helper()
	p, err := s.service.PersonByChatUser(s.Context(), s.workspace, userID)
	if err != nil {
		s.Fatalf("%s: %v", userID, err)
	}
	return core.Call{Workspace: s.workspace, Actor: p.ID}
}

func (s *stage) dashboard(userID string) core.Dashboard {
	s.Helper()
	d, err := s.service.Dashboard(s.Context(), s.as(userID))
	if err != nil {
		s.Fatalf("%s: %v", userID, err)
	}
	return d
}

// find gives the user ids of the first page, best first.
func (s *stage) find(userID string, c core.Criteria) []string {
	s.Helper()
	results, err := s.service.Find(s.Context(), s.as(userID), c)
	if err != nil {
		s.Fatal(err)
	}
	return userIDs(results.Mentors)
}

func userIDs(mentors []core.MentorCard) []string {
	var ids []string
	for _, m := range mentors {
		ids = append(ids, m.Person.ChatUserID)
	}
	return ids
}
