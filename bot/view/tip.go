package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Tips lists what a person recommends on their profile, each with a way to take it off, and the way to add another.
func (f For) Tips(p core.ProfileFacts) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("tips.intro", "max", core.MaxTips))}
	if len(p.Profile.Tips) == 0 {
		blocks = append(blocks, section(f.L.T("tips.none")))
	}
	for _, tip := range p.Profile.Tips {
		remove := about(f.button(ActionRemoveTip, "button.remove", Meta{Tip: tip.ID}), tip.Title)
		remove.Confirm = f.confirm("confirm."+ActionRemoveTip, slack.StyleDanger, "title", inline(clip(tip.Title, 80)))
		blocks = append(blocks, sectionWith(f.tip(tip), remove))
	}
	if len(p.Profile.Tips) < core.MaxTips {
		blocks = append(blocks, actions(f.button(ActionAddTip, "button.add_tip", Meta{})))
	}
	v := f.modal(PageTips, "tips", blocks)
	v.ClearOnClose = true
	return v
}

// TipForm asks for one more.
func (f For) TipForm() slack.ModalViewRequest {
	var kinds []*slack.OptionBlockObject
	for _, kind := range core.TipKinds() {
		kinds = append(kinds, option(string(kind), f.L.T("tip_kind."+string(kind))))
	}
	v := f.form(CallbackTip, "tip", Meta{}, []slack.Block{
		f.selectOne(field{"kind", "tip.kind", true}, kinds, string(core.TipBook)),
		f.textInput(field{"title", "tip.title_field", true}, "", core.MaxShortText),
		f.textInput(field{"link", "tip.link", false}, "", maxLink),
	})
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	return v
}

// tip is a recommendation in one line. The link's label is ours: what somebody types could name another place than the one it leads to.
func (f For) tip(t core.Tip) string {
	return dotted(f.word("tip_kind", string(t.Kind)), escape(t.Title), link(t.Link, f.L.T("tips.link")))
}

// tips are what a profile shows of them.
func (f For) tips(p core.Profile) []slack.Block {
	if len(p.Tips) == 0 {
		return nil
	}
	all := []string{bold(f.L.T("tips.title"))}
	for _, t := range p.Tips {
		all = append(all, "• "+f.tip(t))
	}
	return []slack.Block{section(lines(all...))}
}
