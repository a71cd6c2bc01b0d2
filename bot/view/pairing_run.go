package view

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
	"mentorbot/core/matching"
)

// Pairings lists the pairing runs of a programme, with the way to a new one.
func (f For) Pairings(p core.PairingRunsPage) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("pairings.intro", "program", bold(escape(p.Program.Name))))}
	if p.Relation.MayManage() {
		blocks = append(blocks, actions(primary(f.button(ActionOpenPairing, "button.new_pairing", Meta{Program: p.Program.ID}))))
	}
	if len(p.Runs) == 0 {
		blocks = append(blocks, section(f.L.T("pairings.none")))
	}
	for _, run := range p.Runs {
		text := lines(dotted(bold(f.word("pairing_state", string(run.State))), f.instant(run.CreatedAt)), f.settings(run.Settings), f.sizes(run))
		blocks = append(blocks, sectionWith(text, f.button(ActionOpenRun, "button.open_program", Meta{Run: run.ID})))
	}
	blocks = append(blocks, f.pages(PagePairings, Meta{Program: p.Program.ID}, p.Page, p.Pages)...)
	v := f.modal(PagePairings, "pairings", blocks)
	v.PrivateMetadata = Meta{Program: p.Program.ID, Page: p.Page}.Encode()
	return v
}

// settings say in words what a run was asked for.
func (f For) settings(s core.PairingSettings) string {
	whom := f.word("pairing_who", string(s.Who))
	group := ""
	if s.Group != nil {
		group = f.L.N("pairings.group", len(s.Group.People), "group", escape(inline(s.Group.Name)))
	}
	switch {
	case len(s.Mentees) > 0:
		whom = dotted(f.L.N("pairings.mentees", len(s.Mentees)), group)
	case s.Group != nil:
		whom = group
	}
	return dotted(
		f.word("pairing_objective", string(s.Objective)), whom, f.someOf("pairings.mentors", len(s.Mentors)), f.someOf("pairings.without", len(s.Without)),
		f.L.T("pairings.floor", "floor", s.Floor), f.L.T("pairings.seed", "seed", strconv.FormatUint(s.Seed, 10)),
		f.someOf("pairings.kept", len(s.Kept)), f.someOf("pairings.alone", len(s.Alone)))
}

func (f For) sizes(run core.PairingRun) string {
	if run.ComputedAt.IsZero() {
		return ""
	}
	return dotted(f.L.N("pairings.pairs", run.Statistics.Pairs), f.unmatched(run.Statistics))
}

// unmatched says how many a run leaves without a mentor.
func (f For) unmatched(s matching.Statistics) string {
	if s.Unmatched == 0 {
		return f.L.T("run.everybody")
	}
	return f.L.N("pairings.unmatched", s.Unmatched)
}

// Pairing asks what a new run is to be best at, for whom, and for so many pairs that are set. Nobody has to be named.
func (f For) Pairing(p core.Program, pairs int, groups []UserGroup) slack.ModalViewRequest {
	var objectives, who []*slack.OptionBlockObject
	for _, o := range matching.Objectives() {
		objectives = append(objectives, f.explained("pairing_objective", string(o)))
	}
	for _, w := range []core.PairingWho{core.PairEverybody, core.PairWaiting} {
		who = append(who, f.explained("pairing_who", string(w)))
	}
	blocks := []slack.Block{
		section(f.L.T("pairing.intro", "program", bold(escape(p.Name)))),
		f.radio(field{"objective", "pairing.objective", true}, string(matching.FewestUnmatched), objectives...),
		f.radio(field{"who", "pairing.who", true}, string(core.PairEverybody), who...),
	}
	blocks = append(blocks, f.userGroup(field{"group", "pairing.group", false}, groups)...)
	blocks = append(blocks,
		f.peopleInput(field{"mentees", "pairing.mentees", false}, core.MaxPairingPeople),
		f.peopleInput(field{"mentors", "pairing.mentors", false}, core.MaxPairingPeople),
		f.peopleInput(field{"without", "pairing.without", false}, core.MaxPairingPeople),
		f.numberInput(field{"floor", "pairing.floor", true}, 20, 0, 100),
		f.numberInput(field{"seed", "pairing.seed", true}, 1, 0, core.MaxSeed))
	return f.form(CallbackPairing, "pairing", Meta{Program: p.ID}, append(blocks, f.pairsSet(p, min(pairs, core.MaxPairsSet))...))
}

