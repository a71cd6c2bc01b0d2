package core_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
)

// start is the instant every test begins at: a Monday morning, summer time everywhere in the north.
var start = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// fataler is what testing.T and rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// world is a workspace on a real database with a clock that tests move. It carries out the jobs core enqueues as workers would and
// remembers who was told what.
type world struct {
	t          fataler
	db         *storage.DB
	svc        *core.Service
	ws         core.WorkspaceID
	clock      *movingClock
	told       map[core.PersonID][]core.NoticeKind
	wrote      time.Time           // when somebody last wrote in any conversation of two
	unrecorded bool                // no message about the end of a silence reaches anybody
	asked      []core.InvitationID // in order of delivery
	lists      []core.ChoiceListID
	people     []core.Person
}

type movingClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *movingClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *movingClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// counter makes ids that sort by creation.
func counter() core.IDFunc {
	var mu sync.Mutex
	n := 0
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		n++
		return fmt.Sprintf("id-%06d", n)
	}
}

func newWorld(t fataler, db *storage.DB, team string) *world {
	t.Helper()
	clock := &movingClock{now: start}
	ids := counter()
	prefixed := core.IDFunc(func() string { return team + "-" + ids.NewID() })
	w := &world{t: t, db: db, clock: clock, told: map[core.PersonID][]core.NoticeKind{}}
	w.svc = core.New(db, clock, prefixed)
	workspace, err := w.svc.EnsureWorkspace(context.Background(), core.Workspace{ChatTeamID: team, Name: "Test", Locale: "en"})
	w.must(err)
	w.ws = workspace.ID
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("unexpected error: %v", err)
	}
}

func (w *world) call(p core.Person) core.Call { return core.Call{Workspace: w.ws, Actor: p.ID} }

func (w *world) person(name string) core.Person {
	w.t.Helper()
	p, err := w.svc.SyncPerson(context.Background(), core.Call{Workspace: w.ws}, core.ChatProfile{
		ChatUserID: "U" + name, Name: name, Email: name + "@example.org", Locale: "en-GB", TimeZone: "Europe/Paris", OwnPicture: true,
	})
	w.must(err)
	w.people = append(w.people, p)
	return p
}

// mentee is a person with a profile.
func (w *world) mentee(name string) core.Person {
	w.t.Helper()
	p := w.person(name)
	w.fill(p, core.Skills{Summary: "I build things.", Wishes: []string{"Leadership", "Public speaking"}, MeetingModes: []string{"online"}})
	return p
}

func (w *world) fill(p core.Person, skills core.Skills) {
	w.t.Helper()
	ctx := context.Background()
	_, err := w.svc.SaveBasics(ctx, w.call(p), core.Basics{Name: p.Name, TimeZone: "Europe/Paris", Languages: []string{"en"}, DutyStation: "Geneva"})
	w.must(err)
	_, err = w.svc.SaveWork(ctx, w.call(p), core.Work{Headline: "Engineer", Unit: "Water"})
	w.must(err)
	_, err = w.svc.SaveSkills(ctx, w.call(p), skills)
	w.must(err)
}

// mentor is a person who can be found and asked.
func (w *world) mentor(name string, capacity int) core.Person {
	w.t.Helper()
	p := w.person(name)
	w.fill(p, core.Skills{Summary: "I like to help.", Skills: []string{"Leadership"}, MeetingModes: []string{"online"}})
	_, err := w.svc.SaveMentor(context.Background(), w.call(p), core.MentorSettings{
		Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: capacity,
	})
	w.must(err)
	return p
}

// ask sends a ranked list and delivers the first invitation.
func (w *world) ask(mentee core.Person, mentors ...core.Person) core.ChoiceFacts {
	w.t.Helper()
	facts, err := w.submit(mentee, mentors...)
	w.must(err)
	w.work()
	return facts
}

func (w *world) submit(mentee core.Person, mentors ...core.Person) (core.ChoiceFacts, error) {
	var ids []core.PersonID
	for _, m := range mentors {
		ids = append(ids, m.ID)
	}
	facts, err := w.svc.SubmitChoices(context.Background(), w.call(mentee), core.Submission{Mentors: ids, Message: "Please help me grow."})
	if err == nil {
		w.lists = append(w.lists, facts.List.ID)
	}
	return facts, err
}

// pass lets time go by and does what has become due.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	w.clock.advance(d)
	w.must(w.svc.Sweep(context.Background()))
	w.work()
}

