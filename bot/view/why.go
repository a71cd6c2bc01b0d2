package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Why answers `/mentor why`: where the person stands and what would change it.
func (f For) Why(reasons []core.Reason) Message { return message(f.why(reasons)...) }

// WhyModal is the same answer opened from a button.
func (f For) WhyModal(reasons []core.Reason) slack.ModalViewRequest {
	return f.modal(PageWhy, "why", f.why(reasons))
}

func (f For) why(reasons []core.Reason) []slack.Block {
	blocks := []slack.Block{header(f.L.T("why.heading"))}
	for _, r := range reasons {
		blocks = append(blocks, section("• "+f.whyLine(r)))
	}
	if len(reasons) == 0 {
		blocks = append(blocks, section(f.L.T("why.nothing")))
	}
	return append(blocks, f.whyWays(reasons)...)
}

// whyWays are the ways on from where somebody stands.
func (f For) whyWays(reasons []core.Reason) []slack.Block {
	out := slices.ContainsFunc(reasons, func(r core.Reason) bool {
		switch r.Key {
		case core.WhyRemoved, core.WhyDeclined, core.WhyPaused, core.WhyLeft, core.WhyNoProgram:
			return true
		}
		return false
	})
	var mentor, find, programs, place *slack.ButtonBlockElement
	if out {
		programs = f.button(ActionOpenPrograms, "button.switch_program", Meta{})
	} else {
		mentor = f.button(ActionOpenMentor, "button.mentor", Meta{})
		find = f.button(ActionOpenFind, "button.find", Meta{})
	}
	if len(reasons) > 0 && reasons[0].Program.ID != "" && reasons[0].Key != core.WhyNoProfile {
		place = f.button(ActionOpenPlace, "button.place", Meta{Program: reasons[0].Program.ID})
	}
	return row(f.button(ActionOpenProfile, "button.profile", Meta{}), place, mentor, find, programs)
}

// whyLine gives a reason's sentence everything it could want to say. A reason that can have an end has a second sentence for it.
func (f For) whyLine(r core.Reason) string {
	key, until := "why."+string(r.Key), ""
	if !r.Until.IsZero() {
		key, until = key+"_until", f.instant(r.Until)
	}
	words := ""
	if r.Words != "" {
		words = "\n" + quote(r.Words)
	}
	return f.L.N(key, r.Count,
		"program", bold(escape(r.Program.Name)),
		"missing", f.items(r.Missing),
		"until", until,
		"date", f.date(r.Until),
		"other", bold(name(r.Other))) + words
}

// items lists what a profile misses.
func (f For) items(missing []core.ProfileItem) string {
	var names []string
	for _, item := range missing {
		names = append(names, f.L.T("item."+string(item)))
	}
	return f.L.List(names)
}
