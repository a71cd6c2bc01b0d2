package mail

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/core/matching"
)

var _ NoticeService = (*core.Service)(nil)

// notices answers as core does, from one prepared mail.
type notices struct {
	mail     core.NoticeMail
	fail     error
	recorded []core.NoticeMail
}

func (n *notices) PrepareNoticeMail(context.Context, core.WorkspaceID, core.Task) (core.NoticeMail, error) {
	return n.mail, n.fail
}

func (n *notices) PrepareNoticeCopy(context.Context, core.Job) (core.NoticeMail, error) {
	mail := n.mail
	mail.Copy = true
	return mail, n.fail
}

func (n *notices) NoticeMailed(_ context.Context, _ core.WorkspaceID, sent core.NoticeMail) error {
	n.recorded = append(n.recorded, sent)
	return nil
}

// noticeTo is a notice to a reader, before the facts of its kind.
func noticeTo(reader core.Card, kind core.NoticeKind) core.NoticeMail {
	person := reader.Person
	person.Email = string(person.ID) + "@example.org"
	return core.NoticeMail{
		Send: true, Reader: person, At: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
		Delivery: core.Delivery{ID: "d1", Person: person.ID, Task: core.Task{Notice: kind, To: person.ID}},
	}
}

func noticeProgram() core.Program {
	return core.Program{Name: "Grow together", Policy: core.Policy{FirstContact: core.RoleMentee, FirstContactHours: 48}}
}

// request is a request from mentee to mentor, as its notices show it.
func request(mentor, mentee core.Card) core.InvitationFacts {
	mentee.Profile.Headline = "Hydrologue"
	return core.InvitationFacts{
		Program: noticeProgram(), Mentor: mentor, Mentee: mentee, Score: matching.Score{Total: 82},
		Invitation:     core.Invitation{Rank: 2, State: core.InvitationSent, ExpiresAt: time.Date(2026, 11, 25, 9, 30, 0, 0, time.UTC)},
		List:           core.ChoiceList{Mentors: []core.PersonID{"ben", mentor.Person.ID, "eve"}, Message: "I would like to lead a team.\nTwo hours a month would do."},
		Previous:       &core.Invitation{State: core.InvitationDeclined, Reason: core.DeclineNoTime, ReasonText: "Next year, gladly."},
		PreviousMentor: core.Card{Person: core.Person{ID: "ben", Name: "Ben Ito"}},
	}
}

