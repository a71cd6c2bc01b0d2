package core_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// howWeWork is an agreement with two sections, the second one as given.
func howWeWork(rhythm string) core.AgreementTexts {
	return core.AgreementTexts{core.AgreementExpectations: " We are honest.\r\n", core.AgreementRhythm: rhythm, core.AgreementNoFit: " \u200b "}
}

func (w *world) agreement(p core.Person, id core.MentorshipID) core.AgreementFacts {
	w.t.Helper()
	facts, err := w.svc.MentorshipAgreement(context.Background(), w.call(p), id, 0)
	w.must(err)
	return facts
}

// proposes has one of a pair write a version over the latest one.
func (w *world) proposes(p core.Person, id core.MentorshipID, in core.AgreementTexts) core.Agreement {
	w.t.Helper()
	a, err := w.svc.ProposeAgreement(context.Background(), w.call(p), id, w.agreement(p, id).Number(), in)
	w.must(err)
	return a
}

// pairOf is a new pair who have read what they were told.
func (w *world) pairOf() (mentor, mentee core.Person, pair core.MentorshipID) {
	w.t.Helper()
	mentor, mentee = w.mentor("Ada", 2), w.mentee("Mia")
	pair = w.pair(mentor, mentee)
	w.work()
	w.told = map[core.PersonID][]core.NoticeKind{}
	return mentor, mentee, pair
}

func TestTwoAgreeAndAmend(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair := w.pairOf()
		standing := func(want core.AgreementStanding) {
			t.Helper()
			facts, err := w.svc.Mentorship(ctx, w.call(ada), pair)
			w.must(err)
			if got := facts.Agreement; got.Agreed() != want.Agreed() || got.ProposedBy != want.ProposedBy {
				t.Errorf("standing %+v, want %+v", got, want)
			}
		}
		standing(core.AgreementStanding{})
		first := w.proposes(mia, pair, howWeWork("Every two weeks"))
		want := core.AgreementTexts{core.AgreementExpectations: "We are honest.", core.AgreementRhythm: "Every two weeks"}
		if diff := cmp.Diff(want, w.agreement(ada, pair).Shown.Texts); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		standing(core.AgreementStanding{ProposedBy: mia.ID})
		w.work()
		w.hears(ada, core.NoticeAgreement)
		refused(t, second(w.svc.Agree(ctx, w.call(mia), first.ID)), core.CodeAgreementOwn)
		refused(t, second(w.svc.WithdrawAgreement(ctx, w.call(ada), first.ID)), core.CodeAgreementNotYours)
		refused(t, second(w.svc.ShareAgreement(ctx, w.call(ada), first.ID)), core.CodeAgreementNotAgreed)

		// She suggests changes, which takes the place of his version; he agrees to those.
		other := w.proposes(ada, pair, howWeWork("Every month"))
		w.work()
		w.hears(mia, core.NoticeAgreement)
		_, err := w.svc.Agree(ctx, w.call(ada), first.ID)
		refused(t, err, core.CodeAgreementOutdated)
		if n := core.Refusal(err).Args["Number"]; n != 2 {
			t.Errorf("the newer version is %v", n)
		}
		facts := w.agreement(mia, pair)
		change := []core.AgreementChange{{Section: core.AgreementRhythm, From: "Every two weeks", To: "Every month"}}
		if diff := cmp.Diff(change, facts.Changes()); diff != "" || !facts.Answerable() {
			t.Errorf("answerable %t, (-want +got)\n%s", facts.Answerable(), diff)
		}
		for range 2 { // the second time changes nothing
			_, err := w.svc.Agree(ctx, w.call(mia), other.ID)
			w.must(err)
		}
		w.work()
		w.hears(ada, core.NoticeAgreementAgreed)
		standing(core.AgreementStanding{AgreedAt: start})
		refused(t, second(w.svc.WithdrawAgreement(ctx, w.call(ada), other.ID)), core.CodeAgreementSettled)

		// What was agreed holds until both agree to something else.
		third := w.proposes(ada, pair, howWeWork("When we like"))
		standing(core.AgreementStanding{AgreedAt: start, ProposedBy: ada.ID})
		for range 2 {
			_, err := w.svc.WithdrawAgreement(ctx, w.call(ada), third.ID)
			w.must(err)
		}
		refused(t, second(w.svc.Agree(ctx, w.call(mia), third.ID)), core.CodeAgreementWithdrawn)
		fourth := w.proposes(mia, pair, howWeWork("Every week"))
		if before := w.agreement(ada, pair).Before; before == nil || before.ID != other.ID {
			t.Errorf("read against %+v, want what both agreed to", before)
		}
		w.must(second(w.svc.Agree(ctx, w.call(ada), fourth.ID)))
		var states []core.AgreementState
		for page := range 4 {
			facts, err := w.svc.MentorshipAgreement(ctx, w.call(ada), pair, page)
			w.must(err)
			states = append(states, facts.Shown.State)
		}
		if diff := cmp.Diff([]core.AgreementState{core.AgreementAgreed, core.AgreementWithdrawn, core.AgreementSuperseded, core.AgreementSuperseded}, states); diff != "" {
			t.Errorf("latest first (-want +got)\n%s", diff)
		}
	})
}

func TestTwoWhoWriteAnAgreementAtOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair := w.pairOf()
		w.proposes(mia, pair, howWeWork("Every two weeks"))
		_, err := w.svc.ProposeAgreement(ctx, w.call(ada), pair, 0, howWeWork("Every month"))
		refused(t, err, core.CodeAgreementChanged)
		if got := core.Refusal(err).Args["Name"]; got != "Mia" {
			t.Errorf("changed by %v", got)
		}
		refused(t, second(w.svc.ProposeAgreement(ctx, w.call(mia), pair, 0, howWeWork("Every month"))), core.CodeAgreementChangedByYou)
		refused(t, second(w.svc.ProposeAgreement(ctx, w.call(ada), pair, 1, howWeWork("Every two weeks"))), core.CodeAgreementSame)
		refused(t, second(w.svc.ProposeAgreement(ctx, w.call(ada), pair, 1, core.AgreementTexts{"else": "x"})), core.CodeAgreementEmpty)
		_, err = w.svc.ProposeAgreement(ctx, w.call(ada), pair, 1, howWeWork(strings.Repeat("é", core.MaxAgreementText+1)))
		refused(t, err, core.CodeTooLong)
		if field := core.Refusal(err).Field; field != string(core.AgreementRhythm) {
			t.Errorf("at %q", field)
		}
		for n := 1; n < core.MaxAgreementVersions; n++ {
			w.proposes(mia, pair, howWeWork(fmt.Sprint("Version ", n)))
		}
		refused(t, second(w.svc.ProposeAgreement(ctx, w.call(mia), pair, core.MaxAgreementVersions, howWeWork("Once more"))), core.CodeAgreementVersions)
	})
}

func TestAgreementsAreOfTheTwoAlone(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair := w.pairOf()
		a := w.proposes(mia, pair, howWeWork("Every two weeks"))
		for _, other := range []core.Person{w.admin("Kim"), w.mentee("Pat")} {
			call := w.call(other)
			for name, try := range map[string]func() error{
				"read":     func() error { return second(w.svc.MentorshipAgreement(ctx, call, pair, 0)) },
				"version":  func() error { return second(w.svc.Agreement(ctx, call, a.ID)) },
				"form":     func() error { return second(w.svc.AgreementToEdit(ctx, call, pair)) },
				"propose":  func() error { return second(w.svc.ProposeAgreement(ctx, call, pair, 1, howWeWork("x"))) },
				"agree":    func() error { return second(w.svc.Agree(ctx, call, a.ID)) },
				"withdraw": func() error { return second(w.svc.WithdrawAgreement(ctx, call, a.ID)) },
				"share":    func() error { return second(w.svc.ShareAgreement(ctx, call, a.ID)) },
			} {
				t.Run(other.Name+" "+name, func(t *testing.T) { refused(t, try(), core.CodeForbidden) })
			}
		}
		w.must(second(w.svc.Agree(ctx, w.call(ada), a.ID)))
		_, err := w.svc.EndMentorship(ctx, w.call(ada), pair, "Moving away.")
		w.must(err)
		for name, err := range map[string]error{
			"form":     second(w.svc.AgreementToEdit(ctx, w.call(mia), pair)),
			"propose":  second(w.svc.ProposeAgreement(ctx, w.call(mia), pair, 1, howWeWork("x"))),
			"agree":    second(w.svc.Agree(ctx, w.call(ada), a.ID)),
			"withdraw": second(w.svc.WithdrawAgreement(ctx, w.call(mia), a.ID)),
		} {
			t.Run("ended "+name, func(t *testing.T) { refused(t, err, core.CodeAgreementReadOnly) })
		}
		if text := w.agreement(mia, pair).Shown.Texts[core.AgreementRhythm]; text != "Every two weeks" { // but both can read it
			t.Errorf("reads %q", text)
		}
		if together, err := w.svc.ShareAgreement(ctx, w.call(mia), a.ID); err != nil || together { // and have a copy
			t.Errorf("shared with both %t, error %v", together, err)
		}
	})
}

// What was proposed and is of no use any more is not told.
func TestNewsOfAnAgreementThatIsOverIsNotTold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia, pair := w.pairOf()
		a := w.proposes(mia, pair, howWeWork("Every two weeks"))
		stale := func(p core.Person, notice core.NoticeKind) bool {
			t.Helper()
			facts, err := w.svc.AgreementFor(ctx, w.call(p).Workspace, a.ID, p.ID)
			w.must(err)
			return facts.Stale(notice)
		}
		if stale(ada, core.NoticeAgreement) || !stale(mia, core.NoticeAgreementAgreed) {
			t.Error("a version that waits is news, and not agreed")
		}
		w.must(second(w.svc.Agree(ctx, w.call(ada), a.ID)))
		if !stale(ada, core.NoticeAgreement) || stale(mia, core.NoticeAgreementAgreed) {
			t.Error("a version that is agreed waits for nobody")
		}
	})
}

func TestAProgrammeHasItsOwnWordsForAgreements(t *testing.T) {
	policy := core.DefaultPolicy()
	fields := map[string]core.PolicyField{}
	for _, f := range core.PolicyFields() {
		fields[f.Key] = f
	}
	english, french := fields["agreement_rhythm_en"], fields["agreement_rhythm_fr"]
	before := policy
	english.Put(&policy, core.PolicyValue{{Word: " Every week.\r\nOn Mondays. "}})
	french.Put(&policy, core.PolicyValue{{Word: "Chaque semaine."}})
	if diff := cmp.Diff(core.LocalText{EN: "Every week.\nOn Mondays.", FR: "Chaque semaine."}, policy.Agreement[core.AgreementRhythm]); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if before.Agreement != nil || english.Of(before) != nil {
		t.Error("a policy that shares its beginning has changed, too")
	}
	if n := len(core.PolicyChanges(before, policy)); n != 2 {
		t.Errorf("%d changes", n)
	}
	english.Put(&policy, nil)
	french.Put(&policy, core.PolicyValue{{Word: " "}})
	if policy.Agreement != nil {
		t.Errorf("nothing leaves %v", policy.Agreement)
	}
	err := english.Check(core.PolicyValue{{Word: strings.Repeat("x", core.MaxAgreementText+1)}})
	refused(t, err, core.CodeTooLong)
}
