package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/i18n"
)

// presenter renders the messages of notices from fresh facts, in the language and zone of whom they are for.
type presenter struct {
	service   *core.Service
	text      *i18n.Catalogue
	workspace core.Workspace
	install   string // web address where the app is installed again
}

// writeFor prepares to write for a person.
func (p *presenter) writeFor(person core.Person) view.For {
	f := view.ForPerson(p.text, person, p.service.Now())
	f.Team, f.Install = p.workspace.ChatTeamID, p.install
	return f
}

// writeForWorkspace prepares to write for nobody in particular.
func (p *presenter) writeForWorkspace() view.For { return p.writeIn("") }

// writeIn prepares to write for nobody in particular in a language that somebody has chosen; without one in the workspace's.
func (p *presenter) writeIn(language string) view.For {
	return view.For{L: p.text.For(cmp.Or(language, p.workspace.Locale)), Loc: time.UTC, Now: p.service.Now(), Team: p.workspace.ChatTeamID}
}

// errUnknownNotice is returned for a notice this version of the app does not know.
var errUnknownNotice = errors.New("unknown notice")

// notice renders a notice as its subject is now; what it tells was so when it was decided.
func (p *presenter) notice(ctx context.Context, reader core.Person, task core.Task, decided time.Time) (view.Message, error) {
	m, err := p.draw(ctx, reader, task, decided)
	sayFormer(p.writeFor(reader).L, &m)
	return m, err
}

func (p *presenter) draw(ctx context.Context, reader core.Person, task core.Task, decided time.Time) (view.Message, error) {
	f, ws := p.writeFor(reader), p.workspace.ID
	switch task.Notice {
	case core.NoticeInvitation, core.NoticeInvitationReminder, core.NoticeAsked, core.NoticeOfferEnded:
		facts, err := p.service.InvitationFor(ctx, ws, task.Invitation, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load invitation: %w", err)
		}
		return invitationNotice(f, task.Notice, facts), nil
	case core.NoticeLapsing:
		lapse, err := p.service.LapseOf(ctx, ws)
		if err != nil {
			return view.Message{}, fmt.Errorf("load lapse: %w", err)
		}
		return f.Lapse(lapse), nil
	case core.NoticeExhausted:
		facts, err := p.service.ListFor(ctx, ws, task.List)
		if err != nil {
			return view.Message{}, fmt.Errorf("load choices: %w", err)
		}
		return f.Exhausted(facts), nil
	case core.NoticeChoose:
		facts, err := p.service.RecommendationFor(ctx, ws, task.Program, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load recommendation: %w", err)
		}
		return f.Choose(facts), nil
	case core.NoticeActivated, core.NoticeFeedback, core.NoticeApplicationDeclined, core.NoticeRemoved:
		place, err := p.service.PlaceFor(ctx, ws, task.Program, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load participation: %w", err)
		}
		return f.PlaceNews(task.Notice, place), nil
	case core.NoticeMatched, core.NoticeUnpaired, core.NoticeEnded, core.NoticeFirstContact, core.NoticeFirstSession,
		core.NoticeQuiet, core.NoticeQuietEnd, core.NoticeHold, core.NoticeResumed, core.NoticeThanks, core.NoticeEvaluation, core.NoticeClosing, core.NoticePlannedEnd, core.NoticeExtension, core.NoticeExtended, core.NoticeExtensionDeclined:
		facts, err := p.service.MentorshipFor(ctx, ws, task.Mentorship, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load mentorship: %w", err)
		}
		return mentorshipNotice(f, task.Notice, facts), nil
	case core.NoticePairingRun:
		facts, err := p.service.PairingFor(ctx, ws, task.Run)
		if err != nil {
			return view.Message{}, fmt.Errorf("load pairing run: %w", err)
		}
		return f.PairingNews(facts), nil
	case core.NoticeSessionBooked, core.NoticeSessionMoved, core.NoticeSessionCancelled, core.NoticeSessionReminder,
		core.NoticeSessionDeclined, core.NoticeSessionProposed, core.NoticeSessionKept, core.NoticeCheckIn:
		if task.Series != "" {
			facts, err := p.service.SeriesFor(ctx, ws, task.Series, reader.ID)
			if err != nil {
				return view.Message{}, fmt.Errorf("load series: %w", err)
			}
			facts.Told = decided
			if task.Notice == core.NoticeSessionMoved {
				return f.SeriesMoved(facts), nil
			}
			return f.SeriesBooked(facts), nil
		}
		facts, err := p.service.SessionFor(ctx, ws, task.Session, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load session: %w", err)
		}
		facts.Lead, facts.Told = task.Lead, decided
		return sessionNotice(f, task.Notice, facts), nil
	case core.NoticeTimesProposed, core.NoticeTimesReminder, core.NoticeTimesClosed:
		facts, err := p.service.TimesFor(ctx, ws, task.Times, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load times: %w", err)
		}
		return timesNotice(f, task.Notice, facts), nil
	case core.NoticeInquiry, core.NoticeInquiryReminder, core.NoticeInquiryAnswered:
		facts, err := p.service.InquiryFor(ctx, ws, task.Inquiry, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load question: %w", err)
		}
		return f.InquiryNews(task.Notice, facts), nil
	case core.NoticeEventPlace, core.NoticeEventMovedUp, core.NoticeEventChanged, core.NoticeEventCancelled, core.NoticeEventLost:
		facts, err := p.service.EventFor(ctx, ws, task.SignUp)
		if err != nil {
			return view.Message{}, fmt.Errorf("load event: %w", err)
		}
		return f.EventNews(task.Notice, facts), nil
	case core.NoticeGoal, core.NoticeGoalReached, core.NoticeGoalComment:
		facts, err := p.service.GoalFor(ctx, ws, task.Goal, task.GoalEntry, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load goal: %w", err)
		}
		return f.GoalNews(task.Notice, facts), nil
	case core.NoticeAgreement, core.NoticeAgreementAgreed:
		facts, err := p.service.AgreementFor(ctx, ws, task.Agreement, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load agreement: %w", err)
		}
		return f.AgreementNews(task.Notice, facts), nil
	case core.NoticeBusyFeed:
		feed, err := p.service.BusyFeedFor(ctx, ws, task.BusyFeed)
		if err != nil {
			return view.Message{}, fmt.Errorf("load busy feed: %w", err)
		}
		return f.BusyNews(feed), nil
	case core.NoticeSupport, core.NoticeSupportAnswer:
		facts, err := p.service.SupportFor(ctx, ws, task.Support, reader.ID)
		if err != nil {
			return view.Message{}, fmt.Errorf("load request for help: %w", err)
		}
		return supportNotice(f, task.Notice, facts), nil
	case core.NoticeEnlist, core.NoticeEnlistReminder:
		facts, err := p.service.EnlistmentFor(ctx, ws, task.Enlistment)
		if err != nil {
			return view.Message{}, fmt.Errorf("load enlistment: %w", err)
		}
		return f.Enlistment(facts, task.Notice), nil
	}
	return view.Message{}, &core.PermanentError{Err: fmt.Errorf("%w: %q", errUnknownNotice, task.Notice)}
}

