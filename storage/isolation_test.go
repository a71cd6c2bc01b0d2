package storage_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// populate stores one of everything in a workspace; the ids are the same in every workspace.
func (w world) populate(t *testing.T, db *storage.DB) {
	t.Helper()
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		must(t, tx.People().SaveFacts(ctx, []core.Fact{{Person: w.person(0), Key: core.FactUnit, Value: string(w.ws)}, {Person: w.person(1), Key: core.FactManager, Value: string(w.person(0))}}))
		must(t, tx.Profiles().Save(ctx, core.Profile{Person: w.person(0), Headline: string(w.ws)}))
		must(t, tx.Profiles().Index(ctx, w.person(0), []core.Term{{Kind: core.TermTopic, Value: "Go", Norm: "go"}}))
		must(t, tx.Profiles().SaveCriteria(ctx, w.program, w.person(0), core.Criteria{Unit: string(w.ws)}))
		must(t, tx.Programs().SaveStaff(ctx, core.Staff{Program: w.program, Person: w.person(0), Role: core.StaffObserver, GrantedAt: noon}))
		must(t, tx.Programs().SaveVersion(ctx, core.ProgramVersion{Program: w.program, Version: 1, Name: string(w.ws), At: noon}))
		must(t, tx.Programs().SaveDraft(ctx, core.PolicyDraft{Program: w.program, Person: w.person(0), Version: 1, At: noon}))
		place := core.Participant{Program: w.program, Person: w.person(0), Mentor: true, Mentee: true, State: core.ParticipantActive, Findable: true, Capacity: 2, AppliedAt: noon}
		must(t, tx.Participants().Save(ctx, place))
		place.Program, place.Topics = w.program+"-2", []string{string(w.ws)}
		must(t, tx.Programs().Save(ctx, core.Program{ID: place.Program, State: core.ProgramOpen, Policy: core.DefaultPolicy(), CreatedAt: noon.AddDate(0, 0, 1)}))
		must(t, tx.Participants().Save(ctx, place))
		must(t, tx.Exclusions().Save(ctx, core.Exclusion{Program: w.program, One: w.person(0), Other: w.person(1), AddedAt: noon}))
		must(t, tx.AnswerSheets().Save(ctx, core.AnswerSheet{Program: w.program, Person: w.person(0), UpdatedAt: noon}))
		must(t, tx.PairingRuns().Save(ctx, core.PairingRun{ID: "run", Program: w.program, State: core.PairingDraft, CreatedAt: noon}))
		must(t, tx.PairingRuns().SetProposals(ctx, "run", []core.Proposal{{Run: "run", Mentee: w.person(0), Mentor: w.person(1)}}))
		must(t, tx.ChoiceLists().Save(ctx, w.list("list", w.person(1))))
		must(t, tx.Invitations().Save(ctx, w.invitation("invitation", "list")))
		answered := w.invitation("answered", "list")
		answered.State, answered.DeliveredAt, answered.ClosedAt = core.InvitationDeclined, noon, noon
		must(t, tx.Invitations().Save(ctx, answered))
		must(t, tx.Mentorships().Save(ctx, w.mentorship("mentorship")))
		session := w.session("session", "mentorship", noon)
		session.Series, session.Part = "series", 1
		must(t, tx.Sessions().SaveSeries(ctx, core.Series{ID: "series", Mentorship: "mentorship", Program: w.program, BookedBy: w.person(0), CreatedAt: noon, UpdatedAt: noon}))
		must(t, tx.Sessions().Save(ctx, session))
		must(t, tx.Sessions().SetReminders(ctx, "session", w.person(0), []core.SessionReminder{{Lead: 15, DueAt: noon}}))
		must(t, tx.Sessions().SaveCopy(ctx, core.CalendarCopy{Session: "session", Person: w.person(0), UID: string(w.ws)}))
		must(t, tx.Sessions().SaveReply(ctx, core.SessionReply{Session: "session", Person: w.person(0), Attendance: core.AttendanceYes, At: noon}))
		must(t, tx.Sessions().SaveCheckIn(ctx, core.CheckIn{Session: "session", Person: w.person(0), Outcome: core.OutcomeMet, Minutes: 45, Pulse: core.PulseVery, At: noon}))
		must(t, tx.TimeProposals().Save(ctx, w.times("times", "mentorship")))
		must(t, tx.Goals().Save(ctx, core.Goal{ID: "goal", Mentorship: "mentorship", Title: string(w.ws), State: core.GoalOpen, CreatedBy: w.person(0), CreatedAt: noon, EditedBy: w.person(0), Version: 1}))
		must(t, tx.Fits().Save(ctx, core.FitAnswer{Mentorship: "mentorship", Person: w.person(0), Program: w.program, Fit: core.FitGood, Told: core.FitCounts, At: noon}))
		must(t, tx.Evaluations().Save(ctx, core.Evaluation{
			Mentorship: "mentorship", Person: w.person(0), Program: w.program, Role: core.RoleMentee, State: core.EvaluationDue, DueAt: noon, NextAt: noon,
			Answers: map[core.QuestionID]core.Answer{"q": {Text: string(w.ws)}},
		}))
		must(t, tx.Inquiries().Save(ctx, core.Inquiry{ID: "inquiry", Mentorship: "mentorship", AskedBy: w.person(0), Text: string(w.ws), State: core.InquiryOpen, AskedAt: noon}))
		must(t, tx.Notes().Save(ctx, core.Note{ID: "note", Mentorship: "mentorship", Author: w.person(0), Text: string(w.ws), CreatedAt: noon}))
		must(t, tx.AgendaPoints().Save(ctx, core.AgendaPoint{ID: "point", Mentorship: "mentorship", Author: w.person(0), Text: string(w.ws), CreatedAt: noon}))
		must(t, tx.AgendaPoints().Save(ctx, core.AgendaPoint{ID: "point-done", Mentorship: "mentorship", Author: w.person(0), Text: string(w.ws), CreatedAt: noon, DoneAt: noon, DoneBy: w.person(0)}))
		must(t, tx.Links().Save(ctx, core.Link{ID: "link", Mentorship: "mentorship", Author: w.person(0), Title: string(w.ws), Address: "https://example.org", CreatedAt: noon}))
		must(t, tx.Events().Save(ctx, core.Event{ID: "event", Program: w.program, Title: string(w.ws), StartsAt: noon, Minutes: 60, State: core.EventPlanned, CreatedBy: w.person(0), CreatedAt: noon}))
		must(t, tx.Events().SaveSignUp(ctx, core.SignUp{ID: "sign-up", Event: "event", Person: w.person(0), Number: 1, State: core.SignUpPlace, SignedAt: noon, Since: noon}))
		must(t, tx.Events().SaveSignUp(ctx, core.SignUp{ID: "waiting", Event: "event", Person: w.person(1), Number: 2, State: core.SignUpWaiting, SignedAt: noon, Since: noon}))
		must(t, tx.Goals().AddEntry(ctx, core.GoalEntry{ID: "entry", Goal: "goal", By: w.person(0), Kind: core.EntryCreated, At: noon}))
		must(t, tx.Agreements().Save(ctx, core.Agreement{ID: "agreement", Mentorship: "mentorship", Number: 1, Texts: core.AgreementTexts{core.AgreementRhythm: string(w.ws)}, State: core.AgreementAgreed, ProposedBy: w.person(0), ProposedAt: noon, AgreedAt: noon}))
		must(t, tx.Calendars().Save(ctx, core.CalendarSettings{Person: w.person(0), Way: core.CalendarByFeed, Generation: 1, UpdatedAt: noon}))
		must(t, tx.Attention().Save(ctx, core.Attention{ID: "item", Program: w.program, Person: w.person(0), CreatedAt: noon}))
		must(t, tx.Messages().Save(ctx, core.Message{ID: "message", Job: "job", Subject: "subject", Channel: string(w.ws)}))
		must(t, tx.Deliveries().Save(ctx, core.Delivery{ID: "delivery", Job: "job", Person: w.person(0), State: core.DeliveryFailed, At: noon}))
		must(t, tx.Errands().Save(ctx, core.Errand{ID: "errand", By: w.person(0), CreatedAt: noon, UpdatedAt: noon}))
		must(t, tx.People().Save(ctx, core.Person{ID: "newcomer", ChatUserID: "U-newcomer"}))
		must(t, tx.Enlistments().Save(ctx, core.Enlistment{
			ID: "enlistment", Program: w.program, Person: "newcomer", State: core.EnlistmentAsked, By: w.person(0), AskedAt: noon,
		}))
		must(t, tx.Profiles().SaveMenteeCriteria(ctx, w.program, w.person(0), core.Criteria{Unit: string(w.ws)}))
		offered := w.list("offered", w.person(2))
		offered.Offer = true
		must(t, tx.ChoiceLists().Save(ctx, offered))
		offer := w.invitation("offer", "offered")
		offer.Offer, offer.Mentor = true, w.person(2)
		must(t, tx.Invitations().Save(ctx, offer))
		must(t, tx.GuideReads().Add(ctx, core.GuideRead{Person: w.person(0), Guide: core.GuideKey(w.ws), At: noon}))
		must(t, tx.LessonTicks().Add(ctx, core.LessonTick{Person: w.person(0), Program: w.program, Course: "course", Lesson: "lesson", At: noon}))
		must(t, tx.Marks().Save(ctx, core.Mark{Person: w.person(0), Other: w.person(1), Kind: core.MarkHidden, At: noon}))
		must(t, tx.Groups().Save(ctx, core.Group{ID: "group", Person: w.person(0), Name: string(w.ws), CreatedAt: noon}))
		must(t, tx.Groups().Put(ctx, w.person(0), w.person(1), []core.GroupID{"group"}))
		must(t, tx.Searches().Save(ctx, core.SavedSearch{ID: "search", Program: w.program, Person: w.person(0), Seek: core.RoleMentor, Name: string(w.ws), SavedAt: noon}))
		must(t, tx.Support().Save(ctx, core.SupportRequest{ID: "support", Person: w.person(0), Program: w.program, Text: string(w.ws), State: core.SupportOpen, CreatedAt: noon, DueAt: noon}))
		must(t, tx.Support().AddReply(ctx, core.SupportReply{Request: "support", Number: 1, By: w.person(0), Text: string(w.ws), At: noon}))
		must(t, tx.Support().SaveSettings(ctx, core.SupportSettings{Channel: string(w.ws), SetBy: w.person(0), SetAt: noon}))
		must(t, tx.Hours().Save(ctx, core.Hours{Person: w.person(0), UpdatedAt: noon}))
		must(t, tx.BusyFeeds().Add(ctx, core.BusyFeed{ID: "feed", Person: w.person(0), AddedAt: noon, NextAt: noon}, core.StoredBusyAddress("https://calendar.example/"+string(w.ws))))
		must(t, tx.Installations().Save(ctx, w.installation("xoxb-"+string(w.ws))))
		must(t, tx.Audit().Append(ctx, core.AuditEntry{Subject: "subject", RequestID: string(w.ws)}))
		return tx.Inbox().Save(ctx, "envelope", []byte(w.ws), noon)
	})
}

