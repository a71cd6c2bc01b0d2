package core_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// take claims jobs, finishing others on the way, until one of a kind and notice is there. It stays claimed.
func (w *world) take(kind core.JobKind, notice core.NoticeKind) core.Job {
	w.t.Helper()
	ctx := context.Background()
	for {
		job, ok, err := w.db.Claim(ctx, w.clock.Now(), time.Minute)
		w.must(err)
		if !ok {
			w.t.Fatalf("there is no job %s %s", kind, notice)
		}
		if job.Kind == kind && job.Task.Notice == notice {
			return job
		}
		w.must(w.carryOut(ctx, job))
		w.must(w.db.Finish(ctx, job, w.clock.Now()))
	}
}

// loses lets the direct message of a notice fail for good, twice, as after a crash between the two steps of recording it.
func (w *world) loses(notice core.NoticeKind, why core.Undelivered) core.Job {
	w.t.Helper()
	ctx := context.Background()
	job := w.take(core.JobNotice, notice)
	for range 2 {
		w.must(w.svc.Undelivered(ctx, job, why))
	}
	w.must(w.db.Fail(ctx, job, w.clock.Now(), string(why.Reason)))
	return job
}

// mails carries out the mail that takes a notice's place, and runs the job a second time.
func (w *world) mails(notice core.NoticeKind) core.NoticeMail {
	w.t.Helper()
	ctx := context.Background()
	job := w.take(core.JobNoticeMail, notice)
	m, err := w.svc.PrepareNoticeMail(ctx, w.ws, job.Task)
	w.must(err)
	w.must(w.svc.NoticeMailed(ctx, w.ws, m))
	again, err := w.svc.PrepareNoticeMail(ctx, w.ws, job.Task)
	w.must(err)
	if again.Send {
		w.t.Fatalf("the mail of %s would be sent twice", notice)
	}
	w.must(w.svc.NoticeMailed(ctx, w.ws, again))
	w.must(w.db.Finish(ctx, job, w.clock.Now()))
	return m
}

func (w *world) admin(name string) core.Person {
	w.t.Helper()
	p, err := w.svc.SyncPerson(context.Background(), core.Call{Workspace: w.ws}, core.ChatProfile{ChatUserID: "U" + name, Name: name, Admin: true})
	w.must(err)
	return p
}

// failed is what an admin sees on a page.
func (w *world) failed(admin core.Person, page int) core.FailedDeliveries {
	w.t.Helper()
	f, err := w.svc.FailedDeliveries(context.Background(), w.call(admin), page)
	w.must(err)
	return f
}

var refusedBySlack = core.Undelivered{Reason: core.DirectRefused, Code: "channel_not_found", Mail: true}

func TestTheResponseWindowBeginsWithTheMail(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, ben, mia, kim := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentee("Mia"), w.admin("Kim")
		_, err := w.submit(mia, ada, ben)
		w.must(err)
		w.loses(core.NoticeInvitation, refusedBySlack)
		w.clock.advance(5 * time.Hour) // the mail server is down
		m := w.mails(core.NoticeInvitation)
		if !m.Send || m.Invitation.Invitation.State != core.InvitationSent || m.Reader.ID != ada.ID {
			t.Errorf("mail %+v", m)
		}
		want := start.Add(77 * time.Hour)
		if got := w.waiting(ada).Invitation.ExpiresAt; !got.Equal(want) || !m.Invitation.Invitation.ExpiresAt.Equal(want) {
			t.Errorf("deadline %v, in the mail %v, want %v", got, m.Invitation.Invitation.ExpiresAt, want)
		}
		w.work()
		w.hears(mia, core.NoticeAsked)
		w.hears(ben)
		if got := w.failed(kim, 0).Counts; got != (core.DeliveryCounts{Email: 1}) {
			t.Errorf("counts %+v", got)
		}
		w.accept(ada) // somebody who reads mail is not unreachable
		w.hears(ada, core.NoticeMatched)
	})
}

