package core_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func (w *world) seeksHelp(p core.Person) core.SupportID {
	w.t.Helper()
	asked, err := w.svc.AskSupport(context.Background(), w.call(p), core.NewSupport{Topic: core.SupportTechnical, Text: "It does nothing."})
	w.must(err)
	w.work()
	return asked.Request.ID
}

// stands checks how a request stands for who asked, and whether the team should have answered.
func (w *world) stands(p core.Person, id core.SupportID, want core.SupportState, overdue bool) core.SupportFacts {
	w.t.Helper()
	w.work()
	now, err := w.svc.SupportRequest(context.Background(), w.call(p), id)
	w.must(err)
	if now.Request.State != want || now.Overdue() != overdue {
		w.t.Fatalf("the request is %s, overdue %v; want %s, %v", now.Request.State, now.Overdue(), want, overdue)
	}
	return now
}

func TestARequestForHelpGoesBackAndForth(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, pam, mia, leo := w.admin("Kim"), w.person("Pam"), w.mentee("Mia"), w.mentee("Leo")
		_, err := w.svc.GrantStaff(ctx, w.call(kim), core.Staff{Program: w.firstProgram(), Person: pam.ID, Role: core.StaffAdmin})
		w.must(err)
		id := w.seeksHelp(mia)
		w.hears(kim, core.NoticeSupport)
		w.hears(pam, core.NoticeSupport)
		w.stands(mia, id, core.SupportOpen, false)

		// A stranger does not even read it, and who asked does not deal with it as the team does.
		_, err = w.svc.SupportRequest(ctx, w.call(leo), id)
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.ReplySupport(ctx, w.call(kim), id, "In her name.")
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.TakeSupport(ctx, w.call(mia), id)
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.AnswerSupport(ctx, w.call(mia), id, "To myself.")
		refused(t, err, core.CodeForbidden)

		_, err = w.svc.TakeSupport(ctx, w.call(pam), id)
		w.must(err)
		_, err = w.svc.TakeSupport(ctx, w.call(kim), id)
		refused(t, err, core.CodeSupportTaken)
		w.stands(mia, id, core.SupportTaken, false)
		w.pass(6 * 24 * time.Hour)
		w.stands(mia, id, core.SupportTaken, true)
		_, err = w.svc.AnswerSupport(ctx, w.call(kim), id, "Try again.") // whoever of the team can
		w.must(err)
		w.stands(mia, id, core.SupportAnswered, false)
		w.hears(mia, core.NoticeSupportAnswer)

		// Her reply goes to who has it, with the whole time to answer.
		_, err = w.svc.ReplySupport(ctx, w.call(mia), id, "I did.")
		w.must(err)
		now := w.stands(mia, id, core.SupportTaken, false)
		if len(now.Replies) != 2 || !now.Request.DueAt.After(w.svc.Now().Add(48*time.Hour)) {
			t.Errorf("%d replies, due %s", len(now.Replies), now.Request.DueAt)
		}
		w.hears(pam, core.NoticeSupport)
		w.hears(kim)

		// Who has it leaves the team: her next word goes to everybody again.
		_, err = w.svc.RevokeStaff(ctx, w.call(kim), w.firstProgram(), pam.ID)
		w.must(err)
		_, err = w.svc.ResolveSupport(ctx, w.call(mia), id)
		w.must(err)
		w.stands(mia, id, core.SupportResolved, false)
		w.hears(mia) // she did it herself
		for _, again := range []func(context.Context, core.Call, core.SupportID) (core.SupportFacts, error){w.svc.TakeSupport, w.svc.ResolveSupport} {
			_, err = again(ctx, w.call(kim), id)
			refused(t, err, core.CodeSupportResolved)
		}
		_, err = w.svc.AnswerSupport(ctx, w.call(kim), id, "Too late.")
		refused(t, err, core.CodeSupportResolved)
		_, err = w.svc.ReplySupport(ctx, w.call(mia), id, "It is back.")
		w.must(err)
		if now := w.stands(mia, id, core.SupportOpen, false); now.Request.TakenBy != "" {
			t.Error("who has left the team still has the request")
		}
		w.hears(pam)
		w.hears(kim, core.NoticeSupport)
		_, err = w.svc.ResolveSupport(ctx, w.call(kim), id)
		w.must(err)
		w.stands(mia, id, core.SupportResolved, false)
		w.hears(mia, core.NoticeSupportAnswer)
	})
}