// lookups ask every repository for what the owner has stored. They must find it in the owner's workspace and in no other.
func lookups(owner world) map[string]func(context.Context, core.Tx) (any, error) {
	ids := []core.PersonID{owner.person(0), owner.person(1)}
	p := owner.person(0)
	type ctx = context.Context
	return map[string]func(ctx, core.Tx) (any, error){
		"People.Get":         func(c ctx, tx core.Tx) (any, error) { return tx.People().Get(c, p) },
		"People.GetAll":      func(c ctx, tx core.Tx) (any, error) { return tx.People().GetAll(c, ids) },
		"People.Facts":       func(c ctx, tx core.Tx) (any, error) { return tx.People().Facts(c, p) },
		"People.ByChatUser":  func(c ctx, tx core.Tx) (any, error) { return tx.People().ByChatUser(c, "U-"+string(p)) },
		"Profiles.Get":       func(c ctx, tx core.Tx) (any, error) { return tx.Profiles().Get(c, p) },
		"Profiles.GetAll":    func(c ctx, tx core.Tx) (any, error) { return tx.Profiles().GetAll(c, ids) },
		"Profiles.Criteria":  func(c ctx, tx core.Tx) (any, error) { return tx.Profiles().Criteria(c, owner.program, p) },
		"Profiles.Known":     func(c ctx, tx core.Tx) (any, error) { return tx.Profiles().Known(c, core.TermTopic, "g", 9) },
		"Profiles.Search":    func(c ctx, tx core.Tx) (any, error) { return tx.Profiles().Search(c, owner.everybody()) },
		"Programs.Get":       func(c ctx, tx core.Tx) (any, error) { return tx.Programs().Get(c, owner.program) },
		"People.FactOf":      func(c ctx, tx core.Tx) (any, error) { return tx.People().FactOf(c, core.FactUnit, ids) },
		"Supplies.Elsewhere": func(c ctx, tx core.Tx) (any, error) { return tx.Supplies().Elsewhere(c, owner.program, noon) },
		"Supplies.Coverage":  func(c ctx, tx core.Tx) (any, error) { return tx.Supplies().Coverage(c, owner.program, noon) },
		"Supplies.Offers":    func(c ctx, tx core.Tx) (any, error) { return tx.Supplies().Offers(c, owner.program, noon) },
		"Supplies.Outcomes": func(c ctx, tx core.Tx) (any, error) {
			return tx.Supplies().Outcomes(c, owner.program, noon.AddDate(-9, 0, 0))
		},
		"Participants.Waiting": func(c ctx, tx core.Tx) (any, error) {
			return tx.Participants().Waiting(c, []core.ProgramID{owner.program})
		},
		"Participants.Page": func(c ctx, tx core.Tx) (any, error) {
			return tx.Participants().Page(c, core.ParticipantQuery{Program: owner.program, Limit: 9})
		},
		"Participants.Count": func(c ctx, tx core.Tx) (any, error) {
			return tx.Participants().Count(c, core.ParticipantQuery{Program: owner.program})
		},
		"Supplies.AnswerTimes": func(c ctx, tx core.Tx) (any, error) {
			return tx.Supplies().AnswerTimes(c, owner.program, noon.AddDate(-9, 0, 0))
		},
		"PairingRuns.Get":   func(c ctx, tx core.Tx) (any, error) { return tx.PairingRuns().Get(c, "run") },
		"PairingRuns.List":  func(c ctx, tx core.Tx) (any, error) { return tx.PairingRuns().List(c, owner.program, 0, 9) },
		"PairingRuns.Count": func(c ctx, tx core.Tx) (any, error) { return tx.PairingRuns().Count(c, owner.program) },
		"PairingRuns.Proposals": func(c ctx, tx core.Tx) (any, error) {
			return tx.PairingRuns().Proposals(c, "run", core.ProposalQuery{})
		},
		"PairingRuns.Proposal":    func(c ctx, tx core.Tx) (any, error) { return tx.PairingRuns().Proposal(c, "run", p) },
		"Participants.Looking":    func(c ctx, tx core.Tx) (any, error) { return tx.Participants().Looking(c, owner.program) },
		"Participants.Offering":   func(c ctx, tx core.Tx) (any, error) { return tx.Participants().Offering(c, owner.program, noon) },
		"ChoiceLists.Ranked":      func(c ctx, tx core.Tx) (any, error) { return tx.ChoiceLists().Ranked(c, owner.program) },
		"Exclusions.Of":           func(c ctx, tx core.Tx) (any, error) { return tx.Exclusions().Of(c, owner.program, ids[1]) },
		"Profiles.MenteeCriteria": func(c ctx, tx core.Tx) (any, error) { return tx.Profiles().MenteeCriteria(c, owner.program, p) },
		"Invitations.Offers":      func(c ctx, tx core.Tx) (any, error) { return tx.Invitations().Offers(c, "", p) },
		"Groups.Get":              func(c ctx, tx core.Tx) (any, error) { return tx.Groups().Get(c, "group") },
		"Groups.List":             func(c ctx, tx core.Tx) (any, error) { return tx.Groups().List(c, p) },
		"Groups.Among":            func(c ctx, tx core.Tx) (any, error) { return tx.Groups().Among(c, p, ids) },
		"Groups.Marks":            func(c ctx, tx core.Tx) (any, error) { return tx.Groups().Marks(c, "group", 0, 9) },
		"BusyFeeds.Get":           func(c ctx, tx core.Tx) (any, error) { return tx.BusyFeeds().Get(c, "feed") },
		"BusyFeeds.List":          func(c ctx, tx core.Tx) (any, error) { return tx.BusyFeeds().List(c, p) },
		"BusyFeeds.Count":         func(c ctx, tx core.Tx) (any, error) { return tx.BusyFeeds().Count(c, p) },
		"BusyFeeds.Address": func(c ctx, tx core.Tx) (any, error) {
			address, err := tx.BusyFeeds().Address(c, "feed")
			return address.Reveal(), err
		},
		"Records.Section": func(c ctx, tx core.Tx) (any, error) {
			var all [][]any
			for _, s := range core.DataSections() {
				found, err := tx.Records().Section(c, s, p)
				if err != nil {
					return nil, err
				}
				all = append(all, found...)
			}
			return all, nil
		},
		"Support.Get":     func(c ctx, tx core.Tx) (any, error) { return tx.Support().Get(c, "support") },
		"Support.Replies": func(c ctx, tx core.Tx) (any, error) { return tx.Support().Replies(c, "support") },
		"Support.Of":      func(c ctx, tx core.Tx) (any, error) { return tx.Support().Of(c, p, 0, 9) },
		"Support.CountOf": func(c ctx, tx core.Tx) (any, error) {
			all, open, err := tx.Support().CountOf(c, p)
			return all + open, err
		},
		"Support.Unresolved": func(c ctx, tx core.Tx) (any, error) {
			return tx.Support().Unresolved(c, []core.ProgramID{owner.program}, 0, 9)
		},
		"Support.CountUnresolved": func(c ctx, tx core.Tx) (any, error) {
			all, waiting, overdue, err := tx.Support().CountUnresolved(c, []core.ProgramID{owner.program}, noon)
			return all + waiting + overdue, err
		},
		"Searches.Get":  func(c ctx, tx core.Tx) (any, error) { return tx.Searches().Get(c, "search") },
		"Searches.List": func(c ctx, tx core.Tx) (any, error) { return tx.Searches().List(c, owner.program, p, core.RoleMentor) },
		"Fits.Get":      func(c ctx, tx core.Tx) (any, error) { return tx.Fits().Get(c, "mentorship", p) },
		"Fits.Counts": func(c ctx, tx core.Tx) (any, error) {
			return tx.Fits().Counts(c, owner.program, core.FitRules(), noon.Add(-time.Hour))
		},
		"GuideReads.Of":  func(c ctx, tx core.Tx) (any, error) { return tx.GuideReads().Of(c, p) },
		"LessonTicks.Of": func(c ctx, tx core.Tx) (any, error) { return tx.LessonTicks().Of(c, p, owner.program) },
		"LessonTicks.Counts": func(c ctx, tx core.Tx) (any, error) {
			return tx.LessonTicks().Counts(c, owner.program, "course", []core.LessonID{"lesson"})
		},
		"Marks.Among": func(c ctx, tx core.Tx) (any, error) { return tx.Marks().Among(c, p, ids) },
		"Marks.List":  func(c ctx, tx core.Tx) (any, error) { return tx.Marks().List(c, p, core.MarkHidden, 0, 9) },
		"Marks.Count": func(c ctx, tx core.Tx) (any, error) { return tx.Marks().Count(c, p, core.MarkHidden) },
		"People.WithFact": func(c ctx, tx core.Tx) (any, error) {
			return tx.People().WithFact(c, core.FactManager, []core.PersonID{p}, 9)
		},
		"Exclusions.Among":       func(c ctx, tx core.Tx) (any, error) { return tx.Exclusions().Among(c, owner.program, ids) },
		"Exclusions.List":        func(c ctx, tx core.Tx) (any, error) { return tx.Exclusions().List(c, owner.program, 0, 9) },
		"Exclusions.Count":       func(c ctx, tx core.Tx) (any, error) { return tx.Exclusions().Count(c, owner.program) },
		"Programs.Counts":        func(c ctx, tx core.Tx) (any, error) { return tx.Programs().Counts(c, owner.program) },
		"Programs.Versions":      func(c ctx, tx core.Tx) (any, error) { return tx.Programs().Versions(c, owner.program, 0, 9) },
		"Programs.VersionCount":  func(c ctx, tx core.Tx) (any, error) { return tx.Programs().VersionCount(c, owner.program) },
		"Programs.Draft":         func(c ctx, tx core.Tx) (any, error) { return tx.Programs().Draft(c, owner.program, p) },
		"Programs.Waiting":       func(c ctx, tx core.Tx) (any, error) { return tx.Programs().Waiting(c, owner.program) },
		"Programs.Participants":  func(c ctx, tx core.Tx) (any, error) { return tx.Programs().Participants(c, owner.program, "", 9) },
		"Programs.Staff":         func(c ctx, tx core.Tx) (any, error) { return tx.Programs().Staff(c, owner.program) },
		"Programs.StaffMember":   func(c ctx, tx core.Tx) (any, error) { return tx.Programs().StaffMember(c, owner.program, p) },
		"Programs.StaffOf":       func(c ctx, tx core.Tx) (any, error) { return tx.Programs().StaffOf(c, p) },
		"Participants.Get":       func(c ctx, tx core.Tx) (any, error) { return tx.Participants().Get(c, owner.program, p) },
		"Participants.GetAll":    func(c ctx, tx core.Tx) (any, error) { return tx.Participants().GetAll(c, owner.program, ids) },
		"Participants.ForPerson": func(c ctx, tx core.Tx) (any, error) { return tx.Participants().ForPerson(c, p) },
		"AnswerSheets.Get":       func(c ctx, tx core.Tx) (any, error) { return tx.AnswerSheets().Get(c, owner.program, p) },
		"AnswerSheets.GetAll":    func(c ctx, tx core.Tx) (any, error) { return tx.AnswerSheets().GetAll(c, owner.program, ids) },
		"AnswerSheets.Count":     func(c ctx, tx core.Tx) (any, error) { return tx.AnswerSheets().Count(c, owner.program, "") },
		"ChoiceLists.Get":        func(c ctx, tx core.Tx) (any, error) { return tx.ChoiceLists().Get(c, "list") },
		"ChoiceLists.GetAll": func(c ctx, tx core.Tx) (any, error) {
			return tx.ChoiceLists().GetAll(c, []core.ChoiceListID{"list"})
		},
		"Invitations.GetAll": func(c ctx, tx core.Tx) (any, error) {
			return tx.Invitations().GetAll(c, []core.InvitationID{"invitation"})
		},
		"Invitations.ForLists": func(c ctx, tx core.Tx) (any, error) {
			return tx.Invitations().ForLists(c, []core.ChoiceListID{"list"})
		},
		"ChoiceLists.Current":       func(c ctx, tx core.Tx) (any, error) { return tx.ChoiceLists().Current(c, owner.program, p) },
		"ChoiceLists.Latest":        func(c ctx, tx core.Tx) (any, error) { return tx.ChoiceLists().Latest(c, owner.program, p) },
		"Invitations.Get":           func(c ctx, tx core.Tx) (any, error) { return tx.Invitations().Get(c, "invitation") },
		"Invitations.ForList":       func(c ctx, tx core.Tx) (any, error) { return tx.Invitations().ForList(c, "list") },
		"Invitations.LiveForMentor": func(c ctx, tx core.Tx) (any, error) { return tx.Invitations().LiveForMentor(c, "", ids[1]) },
		"Mentorships.Get":           func(c ctx, tx core.Tx) (any, error) { return tx.Mentorships().Get(c, "mentorship") },
		"Mentorships.ForPerson":     func(c ctx, tx core.Tx) (any, error) { return tx.Mentorships().ForPerson(c, p) },
		"Mentorships.Load":          func(c ctx, tx core.Tx) (any, error) { return tx.Mentorships().Load(c, owner.program, ids[1]) },
		"Mentorships.Loads":         func(c ctx, tx core.Tx) (any, error) { return tx.Mentorships().Loads(c, owner.program, ids) },
		"Mentorships.ActiveOf":      func(c ctx, tx core.Tx) (any, error) { return tx.Mentorships().ActiveOf(c, owner.program, p) },
		"Sessions.Get":              func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().Get(c, "session") },
		"Sessions.ForMentorship":    func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().ForMentorship(c, "mentorship") },
		"Sessions.Upcoming":         func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().Upcoming(c, p, noon, 9) },
		"Sessions.Overlapping": func(c ctx, tx core.Tx) (any, error) {
			return tx.Sessions().Overlapping(c, ids, noon, after(time.Hour), "")
		},
		"Sessions.Reminders":    func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().Reminders(c, "session", p) },
		"Sessions.MarkReminded": func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().MarkReminded(c, "session", p, 15, noon) },
		"Sessions.Feed": func(c ctx, tx core.Tx) (any, error) {
			return tx.Sessions().Feed(c, core.FeedQuery{Person: ids[1], From: noon.AddDate(0, 0, -1), To: noon.AddDate(0, 0, 1), Limit: 9})
		},
		"Calendars.Get":      func(c ctx, tx core.Tx) (any, error) { return tx.Calendars().Get(c, p) },
		"Sessions.Reply":     func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().Reply(c, "session", p) },
		"Sessions.CheckIn":   func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().CheckIn(c, "session", p) },
		"TimeProposals.Get":  func(c ctx, tx core.Tx) (any, error) { return tx.TimeProposals().Get(c, "times") },
		"TimeProposals.Open": func(c ctx, tx core.Tx) (any, error) { return tx.TimeProposals().Open(c, "mentorship") },
		"TimeProposals.OpenFor": func(c ctx, tx core.Tx) (any, error) {
			return tx.TimeProposals().OpenFor(c, ids[1])
		},
		"Sessions.Series":    func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().Series(c, "series") },
		"Sessions.ForSeries": func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().ForSeries(c, "series") },
		"Evaluations.Get":    func(c ctx, tx core.Tx) (any, error) { return tx.Evaluations().Get(c, "mentorship", ids[0]) },
		"Evaluations.DueOf":  func(c ctx, tx core.Tx) (any, error) { return tx.Evaluations().DueOf(c, ids[0]) },
		"Evaluations.ForProgram": func(c ctx, tx core.Tx) (any, error) {
			return tx.Evaluations().ForProgram(c, owner.program, noon.AddDate(-9, 0, 0), 9)
		},
		"Evaluations.Answered":         func(c ctx, tx core.Tx) (any, error) { return tx.Evaluations().Answered(c, owner.program, "q") },
		"Inquiries.Get":                func(c ctx, tx core.Tx) (any, error) { return tx.Inquiries().Get(c, "inquiry") },
		"Inquiries.Open":               func(c ctx, tx core.Tx) (any, error) { return tx.Inquiries().Open(c, "mentorship") },
		"Inquiries.CountForMentorship": func(c ctx, tx core.Tx) (any, error) { return tx.Inquiries().CountForMentorship(c, "mentorship") },
		"Inquiries.ForMentorship":      func(c ctx, tx core.Tx) (any, error) { return tx.Inquiries().ForMentorship(c, "mentorship", 0, 9) },
		"Notes.Get":                    func(c ctx, tx core.Tx) (any, error) { return tx.Notes().Get(c, "note") },
		"Notes.Readable": func(c ctx, tx core.Tx) (any, error) {
			return tx.Notes().Readable(c, core.NotesAbout{Mentorship: "mentorship", Reader: ids[0]}, 0, 9)
		},
		"Notes.CountReadable": func(c ctx, tx core.Tx) (any, error) {
			return tx.Notes().CountReadable(c, core.NotesAbout{Mentorship: "mentorship", Reader: ids[0]})
		},
		"AgendaPoints.Get":       func(c ctx, tx core.Tx) (any, error) { return tx.AgendaPoints().Get(c, "point") },
		"AgendaPoints.Open":      func(c ctx, tx core.Tx) (any, error) { return tx.AgendaPoints().Open(c, "mentorship") },
		"AgendaPoints.Done":      func(c ctx, tx core.Tx) (any, error) { return tx.AgendaPoints().Done(c, "mentorship", 0, 9) },
		"AgendaPoints.CountDone": func(c ctx, tx core.Tx) (any, error) { return tx.AgendaPoints().CountDone(c, "mentorship") },
		"Links.Get":              func(c ctx, tx core.Tx) (any, error) { return tx.Links().Get(c, "link") },
		"Links.ForMentorship":    func(c ctx, tx core.Tx) (any, error) { return tx.Links().ForMentorship(c, "mentorship") },
		"Events.Get":             func(c ctx, tx core.Tx) (any, error) { return tx.Events().Get(c, "event") },
		"Events.List": func(c ctx, tx core.Tx) (any, error) {
			return tx.Events().List(c, core.EventQuery{Program: owner.program, Now: noon, Limit: 9})
		},
		"Events.Count": func(c ctx, tx core.Tx) (any, error) {
			return tx.Events().Count(c, core.EventQuery{Program: owner.program, Now: noon})
		},
		"Events.SignUp": func(c ctx, tx core.Tx) (any, error) { return tx.Events().SignUp(c, "sign-up") },
		"Events.Live":   func(c ctx, tx core.Tx) (any, error) { return tx.Events().Live(c, "event", ids[0]) },
		"Events.LiveOf": func(c ctx, tx core.Tx) (any, error) { return tx.Events().LiveOf(c, "", ids[0], noon) },
		"Events.SignUps": func(c ctx, tx core.Tx) (any, error) {
			return tx.Events().SignUps(c, "event", core.SignUpQuery{Limit: 9})
		},
		"Events.Counts":            func(c ctx, tx core.Tx) (any, error) { return tx.Events().Counts(c, []core.EventID{"event"}) },
		"Events.Before":            func(c ctx, tx core.Tx) (any, error) { return tx.Events().Before(c, "event", 9) },
		"Events.LastNumber":        func(c ctx, tx core.Tx) (any, error) { return tx.Events().LastNumber(c, "event") },
		"Notes.CountBy":            func(c ctx, tx core.Tx) (any, error) { return tx.Notes().CountBy(c, "mentorship", ids[0]) },
		"Goals.Get":                func(c ctx, tx core.Tx) (any, error) { return tx.Goals().Get(c, "goal") },
		"Goals.ForMentorship":      func(c ctx, tx core.Tx) (any, error) { return tx.Goals().ForMentorship(c, "mentorship") },
		"Goals.Counts":             func(c ctx, tx core.Tx) (any, error) { return tx.Goals().Counts(c, []core.MentorshipID{"mentorship"}) },
		"Goals.Entry":              func(c ctx, tx core.Tx) (any, error) { return tx.Goals().Entry(c, "entry") },
		"Goals.CountEntries":       func(c ctx, tx core.Tx) (any, error) { return tx.Goals().CountEntries(c, "goal") },
		"Goals.Entries":            func(c ctx, tx core.Tx) (any, error) { return tx.Goals().Entries(c, "goal", 0, 9) },
		"Agreements.Get":           func(c ctx, tx core.Tx) (any, error) { return tx.Agreements().Get(c, "agreement") },
		"Agreements.ForMentorship": func(c ctx, tx core.Tx) (any, error) { return tx.Agreements().ForMentorship(c, "mentorship") },
		"Agreements.Live":          func(c ctx, tx core.Tx) (any, error) { return tx.Agreements().Live(c, "mentorship") },
		"Sessions.ToCheckIn": func(c ctx, tx core.Tx) (any, error) {
			return tx.Sessions().ToCheckIn(c, ids[1], noon.AddDate(0, 0, -1), noon.AddDate(0, 0, 1), 9)
		},
		"Supplies.Sessions": func(c ctx, tx core.Tx) (any, error) {
			return tx.Supplies().Sessions(c, owner.program, noon.AddDate(0, 0, -1), noon.AddDate(0, 0, 1))
		},
		"Sessions.Copy":       func(c ctx, tx core.Tx) (any, error) { return tx.Sessions().Copy(c, "session", p) },
		"Attention.Get":       func(c ctx, tx core.Tx) (any, error) { return tx.Attention().Get(c, "item") },
		"Attention.Open":      func(c ctx, tx core.Tx) (any, error) { return tx.Attention().Open(c, nil, 9) },
		"Attention.OpenFor":   func(c ctx, tx core.Tx) (any, error) { return tx.Attention().OpenFor(c, owner.program, p) },
		"Deliveries.Get":      func(c ctx, tx core.Tx) (any, error) { return tx.Deliveries().Get(c, "delivery") },
		"Deliveries.ByJob":    func(c ctx, tx core.Tx) (any, error) { return tx.Deliveries().ByJob(c, "job") },
		"Deliveries.Failed":   func(c ctx, tx core.Tx) (any, error) { return tx.Deliveries().Failed(c, noon, 0, 9) },
		"Deliveries.Counts":   func(c ctx, tx core.Tx) (any, error) { return tx.Deliveries().Counts(c, noon) },
		"Messages.ByJob":      func(c ctx, tx core.Tx) (any, error) { return tx.Messages().ByJob(c, "job") },
		"Messages.ForSubject": func(c ctx, tx core.Tx) (any, error) { return tx.Messages().ForSubject(c, "subject") },
		"Audit.ForSubject":    func(c ctx, tx core.Tx) (any, error) { return tx.Audit().ForSubject(c, "subject") },
		"Installations.Brief": func(c ctx, tx core.Tx) (any, error) { return tx.Installations().Brief(c) },
		"Installations.Get":   func(c ctx, tx core.Tx) (any, error) { return tx.Installations().Get(c) },
		"People.FactsOf":      func(c ctx, tx core.Tx) (any, error) { return tx.People().FactsOf(c, ids) },
		"People.AllFacts":     func(c ctx, tx core.Tx) (any, error) { return tx.People().AllFacts(c) },
		"People.Named":        func(c ctx, tx core.Tx) (any, error) { return tx.People().Named(c, []string{"U-" + string(p)}, nil) },
		"Errands.Get":         func(c ctx, tx core.Tx) (any, error) { return tx.Errands().Get(c, "errand") },
		"Enlistments.Get":     func(c ctx, tx core.Tx) (any, error) { return tx.Enlistments().Get(c, "enlistment") },
		"Enlistments.Of":      func(c ctx, tx core.Tx) (any, error) { return tx.Enlistments().Of(c, owner.program, "newcomer") },
		"Hours.GetAll":        func(c ctx, tx core.Tx) (any, error) { return tx.Hours().GetAll(c, ids) },
		"Hours.Get":           func(c ctx, tx core.Tx) (any, error) { return tx.Hours().Get(c, p) },
		"Enlistments.GetAll": func(c ctx, tx core.Tx) (any, error) {
			return tx.Enlistments().GetAll(c, owner.program, []core.PersonID{"newcomer"})
		},
		"Enlistments.Counts":     func(c ctx, tx core.Tx) (any, error) { return tx.Enlistments().Counts(c, owner.program) },
		"Enlistments.Waiting":    func(c ctx, tx core.Tx) (any, error) { return tx.Enlistments().Waiting(c, owner.program, 0, 9) },
		"Enlistments.Remindable": func(c ctx, tx core.Tx) (any, error) { return tx.Enlistments().Remindable(c, owner.program, noon) },
		"Inbox.Find":             func(c ctx, tx core.Tx) (any, error) { return tx.Inbox().Find(c, "envelope") },
	}
}