// work carries out every job that can run now, as workers would.
func (w *world) work() {
	w.t.Helper()
	ctx := context.Background()
	for {
		job, ok, err := w.db.Claim(ctx, w.clock.Now(), time.Minute)
		w.must(err)
		if !ok {
			return
		}
		w.must(w.carryOut(ctx, job))
		w.must(w.db.Finish(ctx, job, w.clock.Now()))
	}
}

func (w *world) carryOut(ctx context.Context, job core.Job) error {
	switch job.Kind {
	case core.JobSilence:
		return w.svc.TakeSilence(ctx, job.Workspace, job.Task, w.wrote)
	case core.JobNotice:
		if job.Task.Notice == core.NoticeFirstContact || job.Task.Notice == core.NoticeFirstSession {
			if due, err := w.svc.FirstStepDue(ctx, job.Workspace, job.Task); err != nil || !due {
				return err // as those who send messages ask before they do
			}
		}
		switch job.Task.Notice {
		case core.NoticeEvaluation:
			if due, err := w.svc.EvaluationDue(ctx, job.Workspace, job.Task); err != nil || !due {
				return err
			}
		case core.NoticeInquiry, core.NoticeInquiryReminder, core.NoticeInquiryAnswered:
			if facts, err := w.svc.InquiryFor(ctx, job.Workspace, job.Task.Inquiry, job.Task.To); err != nil || facts.Stale(job.Task.Notice) {
				return err
			}
		case core.NoticeQuiet, core.NoticeQuietEnd:
			if due, err := w.svc.SilenceDue(ctx, job.Workspace, job.Task); err != nil || !due {
				return err
			}
		case core.NoticeClosing, core.NoticePlannedEnd:
			if due, err := w.svc.ClosingDue(ctx, job.Workspace, job.Task); err != nil || !due {
				return err
			}
		}
		w.told[job.Task.To] = append(w.told[job.Task.To], job.Task.Notice)
		if job.Task.Notice == core.NoticeQuietEnd && !w.unrecorded {
			return w.svc.RecordMessage(ctx, job.Workspace, core.Message{
				Job: job.ID, Person: job.Task.To, Notice: job.Task.Notice, Subject: core.MentorshipSubject(job.Task.Mentorship),
				Channel: "D" + string(job.Task.To), Timestamp: string(job.ID), SentAt: w.clock.Now(), DecidedAt: w.clock.Now(),
			}, job.Task)
		}
		if job.Task.Notice == core.NoticeInvitation {
			w.asked = append(w.asked, job.Task.Invitation)
			return w.svc.Delivered(ctx, job.Workspace, job.Task.Invitation, w.svc.Now())
		}
	case core.JobSettleProgram:
		return w.svc.SettleProgram(ctx, job.Workspace, job.Task.Program)
	case core.JobRelease:
		return w.svc.Release(ctx, job.Workspace, job.Task.Program, job.Task.To)
	case core.JobSupportDue:
		return w.svc.Handlers()[core.JobSupportDue](ctx, job)
	case core.JobPairing:
		return w.svc.Handlers()[core.JobPairing](ctx, job)
	}
	return nil
}

// waiting is the invitation that waits for a mentor's answer.
func (w *world) waiting(mentor core.Person) core.InvitationFacts {
	w.t.Helper()
	requests, err := w.svc.Requests(context.Background(), w.call(mentor))
	w.must(err)
	if len(requests.ToAnswer) != 1 {
		w.t.Fatalf("%s has %d requests to answer, want 1", mentor.Name, len(requests.ToAnswer))
	}
	return requests.ToAnswer[0]
}

func (w *world) accept(mentor core.Person) core.InvitationFacts {
	w.t.Helper()
	facts, err := w.svc.Accept(context.Background(), w.call(mentor), w.waiting(mentor).Invitation.ID)
	w.must(err)
	w.work()
	return facts
}

func (w *world) decline(mentor core.Person) {
	w.t.Helper()
	_, err := w.svc.Decline(context.Background(), w.call(mentor), w.waiting(mentor).Invitation.ID, core.Decline{Reason: core.DeclineNoTime})
	w.must(err)
	w.work()
}

// hears checks that a person was told exactly these things since the last look.
func (w *world) hears(p core.Person, want ...core.NoticeKind) {
	w.t.Helper()
	got := w.told[p.ID]
	delete(w.told, p.ID)
	if !slices.Equal(got, want) {
		w.t.Fatalf("%s was told %v, want %v", p.Name, got, want)
	}
}

// refused checks that err is the refusal a person reads under this code.
func refused(t *testing.T, err error, want core.Code) {
	t.Helper()
	refusal := core.Refusal(err)
	if refusal == nil || refusal.Code != want {
		t.Fatalf("got error %v, want refusal %s", err, want)
	}
}