// pairsSet asks for pairs that a run is to make in any case, with the way to one more and to one fewer.
func (f For) pairsSet(p core.Program, pairs int) []slack.Block {
	blocks := []slack.Block{divider(), smallPrint(f.L.T("pairing.set"))}
	for i := range pairs {
		blocks = append(blocks, section(bold(f.L.T("pairing.set_pair", "n", i+1))),
			f.personInput(field{core.FixedMentorField(i), "pairing.set_mentor", true}), f.personInput(field{core.FixedMenteeField(i), "pairing.set_mentee", true}))
	}
	var more, fewer *slack.ButtonBlockElement
	if pairs < core.MaxPairsSet {
		more = f.button(ActionSetPair, "button.set_pair", Meta{Program: p.ID, Page: pairs + 1})
	}
	if pairs > 0 {
		fewer = f.button(ActionUnsetPair, "button.unset_pair", Meta{Program: p.ID, Page: pairs - 1})
	}
	return append(blocks, row(more, fewer)...)
}

// explained is an option with a line below it that says what it means.
func (f For) explained(vocabulary, key string) *slack.OptionBlockObject {
	o := option(key, f.word(vocabulary, key))
	o.Description = plain(f.word(vocabulary+"_explained", key), maxOptionText)
	return o
}

// Run shows a pairing run: its state and what can be done, what it comes to, and its proposals, those that need a look first.
func (f For) Run(p core.PairingPage) slack.ModalViewRequest {
	blocks := []slack.Block{
		header(p.Program.Name),
		section(lines(
			bold(f.word("pairing_state", string(p.Run.State))), f.word("pairing_state_explained", string(p.Run.State)), f.changed(p.Run),
			f.made(p.Run), f.settings(p.Run.Settings), f.namedIn(p), f.L.T("pairings.by", "name", name(p.By), "time", f.instant(p.Run.CreatedAt)))),
	}
	blocks = append(blocks, f.runButtons(p)...)
	if !p.Run.ComputedAt.IsZero() && p.Run.State != core.PairingFailed {
		blocks = append(blocks, divider(), section(f.statistics(p.Run.Statistics)))
		blocks = append(blocks, f.mostLoaded(p)...)
		blocks = append(blocks, f.proposals(p)...)
	}
	v := f.modal(PageRun, "run", blocks)
	v.PrivateMetadata = Meta{Run: p.Run.ID, Page: p.Page}.Encode()
	return v
}

// Over has a modal remember which page is under it, to be kept up to date with what happens on top; none of which nothing has to be known.
func Over(modal slack.ModalViewRequest, page string) slack.ModalViewRequest {
	m, err := DecodeMeta(modal.PrivateMetadata)
	if err != nil { // of our own making
		return modal
	}
	m.Do = page
	modal.PrivateMetadata = m.Encode()
	return modal
}

// namedIn says whom a run is only for and who is left out of it.
func (f For) namedIn(p core.PairingPage) string {
	said := func(key string, first []core.Card, all int) string {
		if len(first) == 0 {
			return ""
		}
		names := make([]string, len(first))
		for i, card := range first {
			names[i] = name(card)
		}
		listed := strings.Join(names, ", ")
		if more := all - len(first); more > 0 {
			listed = f.L.N("run.named_more", more, "names", listed)
		}
		return f.L.T(key, "names", listed)
	}
	s := p.Run.Settings
	return lines(said("run.named_mentees", p.Named.Mentees, len(s.Mentees)), said("run.named_mentors", p.Named.Mentors, len(s.Mentors)),
		said("run.named_without", p.Named.Without, len(s.Without)))
}

// changed says what made a run stale, or an undo impossible.
func (f For) changed(run core.PairingRun) string {
	var all []string
	for _, aspect := range run.Changed {
		all = append(all, "• "+f.word("pairing_aspect", string(aspect)))
	}
	return lines(all...)
}

// runButtons are what can be done with a run in its state, by those who may change anything.
func (f For) runButtons(p core.PairingPage) []slack.Block {
	m := Meta{Run: p.Run.ID}
	var all []*slack.ButtonBlockElement
	if p.Relation.MayManage() {
		all = f.managing(p.Run, m)
	}
	if p.Run.State == core.PairingComputing || p.Run.State == core.PairingCommitting || p.Run.State == core.PairingUndoing {
		all = append(all, f.button(ActionReloadRun, "button.reload", m))
	}
	if p.Before != "" && p.Run.Statistics.Pairs > 0 {
		all = append(all, f.button(ActionCompareRuns, "button.compare_runs", Meta{Run: p.Run.ID, Before: p.Before}))
	}
	return row(all...)
}

