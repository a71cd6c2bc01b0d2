package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// nextStep is the one thing a person should do now: a text of the catalogue and a button, or only the text.
type nextStep struct {
	text   string
	action string
	label  string
	meta   Meta
}

// nextAction is the Home's first line.
func (f For) nextAction(d core.Dashboard) slack.Block {
	return section(lines(bold(f.L.T("home.next")), f.next(d).text))
}

// nextButton is the Home's one primary button.
func (f For) nextButton(d core.Dashboard) []slack.Block {
	step := f.next(d)
	if step.action == "" {
		return nil
	}
	return []slack.Block{actions(primary(f.button(step.action, step.label, step.meta)))}
}

// next picks what matters most: people who wait for an answer, then the mentorship, then the request, then the profile.
func (f For) next(d core.Dashboard) nextStep {
	if len(d.ToAnswer) > 0 {
		x := d.ToAnswer[0]
		return nextStep{f.L.T("home.next.answer", "name", bold(name(x.Asker()))), ActionOpenInvitation, "button.read_request",
			Meta{Invitation: x.Invitation.ID}}
	}
	if d.Mentor != nil && d.Mentor.Participant.Mentor && len(d.Mentor.Missing) > 0 {
		if slices.Equal(d.Mentor.Missing, []core.ProfileItem{core.ItemQuestions}) {
			return nextStep{f.findable(*d.Mentor), ActionOpenAnswers, "button.answer", Meta{Program: d.Program.ID}}
		}
		return nextStep{f.findable(*d.Mentor), ActionOpenProfile, "button.complete_profile", Meta{}}
	}
	if step, found := f.nextOfMentorships(d); found {
		return step
	}
	if step, found := f.nextOfStaff(d); found {
		return step
	}
	if step, found := f.nextOfPlace(d); found {
		return step
	}
	return f.nextOfMentee(d)
}

// nextOfStaff is what waits for somebody who runs a programme and takes part in none here: others come before what they could do for
// themselves.
func (f For) nextOfStaff(d core.Dashboard) (nextStep, bool) {
	if d.Participant != nil && d.Participant.Joined() {
		return nextStep{}, false
	}
	if i := slices.IndexFunc(d.Applications, func(a core.Application) bool { return a.Mine }); i >= 0 {
		a := d.Applications[i]
		return nextStep{f.L.N("applications.waiting", a.Count, "program", bold(escape(a.Program.Name))), ActionOpenApplications, "button.applications",
			Meta{Program: a.Program.ID}}, true
	}
	if i := slices.IndexFunc(d.Attention, core.AttentionFacts.NeedsMentor); i >= 0 {
		return nextStep{f.attentionText(d.Attention[i]), ActionOpenWaiting, "button.waiting", Meta{Program: d.Attention[i].Program.ID}}, true
	}
	return nextStep{}, false
}

func (f For) nextOfMentorships(d core.Dashboard) (nextStep, bool) {
	if len(d.ToCheckIn) > 0 {
		s := d.ToCheckIn[0]
		return nextStep{f.L.T("home.next.check_in", "name", bold(name(s.Other)), "time", f.written(s.Session.StartsAt)), ActionOpenCheckIn,
			"button.check_in", Meta{Session: s.Session.ID}}, true
	}
	for _, m := range d.Mentorships {
		if m.Mentorship.Open() && m.Next == nil {
			if step, found := f.nextOfTimes(m, d); found {
				return step, true
			}
			return nextStep{f.L.T("home.next.book", "name", bold(name(m.Other))), ActionBookSession, "button.book",
				Meta{Mentorship: m.Mentorship.ID}}, true
		}
	}
	if step, found := f.nextOnHold(d); found {
		return step, true
	}
	if len(d.Sessions) > 0 {
		s := d.Sessions[0]
		return nextStep{text: f.andElse(f.L.T("home.next.session", "name", bold(name(s.Other)), "time", f.instant(s.Session.StartsAt)), d)}, true
	}
	return nextStep{}, false
}

// andElse adds to what one waits for whether there is anything else one can do.
func (f For) andElse(waits string, d core.Dashboard) string {
	if len(d.Evaluations) > 0 || slices.ContainsFunc(d.Mentorships, f.leavesToDo) {
		return f.L.T("home.next.below", "waits", waits)
	}
	return f.L.T("home.next.nothing", "waits", waits)
}

// leavesToDo reports whether the card of a mentorship names something the viewer can do: a next step, a question or a proposal.
func (f For) leavesToDo(m core.MentorshipFacts) bool {
	if !m.Mentorship.Ongoing() {
		return false
	}
	asked := m.Inquiries.ForYou > 0 || m.Agreement.WaitsFor(m.Viewer.Person.ID)
	return asked || m.Mentorship.Open() && (m.Closing(f.Now) == core.ClosingAsked || m.Held == 0 && f.stepsLeft(m))
}

// nextOnHold says of somebody with nothing but a mentorship on hold that there is nothing to do.
func (f For) nextOnHold(d core.Dashboard) (nextStep, bool) {
	if len(d.Sessions) > 0 || len(d.Mentorships) != 1 || !d.Mentorships[0].Mentorship.OnHold() {
		return nextStep{}, false
	}
	m := d.Mentorships[0]
	return nextStep{text: f.L.T("home.next.on_hold", "name", bold(name(m.Other)), "date", f.date(m.Mentorship.Hold.Until))}, true
}

