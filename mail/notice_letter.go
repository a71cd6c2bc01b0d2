package mail

import (
	"strconv"
	"strings"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

// letter writes a notice for its reader. What all notices share stands here, what each has of its own in a method below.
func (m NoticeMailer) letter(texts *i18n.Localizer, mail core.NoticeMail) letter {
	notice, name := string(mail.Delivery.Task.Notice), otherName(mail)
	if mail.Invitation.Invitation.Offer && mail.Delivery.Task.Notice != core.NoticeOfferEnded {
		notice = "offer_" + notice // the same notice, worded the other way round
	}
	if mail.Series != nil {
		notice = "series_" + notice
	}
	if mail.Delivery.Task.Notice == core.NoticeTimesProposed && mail.Times.Mine() {
		notice = "own_" + notice
	}
	if mail.Delivery.Task.Notice == core.NoticeTimesClosed && mail.Times.Proposal.State == core.TimesLapsed {
		notice = "lapsed_" + notice
	}
	date := ""
	if start := mail.Session.Session.StartsAt; !start.IsZero() {
		date = texts.Date(start, mail.Reader.Location())
	}
	l := letter{
		Language: texts.Language(), Colon: texts.T("mail.colon"), Open: texts.T("mail.open"),
		Subject: texts.T("notice_mail.subject."+notice, "name", name, "date", date),
		Lead:    texts.T("notice_mail.lead."+notice, "name", name),
	}
	var program core.Program
	switch mail.Delivery.Task.Notice {
	case core.NoticeInvitation, core.NoticeInvitationReminder:
		program = mail.Invitation.Program
		m.invitation(texts, mail, &l)
	case core.NoticeAsked:
		program = mail.Invitation.Program
		asked(texts, mail, &l)
	case core.NoticeOfferEnded:
		program = mail.Invitation.Program
		offerEnded(texts, mail.Invitation, &l)
	case core.NoticeExhausted:
		program = mail.List.Program
		exhausted(texts, mail.List, &l)
	case core.NoticeLapsing:
		return m.lapse(texts, mail, l)
	case core.NoticeBusyFeed:
		return busyFeed(texts, mail, l)
	case core.NoticeSupport, core.NoticeSupportAnswer:
		return support(texts, mail, l)
	case core.NoticePairingRun:
		program = mail.Pairing.Program
		pairing(texts, mail.Pairing, &l)
	case core.NoticeTimesProposed, core.NoticeTimesReminder, core.NoticeTimesClosed:
		program = mail.Times.Program
		times(texts, mail, &l)
	case core.NoticeUnpaired:
		program = mail.Mentorship.Program
		l.Title = oneLine(mail.Mentorship.Other.Name())
	case core.NoticeEnded:
		program = mail.Mentorship.Program
		ended(texts, mail.Mentorship, &l)
		askEvaluation(texts, mail, &l)
	case core.NoticeActivated, core.NoticeFeedback, core.NoticeApplicationDeclined, core.NoticeRemoved:
		program = mail.Place.Program
		l.Title = oneLine(program.Name)
		words(texts, mail.Place.Participant.Note, &l)
	case core.NoticeChoose:
		program = mail.Recommend.Program
		choose(texts, mail.Recommend, &l)
	case core.NoticeFirstContact, core.NoticeFirstSession:
		program = mail.Mentorship.Program
		firstStep(texts, mail, &l)
	case core.NoticeQuiet, core.NoticeQuietEnd:
		program = mail.Mentorship.Program
		silence(texts, mail, &l)
	case core.NoticeHold, core.NoticeResumed:
		program = mail.Mentorship.Program
		hold(texts, mail, &l)
	case core.NoticeThanks:
		program = mail.Mentorship.Program
		l.Title = oneLine(mail.Mentorship.Other.Name())
		words(texts, mail.Mentorship.Heard(), &l)
	case core.NoticeEvaluation:
		program = mail.Mentorship.Program
		evaluation(texts, mail, &l)
	case core.NoticeClosing, core.NoticePlannedEnd, core.NoticeExtension, core.NoticeExtended, core.NoticeExtensionDeclined:
		program = mail.Mentorship.Program
		closing(texts, mail, &l)
	case core.NoticeMatched:
		program = mail.Mentorship.Program
		matched(texts, mail.Mentorship, &l)
	case core.NoticeGoal, core.NoticeGoalReached, core.NoticeGoalComment:
		program = mail.Goal.Program
		goal(texts, mail.Goal, &l)
	case core.NoticeInquiry, core.NoticeInquiryReminder, core.NoticeInquiryAnswered:
		program = mail.Inquiry.Program
		inquiry(texts, mail, &l)
	case core.NoticeEventPlace, core.NoticeEventMovedUp, core.NoticeEventChanged, core.NoticeEventCancelled, core.NoticeEventLost:
		program = mail.Event.Program
		eventNews(texts, mail, &l)
	case core.NoticeAgreement, core.NoticeAgreementAgreed:
		program = mail.Agreement.Program
		agreement(texts, mail.Agreement, &l)
	case core.NoticeEnlist, core.NoticeEnlistReminder:
		program = mail.Enlistment.Program
		l.Title = oneLine(program.Name)
		l.Notes = append(l.Notes, texts.T("enlistment.text"), texts.T("notice_mail.note.enlist", "command", "/mentor join "+program.Code()))
	default:
		program = mail.Session.Program
		if mail.Series != nil {
			m.series(texts, mail, &l)
			break
		}
		m.session(texts, mail, &l)
	}
	l.Notes = append(l.Notes, whyMailed(texts, mail))
	l.Footer = texts.T("mail.footer", "program", oneLine(program.Name))
	return l
}

// invitation asks a mentor, or a mentee. With links the answer is two clicks away; without them it is given in Slack.
func (m NoticeMailer) invitation(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	x := mail.Invitation
	asker := x.Asker()
	l.Title = oneLine(asker.Name())
	headline := asker.Profile.Headline
	if headline == "" {
		headline = asker.Person.Title
	}
	l.Rows = appendText(l.Rows, texts.T("profile.headline.label"), headline)
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), x.Program.Name)
	l.Rows = append(l.Rows,
		row{Label: texts.T("notice_mail.label.match"), Value: strconv.Itoa(x.Score.Total) + "/100"},
		row{Label: texts.T("notice_mail.label.deadline"), Value: texts.Time(x.Invitation.ExpiresAt, mail.Reader.Location())})
	if words := strings.TrimSpace(plain(x.List.Message)); words != "" {
		l.Agenda, l.Points = texts.T("invitation.message", "name", oneLine(asker.Name())), words
	}
	answer := texts.T("notice_mail.note.slack")
	if m.Answer != nil {
		l.Buttons = []button{
			{Label: texts.T("button.accept"), Address: m.Answer(mail, core.ActionAccept)},
			{Label: texts.T("button.decline"), Address: m.Answer(mail, core.ActionDecline)},
		}
		answer = texts.T("notice_mail.note.links")
	}
	kind := texts.T("invitation.kind")
	if x.Invitation.Offer {
		kind = texts.T("offer_to_you.kind")
	}
	l.Notes = append(l.Notes, answer, kind)
}