func (w world) everybody() core.SearchQuery { return core.SearchQuery{Program: w.program, Limit: 9} }

func TestAWorkspaceSeesItsOwnRecordsOnly(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		owner, stranger := newWorld(t, db, "owner", 3), newWorld(t, db, "stranger", 3)
		owner.populate(t, db)
		for name, look := range lookups(owner) {
			change(t, db, stranger.ws, func(ctx context.Context, tx core.Tx) error {
				if found, err := look(ctx, tx); err == nil && !isEmpty(found) || err != nil && !errors.Is(err, core.ErrNotFound) {
					t.Errorf("%s in another workspace = %v, %v", name, found, err)
				}
				return nil
			})
			change(t, db, owner.ws, func(ctx context.Context, tx core.Tx) error {
				if found, err := look(ctx, tx); err != nil || isEmpty(found) {
					t.Errorf("%s in its own workspace = %v, %v", name, found, err)
				}
				return nil
			})
		}
	})
}

func isEmpty(found any) bool {
	v := reflect.ValueOf(found)
	if v.Kind() == reflect.Slice || v.Kind() == reflect.Map {
		return v.Len() == 0
	}
	return v.IsZero()
}

// The lookups above are a list; this keeps it complete.
func TestNoLookupIsForgotten(t *testing.T) {
	// Admins and List take no argument and have their own tests; the rest writes.
	others := []string{
		"People.Admins", "People.Save", "People.Lock", "People.SaveFacts", "People.RemoveFacts", "Records.Erase", "Records.InErrand", "Errands.Lock", "Errands.Save", "Enlistments.Save", "Hours.Save",
		"Profiles.Save", "Profiles.Index",
		"Profiles.SaveCriteria", "Programs.List", "Programs.Save", "Programs.SaveStaff", "Programs.Lock", "Programs.SaveVersion", "Programs.SaveDraft", "Programs.RemoveDraft", "Programs.RemoveStaff", "Exclusions.Save", "Marks.Save", "GuideReads.Add", "LessonTicks.Add", "LessonTicks.Remove", "Searches.Save", "BusyFeeds.Add", "BusyFeeds.Save", "BusyFeeds.Remove", "Groups.Save", "Groups.Remove", "Groups.Put", "Searches.Remove", "Profiles.SaveMenteeCriteria", "Marks.Remove", "Exclusions.Remove", "PairingRuns.Save", "PairingRuns.Lock",
		"AnswerSheets.Save", "PairingRuns.SaveProposal", "PairingRuns.SetProposals", "Participants.Save", "Participants.Lock",
		"ChoiceLists.Save", "ChoiceLists.SaveStates", "ChoiceLists.Lock", "Invitations.Save", "Mentorships.Save", "Mentorships.Lock", "Sessions.Save", "Calendars.Save", "Sessions.SaveReply", "Sessions.SaveSeries", "Sessions.DropReplies", "Sessions.SaveCheckIn", "Sessions.DropCheckIns", "TimeProposals.Save", "Goals.Save", "Inquiries.Save", "Notes.Save", "Notes.Remove", "Links.Save", "Links.Remove", "Events.Save", "Events.Lock", "Events.SaveSignUp", "AgendaPoints.Save", "AgendaPoints.Remove", "Agreements.Save", "Evaluations.Save", "Fits.Save", "Goals.AddEntry",
		"Sessions.SetReminders", "Sessions.DropReminders", "Sessions.SaveCopy", "Attention.Save", "Messages.Save", "Deliveries.Save", "Audit.Append", "Inbox.Save", "Inbox.Answer",
		"Support.Lock", "Support.Save", "Support.AddReply", "Support.Settings", "Support.SaveSettings", "Jobs.Enqueue", "Installations.Lock", "Installations.Save", "Installations.Remove", "Installations.ClaimRefresh",
	}
	covered := map[string]bool{}
	for _, name := range others {
		covered[name] = true
	}
	for name := range lookups(world{}) {
		covered[name] = true
	}
	all := map[string]bool{}
	tx := reflect.TypeFor[core.Tx]()
	for i := range tx.NumMethod() {
		repository := tx.Method(i)
		for j := range repository.Type.Out(0).NumMethod() {
			all[repository.Name+"."+repository.Type.Out(0).Method(j).Name] = true
		}
	}
	if diff := cmp.Diff(all, covered); diff != "" {
		t.Errorf("methods of the repositories and of this test differ (-repositories +test):\n%s", diff)
	}
}