// nextOfMentee covers those without a mentorship.
func (f For) nextOfMentee(d core.Dashboard) nextStep {
	mentor := d.Mentor != nil && d.Mentor.Participant.Mentor
	switch {
	case d.Choices != nil && d.Choices.List.State == core.ChoicesRunning:
		return nextStep{text: f.L.T("home.next.wait")}
	case d.Questions.Mentee && (len(d.Questions.Missing) > 0 || d.Questions.Total() > 0 && d.Questions.Answered() == 0):
		return nextStep{f.L.T("home.next.questions"), ActionOpenAnswers, "button.answer", Meta{Program: d.Program.ID}}
	case d.Choices != nil && d.Choices.List.State == core.ChoicesDraft && len(d.Choices.Mentors) > 0:
		return nextStep{f.L.N("choices.draft", len(d.Choices.Mentors)), ActionOpenChoices, "button.send_request", Meta{}}
	case d.Choices != nil && d.Choices.List.State == core.ChoicesExhausted:
		return nextStep{f.L.T("choices.exhausted"), ActionOpenFind, "button.choose_again", Meta{}}
	case mentor:
		return nextStep{text: f.L.T("home.next.mentor")}
	case len(d.Completeness.Missing) > 0 && d.Completeness.Percent < 50:
		return nextStep{f.L.T("home.next.profile"), ActionOpenProfile, "button.complete_profile", Meta{}}
	}
	return nextStep{f.L.T("home.next.find"), ActionOpenFind, "button.find", Meta{}}
}

// homeRequests are the requests the person has to answer.
func (f For) homeRequests(d core.Dashboard) []slack.Block {
	if len(d.ToAnswer) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("requests.to_answer"))}
	for _, x := range d.ToAnswer[:min(len(d.ToAnswer), homePairs)] {
		blocks = append(blocks, f.homeRequest(x)...)
	}
	return f.andMore(blocks, len(d.ToAnswer))
}

// homeRequest is a request with both answers; neither is primary, as the Home has one primary button already.
func (f For) homeRequest(x core.InvitationFacts) []slack.Block {
	blocks := f.toAnswer(x)
	for _, b := range blocks {
		calm(b)
	}
	return blocks
}

// homeChoices is the person's own request: the stage reached, who was asked, and the way out.
func (f For) homeChoices(d core.Dashboard) []slack.Block {
	if d.Choices == nil || d.Choices.List.State != core.ChoicesRunning {
		return nil
	}
	return []slack.Block{
		header(f.L.T("requests.yours")),
		section(lines(f.stages(core.StageInvited), f.progress(*d.Choices), f.choiceLines(*d.Choices))),
		actions(f.button(ActionOpenChoices, "button.view_request", Meta{}), f.withdraw(d.Choices.List.ID)),
	}
}

// stages is the mentee's line of three, the one reached in bold and said in words (features.md S2-29).
func (f For) stages(reached core.Stage) string {
	names := make([]string, 0, core.StageCompleted)
	for stage := core.StageInvited; stage <= core.StageCompleted; stage++ {
		text := f.L.T("stage.name", "n", int(stage), "name", f.L.T(stageKey(stage)))
		if stage == reached {
			text = bold(text)
		}
		names = append(names, text)
	}
	return lines(f.L.T("stage.at", "n", int(reached)), dotted(names...))
}

func stageKey(s core.Stage) string {
	switch s {
	case core.StageInvited:
		return "stage.invited"
	case core.StageEstablished:
		return "stage.established"
	default:
		return "stage.completed"
	}
}

// stageOf is the stage a mentorship is at.
func stageOf(m core.Mentorship) core.Stage {
	if m.State == core.MentorshipCompleted {
		return core.StageCompleted
	}
	return core.StageEstablished
}

func (f For) homeMentorships(d core.Dashboard) []slack.Block {
	if len(d.Mentorships) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.N("home.mentorships", len(d.Mentorships)))}
	for _, m := range d.Mentorships[:min(len(d.Mentorships), homePairs)] {
		blocks = append(blocks, f.mentorship(m)...)
		blocks = append(blocks, smallPrint(f.stages(stageOf(m.Mentorship))))
	}
	return f.andMore(blocks, len(d.Mentorships))
}

func (f For) homeSessions(d core.Dashboard) []slack.Block {
	if len(d.Sessions) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("sessions.upcoming"))}
	for _, s := range d.Sessions[:min(len(d.Sessions), homeSessions)] {
		blocks = append(blocks, section(f.session(s)))
		blocks = append(blocks, f.plainButtons(s)...)
	}
	if len(d.Sessions) > homeSessions {
		blocks = append(blocks, actions(f.button(ActionOpenSessions, "button.all_sessions", Meta{})))
	}
	return blocks
}

// plainButtons are a session's buttons without a primary one.
func (f For) plainButtons(s core.SessionFacts) []slack.Block {
	blocks := f.sessionButtons(s)
	for _, b := range blocks {
		calm(b)
	}
	return blocks
}

// calm takes the emphasis from a row of buttons.
func calm(b slack.Block) {
	row, ok := b.(*slack.ActionBlock)
	if !ok {
		return
	}
	for _, element := range row.Elements.ElementSet {
		if b, ok := element.(*slack.ButtonBlockElement); ok {
			b.Style = slack.StyleDefault
		}
	}
}