// asked tells a mentee whom we ask, and what became of the ask before.
func asked(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	x := mail.Invitation
	if x.Invitation.Offer {
		offerMade(texts, mail, l)
		return
	}
	l.Title = oneLine(x.Mentor.Name())
	l.Rows = append(l.Rows, row{
		Label: texts.T("notice_mail.label.progress"),
		Value: texts.T("choices.asked", "n", x.Invitation.Rank, "of", len(x.List.Mentors)),
	})
	if !x.Invitation.ExpiresAt.IsZero() {
		l.Rows = append(l.Rows, row{
			Label: texts.T("notice_mail.label.due"), Value: texts.Time(x.Invitation.ExpiresAt, mail.Reader.Location()),
		})
	}
	zone := x.Mentor.Person.Location()
	if away := x.Off.Absence(x.Invitation.DeliveredAt, x.Invitation.ExpiresAt, zone); away != (core.Absence{}) && !x.Invitation.ExpiresAt.IsZero() {
		back := time.Date(away.Back.Year, away.Back.Month, away.Back.Day, 12, 0, 0, 0, time.UTC) // a date, the same for every reader
		l.Notes = append(l.Notes, texts.T("asked.paused", "name", oneLine(x.Mentor.Name()), "days", core.MaxPausedDays, "date", texts.Date(back, time.UTC)))
	}
	if before := x.Previous; before != nil {
		l.Rows = append(l.Rows, row{Label: oneLine(x.PreviousMentor.Name()), Value: outcome(texts, *before)})
		if words := strings.TrimSpace(plain(before.ReasonText)); words != "" && before.State == core.InvitationDeclined {
			l.Agenda, l.Points = texts.T("invitation.message", "name", oneLine(x.PreviousMentor.Name())), words
		}
	}
	l.Notes = append(l.Notes, texts.T("asked.next"))
}

