package core_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// pairThatAsks is a new pair that has heard nothing yet.
func (w *world) pairThatAsks() (ada, mia core.Person, pair core.MentorshipID) {
	w.t.Helper()
	ada, mia = w.mentor("Ada", 2), w.mentee("Mia")
	pair = w.pair(ada, mia)
	w.work()
	w.told = map[core.PersonID][]core.NoticeKind{}
	return ada, mia, pair
}

func (w *world) inquiries(p core.Person, id core.MentorshipID) core.InquiryCounts {
	w.t.Helper()
	facts, err := w.svc.Mentorship(context.Background(), w.call(p), id)
	w.must(err)
	return facts.Inquiries
}

func TestAQuestionWaitsUntilItIsAnswered(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair := w.pairThatAsks()
		asked, err := w.svc.Ask(ctx, w.call(mia), pair, " Whom do I ask? ")
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeInquiry)
		if got := w.inquiries(ada, pair); got != (core.InquiryCounts{ForYou: 1}) {
			t.Errorf("Ada sees %+v", got)
		}
		if got := w.inquiries(mia, pair); got != (core.InquiryCounts{Yours: 1}) {
			t.Errorf("Mia sees %+v", got)
		}
		facts, err := w.svc.Mentorship(ctx, w.call(mia), pair)
		w.must(err)
		if !facts.FirstSteps().InTouch {
			t.Error("who asks something is not in touch")
		}
		_, err = w.svc.AnswerInquiry(ctx, w.call(mia), asked.ID, "Myself.")
		refused(t, err, core.CodeInquiryYourOwn)
		_, err = w.svc.WithdrawInquiry(ctx, w.call(ada), asked.ID)
		refused(t, err, core.CodeInquiryNotYours)
		w.pass(2 * 24 * time.Hour)
		w.hears(ada)
		w.pass(2 * 24 * time.Hour)
		w.hears(ada, core.NoticeInquiryReminder)
		w.pass(5 * 24 * time.Hour)
		w.hears(ada)

		got, err := w.svc.AnswerInquiry(ctx, w.call(ada), asked.ID, "Finance.")
		w.must(err)
		if got.State != core.InquiryAnswered || got.Text != "Whom do I ask?" || got.Answer != "Finance." || got.ClosedAt.IsZero() {
			t.Errorf("kept as %+v", got)
		}
		w.work()
		w.hears(mia, core.NoticeInquiryAnswered)
		_, err = w.svc.AnswerInquiry(ctx, w.call(ada), asked.ID, "Or not.")
		refused(t, err, core.CodeInquiryAnswered)
		_, err = w.svc.WithdrawInquiry(ctx, w.call(mia), asked.ID)
		refused(t, err, core.CodeInquiryAnswered)
		if got := w.inquiries(ada, pair); got != (core.InquiryCounts{}) {
			t.Errorf("Ada still sees %+v", got)
		}
	})
}

func TestNobodyIsRemindedOfAQuestionInVain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair := w.pairThatAsks()
		answered, err := w.svc.Ask(ctx, w.call(mia), pair, "One?")
		w.must(err)
		withdrawn, err := w.svc.Ask(ctx, w.call(mia), pair, "Two?")
		w.must(err)
		w.work()
		_, err = w.svc.AnswerInquiry(ctx, w.call(ada), answered.ID, "Yes.")
		w.must(err)
		for range 2 {
			_, err = w.svc.WithdrawInquiry(ctx, w.call(mia), withdrawn.ID)
			w.must(err)
		}
		_, err = w.svc.AnswerInquiry(ctx, w.call(ada), withdrawn.ID, "No.")
		refused(t, err, core.CodeInquiryWithdrawn)
		w.pass(9 * 24 * time.Hour)
		w.hears(ada, core.NoticeInquiry, core.NoticeInquiry)
		w.hears(mia, core.NoticeInquiryAnswered)

		last, err := w.svc.Ask(ctx, w.call(mia), pair, "Three?")
		w.must(err)
		w.work()
		_, err = w.svc.EndMentorship(ctx, w.call(mia), pair, "Enough.")
		w.must(err)
		w.pass(9 * 24 * time.Hour)
		for _, notice := range w.told[ada.ID] {
			if notice == core.NoticeInquiryReminder {
				t.Error("reminded of a question of a mentorship that is over")
			}
		}
		_, err = w.svc.AnswerInquiry(ctx, w.call(ada), last.ID, "Late.")
		refused(t, err, core.CodeInquiryReadOnly)
	})
}

func TestQuestionsAreRefusedWhereTheyDoNotBelong(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair := w.pairThatAsks()
		for name, text := range map[string]string{"no words": " \n", "too many words": strings.Repeat("x", core.MaxInquiry+1)} {
			_, err := w.svc.Ask(ctx, w.call(mia), pair, text)
			if refusal := core.Refusal(err); refusal == nil || refusal.Field != "text" {
				t.Errorf("%s: %v", name, err)
			}
		}
		leo := w.mentee("Leo")
		_, err := w.svc.Ask(ctx, w.call(leo), pair, "Me too?")
		refused(t, err, core.CodeForbidden)
		for n := range core.MaxOpenInquiries {
			_, err := w.svc.Ask(ctx, w.call(mia), pair, fmt.Sprint("Question ", n))
			w.must(err)
			w.clock.advance(time.Second)
		}
		_, err = w.svc.Ask(ctx, w.call(mia), pair, "One more")
		refused(t, err, core.CodeInquiriesFull)
		first, err := w.svc.Ask(ctx, w.call(ada), pair, "And I?")
		w.must(err)
		_, err = w.svc.AnswerInquiry(ctx, w.call(mia), first.ID, "")
		if refusal := core.Refusal(err); refusal == nil || refusal.Field != "text" {
			t.Errorf("an answer without words: %v", err)
		}
		_, err = w.svc.AnswerInquiry(ctx, w.call(mia), first.ID, "You, too.")
		w.must(err)
		page, err := w.svc.Inquiries(ctx, w.call(mia), pair, 9)
		w.must(err)
		if page.Page != 2 || page.Total != 11 || len(page.Inquiries) != 1 || page.Inquiries[0].ID != first.ID {
			t.Errorf("the last page is %+v", page)
		}
	})
}
