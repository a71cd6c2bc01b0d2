package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Support asks what somebody needs help with. Each topic is a click away from its answer or its form.
func (f For) Support(s core.SupportStart) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("support.intro"))}
	for _, topic := range core.SupportTopics() {
		label := f.supportTopic(topic)
		blocks = append(blocks, sectionWith(lines(bold(label), f.L.T("support_topic_explained."+string(topic))),
			about(f.button(ActionSupportTopic, "button.choose", Meta{As: string(topic)}), label)))
	}
	if s.Any {
		blocks = append(blocks, divider(), sectionWith(f.L.N("support.own", s.Open), f.button(ActionOpenSupportOwn, "button.support_own", Meta{})))
	}
	return f.modal(PageSupport, "support", blocks)
}

// supportTopic names a topic; one that is not known is other.
func (f For) supportTopic(t core.SupportTopic) string {
	if !slices.Contains(core.SupportTopics(), t) {
		t = core.SupportOther
	}
	return f.L.T("support_topic." + string(t))
}

// SupportForm asks for words to the team, and for a screenshot where the app may read files.
func (f For) SupportForm(s core.SupportStart, topic core.SupportTopic, withFile bool) slack.ModalViewRequest {
	readers := f.L.T("support_form.admins")
	if s.Program.ID != "" {
		readers = f.L.T("support_form.team", "program", bold(escape(s.Program.Name)))
	}
	blocks := []slack.Block{
		section(lines(bold(f.supportTopic(topic)), readers)),
		f.textArea(field{"text", "support_form.text", true}, "", core.MaxSupportText),
	}
	if withFile {
		file := slack.NewFileInputBlockElement(InputValue).WithFileTypes("png", "jpg", "jpeg", "gif", "webp", "pdf")
		file.MaxFiles = 1
		blocks = append(blocks, f.input(field{"file", "support_form.file", false}, file))
	}
	blocks = append(blocks, smallPrint(f.L.N("support_form.days", s.Days)))
	return f.form(CallbackSupport, "support_form", Meta{As: string(topic)}, blocks)
}

// SupportDiagnosis answers a topic from where the person stands, with a way to act on it and one to the team.
func (f For) SupportDiagnosis(d core.SupportDiagnosis) slack.ModalViewRequest {
	blocks := []slack.Block{section(bold(f.supportTopic(d.Topic)))}
	if d.Topic == core.SupportTooMany && d.Mentor {
		blocks = append(blocks, f.tooMany(d)...)
	} else {
		blocks = append(blocks, f.noRequests(d)...)
	}
	return f.modal(PageSupportDiagnosis, "support_diagnosis", append(blocks, divider(), sectionWith(f.L.T("support_diagnosis.else"),
		f.button(ActionWriteSupport, "button.support_write", Meta{As: string(d.Topic)}))))
}

// tooMany says what keeps requests from a mentor, or could.
func (f For) tooMany(d core.SupportDiagnosis) []slack.Block {
	state := "support_diagnosis.available"
	switch {
	case !d.Available && !d.Until.IsZero():
		state = "support_diagnosis.away_until"
	case !d.Available:
		state = "support_diagnosis.away"
	case d.Load >= d.Capacity:
		state = "support_diagnosis.full"
	}
	asked := ""
	if d.Asked > 0 {
		asked = f.L.N("support_diagnosis.asked", d.Asked)
	}
	var answer *slack.ButtonBlockElement
	if d.Asked > 0 {
		answer = f.button(ActionOpenRequests, "button.requests", Meta{})
	}
	settings := f.button(ActionOpenMentor, "button.set_unavailable", Meta{Program: d.Program.ID})
	if !d.Available || d.Load >= d.Capacity {
		settings = f.button(ActionOpenMentor, "button.mentor", Meta{Program: d.Program.ID})
	}
	text := lines(f.L.T(state, "load", d.Load, "capacity", d.Capacity, "program", bold(escape(d.Program.Name)), "date", f.date(d.Until)), asked)
	return append([]slack.Block{section(text)}, row(primary(settings), answer)...)
}

// noRequests says why somebody gets none: where they stand as a mentor, by the same rules as `/mentor why`.
func (f For) noRequests(d core.SupportDiagnosis) []slack.Block {
	var blocks []slack.Block
	for _, r := range d.Reasons {
		blocks = append(blocks, section("• "+f.whyLine(r)))
	}
	if !d.Mentor && len(d.Reasons) == 0 {
		key := "support_diagnosis.no_mentor"
		if d.Topic == core.SupportTooMany {
			key = "support_diagnosis.not_asked"
		}
		blocks = append(blocks, section(f.L.T(key, "program", bold(escape(d.Program.Name)))))
	}
	return append(blocks, row(f.supportWay(d)...)...)
}

// supportWay is what somebody can do about getting no requests.
func (f For) supportWay(d core.SupportDiagnosis) []*slack.ButtonBlockElement {
	m := Meta{Program: d.Program.ID}
	if len(d.Reasons) == 0 && d.Topic == core.SupportTooMany {
		return []*slack.ButtonBlockElement{f.button(ActionOpenPrograms, "button.switch_program", Meta{})}
	}
	if len(d.Reasons) == 0 {
		return []*slack.ButtonBlockElement{primary(f.button(ActionOpenMentor, "button.become_mentor", m))}
	}
	switch d.Reasons[0].Key {
	case core.WhyNoProfile, core.WhyMentorIncomplete:
		return []*slack.ButtonBlockElement{primary(f.button(ActionOpenProfile, "button.complete_profile", Meta{}))}
	case core.WhyNoProgram:
		return []*slack.ButtonBlockElement{f.button(ActionOpenPrograms, "button.switch_program", Meta{})}
	case core.WhyMentorUnavailable, core.WhyMentorFull, core.WhyMentorListed:
		return []*slack.ButtonBlockElement{f.button(ActionOpenMentor, "button.mentor", m), f.button(ActionOpenProfile, "button.profile", Meta{})}
	}
	return []*slack.ButtonBlockElement{f.button(ActionOpenPlace, "button.place", m)}
}