func TestARequestForHelpHasItsBounds(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia := w.admin("Kim"), w.mentee("Mia")
		for name, c := range map[string]struct {
			in    core.NewSupport
			field string
			code  core.Code
		}{
			"no topic":      {core.NewSupport{Text: "x"}, "topic", core.CodeRequired},
			"unknown topic": {core.NewSupport{Topic: "money", Text: "x"}, "topic", core.CodeUnknownOption},
			"no words":      {core.NewSupport{Topic: core.SupportOther, Text: " \u200B "}, "text", core.CodeRequired},
			"too long":      {core.NewSupport{Topic: core.SupportOther, Text: strings.Repeat("x", core.MaxSupportText+1)}, "text", core.CodeTooLong},
		} {
			_, err := w.svc.AskSupport(ctx, w.call(mia), c.in)
			refused(t, err, c.code)
			if got := core.Refusal(err).Field; got != c.field {
				t.Errorf("%s: refused at %q, want %q", name, got, c.field)
			}
		}
		file := core.SupportFile{ID: "F1", Link: "https://files.example/" + strings.Repeat("x", 500)}
		asked, err := w.svc.AskSupport(ctx, w.call(mia), core.NewSupport{Topic: core.SupportOther, Text: "With a strange file.", File: file})
		w.must(err)
		if asked.Request.File != (core.SupportFile{}) {
			t.Errorf("kept %v", asked.Request.File)
		}
		for range core.MaxSupportOpen - 1 {
			w.seeksHelp(mia)
		}
		_, err = w.svc.AskSupport(ctx, w.call(mia), core.NewSupport{Topic: core.SupportOther, Text: "One more."})
		refused(t, err, core.CodeSupportFull)
		for range core.MaxSupportReplies {
			_, err = w.svc.AnswerSupport(ctx, w.call(kim), asked.Request.ID, "Yes.")
			w.must(err)
		}
		_, err = w.svc.ReplySupport(ctx, w.call(mia), asked.Request.ID, "No.")
		refused(t, err, core.CodeSupportLong)
	})
}

// A channel that takes no messages is remembered until one arrives, and everybody of the team is written to meanwhile.
func TestTroubleWithTheTeamsChannelIsRemembered(t *testing.T) {
	w, ctx := newWorld(t, storagetest.SQLite(t), "T1"), context.Background()
	kim, mia := w.admin("Kim"), w.mentee("Mia")
	refused(t, w.svc.SetSupportChannel(ctx, w.call(mia), "C1"), core.CodeForbidden)
	w.must(w.svc.SetSupportChannel(ctx, w.call(kim), "C1"))
	id := w.seeksHelp(mia)
	w.hears(kim) // it went to the channel
	trouble := func() string {
		settings, err := w.svc.SupportSettings(ctx, w.call(kim))
		w.must(err)
		return settings.Trouble
	}
	w.must(w.svc.SupportUnposted(ctx, w.ws, id, "is_archived"))
	w.work()
	w.hears(kim, core.NoticeSupport)
	if got := trouble(); got != "is_archived" {
		t.Errorf("the trouble is %q", got)
	}
	w.must(w.svc.SupportPosted(ctx, w.ws, id))
	if got := trouble(); got != "" {
		t.Errorf("the trouble is %q still", got)
	}
	w.must(w.svc.SupportUnposted(ctx, w.ws, "gone", "is_archived")) // a request that is not there needs nobody
}

// The answers by themselves follow where the person stands (features.md S3-24, S3-25).
func TestNoRequestsAndTooManyAreExplainedFromWhereAPersonStands(t *testing.T) {
	w, ctx := newWorld(t, storagetest.SQLite(t), "T1"), context.Background()
	stranger, mia, ada := w.person("Sam"), w.mentee("Mia"), w.mentor("Ada", 2)
	diagnose := func(p core.Person, topic core.SupportTopic) core.SupportDiagnosis {
		t.Helper()
		d, err := w.svc.SupportDiagnosis(ctx, w.call(p), topic)
		w.must(err)
		return d
	}
	because := func(p core.Person, want ...core.ReasonKey) {
		t.Helper()
		var got []core.ReasonKey
		for _, r := range diagnose(p, core.SupportNoRequests).Reasons {
			got = append(got, r.Key)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s gets no requests because of %v, want %v", p.Name, got, want)
		}
	}
	because(stranger, core.WhyNoProfile)
	because(mia)
	because(ada, core.WhyMentorListed)
	w.ask(mia, ada)
	w.work()
	if d := diagnose(ada, core.SupportTooMany); !d.Mentor || !d.Available || d.Capacity != 2 || d.Load != 0 || d.Asked != 1 {
		t.Errorf("Ada's answer is %+v", d)
	}
	if d := diagnose(mia, core.SupportTooMany); d.Mentor {
		t.Errorf("Mia's answer is %+v", d)
	}
	_, err := w.svc.SupportDiagnosis(ctx, w.call(mia), core.SupportPeople)
	refused(t, err, core.CodeUnknownOption)
	_, err = w.svc.SupportDesk(ctx, w.call(mia), 0)
	refused(t, err, core.CodeForbidden)
}