// offerMade tells a mentor that their offer has arrived.
func offerMade(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	x := mail.Invitation
	l.Title = oneLine(x.Mentee.Name())
	if !x.Invitation.ExpiresAt.IsZero() {
		l.Rows = append(l.Rows, row{
			Label: texts.T("notice_mail.label.due"), Value: texts.Time(x.Invitation.ExpiresAt, mail.Reader.Location()),
		})
	}
	l.Notes = append(l.Notes, texts.T("offer.next"))
}

// offerEnded tells a mentor how their offer ended.
func offerEnded(texts *i18n.Localizer, x core.InvitationFacts, l *letter) {
	l.Title = oneLine(x.Mentee.Name())
	l.Rows = append(l.Rows, row{Label: l.Title, Value: outcome(texts, x.Invitation)})
	if x.Invitation.State == core.InvitationDeclined {
		words(texts, x.Invitation.ReasonText, l)
	}
}

// outcome says in a few words what became of an ask.
func outcome(texts *i18n.Localizer, i core.Invitation) string {
	switch {
	case i.State == core.InvitationSkipped:
		return texts.T("choice_state.skipped", "reason", texts.T("skip_reason."+string(i.SkipReason)))
	case i.State == core.InvitationDeclined && i.Reason != "" && i.Reason != core.DeclineOther:
		return texts.T("choice_state.declined_because", "reason", texts.T("decline_reason."+string(i.Reason)))
	}
	return texts.T("choice_state." + string(i.State))
}

// lapse tells an admin that the app has to be installed again. It is about no programme.
func (m NoticeMailer) lapse(texts *i18n.Localizer, mail core.NoticeMail, l letter) letter {
	l.Title = oneLine(mail.Lapse.Workspace.Name)
	l.Rows = append(l.Rows, row{
		Label: texts.T("notice_mail.label.lapse"), Value: texts.Time(mail.Lapse.Until, mail.Reader.Location()),
	})
	if m.Install != "" {
		l.Buttons = []button{{Label: texts.T("lapse.link"), Address: m.Install}}
	}
	l.Notes = append(l.Notes, texts.T("notice_mail.note.lapse"), texts.T("lapse.kept"), whyMailed(texts, mail))
	l.Footer = texts.T("notice_mail.footer.lapse", "workspace", l.Title)
	return l
}

// busyFeed tells somebody how reading their calendar goes. It is about no programme.
func busyFeed(texts *i18n.Localizer, mail core.NoticeMail, l letter) letter {
	feed := mail.BusyFeed
	l.Title = oneLine(feed.Title())
	if feed.Failure == "" {
		l.Notes = append(l.Notes, texts.T("busy.connected", "calendar", l.Title))
	} else {
		l.Rows = append(l.Rows, row{
			Label: texts.T("notice_mail.label.busy_feed"), Value: texts.Time(feed.FailingSince, mail.Reader.Location()),
		})
		l.Notes = append(l.Notes, texts.T("busy_failure."+string(feed.Failure)), texts.T("busy.what_to_do"))
	}
	l.Notes = append(l.Notes, texts.T("notice_mail.note.busy_feed"), whyMailed(texts, mail))
	l.Footer = texts.T("notice_mail.footer.busy_feed")
	return l
}