// everyNotice is each kind of notice, for a reader and the other one.
func everyNotice(reader, other core.Card) map[string]core.NoticeMail {
	all := map[string]core.NoticeMail{}
	for _, kind := range []core.NoticeKind{core.NoticeInvitation, core.NoticeInvitationReminder} {
		m := noticeTo(reader, kind)
		m.Invitation = request(reader, other)
		all[string(kind)] = m
	}
	asked := noticeTo(reader, core.NoticeAsked)
	asked.Invitation = request(other, reader)
	all["asked"] = asked
	for _, kind := range []core.NoticeKind{core.NoticeInvitation, core.NoticeInvitationReminder, core.NoticeAsked, core.NoticeOfferEnded} {
		m := noticeTo(reader, kind)
		m.Invitation = request(other, reader)
		if kind == core.NoticeAsked || kind == core.NoticeOfferEnded {
			m.Invitation = request(reader, other)
		}
		m.Invitation.Invitation.Offer = true
		if kind == core.NoticeOfferEnded {
			m.Invitation.Invitation.State, m.Invitation.Invitation.ReasonText = core.InvitationDeclined, "Later, perhaps."
		}
		all["offer_"+string(kind)] = m
	}
	nobody := noticeTo(reader, core.NoticeExhausted)
	nobody.List = core.ChoiceFacts{
		Program: noticeProgram(),
		Mentors: []core.MentorCard{{Card: other}, {Card: core.Card{Person: core.Person{ID: "ben", Name: "Ben Ito"}}}, {Card: core.Card{Person: core.Person{ID: "eve", Name: "Ève Martin"}}}},
		Invitations: map[core.PersonID]core.Invitation{
			other.Person.ID: {State: core.InvitationDeclined, Reason: core.DeclineNoTime}, "ben": {State: core.InvitationExpired},
			"eve": {State: core.InvitationSkipped, SkipReason: core.SkipFull},
		},
	}
	all["exhausted"] = nobody
	for _, role := range []core.Role{core.RoleMentor, core.RoleMentee} {
		pair := noticeTo(reader, core.NoticeMatched)
		pair.Mentorship = core.MentorshipFacts{
			Program: noticeProgram(), Viewer: reader, Other: other, ViewerIs: role,
			NextPlanned: core.PlannedSession{Kind: core.SessionIntroduction, Minutes: 60},
		}
		pair.Mentorship.Other.Profile.Phone = "+41 22 555 01 02"
		all["matched_"+string(role)] = pair
		for _, step := range []core.NoticeKind{core.NoticeFirstContact, core.NoticeFirstSession} {
			pair.Delivery.Task.Notice = step
			all[string(step)] = pair
		}
		for name, m := range closingNotices(pair) {
			all[name] = m
		}
	}
	for kind, session := range map[core.NoticeKind]core.CalendarMail{
		core.NoticeSessionBooked: mailTo(reader, other, other), core.NoticeSessionMoved: changedMail(reader, other, other),
		core.NoticeSessionCancelled: cancelledMail(reader, other, other), core.NoticeSessionReminder: mailTo(reader, other, other),
		core.NoticeSessionDeclined: mailTo(reader, other, other), core.NoticeSessionProposed: mailTo(reader, other, other), core.NoticeSessionKept: mailTo(reader, other, other), core.NoticeCheckIn: mailTo(reader, other, other),
	} {
		m := noticeTo(reader, kind)
		m.Session = session.Facts
		all[string(kind)] = m
	}
	for kind, mail := range map[core.NoticeKind]core.CalendarMail{
		core.NoticeSessionBooked: seriesMail(reader, other, booked), core.NoticeSessionMoved: movedSeries(seriesMail(reader, other, booked), ""),
	} {
		m := noticeTo(reader, kind)
		m.Session, m.Series = mail.Facts, mail.Series
		all["series_"+string(kind)] = m
	}
	for name, m := range timesNotices(reader, other) {
		all[name] = m
	}
	for _, kind := range []core.NoticeKind{core.NoticeGoal, core.NoticeGoalReached, core.NoticeGoalComment} {
		m := noticeTo(reader, kind)
		m.Goal = core.GoalFacts{Program: noticeProgram(), Viewer: reader, Other: other, Goal: core.Goal{
			Title: "Give a talk & enjoy it", Due: core.CivilDate{Year: 2027, Month: 3, Day: 1}, State: core.GoalOpen,
			Steps: []core.GoalStep{{Number: 1, Text: "Outline", DoneBy: "x"}, {Number: 2, Text: "Slides"}},
		}}
		switch kind {
		case core.NoticeGoalReached:
			m.Goal.Goal.State = core.GoalReached
		case core.NoticeGoalComment:
			m.Goal.Comment = &core.GoalEntry{Kind: core.EntryComment, Text: "Shall we rehearse?"}
		}
		all[string(kind)] = m
	}
	for _, kind := range []core.NoticeKind{core.NoticeInquiry, core.NoticeInquiryReminder, core.NoticeInquiryAnswered} {
		m := noticeTo(reader, kind)
		m.Inquiry = core.InquiryFacts{Program: noticeProgram(), Viewer: reader, Other: other, Inquiry: core.Inquiry{
			AskedBy: other.Person.ID, Text: "Whom do I ask about budgets & money?", State: core.InquiryOpen,
		}}
		if kind == core.NoticeInquiryAnswered {
			m.Inquiry.Inquiry = core.Inquiry{AskedBy: reader.Person.ID, State: core.InquiryAnswered, Answer: "Ask finance.\nThey are kind."}
		}
		all[string(kind)] = m
	}
	for name, m := range eventNotices(reader) {
		all[name] = m
	}
	for _, kind := range []core.NoticeKind{core.NoticeAgreement, core.NoticeAgreementAgreed} {
		m := noticeTo(reader, kind)
		m.Agreement = core.AgreementFacts{Program: noticeProgram(), Viewer: reader, Other: other}
		all[string(kind)] = m
	}
	lapse := noticeTo(reader, core.NoticeLapsing)
	lapse.Lapse = core.Lapse{Workspace: core.Workspace{Name: "Water & more"}, Until: time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC)}
	all["lapsing"] = lapse
	help := core.SupportFacts{
		Asker: other, Program: noticeProgram(), Request: core.SupportRequest{
			Topic: core.SupportTechnical, Text: "The button does nothing.\nI tried <twice>.", DueAt: time.Date(2026, 11, 25, 9, 30, 0, 0, time.UTC),
		},
	}
	seeking := noticeTo(reader, core.NoticeSupport)
	seeking.Support = help
	all["support"] = seeking
	help.Replies = []core.SupportReplyFacts{{Reply: core.SupportReply{Team: true, Text: "Please open it on the web once."}}}
	answered := noticeTo(reader, core.NoticeSupportAnswer)
	answered.Support = help
	all["support_answer"] = answered
	failing := noticeTo(reader, core.NoticeBusyFeed)
	failing.BusyFeed = core.BusyFeed{
		Name: "Work & more", Failure: core.BusyDenied, FailingSince: time.Date(2026, 11, 19, 8, 0, 0, 0, time.UTC),
	}
	all["busy_feed"] = failing
	connected := noticeTo(reader, core.NoticeBusyFeed)
	connected.BusyFeed = core.BusyFeed{Hint: "calendar.example/…ic.ics"}
	all["busy_feed_connected"] = connected
	return all
}

