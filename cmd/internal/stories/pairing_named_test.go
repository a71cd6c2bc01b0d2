package stories

import (
	"net/http"
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
)

// An admin leaves somebody out of a run, sets a pair before it, changes it by hand on its second page, computes it again with all that kept, and
// compares it with a run of other settings that is not the one before it.
func TestARunForChosenPeopleWithPairsThatAreSet(t *testing.T) {
	tell(t, hall(14, 7), func(s *stage) { s.namesPeople(wording(t, "en-GB")) })
}

func TestAFrenchRunForChosenPeople(t *testing.T) {
	hall := hall(14, 7)
	for i := range hall {
		if hall[i].ID == kim {
			hall[i].Locale = "fr-FR"
		}
	}
	tell(t, hall, func(s *stage) {
		s.namesPeople(wording(t, "fr-FR"))
		s.readsOnly(kim, onlyIn(t, "en", "fr"))
	})
}

// computed starts a run of a form and gives it once it is computed.
func (s *stage) computed(say *i18n.Localizer, form *view, in values) *view {
	s.t.Helper()
	all := values{"objective": value("fewest_unmatched"), "who": value("everybody"), "floor": value("0"), "seed": value("1")}
	for block, v := range in {
		all[block] = v
	}
	out := s.submit(kim, form, all)
	if len(out.Errors) > 0 {
		s.t.Fatalf("the run was refused: %v", out.Errors)
	}
	s.settle()
	s.gets(kim, say.T("pairing_state.draft"))
	return s.clickView(kim, out.View, "run_reload").View
}

func (s *stage) namesPeople(say *i18n.Localizer) {
	s.t.Helper()
	s.gather(14, 7, 2)
	runs := s.clickView(kim, s.toPage(kim), "pairings_open").View
	plain := s.computed(say, s.clickView(kim, runs, "pairing_open").View, nil)
	s.says(plain.all(), say.N("pairings.pairs", 14))
	s.closeAll(kim, plain)

	form := s.clickView(kim, s.clickView(kim, s.toPage(kim), "pairings_open").View, "pairing_open").View
	s.says(form.all(), say.T("pairing.mentees.label"), say.T("pairing.without.label"), say.T("button.set_pair"))
	s.saysNot(form.all(), say.T("button.unset_pair"))
	wrong := s.submit(kim, form, values{"mentees": value([]string{menteeAt(0), mia}), "mentors": value([]string{leo})})
	s.says(wrong.Errors["mentees"], say.T("error.pairing_not_looking", "Names", "Mia Wanjiru"))
	s.says(wrong.Errors["mentors"], say.T("error.pairing_not_offering", "Names", "Leo Marsh"))

	form = s.clickView(kim, form, "pairing_set_pair").View
	form = s.clickView(kim, form, "pairing_set_pair").View
	form = s.clickView(kim, form, "pairing_unset_pair").View
	s.says(form.all(), say.T("pairing.set_pair", "n", 1), say.T("button.unset_pair"))
	s.saysNot(form.all(), say.T("pairing.set_pair", "n", 2))
	pair := values{"mentees": value([]string{}), "mentors": value([]string{}), "without": value([]string{menteeAt(13), mentorAt(6)}),
		core.FixedMentorField(0): value(mentorAt(6)), core.FixedMenteeField(0): value(menteeAt(0))}
	s.says(s.submit(kim, form, pair).Errors["without"], say.T("error.pair_set_and_left_out"))
	pair[core.FixedMentorField(0)] = value(mentorAt(0))
	draft := s.computed(say, form, pair)
	s.says(draft.all(), say.N("pairings.without", 2), say.N("pairings.kept", 1), say.N("pairings.pairs", 12), say.N("pairings.unmatched", 1))
	s.says(draft.all(), say.T("run.named_without", "names", "Mentee013 Crowd, Mentor006 Crowd"))
	draft = s.staysOnItsPage(say, draft)

	again := s.clickView(kim, draft, "run_compute_again").View
	s.settle()
	s.gets(kim, say.T("pairing_state.draft"))
	again = s.clickView(kim, again, "run_reload").View
	s.says(again.all(), say.N("pairings.without", 2), say.N("pairings.alone", 1), say.T("proposal_origin.by_hand"), say.N("pairings.unmatched", 1)) // the place that fell free is taken

	compared := s.clickView(kim, again, "runs_compare").View
	s.says(compared.all(), say.T("comparison.with"))
	first := s.run1()
	compared = s.act("click", fields{"user": kim, "view_id": compared.ID, "action_id": "runs_compare_with",
		"block_id": blockOf(s.t, compared.Blocks, "runs_compare_with"), "value": string(first)}).View
	s.says(compared.all(), say.N("pairings.pairs", 14), say.N("pairings.pairs", 12), say.T("comparison.only_before"))
	s.closeAll(kim, compared)
}

