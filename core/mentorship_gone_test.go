package core_test

import (
	"context"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// goes has the chat system deactivate somebody, or bring them back.
func (w *world) goes(p core.Person, gone bool) {
	w.t.Helper()
	_, err := w.svc.SyncPerson(context.Background(), core.Call{Workspace: w.ws}, core.ChatProfile{
		ChatUserID: p.ChatUserID, Name: p.Name, Email: p.Email, TimeZone: p.TimeZone, OwnPicture: true, Deactivated: gone,
	})
	w.must(err)
}

// missing are the open items about people who are gone, as somebody who runs the programme sees them.
func (w *world) missing(admin core.Person) []core.GoneFacts {
	w.t.Helper()
	var all []core.GoneFacts
	for _, a := range w.dashboardOf(admin).Attention {
		if a.Gone != nil {
			all = append(all, *a.Gone)
		}
	}
	return all
}

func TestStaffSeeWhoWaitsForSomebodyGone(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "gone"), context.Background()
		kim, mia, leo, ada := w.admin("Kim"), w.mentee("Mia"), w.mentee("Leo"), w.mentor("Ada", 2)
		first := w.pair(ada, mia)
		w.pair(ada, leo)
		booked, err := w.svc.BookSession(ctx, w.call(mia), first, core.Booking{Date: "2026-06-10", Time: "15:00", Minutes: 60})
		w.must(err)
		w.goes(w.mentee("Nia"), true) // nobody waits for her
		if open := w.missing(kim); len(open) != 0 {
			t.Fatalf("before Ada goes: %+v", open)
		}

		w.goes(ada, true)
		w.goes(ada, true) // the chat system says so again
		open := w.missing(kim)
		if len(open) != 1 || len(open[0].Mentorships) != 2 || open[0].Person.Person.ID != ada.ID || open[0].Item.CreatedAt.IsZero() {
			t.Fatalf("after Ada went: %+v", open)
		}
		if m := open[0].Mentorships[0]; m.Other.Person.ID != mia.ID || m.OtherIs != core.RoleMentee || m.Coming != 1 {
			t.Errorf("who waits: %+v", m)
		}
		refused(t, w.svc.EndGone(ctx, w.call(mia), open[0].Item.ID, ""), core.CodeForbidden)
		_, err = w.svc.Gone(ctx, w.call(leo), open[0].Item.ID)
		refused(t, err, core.CodeForbidden)

		w.goes(ada, false)
		if back := w.missing(kim); len(back) != 0 {
			t.Fatalf("Ada is back, and still missing: %+v", back)
		}
		refused(t, w.svc.EndGone(ctx, w.call(kim), open[0].Item.ID, ""), core.CodeAlreadyResolved)

		w.goes(ada, true)
		open = w.missing(kim)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.must(w.svc.EndGone(ctx, w.call(kim), open[0].Item.ID, ""))
		w.work()
		w.hears(mia, core.NoticeEnded)
		w.hears(leo, core.NoticeEnded)
		w.hears(ada)
		session, err := w.svc.SessionFor(ctx, w.ws, booked.Session.ID, mia.ID)
		w.must(err)
		if session.Session.State != core.SessionCancelled {
			t.Errorf("the session is %s", session.Session.State)
		}
		ended, err := w.svc.MentorshipFor(ctx, w.ws, first, mia.ID)
		w.must(err)
		if !ended.EndedAsGone() || ended.Mentorship.EndedBy != kim.ID {
			t.Errorf("the mentorship is %+v", ended.Mentorship)
		}
		if left := w.missing(kim); len(left) != 0 {
			t.Errorf("after the end: %+v", left)
		}
		refused(t, w.svc.EndGone(ctx, w.call(kim), open[0].Item.ID, ""), core.CodeAlreadyResolved)
	})
}

// What one of the two does settles it as well.
func TestWhoIsLeftEndsItThemselves(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "left"), context.Background()
		kim, mia, ada := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 1)
		id := w.pair(ada, mia)
		w.goes(mia, true)
		if open := w.missing(kim); len(open) != 1 || open[0].Mentorships[0].OtherIs != core.RoleMentor {
			t.Fatalf("after Mia went: %+v", open)
		}
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err := w.svc.EndMentorship(ctx, w.call(ada), id, "Good luck, Mia.")
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeEnded)
		w.hears(mia)
		if open := w.missing(kim); len(open) != 0 {
			t.Errorf("after Ada ended it: %+v", open)
		}
	})
}