func mentorshipNotice(f view.For, notice core.NoticeKind, facts core.MentorshipFacts) view.Message {
	switch notice {
	case core.NoticeUnpaired:
		return f.Unpaired(facts)
	case core.NoticeEnded:
		return f.Ended(facts)
	case core.NoticeFirstContact, core.NoticeFirstSession:
		return f.FirstStep(notice, facts)
	case core.NoticeThanks:
		return f.Thanked(facts)
	case core.NoticeEvaluation:
		return f.EvaluationReminder(facts)
	case core.NoticeQuiet, core.NoticeQuietEnd:
		return f.Quiet(notice, facts)
	case core.NoticeHold:
		return f.Hold(facts)
	case core.NoticeResumed:
		return f.Resumed(facts)
	case core.NoticeClosing, core.NoticePlannedEnd, core.NoticeExtension, core.NoticeExtended, core.NoticeExtensionDeclined:
		return f.Closing(notice, facts)
	}
	return f.Matched(facts)
}

func supportNotice(f view.For, notice core.NoticeKind, facts core.SupportFacts) view.Message {
	if notice == core.NoticeSupportAnswer {
		return f.SupportAnswer(facts)
	}
	return f.SupportCard(facts)
}

func invitationNotice(f view.For, notice core.NoticeKind, facts core.InvitationFacts) view.Message {
	switch notice {
	case core.NoticeInvitationReminder:
		return f.InvitationReminder(facts)
	case core.NoticeAsked:
		return f.Asked(facts)
	case core.NoticeOfferEnded:
		return f.OfferEnded(facts)
	}
	return f.Invitation(facts)
}

func timesNotice(f view.For, notice core.NoticeKind, facts core.TimeProposalFacts) view.Message {
	switch notice {
	case core.NoticeTimesReminder:
		return f.TimesReminder(facts)
	case core.NoticeTimesClosed:
		return f.TimesClosed(facts)
	}
	return f.TimesProposed(facts)
}

// sessionNotice renders a session's news. A reminder drawn again after a change has become news of the change.
func sessionNotice(f view.For, notice core.NoticeKind, facts core.SessionFacts) view.Message {
	if notice == core.NoticeSessionReminder && facts.ChangedSince() {
		facts.Lead, facts.Told = 0, facts.Session.UpdatedAt
	}
	switch {
	case notice == core.NoticeSessionCancelled, notice == core.NoticeSessionReminder && facts.Session.State == core.SessionCancelled:
		return f.SessionCancelled(facts)
	case notice == core.NoticeSessionReminder && facts.Lead > 0:
		return f.SessionReminder(facts)
	case notice == core.NoticeCheckIn:
		return f.CheckIn(facts)
	case notice == core.NoticeSessionDeclined:
		return f.SessionDeclined(facts)
	case notice == core.NoticeSessionKept:
		return f.SessionKept(facts)
	case notice == core.NoticeSessionProposed:
		return f.SessionProposed(facts)
	case notice == core.NoticeSessionBooked:
		return f.SessionBooked(facts)
	}
	return f.SessionMoved(facts)
}