func noticeMailer(t *testing.T, service NoticeService, sender *Sender) NoticeMailer {
	t.Helper()
	return NoticeMailer{
		Service: service, Sender: sender, Domain: "mentoring.example", Texts: catalogue(t),
		Answer: func(_ core.NoticeMail, a core.Action) string {
			return "https://mentorbot.example/answer/token-" + string(a)
		},
		Page:    func(core.SessionFacts) string { return "https://slack.example/open?tab=home" },
		Install: "https://mentorbot.example/slack/install",
		Record:  time.Minute,
	}
}

func TestNoticesAsMail(t *testing.T) {
	m := noticeMailer(t, nil, nil)
	for language, reader := range map[string][2]core.Card{"en": {nima(), lea()}, "fr": {lea(), nima()}} {
		for name, mail := range everyNotice(reader[0], reader[1]) {
			t.Run(name+"_"+language, func(t *testing.T) {
				l := m.letter(m.Texts.For(mail.Reader.Locale()), mail)
				text, html, err := l.render()
				if err != nil {
					t.Fatal(err)
				}
				golden(t, "notice_"+name+"_"+language+".txt", "Subject: "+l.Subject+"\n\n"+text)
				if strings.HasPrefix(name, "invitation") {
					golden(t, "notice_"+name+"_"+language+".html", html)
				}
			})
		}
	}
}

func TestWithoutAPublicAddressTheMailLeadsToSlack(t *testing.T) {
	m := noticeMailer(t, nil, nil)
	m.Answer = nil
	text, html, err := m.letter(m.Texts.For("en"), everyNotice(nima(), lea())["invitation"]).render()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "To answer, open Mentorbot in Slack") || strings.Contains(text+html, "/answer/") {
		t.Errorf("the text is\n%s", text)
	}
}

func TestANoticeIsMailedAndRecorded(t *testing.T) {
	s, service := startServer(t, TLSNone, nil), &notices{mail: everyNotice(nima(), lea())["invitation"]}
	service.mail.Invitation.Mentee.Profile.Name = "Léa\r\nBcc: everybody@example.org"
	if err := noticeMailer(t, service, s.sender(t)).Handler()(t.Context(), core.Job{Kind: core.JobNoticeMail}); err != nil {
		t.Fatal(err)
	}
	if len(service.recorded) != 1 || len(s.taken()) != 1 {
		t.Fatalf("%d records, %d mails", len(service.recorded), len(s.taken()))
	}
	taken := s.taken()[0]
	header, tree := parse(t, taken.Data)
	for name, want := range map[string]string{"Message-Id": "<d1@mentoring.example>", "Auto-Submitted": "auto-generated", "Bcc": ""} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if diff := cmp.Diff([]string{"nima@example.org"}, taken.To); diff != "" {
		t.Errorf("sent to (-want +got):\n%s", diff)
	}
	if len(tree.Parts) != 2 || !strings.HasPrefix(tree.Parts[0].Type, "text/plain") || !strings.HasPrefix(tree.Parts[1].Type, "text/html") {
		t.Errorf("parts %+v", tree)
	}
}