// Two workspaces that use the same ids for everything do not notice each other.
func TestSavingTheIDOfAnotherWorkspaceOverwritesNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		mine, theirs := newWorld(t, db, "mine", 3), newWorld(t, db, "theirs", 3)
		theirs.populate(t, db)
		before := snapshot(t, db, theirs)
		mine.populate(t, db)
		change(t, db, mine.ws, func(ctx context.Context, tx core.Tx) error {
			p := core.Person{ID: theirs.person(0), ChatUserID: "U-intruder", Name: "Intruder"}
			must(t, tx.People().Save(ctx, p))
			must(t, tx.Programs().Save(ctx, core.Program{ID: theirs.program, Name: "Intruder"}))
			must(t, tx.Profiles().Index(ctx, theirs.person(0), nil))
			must(t, tx.Sessions().DropReminders(ctx, "session"))
			must(t, tx.People().Lock(ctx, theirs.person(1)))
			must(t, tx.Installations().Remove(ctx))
			_, err := tx.Installations().ClaimRefresh(ctx, 1, noon, after(time.Minute))
			return err
		})
		if diff := cmp.Diff(before, snapshot(t, db, theirs)); diff != "" {
			t.Errorf("another workspace's records changed (-before +after):\n%s", diff)
		}
	})
}

func snapshot(t *testing.T, db *storage.DB, w world) map[string]any {
	t.Helper()
	found := map[string]any{}
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		for name, look := range lookups(w) {
			if name == "Sessions.MarkReminded" {
				continue // changes what it looks at
			}
			v, err := look(ctx, tx)
			must(t, err)
			found[name] = v
		}
		return nil
	})
	return found
}

func TestARecordOfAnotherWorkspaceIsNotSaved(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		mine, theirs := newWorld(t, db, "mine", 1), newWorld(t, db, "theirs", 1)
		change(t, db, mine.ws, func(ctx context.Context, tx core.Tx) error {
			if err := tx.People().Save(ctx, core.Person{ID: "new", Workspace: theirs.ws}); !errors.Is(err, core.ErrNotFound) {
				t.Errorf("person: %v, want ErrNotFound", err)
			}
			if err := tx.Programs().Save(ctx, core.Program{ID: "new", Workspace: theirs.ws}); !errors.Is(err, core.ErrNotFound) {
				t.Errorf("programme: %v, want ErrNotFound", err)
			}
			return nil
		})
		err := db.Change(t.Context(), mine.ws, func(tx core.Tx) error {
			return tx.Profiles().Save(t.Context(), core.Profile{Person: theirs.person(0)})
		})
		if err == nil {
			t.Error("a profile of another workspace's person was stored")
		}
	})
}
