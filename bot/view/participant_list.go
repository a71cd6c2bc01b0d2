package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// programPeople leads from a programme's page to its participants, those who wait for staff first.
func (f For) programPeople(p core.ProgramPage) []slack.Block {
	m := Meta{Program: p.Program.ID}
	text := f.L.N("participants.count", p.Counts.Participants)
	var waiting *slack.ButtonBlockElement
	if p.Counts.Applications > 0 {
		text = lines(text, f.L.N("participants.waiting", p.Counts.Applications))
		waiting = primary(f.button(ActionOpenApplications, "button.applications", m))
	}
	blocks := []slack.Block{header(f.L.T("participants.title")), section(text)}
	return append(blocks, row(waiting, f.button(ActionOpenParticipants, "button.participants", m))...)
}

// homeApplications says where people wait for those who run a programme.
func (f For) homeApplications(all []core.Application) []slack.Block {
	var blocks []slack.Block
	for _, a := range all[:min(len(all), homePairs)] {
		late := f.L.T("applications.due", "time", f.instant(a.Due))
		if a.Overdue {
			late = bold(f.L.T("applications.overdue", "time", f.instant(a.Due)))
		}
		text := lines(f.L.N("applications.waiting", a.Count, "program", bold(escape(a.Program.Name))), late)
		blocks = append(blocks, sectionWith(text, about(f.button(ActionOpenApplications, "button.applications", Meta{Program: a.Program.ID}), a.Program.Name)))
	}
	return f.andMore(blocks, len(all))
}

// Participants lists a programme's participants, narrowed by what stands in its inputs.
func (f For) Participants(p core.ParticipantPage) slack.ModalViewRequest {
	m := Meta{Program: p.Program.ID, Page: p.Page}
	blocks := []slack.Block{
		f.selectOne(field{"state", "participants.state", false}, f.stateOptions(), orAny(string(p.Filter.State))),
		f.selectOne(field{"role", "participants.role", false}, []*slack.OptionBlockObject{
			option(OptionAny, f.L.T("participants.any_role")),
			option(string(core.RoleMentor), f.L.T("join_role.mentor")), option(string(core.RoleMentee), f.L.T("join_role.mentee")),
		}, orAny(string(p.Filter.Role))),
		f.textInput(field{"name", "participants.name", false}, p.Filter.Name, core.MaxShortText),
		divider(), smallPrint(f.L.N("participants.found", p.Total)),
	}
	for _, e := range p.Entries {
		open := about(f.button(ActionOpenParticipant, "button.open", Meta{Program: p.Program.ID, Person: e.Person.Person.ID}), e.Person.Name())
		blocks = append(blocks, sectionWith(f.participantLine(e), open))
	}
	blocks = append(blocks, f.pages(CallbackParticipants, Meta{Program: p.Program.ID}, p.Page, p.Pages)...)
	return f.form(CallbackParticipants, "participants", m, blocks)
}

func (f For) stateOptions() []*slack.OptionBlockObject {
	all := []*slack.OptionBlockObject{option(OptionAny, f.L.T("participants.any_state"))}
	for _, state := range core.ParticipantStates() {
		all = append(all, option(string(state), f.L.T("participant_state."+string(state))))
	}
	return all
}

// participantLine is a participant in three lines: who, where they stand, what they have.
func (f For) participantLine(e core.ParticipantEntry) string {
	return lines(
		dotted(bold(name(e.Person)), f.participantState(e)),
		f.headline(e.Person),
		f.participantWork(e),
	)
}

// participantState is the state with the roles, and how long an application waits.
func (f For) participantState(e core.ParticipantEntry) string {
	state := f.L.T("participant_state." + string(e.Participant.State))
	late := ""
	switch {
	case e.Overdue:
		late = bold(f.L.T("applications.overdue", "time", f.instant(e.AnswerBy)))
	case !e.AnswerBy.IsZero():
		late = f.L.T("applications.due", "time", f.instant(e.AnswerBy))
	}
	return dotted(state, f.placeRoles(e.Participant), late)
}

// participantWork is how much somebody has on their hands.
func (f For) participantWork(e core.ParticipantEntry) string {
	load, request, answer, made, offered := "", "", "", "", ""
	if e.Participant.Mentor {
		load = f.L.T("home.mentor.places", "load", e.Load, "capacity", e.Participant.Capacity)
	}
	if e.ToAnswer > 0 {
		answer = f.L.N("participants.to_answer", e.ToAnswer)
	}
	if e.Request {
		request = f.L.T("participants.request")
	}
	if n := e.OffersMade(); n > 0 {
		made = f.L.N("participants.offers_made", n)
	}
	if n := len(e.Offers) - e.OffersMade(); n > 0 {
		offered = f.L.N("participants.offers_to_answer", n)
	}
	return dotted(load, answer, offered, request, made, f.L.T("participants.last_active", "date", f.date(e.LastActive)))
}