func (f For) managing(run core.PairingRun, m Meta) []*slack.ButtonBlockElement {
	switch run.State {
	case core.PairingDraft:
		if run.Statistics.Pairs == 0 {
			return []*slack.ButtonBlockElement{f.button(ActionComputeAgain, "button.compute_again", m), f.discardRun(m)}
		}
		tell := primary(f.button(ActionCommitRun, "button.commit_run", m))
		tell.Confirm = f.confirm("confirm."+ActionCommitRun, slack.StylePrimary, "pairs", f.L.N("pairings.pairs", run.Statistics.Pairs))
		quiet := f.button(ActionCommitQuietly, "button.commit_quietly", m)
		quiet.Confirm = f.confirm("confirm."+ActionCommitQuietly, slack.StyleDefault, "pairs", f.L.N("pairings.pairs", run.Statistics.Pairs))
		return []*slack.ButtonBlockElement{tell, quiet, f.button(ActionComputeAgain, "button.compute_again", m), f.discardRun(m)}
	case core.PairingStale, core.PairingFailed:
		return []*slack.ButtonBlockElement{primary(f.button(ActionComputeAgain, "button.compute_again", m)), f.discardRun(m)}
	case core.PairingCommitted:
		undo := f.button(ActionUndoRun, "button.undo_run", m)
		undo.Style = slack.StyleDanger
		undo.Confirm = f.confirm("confirm."+ActionUndoRun, slack.StyleDanger, "pairs", f.L.N("pairings.pairs", run.Statistics.Pairs))
		return []*slack.ButtonBlockElement{undo}
	}
	return nil
}

func (f For) discardRun(m Meta) *slack.ButtonBlockElement {
	discard := f.button(ActionDiscardRun, "button.discard_run", m)
	discard.Confirm = f.confirm("confirm."+ActionDiscardRun, slack.StyleDanger)
	return discard
}

// statistics are the sums, the distribution of scores as a small chart of text, and the load of mentors.
func (f For) statistics(s matching.Statistics) string {
	said := []string{
		bold(f.L.T("run.result")),
		dotted(f.L.N("pairings.pairs", s.Pairs), f.unmatched(s),
			f.L.T("run.total", "total", s.Total), f.L.T("run.mean", "mean", int(s.Mean+0.5))),
	}
	most := 0
	for _, n := range s.Buckets {
		most = max(most, n)
	}
	for i := len(s.Buckets) - 1; i >= 0; i-- {
		if n := s.Buckets[i]; n > 0 {
			said = append(said, f.L.T("run.bucket", "from", i*10, "to", bucketEnd(i), "bar", bar(n, most), "count", n))
		}
	}
	full, free := 0, 0
	for _, l := range s.Loads {
		free += l.Capacity - l.Pairs
		if l.Pairs == l.Capacity {
			full++
		}
	}
	return lines(append(said, f.L.T("run.loads", "mentors", f.L.N("admin.mentors", len(s.Loads)), "full", full, "free", f.L.N("supply.free", free)))...)
}

func bucketEnd(i int) int {
	if i == 9 {
		return 100
	}
	return i*10 + 9
}

// bar draws a share of the largest number, one block at least.
func bar(n, most int) string { return strings.Repeat("█", max(1, n*12/most)) }

func (f For) proposals(p core.PairingPage) []slack.Block {
	blocks := []slack.Block{divider(), header(f.L.T("run.proposals"))}
	for _, x := range p.Proposals {
		text := f.proposal(x, p.Program)
		m := Meta{Run: p.Run.ID, Person: x.Proposal.Mentee}
		switch {
		case p.Run.State == core.PairingDraft && p.Relation.MayManage(): // the form explains the score too
			blocks = append(blocks, sectionWith(text, about(f.button(ActionOpenProposal, "button.change", m), x.Mentee.Name())))
		case x.Proposal.Mentor != "":
			blocks = append(blocks, sectionWith(text, f.whyPair(m, x.Mentor, x.Mentee)))
		default:
			blocks = append(blocks, section(text))
		}
	}
	return append(blocks, f.pages(PageRun, Meta{Run: p.Run.ID}, p.Page, p.Pages)...)
}

// proposal is one line of a run: a pair with its score and the reasons, or why there is none.
func (f For) proposal(x core.ProposalFacts, p core.Program) string {
	if x.Proposal.Mentor == "" {
		return lines(f.L.T("run.nobody", "mentee", bold(name(x.Mentee))), f.whyNobody(x.Proposal))
	}
	origin, choice := "", ""
	if x.Proposal.Origin != core.OriginComputed {
		origin = f.word("proposal_origin", string(x.Proposal.Origin))
	}
	if x.Proposal.Choice > 0 {
		choice = f.L.T("run.choice", "rank", x.Proposal.Choice)
	}
	return lines(
		f.L.T("run.pair", "mentee", bold(name(x.Mentee)), "mentor", bold(name(x.Mentor.Card))),
		dotted(score(x.Proposal.Score), choice, origin, f.reason(x.Mentor.Score, p)))
}

func (f For) whyNobody(p core.Proposal) string {
	if p.Reason == "" {
		return f.word("proposal_origin", string(p.Origin))
	}
	return lines(f.word("unmatched_reason", string(p.Reason)),
		f.L.T("run.counts", "excluded", p.Excluded, "low", p.BelowFloor, "taken", p.Taken))
}