func TestWhatGoesByMailAndWhatHasFailed(t *testing.T) {
	tests := map[string]struct {
		why        core.Undelivered
		change     func(*core.ChatProfile)
		mailed     bool
		reason     core.DeliveryReason
		mailReason core.DeliveryReason
	}{
		"refused":                  {why: refusedBySlack, mailed: true},
		"rejected":                 {why: core.Undelivered{Reason: core.DirectRejected, Mail: true}, mailed: true},
		"no clear answer":          {why: core.Undelivered{Reason: core.DirectUnanswered, Mail: true}, reason: core.DirectUnanswered},
		"no mail server":           {why: core.Undelivered{Reason: core.DirectRefused}, reason: core.DirectRefused, mailReason: core.MailNotConfigured},
		"no address":               {why: refusedBySlack, change: func(p *core.ChatProfile) { p.Email = "" }, reason: core.DirectRefused, mailReason: core.MailNoAddress},
		"deactivated in that time": {why: refusedBySlack, change: func(p *core.ChatProfile) { p.Deactivated = true }, reason: core.DirectDeactivated},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				w := newWorld(t, db, "T1")
				ada, ben, mia, kim := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentee("Mia"), w.admin("Kim")
				_, err := w.submit(mia, ada, ben)
				w.must(err)
				job := w.take(core.JobNotice, core.NoticeInvitation)
				if tt.change != nil {
					profile := core.ChatProfile{ChatUserID: ada.ChatUserID, Name: "Ada", Email: ada.Email, TimeZone: "UTC"}
					tt.change(&profile)
					_, err := w.svc.SyncPerson(t.Context(), core.Call{Workspace: w.ws}, profile)
					w.must(err)
				}
				w.must(w.svc.Undelivered(t.Context(), job, tt.why))
				w.must(w.db.Fail(t.Context(), job, w.clock.Now(), name))
				if tt.mailed {
					w.mails(core.NoticeInvitation)
					w.waiting(ada)
					return
				}
				w.work()
				w.waiting(ben) // it passed on
				f := w.failed(kim, 0)
				if len(f.Failed) != 1 || f.Counts.Failed != 1 {
					t.Fatalf("failures %+v", f)
				}
				if d := f.Failed[0]; d.Delivery.Reason != tt.reason || d.Delivery.MailReason != tt.mailReason || d.Retryable || d.Person.Person.ID != ada.ID {
					t.Errorf("failed as %+v", d)
				}
				refused(t, w.svc.RetryDelivery(t.Context(), w.call(kim), f.Failed[0].Delivery.ID), core.CodeDeliveryPointless)
			})
		})
	}
}

func TestAMailThatFailsForGoodPassesTheRequestOn(t *testing.T) {
	for reason, cause := range map[core.DeliveryReason]error{
		core.MailRefused: &core.PermanentError{Err: errors.New("550 no such user")}, core.MailUnanswered: errors.New("connection refused"),
	} {
		t.Run(string(reason), func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				w := newWorld(t, db, "T1")
				ben, mia, kim := w.mentor("Ben", 1), w.mentee("Mia"), w.admin("Kim")
				_, err := w.submit(mia, w.mentor("Ada", 1), ben)
				w.must(err)
				w.loses(core.NoticeInvitation, refusedBySlack)
				job := w.take(core.JobNoticeMail, core.NoticeInvitation)
				for range 2 {
					w.must(w.svc.NoticeMailGivenUp(t.Context(), job, cause))
				}
				w.must(w.db.Fail(t.Context(), job, w.clock.Now(), cause.Error()))
				w.work()
				w.waiting(ben)
				if f := w.failed(kim, 0).Failed; len(f) != 1 || f[0].Delivery.MailReason != reason {
					t.Errorf("failures %+v, want %s", f, reason)
				}
			})
		})
	}
}

func TestAMailThatWouldComeTooLateIsDropped(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia, kim := w.mentor("Ada", 1), w.mentee("Mia"), w.admin("Kim")
		facts, err := w.submit(mia, ada)
		w.must(err)
		w.loses(core.NoticeInvitation, refusedBySlack)
		_, err = w.svc.WithdrawChoices(t.Context(), w.call(mia), facts.List.ID)
		w.must(err)
		if m := w.mails(core.NoticeInvitation); m.Send {
			t.Error("a withdrawn request would be mailed")
		}
		w.work()
		w.hears(mia)
		if got := w.failed(kim, 0).Counts; got != (core.DeliveryCounts{}) {
			t.Errorf("counts %+v", got)
		}
	})
}

func TestAFailedMessageIsTriedAgainOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia, kim := w.mentor("Ada", 1), w.mentee("Mia"), w.admin("Kim")
		_, err := w.submit(mia, ada)
		w.must(err)
		unclear := core.Undelivered{Reason: core.DirectUnanswered}
		w.loses(core.NoticeAsked, unclear)
		id := w.failed(kim, 0).Failed[0].Delivery.ID
		refused(t, w.svc.RetryDelivery(t.Context(), w.call(mia), id), core.CodeForbidden)
		refused(t, w.svc.RetryDelivery(t.Context(), w.call(kim), "nothing"), core.CodeNotFound)
		w.must(w.svc.RetryDelivery(t.Context(), w.call(kim), id))
		refused(t, w.svc.RetryDelivery(t.Context(), w.call(kim), id), core.CodeDeliveryUnderWay)

		w.loses(core.NoticeAsked, unclear) // and fails again: the same record
		f := w.failed(kim, 0)
		if len(f.Failed) != 1 || f.Failed[0].Delivery.ID != id || !f.Failed[0].Retryable {
			t.Fatalf("failures %+v", f)
		}
		w.must(w.svc.RetryDelivery(t.Context(), w.call(kim), id))
		job := w.take(core.JobNotice, core.NoticeAsked)
		for range 2 {
			w.must(w.svc.Settled(t.Context(), w.ws, job.Task.Delivery, core.ChannelDirect, w.svc.Now()))
		}
		w.must(w.svc.Undelivered(t.Context(), job, unclear)) // late news of an earlier run changes nothing
		if got := w.failed(kim, 0).Counts; got != (core.DeliveryCounts{}) {
			t.Errorf("counts %+v", got)
		}
		for _, list := range []func() error{
			func() error { _, err := w.svc.FailedDeliveries(t.Context(), w.call(mia), 0); return err },
			func() error { _, err := w.svc.FailedDeliveries(t.Context(), w.call(ada), 0); return err },
		} {
			refused(t, list(), core.CodeForbidden)
		}
	})
}