// exhausted tells a mentee that nobody is left, and what each mentor's outcome was.
func exhausted(texts *i18n.Localizer, x core.ChoiceFacts, l *letter) {
	l.Title = texts.T("notice_mail.your_list")
	for _, mentor := range x.Mentors {
		if i, asked := x.Invitations[mentor.Person.ID]; asked {
			l.Rows = append(l.Rows, row{Label: oneLine(mentor.Name()), Value: outcome(texts, i)})
		}
	}
	l.Notes = append(l.Notes, texts.T("exhausted.text"), texts.T("exhausted.admin"), texts.T("notice_mail.note.choose"))
}

// pairing tells who asked for a pairing run what became of it.
func pairing(texts *i18n.Localizer, x core.PairingPage, l *letter) {
	l.Title = texts.T("pairing_state." + string(x.Run.State))
	l.Rows = append(l.Rows, row{
		Label: texts.N("pairings.pairs", x.Run.Statistics.Pairs), Value: texts.N("pairings.unmatched", x.Run.Statistics.Unmatched),
	})
	l.Notes = append(l.Notes, texts.T("pairing_state_explained."+string(x.Run.State)), texts.T("notice_mail.note.choose_pairing"))
}

// choose tells a mentee who has answered the questionnaire whom it recommends.
func choose(texts *i18n.Localizer, x core.Recommendation, l *letter) {
	l.Title = texts.T("recommended.title")
	for _, m := range x.Mentors {
		l.Rows = append(l.Rows, row{Label: oneLine(m.Name()), Value: strconv.Itoa(m.Score.Total) + "/100"})
	}
	l.Notes = append(l.Notes, texts.T("notice_mail.note.choose"))
}

// matched tells one of a new pair who writes first and what to do next.
func matched(texts *i18n.Localizer, x core.MentorshipFacts, l *letter) {
	name, policy := oneLine(x.Other.Name()), x.Program.Policy
	l.Title = texts.T("matched.title."+string(x.ViewerIs), "name", name)
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), x.Program.Name)
	l.Rows = appendText(l.Rows, texts.T("profile.phone.label"), x.Other.Profile.Phone)
	first := "next_step.other"
	if policy.FirstContact == x.ViewerIs {
		first = "next_step.you"
	}
	l.Notes = append(l.Notes,
		texts.T(first, "name", name, "time", texts.Duration(policy.FirstContactHours*60)),
		texts.T("next_step.book", "title", texts.T("session_kind."+string(x.NextPlanned.Kind)), "time", texts.Duration(x.NextPlanned.Minutes)),
		texts.T("next_step.agree"), texts.T("next_step.goals"))
}

// firstStep reminds one of a pair of what they have not done yet.
func firstStep(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	prefix, name := string(mail.Delivery.Task.Notice), oneLine(mail.Mentorship.Other.Name())
	l.Title = name
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), mail.Mentorship.Program.Name)
	l.Rows = appendText(l.Rows, texts.T("profile.phone.label"), mail.Mentorship.Other.Profile.Phone)
	l.Notes = append(l.Notes, texts.T(prefix+".text", "name", name))
}

// closing tells one of a pair how it stands with the end of their mentorship.
func closing(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	x := mail.Mentorship
	name, loc := oneLine(x.Other.Name()), mail.Reader.Location()
	end := texts.Date(x.Mentorship.PlannedEnd, loc)
	l.Title = name
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), x.Program.Name)
	l.Rows = append(l.Rows, row{Label: texts.T("notice_mail.label.planned_end"), Value: end})
	l.Notes = append(l.Notes, texts.T("closing.state."+string(x.Closing(mail.At)),
		"name", name, "date", end, "until", texts.Date(x.Mentorship.Closing.Extension.Until, loc)), texts.T("notice_mail.note.closing"))
}

// silence asks one of a pair after a mentorship in which nothing happens.
func silence(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	x, loc := mail.Mentorship, mail.Reader.Location()
	name := oneLine(x.Other.Name())
	l.Title = name
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), x.Program.Name)
	l.Notes = append(l.Notes, texts.T(string(mail.Delivery.Task.Notice)+".text", "name", name,
		"since", texts.Date(x.Mentorship.Silence.Since, loc), "date", texts.Date(x.Mentorship.Silence.EndsAt, loc)), texts.T("notice_mail.note.quiet"))
}