func TestACopySaysThatItIsOneAndIsNotRecorded(t *testing.T) {
	s, service := startServer(t, TLSNone, nil), &notices{mail: everyNotice(nima(), lea())["invitation"]}
	send := noticeMailer(t, service, s.sender(t)).CopyHandler()
	if err := send(t.Context(), core.Job{Kind: core.JobNoticeCopy}); err != nil {
		t.Fatal(err)
	}
	if len(service.recorded) != 0 || len(s.taken()) != 1 {
		t.Fatalf("%d records, %d mails", len(service.recorded), len(s.taken()))
	}
	if _, tree := parse(t, s.taken()[0].Data); !strings.Contains(tree.Parts[0].Body, "you asked for copies") || strings.Contains(tree.Parts[0].Body, "could not deliver") {
		t.Errorf("the text is\n%s", tree.Parts[0].Body)
	}
	service.mail.Send = false
	if err := send(t.Context(), core.Job{Kind: core.JobNoticeCopy}); err != nil || len(s.taken()) != 1 {
		t.Errorf("what is settled: %v, %d mails", err, len(s.taken()))
	}
	service.fail = core.ErrNotFound
	if err := send(t.Context(), core.Job{Kind: core.JobNoticeCopy}); !core.Permanent(err) {
		t.Errorf("what is gone: %v", err)
	}
}

func TestWhatHappensToANoticeWhenAStepFails(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil     func(*notices, *server)
		failed    bool
		permanent bool
		mails     int
		recorded  int
	}{
		"nothing left to tell":     {func(n *notices, _ *server) { n.mail.Send = false }, false, false, 0, 1},
		"core is not reachable":    {func(n *notices, _ *server) { n.fail = errors.New("broken") }, true, false, 0, 0},
		"its record is gone":       {func(n *notices, _ *server) { n.fail = core.ErrNotFound }, true, true, 0, 0},
		"the recipient is unknown": {func(_ *notices, s *server) { s.onRcpt = &smtp.SMTPError{Code: 550} }, true, true, 0, 0},
		"the mail server is busy":  {func(_ *notices, s *server) { s.onRcpt = &smtp.SMTPError{Code: 450} }, true, false, 0, 0},
		"the address is none":      {func(n *notices, _ *server) { n.mail.Reader.Email = "nobody" }, true, true, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			service := &notices{mail: everyNotice(nima(), lea())["asked"]}
			s := startServer(t, TLSNone, func(s *server) { tt.spoil(service, s) })
			err := noticeMailer(t, service, s.sender(t)).Handler()(t.Context(), core.Job{Kind: core.JobNoticeMail})
			if (err != nil) != tt.failed || core.Permanent(err) != tt.permanent {
				t.Errorf("got %v, want failed %t, permanent %t", err, tt.failed, tt.permanent)
			}
			if len(s.taken()) != tt.mails || len(service.recorded) != tt.recorded {
				t.Errorf("%d mails, %d records; want %d and %d", len(s.taken()), len(service.recorded), tt.mails, tt.recorded)
			}
		})
	}
}

func TestTypedTextOfANoticeIsShownAsTyped(t *testing.T) {
	nasty := `<script>alert("x")</script> & {{.Lead}}`
	m := noticeMailer(t, nil, nil)
	for name, mail := range everyNotice(nima(), core.Card{Person: core.Person{ID: "other", Name: nasty}}) {
		mail.Invitation.List.Message, mail.Session.Session.Agenda, mail.Invitation.Mentee.Profile.Headline = nasty, nasty, nasty
		_, html, err := m.letter(m.Texts.For("en"), mail).render()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(html, "<script") {
			t.Errorf("%s: typed text became markup:\n%s", name, html)
		}
	}
}