// conversation renders the opening of a group conversation. It is written in the language of both, or the workspace's when theirs
// differ.
func (p *presenter) conversation(facts core.MentorshipFacts) view.Message {
	f, other := p.writeFor(facts.Viewer.Person), p.writeFor(facts.Other.Person)
	if f.L.Language() != other.L.Language() {
		f = p.writeForWorkspace()
	}
	return f.Conversation(facts)
}

// subjectOf names what a task's message is about.
func subjectOf(task core.Task) string {
	switch {
	case task.Invitation != "":
		return core.InvitationSubject(task.Invitation)
	case task.Times != "":
		return core.TimesSubject(task.Times)
	case task.Series != "":
		return core.SeriesSubject(task.Series)
	case task.Session != "":
		return core.SessionSubject(task.Session)
	case task.Agreement != "":
		return core.AgreementSubject(task.Agreement)
	case task.Inquiry != "":
		return core.InquirySubject(task.Inquiry)
	case task.SignUp != "":
		return core.SignUpSubject(task.SignUp)
	case task.Mentorship != "":
		return core.MentorshipSubject(task.Mentorship)
	case task.Enlistment != "":
		return core.EnlistmentSubject(task.Enlistment)
	case task.Errand != "":
		return "errand:" + string(task.Errand)
	case task.GoalEntry != "":
		return core.GoalCommentSubject(task.GoalEntry)
	case task.Goal != "":
		return core.GoalSubject(task.Goal)
	case task.BusyFeed != "":
		return core.BusyFeedSubject(task.BusyFeed)
	case task.Support != "":
		return core.SupportSubject(task.Support)
	case task.Notice == core.NoticeLapsing:
		return core.LapseSubject
	case task.Notice == core.NoticeChoose:
		return core.ProgramSubject(task.Program)
	case task.Program != "":
		return core.PlaceSubject(task.Program, task.To)
	}
	if task.Run != "" {
		return core.PairingSubject(task.Run)
	}
	return core.ListSubject(task.List)
}

// freshen has the message somebody clicked too late brought up to date: not at once, since what is drawn now could reach Slack after the
// update of a change that comes in between. It is a courtesy: the explanation counts, so a failure is only logged.
func (p *presenter) freshen(ctx context.Context, r *Request) {
	task := core.Task{Support: r.Meta.Support, Invitation: r.Meta.Invitation, Session: r.Meta.Session, List: r.Meta.List, Mentorship: r.Meta.Mentorship, Enlistment: r.Meta.Enlistment, Times: r.Meta.Times, Goal: r.Meta.Goal, Agreement: r.Meta.Agreement, Inquiry: r.Meta.Inquiry, SignUp: r.Meta.SignUp}
	if task == (core.Task{}) || r.Interaction.Container.IsEphemeral {
		return
	}
	clicked := r.Interaction.Container
	if err := p.service.RefreshAround(ctx, p.workspace.ID, subjectOf(task), clicked.ChannelID, clicked.MessageTS, task); err != nil {
		r.log.WarnContext(ctx, "bring clicked message up to date", "error", err)
	}
}

// redraw renders a sent message again, for whom it was sent to, and updates it in the conversation.
func (p *presenter) redraw(ctx context.Context, c *chat, m core.Message, task core.Task) error {
	if m.Person == "" && m.Notice == core.NoticeSupport {
		now, err := p.supportCard(ctx, task.Support)
		if err != nil {
			return err
		}
		return c.update(ctx, posted{Channel: m.Channel, Timestamp: m.Timestamp}, now)
	}
	if m.Person == "" {
		return p.redrawOpening(ctx, c, m, task)
	}
	reader, err := p.service.Person(ctx, p.workspace.ID, m.Person)
	if err != nil {
		return fmt.Errorf("load reader: %w", err)
	}
	task.Notice, task.To, task.Lead = m.Notice, m.Person, m.Lead
	now, err := p.notice(ctx, reader, task, m.DecidedAt)
	if err != nil {
		return err
	}
	return c.update(ctx, posted{Channel: m.Channel, Timestamp: m.Timestamp}, now)
}

// redrawOpening takes the button off the opening of a group conversation once there is nothing to book any more. Otherwise it stays as it was
// written.
func (p *presenter) redrawOpening(ctx context.Context, c *chat, m core.Message, task core.Task) error {
	if m.Subject != core.MentorshipSubject(task.Mentorship) {
		return nil
	}
	facts, err := p.service.OpeningOf(ctx, p.workspace.ID, task.Mentorship)
	if err != nil || facts.Mentorship.Ongoing() {
		return err
	}
	return c.update(ctx, posted{Channel: m.Channel, Timestamp: m.Timestamp}, p.conversation(facts))
}