// hold tells one of a pair that their mentorship is on hold, or goes on.
func hold(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	m, loc := mail.Mentorship.Mentorship, mail.Reader.Location()
	l.Title = oneLine(mail.Mentorship.Other.Name())
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), mail.Mentorship.Program.Name)
	if !m.OnHold() {
		l.Notes = append(l.Notes, texts.T("resumed.text", "date", texts.Date(m.PlannedEnd, loc)))
		return
	}
	l.Rows = append(l.Rows, row{Label: texts.T("notice_mail.label.hold_until"), Value: texts.Date(m.Hold.Until, loc)})
	words(texts, m.Hold.Reason, l)
	l.Notes = append(l.Notes, texts.T("hold.meaning"))
}

// evaluation reminds one of a pair to say how it was.
func evaluation(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	l.Title = oneLine(mail.Mentorship.Other.Name())
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), mail.Mentorship.Program.Name)
	askEvaluation(texts, mail, l)
}

// askEvaluation asks one of a pair to say how it was, while that is possible.
func askEvaluation(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	if e := mail.Mentorship.Evaluation; e != nil && e.Open(mail.At) {
		l.Notes = append(l.Notes, texts.T("evaluation.ask", "date", texts.Date(e.DueAt, mail.Reader.Location())), texts.T("notice_mail.note.evaluation"))
	}
}

// ended tells one of a pair that their mentorship is over, and with which words.
func ended(texts *i18n.Localizer, x core.MentorshipFacts, l *letter) {
	l.Title = texts.T("ended.title", "name", oneLine(x.Other.Name()))
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), x.Program.Name)
	switch {
	case x.EndedAsGone():
		l.Notes = append(l.Notes, texts.T("ended.gone", "name", oneLine(x.Other.Name())))
	case x.Mentorship.EndedQuiet():
		l.Notes = append(l.Notes, texts.T("ended.quiet", "date", texts.Date(x.Mentorship.Silence.Since, x.Viewer.Person.Location())))
	case x.EndedByErasure():
		l.Notes = append(l.Notes, texts.T("ended.erased", "name", oneLine(x.Other.Name())))
	case x.EndedBy.ID != x.Viewer.Person.ID && x.EndedBy.ID != x.Other.Person.ID:
		l.Notes = append(l.Notes, texts.T("ended.by_staff"))
	}
	if x.Mentorship.State == core.MentorshipCompleted {
		l.Notes = append(l.Notes, texts.T("ended.completed"))
	}
	words(texts, x.Mentorship.EndReason, l)
	if x.Dropped > 0 {
		l.Notes = append(l.Notes, texts.N("ended.sessions", x.Dropped))
	}
	l.Notes = append(l.Notes, texts.T("ended.next."+string(x.ViewerIs)))
}

// goal tells one of a pair of a goal, and of what the other one said about it.
func goal(texts *i18n.Localizer, x core.GoalFacts, l *letter) {
	l.Title = oneLine(x.Goal.Title)
	l.Rows = append(l.Rows, row{Label: texts.T("goal.progress"), Value: texts.T("percent", "n", x.Goal.Progress())})
	if due := x.Goal.Due; due != (core.CivilDate{}) {
		l.Rows = append(l.Rows, row{
			Label: texts.T("goal.due.label"), Value: texts.Date(time.Date(due.Year, due.Month, due.Day, 12, 0, 0, 0, time.UTC), time.UTC),
		})
	}
	if x.Comment != nil {
		words(texts, x.Comment.Text, l)
	}
	l.Notes = append(l.Notes, texts.T("notice_mail.note.goal"))
}

// words quotes what somebody wrote, if they wrote anything.
func words(texts *i18n.Localizer, text string, l *letter) {
	if text = strings.TrimSpace(plain(text)); text != "" {
		l.Agenda, l.Points = texts.T("notice_mail.words"), text
	}
}