// run1 is the first run of the programme.
func (s *stage) run1() core.PairingRunID {
	s.t.Helper()
	page, err := s.box.App.Service.PairingRuns(s.in(), s.as(kim), s.program(), 0)
	s.must(err)
	return page.Runs[len(page.Runs)-1].ID
}

// staysOnItsPage leaves somebody on the second page of a draft without a mentor, and is still there.
func (s *stage) staysOnItsPage(say *i18n.Localizer, draft *view) *view {
	s.t.Helper()
	second := s.clickView(kim, draft, "page_next").View
	s.says(second.all(), say.T("page.of", "page", 2, "pages", 2))
	last := pairLine.FindAllStringSubmatch(second.all(), -1)
	form := s.clickAbout(kim, second, "proposal_open", "Mentee"+last[len(last)-1][1]).View
	s.submit(kim, form, values{"mentor": value("nobody")})
	draft = s.stackTop(kim)
	s.says(draft.all(), say.T("page.of", "page", 2, "pages", 2), say.N("pairings.unmatched", 2))
	return draft
}

func TestARunForAUserGroup(t *testing.T) {
	tell(t, hall(6, 3), func(s *stage) { s.pairsAGroup(wording(t, "en-GB")) })
}

func TestAFrenchRunForAUserGroup(t *testing.T) {
	hall := hall(6, 3)
	for i := range hall {
		if hall[i].ID == kim {
			hall[i].Locale = "fr-FR"
		}
	}
	tell(t, hall, func(s *stage) {
		s.pairsAGroup(wording(t, "fr-FR"))
		s.readsOnly(kim, onlyIn(t, "en", "fr"))
	})
}

// pairsAGroup begins a run for a user group, some of whom look for a mentor. The list under the run says what has become of it, and what an undone
// run left unmatched is before nobody any more.
func (s *stage) pairsAGroup(say *i18n.Localizer) {
	s.t.Helper()
	s.gather(6, 3, 1)
	var water, idle struct{ ID string }
	s.call(http.MethodPost, "usergroups", fields{"handle": "water", "name": "Water <team>", "users": []string{menteeAt(0), menteeAt(1), menteeAt(2), menteeAt(3), mentorAt(0), mia}}, &water)
	s.call(http.MethodPost, "usergroups", fields{"handle": "idle", "name": "Idle", "users": []string{mia, leo}}, &idle)
	runs := s.clickView(kim, s.toPage(kim), "pairings_open").View
	form := s.clickView(kim, runs, "pairing_open").View
	s.says(form.all(), say.T("pairing.group.label"), "Water <team>")
	out := s.submit(kim, form, values{"objective": value("fewest_unmatched"), "who": value("everybody"), "floor": value("0"), "seed": value("1"), "group": value(idle.ID)})
	s.says(out.Errors["group"], say.T("error.pairing_group_empty"))
	draft := s.computed(say, form, values{"group": value(water.ID)})
	s.says(draft.all(), say.N("pairings.group", 4, "group", "Water &lt;team&gt;"), say.N("pairings.pairs", 3), say.N("pairings.unmatched", 1))
	s.saysNot(s.below(kim).all(), say.T("pairing_state.computing"))
	s.says(s.below(kim).all(), say.T("pairing_state.draft"), say.N("pairings.pairs", 3))

	s.clickView(kim, draft, "run_commit_quietly")
	s.settle()
	s.gets(kim, say.T("pairing_state.committed"))
	made := s.clickView(kim, s.stackTop(kim), "run_reload").View
	s.says(s.below(kim).all(), say.T("pairing_state.committed"))
	s.says(s.openHome(kim).all(), say.N("home.admin.count", 1))
	s.clickView(kim, made, "run_undo")
	s.settle()
	s.gets(kim, say.T("pairing_state.undone"))
	s.clickView(kim, s.stackTop(kim), "run_reload")
	s.says(s.below(kim).all(), say.T("pairing_state.undone"))
	s.closeAll(kim, s.stackTop(kim))
	s.saysNot(s.openHome(kim).all(), say.N("home.admin.count", 1))
}

// below is the modal under the topmost one.
func (s *stage) below(user string) *view {
	s.t.Helper()
	stack := s.stack(user)
	if len(stack) < 2 {
		s.t.Fatalf("%s has %d modals open", user, len(stack))
	}
	return &stack[len(stack)-2]
}