func TestFailuresHavePagesOfTenAndAnEnd(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		mia, kim := w.mentee("Mia"), w.admin("Kim")
		for n := range 23 {
			job := core.Job{ID: core.JobID(fmt.Sprint("lost-", n)), Workspace: w.ws, Task: core.Task{To: mia.ID, Notice: core.NoticeExhausted}}
			w.must(w.svc.Undelivered(t.Context(), job, core.Undelivered{Reason: core.DirectUnanswered}))
			w.clock.advance(time.Minute)
		}
		for page, want := range map[int]struct{ page, count int }{0: {0, 10}, 2: {2, 3}, 9: {2, 3}, -1: {0, 10}} {
			f := w.failed(kim, page)
			if f.Page != want.page || f.Pages != 3 || len(f.Failed) != want.count {
				t.Errorf("page %d is page %d of %d with %d", page, f.Page, f.Pages, len(f.Failed))
			}
		}
		if first := w.failed(kim, 0).Failed[0].Delivery.Job; first != "lost-22" {
			t.Errorf("first comes %s, want the latest", first)
		}
		w.clock.advance(core.DeliveryWindow)
		if f := w.failed(kim, 0); f.Counts.Failed != 0 || f.Pages != 1 {
			t.Errorf("after the window: %+v", f)
		}
	})
}

// bookedInSilence books a session whose message to the mentor Slack refuses, and gives the job of their calendar mail.
func (w *world) bookedInSilence(mentor, mentee core.Person) core.Job {
	w.t.Helper()
	ctx := context.Background()
	_, err := w.svc.BookSession(ctx, w.call(mentee), w.pair(mentor, mentee), wednesday())
	w.must(err)
	w.loses(core.NoticeSessionBooked, refusedBySlack)
	calendar := w.take(core.JobCalendarMail, "")
	if calendar.Task.To != mentor.ID {
		w.t.Fatalf("the calendar mail of %s comes first", calendar.Task.To)
	}
	return calendar
}

func TestACalendarMailMakesTheMailOfItsNewsSuperfluous(t *testing.T) {
	identity := core.CalendarIdentity{Organizer: "o@example.org", Domain: "example.org", UID: func(s core.SessionID, p core.PersonID) string {
		return string(s) + string(p)
	}}
	for name, goes := range map[string]bool{"that went": true, "that failed": false} {
		t.Run(name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				w := newWorld(t, db, "T1")
				ada, mia, kim := w.mentor("Ada", 1), w.mentee("Mia"), w.admin("Kim")
				calendar := w.bookedInSilence(ada, mia)
				// While the calendar mail is on its way, nobody knows whether another one is needed.
				if job, ok, err := w.db.Claim(t.Context(), w.clock.Now(), time.Minute); err != nil || ok && job.Kind == core.JobNoticeMail {
					t.Fatalf("claimed %v, %v", job.Kind, err)
				} else if ok {
					w.must(w.db.Finish(t.Context(), job, w.clock.Now()))
				}
				if goes {
					mail, err := w.svc.PrepareCalendarMail(t.Context(), w.ws, calendar.Task, identity)
					w.must(err)
					w.must(w.svc.CalendarMailed(t.Context(), w.ws, mail.Copy))
					w.must(w.db.Finish(t.Context(), calendar, w.clock.Now()))
				} else {
					_, err := w.svc.PrepareCalendarMail(t.Context(), w.ws, calendar.Task, identity)
					w.must(err)
					w.must(w.db.Fail(t.Context(), calendar, w.clock.Now(), "refused"))
				}
				if m := w.mails(core.NoticeSessionBooked); m.Send == goes || m.Told != goes {
					t.Errorf("told by the calendar: %v, sent: %v", m.Told, m.Send)
				}
				if got := w.failed(kim, 0).Counts; got.Email != 1 || got.Failed != 0 {
					t.Errorf("counts %+v", got)
				}
			})
		})
	}
}

// A pair that pauses before the news of it reached somebody is still a pair.
func TestNewsOfAPairGoesByMailThoughItIsOnHold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		_, err := w.submit(mia, ada)
		w.must(err)
		w.work()
		facts, err := w.svc.Accept(t.Context(), w.call(ada), w.waiting(ada).Invitation.ID)
		w.must(err)
		job := w.loses(core.NoticeMatched, refusedBySlack)
		_, err = w.svc.HoldMentorship(t.Context(), w.call(ada), job.Task.Mentorship, core.HoldRequest{Until: w.inDays(ada, 20)})
		w.must(err)
		if m := w.mails(core.NoticeMatched); !m.Send || m.Reader.ID != job.Task.To || facts.Invitation.State != core.InvitationAccepted {
			t.Errorf("mail %+v", m)
		}
	})
}