// session tells of a session as the mail for the calendar does, which comes on its own.
func (m NoticeMailer) session(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	facts := mail.Session
	what := booked
	switch {
	case facts.Session.State == core.SessionCancelled:
		what = cancelled
	case mail.Delivery.Task.Notice == core.NoticeSessionMoved:
		what = changed
	}
	l.Title = oneLine(texts.T("calendar.summary", "name", oneLine(facts.Other.Name()), "title", title(texts, facts.Session)))
	l.Rows = rows(texts, core.CalendarMail{Facts: facts}, what)
	if agenda := sessionAgenda(texts, mail); agenda != "" && what != cancelled {
		l.Agenda, l.Points = texts.T("mail.label.agenda"), agenda
	}
	switch mail.Delivery.Task.Notice {
	case core.NoticeSessionBooked, core.NoticeSessionMoved, core.NoticeSessionCancelled:
		l.Notes = append(l.Notes, texts.T("notice_mail.note.calendar"))
	}
	if what == cancelled {
		l.Notes = append(l.Notes, texts.T("mail.note.rebook"))
	}
	if m.Page != nil {
		l.Page = m.Page(facts)
	}
}

// maxMailPoints is how many points of an agenda a reminder lists.
const maxMailPoints = 10

// sessionAgenda is what a session is about: what was written when it was booked and, in a reminder, what the two have put on the agenda since.
func sessionAgenda(texts *i18n.Localizer, mail core.NoticeMail) string {
	var text []string
	if written := strings.TrimSpace(plain(mail.Session.Session.Agenda)); written != "" {
		text = append(text, written)
	}
	if mail.Delivery.Task.Notice != core.NoticeSessionReminder {
		return strings.Join(text, "\n")
	}
	for _, e := range mail.Session.Agenda[:min(maxMailPoints, len(mail.Session.Agenda))] {
		text = append(text, "• "+oneLine(e.Point.Text))
	}
	if more := len(mail.Session.Agenda) - maxMailPoints; more > 0 {
		text = append(text, texts.N("agenda.more", more))
	}
	return strings.Join(text, "\n")
}

// series tells of all sessions that were booked or moved together.
func (m NoticeMailer) series(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	facts := mail.Series
	what := booked
	if facts.Session.State == core.SessionCancelled {
		what = cancelled
	}
	l.Title = oneLine(texts.T("calendar.summary", "name", oneLine(facts.Other.Name()), "title", seriesTitle(texts, facts)))
	l.Rows = seriesRows(texts, facts, what)
	if what != cancelled {
		l.Rows = append(l.Rows, row{Label: texts.T("mail.label.length"), Value: texts.Duration(facts.Series.Minutes)})
		l.Rows = append(l.Rows, whereabouts(texts, facts.Session)...)
		if agenda := strings.TrimSpace(plain(facts.Session.Agenda)); agenda != "" {
			l.Agenda, l.Points = texts.T("mail.label.agenda"), agenda
		}
	}
	l.Notes = append(l.Notes, texts.SeriesClock(facts.Series.Zone, mail.Reader.Location()), texts.T("notice_mail.note.calendar"))
	if m.Page != nil {
		l.Page = m.Page(facts.SessionFacts)
	}
}

// agreement tells one of a pair of a version of their agreement. What it says stays in Slack.
func agreement(texts *i18n.Localizer, x core.AgreementFacts, l *letter) {
	l.Title = oneLine(x.Other.Name())
	l.Rows = appendText(l.Rows, texts.T("notice_mail.label.program"), x.Program.Name)
	l.Notes = append(l.Notes, texts.T("notice_mail.note.agreement"))
}

// inquiry tells of a question, or of its answer.
func inquiry(texts *i18n.Localizer, mail core.NoticeMail, l *letter) {
	x := mail.Inquiry
	l.Title = oneLine(x.Other.Name())
	said := x.Inquiry.Text
	if mail.Delivery.Task.Notice == core.NoticeInquiryAnswered {
		said = x.Inquiry.Answer
	}
	words(texts, said, l)
	if x.Inquiry.WaitsFor(mail.Reader.ID) {
		l.Notes = append(l.Notes, texts.T("notice_mail.note.inquiry"))
	}
}

// whyMailed says why this comes by e-mail.
func whyMailed(texts *i18n.Localizer, mail core.NoticeMail) string {
	if mail.Copy {
		return texts.T("notice_mail.note.copy")
	}
	return texts.T("notice_mail.note.why")
}