// Participant is one participant as staff see them, with what can be decided.
func (f For) Participant(d core.ParticipantDetail) slack.ModalViewRequest {
	blocks := []slack.Block{f.introduction(d.Person, f.participantState(d.ParticipantEntry), f.participantWork(d.ParticipantEntry))}
	blocks = append(blocks, f.profileDetails(d.Person)...)
	facts := lines(f.completenessOf(d.Completeness),
		f.gapsLine("participants.mentor_gaps", d.Missing), f.gapsLine("participants.mentee_gaps", d.MenteeMissing),
		f.fact("mentor.topics.label", f.typed(d.Participant.Topics)), f.lastWords(d.Participant))
	blocks = append(blocks, divider(), section(facts))
	if len(d.Pending) > 0 {
		blocks = append(blocks, section(f.pendingOffers(d.Pending)))
	}
	for _, m := range d.Mentorships {
		blocks = append(blocks, f.staffMentorship(d, m))
	}
	if d.Relation.MayManage() {
		blocks = append(blocks, f.decisions(d)...)
	}
	if d.Relation == core.RelationAdmin {
		erase := about(f.button(ActionOpenErasure, "button.erase_other", Meta{Person: d.Person.Person.ID}), d.Person.Name()).WithStyle(slack.StyleDanger)
		blocks = append(blocks, divider(), sectionWith(f.L.T("erase.on_request"), erase))
	}
	v := f.modal(PageParticipant, "participant", blocks)
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	v.PrivateMetadata = Meta{Program: d.Program.ID, Person: d.Person.Person.ID}.Encode()
	return v
}

// completenessOf says how complete somebody else's profile is.
func (f For) completenessOf(c core.Completeness) string {
	return f.L.T("participants.complete", "percent", f.percent(c.Percent))
}

func (f For) gapsLine(key string, missing []core.ProfileItem) string {
	if len(missing) == 0 {
		return ""
	}
	return f.L.T(key, "items", f.items(missing))
}

// lastWords are what staff wrote to the person last.
func (f For) lastWords(p core.Participant) string {
	if p.Note == "" {
		return ""
	}
	return lines(f.L.T("participants.note", "date", f.date(p.NotedAt)), quote(p.Note))
}

// pendingOffers says of each offer how far it is.
func (f For) pendingOffers(all []core.PendingOffer) string {
	text := []string{bold(f.L.T("participants.offers"))}
	for _, o := range all[:min(len(all), homePairs)] {
		who := "participants.offer_of"
		if o.Made() {
			who = "participants.offer_to"
		}
		state := f.L.T("participants.offer_queued")
		if o.Invitation.State == core.InvitationSent {
			state = f.L.T("participants.offer_sent", "time", f.instant(o.Invitation.ExpiresAt))
		}
		text = append(text, "• "+dotted(f.L.T(who, "name", name(o.Other), "date", f.date(o.Invitation.CreatedAt)), state))
	}
	if more := len(all) - homePairs; more > 0 {
		text = append(text, f.L.N("more.count", more))
	}
	return lines(text...)
}

func (f For) staffMentorship(d core.ParticipantDetail, m core.EndFacts) slack.Block {
	text := f.L.T("participants.mentorship", "mentor", bold(name(m.Mentor)), "mentee", bold(name(m.Mentee)), "date", f.date(m.Mentorship.StartedAt))
	if m.Mentorship.OnHold() {
		text = lines(text, f.L.T("hold.staff", "date", f.date(m.Mentorship.Hold.Until)))
	}
	if answers := f.toldFits(m); answers != "" {
		text = lines(text, f.L.T("participants.fit", "answers", answers))
	}
	if m.Agreement.Agreed() {
		text = lines(text, f.L.T("participants.agreement", "date", f.date(m.Agreement.AgreedAt)))
	}
	if !d.Relation.MayManage() {
		return section(text)
	}
	return sectionWith(text, about(f.button(ActionEndMentorship, "button.end_mentorship", Meta{Mentorship: m.Mentorship.ID}), m.Mentor.Name()+", "+m.Mentee.Name()))
}

// decisions are the buttons of those who decide about a participant.
func (f For) decisions(d core.ParticipantDetail) []slack.Block {
	m := Meta{Program: d.Program.ID, Person: d.Person.Person.ID}
	var activate, advise, decline, remove, restore *slack.ButtonBlockElement
	waits := !d.Participant.AppliedAt.IsZero()
	if waits || d.Participant.Returned {
		activate = primary(f.button(ActionActivate, "button.activate", m))
		decline = f.button(ActionDeclineApplication, "button.decline_application", m)
	}
	if waits {
		advise = f.button(ActionAdvise, "button.advise", m)
	}
	switch d.Participant.State {
	case core.ParticipantRemoved, core.ParticipantDeclined:
		restore = primary(f.button(ActionRestore, "button.restore", m))
	case core.ParticipantWithdrawn:
	default:
		remove = f.button(ActionRemove, "button.remove_participant", m).WithStyle(slack.StyleDanger)
	}
	blocks := row(activate, advise, decline, restore, remove)
	if len(blocks) == 0 {
		return nil
	}
	return append([]slack.Block{divider()}, blocks...)
}

// NoteOnTop is Meta.Page of a [For.Note] that lies on top of the participant's page.
const NoteOnTop = 1

// Note asks for the words that go with a decision. Meta.Do is the action id of the decision. onTop says that the form lies on top of the
// participant's page, not in its place.
func (f For) Note(d core.ParticipantDetail, do string, onTop bool) slack.ModalViewRequest {
	prefix, page := "note."+do, 0
	if onTop {
		page = NoteOnTop
	}
	v := f.form(CallbackNote, prefix, Meta{Program: d.Program.ID, Person: d.Person.Person.ID, Do: do, Page: page}, []slack.Block{
		section(f.L.T(prefix+".text", "name", bold(name(d.Person)), "program", bold(escape(d.Program.Name)))),
		f.textArea(field{"note", prefix, true}, "", core.MaxNote),
	})
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	return v
}
