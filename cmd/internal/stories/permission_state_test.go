package stories

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/slacksim"
	"mentorbot/storage"
)

// The people beside those of every story: more mentees, so that each thing that can be done has its own.
const (
	nia = "U0NIA"
	zoe = "U0ZOE"
	pat = "U0PAT"
	sam = "U0SAM"
	ann = "U0ANN" // takes no part in anybody else's mentoring
	pam = "U0PAM" // admin of the first programme
	oli = "U0OLI" // its observer
	rob = "U0ROB" // admin of another programme
	vic = "U0VIC" // whom Slack has deactivated, with a mentor who waits
	kit = "U0KIT" // a mentee to whom mentors make offers
)

func wideCast() []slacksim.User {
	people := cast()
	for _, p := range []struct{ id, name string }{{nia, "Nia Sow"}, {zoe, "Zoe Lund"}, {pat, "Pat Ruiz"}, {sam, "Sam Cole"}, {ann, "Ann Berg"},
		{pam, "Pam Ortiz"}, {oli, "Oli Hahn"}, {rob, "Rob Nagy"}, {kit, "Kit Fox"}, {vic, "Vic Hall"}} {
		handle := "p" + p.id[2:]
		people = append(people, slacksim.User{
			ID: p.id, Name: handle, RealName: p.name, Title: "Analyst", Email: handle + "@example.org", TZ: "Europe/London", Locale: "en-GB",
		})
	}
	return people
}

// things are what permission is asked about: the ids that travel in button values and private_metadata.
type things struct {
	list                                core.ChoiceListID // of the mentee who withdraws
	toAccept, toDecline                 core.InvitationID
	offerToAccept, offerToDecline       core.InvitationID
	offerToWithdraw                     core.InvitationID
	search                              core.SearchID   // Ann's
	group                               core.GroupID    // as well, with Ben in it
	calendar                            core.BusyFeedID // as well
	mentorship                          core.MentorshipID
	conversation                        string              // of Zoe and Ada
	times                               core.TimeProposalID // Ada's, which Zoe is to answer
	toMove, cancelByMentor, cancelByZoe core.SessionID
	goal, bare                          core.GoalID        // Zoe's and Ada's, with a step and without
	note, toRemove                      core.NoteID        // Ada's, which she shares with Zoe
	link                                core.LinkID        // Ada's
	point, pointOff                     core.AgendaPointID // as well
	event, cancelEvent                  core.EventID       // for everybody, with free places
	toAnswer, toTakeBack                core.InquiryID     // Zoe's, which Ada is to answer
	agreed, proposed                    core.AgreementID   // Zoe's and Ada's, the first of which holds
	over                                core.SessionID     // nobody has said yet how it went
	attention, gone                     core.AttentionID
	delivery                            core.DeliveryID
	errand                              core.ErrandID
	help, ownHelp                       core.SupportID // Kit's and Ann's
	program, second                     core.ProgramID
	ann, ben                            core.PersonID
	run                                 core.PairingRunID
}

// furnish brings the workspace to where everything can be done that anybody may do: three requests wait for Ada, she mentors Zoe with
// three sessions booked, Ben mentors Pat, and Sam's list came to nothing.
func (s *stage) furnish() things {
	s.t.Helper()
	five := func(m *core.MentorSettings) { m.Capacity = 5 }
	s.mentor(ada, five)
	s.mentor(ben, five)
	for _, mentee := range []string{mia, leo, nia, zoe, pat, sam, ann, pam, oli, rob, kit, vic} {
		s.member(mentee)
	}
	s.pair(pat, ben)
	s.pair(zoe, ada)
	th := things{mentorship: s.mentorships(zoe)[0].Mentorship.ID}
	th.conversation = s.mentorships(zoe)[0].Mentorship.Conversation
	for day, id := range map[string]*core.SessionID{"2026-07-01": &th.toMove, "2026-07-02": &th.cancelByMentor, "2026-07-03": &th.cancelByZoe} {
		booked, err := s.box.App.Service.BookSession(s.in(), s.as(zoe), th.mentorship, core.Booking{Date: day, Time: "10:00", Minutes: 30})
		s.must(err)
		*id = booked.Session.ID
	}
	for id, in := range map[*core.GoalID]core.GoalInput{&th.goal: {Title: "Give a talk", Steps: "Outline"}, &th.bare: {Title: "Read a book"}} {
		set, err := s.box.App.Service.CreateGoal(s.in(), s.as(zoe), th.mentorship, in)
		s.must(err)
		*id = set.ID
	}
	for _, id := range []*core.NoteID{&th.note, &th.toRemove} {
		written, err := s.box.App.Service.WriteNote(s.in(), s.as(ada), th.mentorship, core.NoteInput{Text: "Ask about budgets", Shared: true})
		s.must(err)
		*id = written.ID
	}
	shared, err := s.box.App.Service.AddLink(s.in(), s.as(ada), th.mentorship, core.LinkInput{Title: "A page", Address: "https://example.org/page"})
	s.must(err)
	th.link = shared.ID
	for _, id := range []*core.AgendaPointID{&th.point, &th.pointOff} {
		added, err := s.box.App.Service.AddAgendaPoint(s.in(), s.as(ada), th.mentorship, core.AgendaPointInput{Text: "Budgets"})
		s.must(err)
		*id = added.ID
	}
	for id, asker := range map[*core.InquiryID]string{&th.toAnswer: zoe, &th.toTakeBack: zoe} {
		asked, err := s.box.App.Service.Ask(s.in(), s.as(asker), th.mentorship, "Whom do I ask?")
		s.must(err)
		*id = asked.ID
	}
	s.agrees(&th)
	th.attention = s.exhaust(sam, ben)
	for mentee, keep := range map[string]func(core.InvitationFacts){
		mia: func(i core.InvitationFacts) { th.toAccept = i.Invitation.ID },
		leo: func(i core.InvitationFacts) { th.toDecline = i.Invitation.ID },
		nia: func(i core.InvitationFacts) { th.list = i.List.ID },
	} {
		s.asks(mentee, "Would you?", ada)
		keep(s.waiting(ada, mentee))
	}
	_, err = s.box.App.Service.Find(s.in(), s.as(ann), core.Criteria{})
	s.must(err)
	saved, err := s.box.App.Service.SaveSearch(s.in(), s.as(ann), core.RoleMentor, "Wells", core.Criteria{Text: "wells"})
	s.must(err)
	th.search = saved.ID
	_, err = s.box.App.Service.SetGroups(s.in(), s.as(ann), s.id(ben), nil, "Shortlist")
	s.must(err)
	grouping, err := s.box.App.Service.Grouping(s.in(), s.as(ann), s.id(ben))
	s.must(err)
	th.group = grouping.In[0]
	s.must(s.box.App.Service.AddBusyFeed(s.in(), s.as(ann), core.NewBusyFeed{Address: "https://127.0.0.1/ann"})) // which is refused when it is read
	s.settle()
	calendars, err := s.box.App.Service.BusyFeeds(s.in(), s.as(ann))
	s.must(err)
	th.calendar = calendars.Feeds[0].ID
	th.program = s.mentorships(zoe)[0].Program.ID
	s.plansEvents(&th)
	s.makeOffers(&th)
	s.asksForHelp(&th)
	th.gone = s.loses(vic, ben)
	return th
}

// agrees has Zoe and Ada agree on how they work, and Ada propose a change.
func (s *stage) agrees(th *things) {
	s.t.Helper()
	first, err := s.box.App.Service.ProposeAgreement(s.in(), s.as(zoe), th.mentorship, 0, core.AgreementTexts{core.AgreementRhythm: "Every week"})
	s.must(err)
	_, err = s.box.App.Service.Agree(s.in(), s.as(ada), first.ID)
	s.must(err)
	second, err := s.box.App.Service.ProposeAgreement(s.in(), s.as(ada), th.mentorship, 1, core.AgreementTexts{core.AgreementRhythm: "Every month"})
	s.must(err)
	th.agreed, th.proposed = first.ID, second.ID
}

// loses has Slack deactivate a mentee, which leaves an item for the admins.
func (s *stage) loses(mentee, mentor string) core.AttentionID {
	s.t.Helper()
	s.pair(mentee, mentor)
	s.deactivate(mentee, true)
	home, err := s.box.App.Service.Dashboard(s.in(), s.as(kim))
	s.must(err)
	for _, a := range home.Attention {
		if a.Item.Kind == core.AttentionGone && a.Person.Person.ChatUserID == mentee {
			return a.Item.ID
		}
	}
	s.t.Fatalf("nobody is told that %s is gone", mentee)
	return ""
}

// makeOffers has mentors make an offer for everything that can be done with one.
func (s *stage) makeOffers(th *things) {
	s.t.Helper()
	s.policy(func(p *core.Policy) { p.MentorsInvite = true })
	_, err := s.box.App.Service.Join(s.in(), s.as(kit), core.Joining{Mentee: true})
	s.must(err)
	for id, pair := range map[*core.InvitationID][2]string{
		&th.offerToAccept: {ada, sam}, &th.offerToDecline: {ben, kit}, &th.offerToWithdraw: {ada, kit},
	} {
		*id = s.offers(pair[0], pair[1], "May I?").Invitation.ID
	}
}

// offers has a mentor make an offer, and delivers it.
func (s *stage) offers(mentor, mentee, words string) core.InvitationFacts {
	s.t.Helper()
	made, err := s.box.App.Service.Offer(s.in(), s.as(mentor), s.id(mentee), words)
	s.must(err)
	s.settle()
	return made
}

// waiting is the request of a mentee that waits for a mentor's answer.
func (s *stage) waiting(mentor, mentee string) core.InvitationFacts {
	s.t.Helper()
	requests, err := s.box.App.Service.Requests(s.in(), s.as(mentor))
	s.must(err)
	for _, r := range requests.ToAnswer {
		if r.Mentee.Person.ChatUserID == mentee {
			return r
		}
	}
	s.t.Fatalf("no request of %s waits for %s", mentee, mentor)
	return core.InvitationFacts{}
}

// exhaust lets the only mentor asked say no, which leaves an item for the admins.
func (s *stage) exhaust(mentee, mentor string) core.AttentionID {
	s.t.Helper()
	s.asks(mentee, "Would you?", mentor)
	_, err := s.box.App.Service.Decline(s.in(), s.as(mentor), s.waiting(mentor, mentee).Invitation.ID, core.Decline{Reason: core.DeclineNoTime})
	s.must(err)
	s.settle()
	home, err := s.box.App.Service.Dashboard(s.in(), s.as(kim))
	s.must(err)
	return home.Attention[0].Item.ID
}

// records is a second way into the database, to see what is there without asking the product.
type records struct {
	t  *testing.T
	db *storage.DB
	ws core.WorkspaceID
}

func openRecords(t *testing.T, url string, ws core.WorkspaceID) *records {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	db, err := storage.Open(ctx, storage.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return &records{t: t, db: db, ws: ws}
}

// everything is all that is known of each person of the workspace, as JSON: who they are, their profile and search, their part in the
// programme, lists, invitations, mentorships and sessions. Under "" stands what waits for the admins, and the programmes.
func (r *records) everything(people []string) map[string]string {
	r.t.Helper()
	found := map[string]string{}
	err := r.db.Read(context.Background(), r.ws, func(tx core.Tx) error {
		for _, user := range people {
			person, err := tx.People().ByChatUser(context.Background(), user)
			if err != nil {
				return err
			}
			found[user] = dump(r.of(tx, person)...)
		}
		open, err := tx.Attention().Open(context.Background(), nil, 100)
		if err != nil {
			return err
		}
		programs, err := tx.Programs().List(context.Background())
		if err != nil {
			return err
		}
		help, err := tx.Support().Settings(context.Background())
		var events []core.Event
		for _, p := range programs {
			planned, _ := tx.Events().List(context.Background(), core.EventQuery{Program: p.ID, Now: opening, Limit: 99})
			events = append(events, planned...)
		}
		found[""] = dump(open, programs, help, events)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return found
}

// of collects what a person has to do with. A record that is not there is as good as an empty one.
func (r *records) of(tx core.Tx, person core.Person) []any {
	ctx := context.Background()
	profile, _ := tx.Profiles().Get(ctx, person.ID)
	places, _ := tx.Participants().ForPerson(ctx, person.ID)
	mentorships, _ := tx.Mentorships().ForPerson(ctx, person.ID)
	staff, _ := tx.Programs().StaffOf(ctx, person.ID)
	favourites, _ := tx.Marks().List(ctx, person.ID, core.MarkFavourite, 0, core.MaxMarks)
	hidden, _ := tx.Marks().List(ctx, person.ID, core.MarkHidden, 0, core.MaxMarks)
	groups, _ := tx.Groups().List(ctx, person.ID)
	offers, _ := tx.Invitations().Offers(ctx, "", person.ID)
	hours, _ := tx.Hours().Get(ctx, person.ID)
	calendars, _ := tx.BusyFeeds().List(ctx, person.ID)
	for i, c := range calendars { // the product reads them again by itself, whenever that is due
		calendars[i] = core.BusyFeed{ID: c.ID, Person: c.Person, Name: c.Name, Hint: c.Hint, AllDay: c.AllDay, AddedAt: c.AddedAt}
	}
	requests, _ := tx.Support().Of(ctx, person.ID, 0, 100)
	var written []any
	for _, r := range requests {
		replies, _ := tx.Support().Replies(ctx, r.ID)
		written = append(written, r, replies)
	}
	all := []any{written, offers, groups, calendars, person, profile, places, mentorships, staff, favourites, hidden, hours}
	programs, _ := tx.Programs().List(ctx)
	for _, program := range programs {
		criteria, _ := tx.Profiles().Criteria(ctx, program.ID, person.ID)
		searches, _ := tx.Searches().List(ctx, program.ID, person.ID, core.RoleMentor)
		list, _ := tx.ChoiceLists().Latest(ctx, program.ID, person.ID)
		invitations, _ := tx.Invitations().ForList(ctx, list.ID)
		answers, _ := tx.AnswerSheets().Get(ctx, program.ID, person.ID)
		enlistment, _ := tx.Enlistments().Of(ctx, program.ID, person.ID)
		ticks, _ := tx.LessonTicks().Of(ctx, person.ID, program.ID)
		all = append(all, criteria, searches, list, invitations, enlistment, answers, ticks)
	}
	for _, m := range mentorships {
		sessions, _ := tx.Sessions().ForMentorship(ctx, m.ID)
		times, _ := tx.TimeProposals().OpenFor(ctx, person.ID)
		goals, _ := tx.Goals().ForMentorship(ctx, m.ID)
		agreements, _ := tx.Agreements().ForMentorship(ctx, m.ID)
		notes, _ := tx.Notes().Readable(ctx, core.NotesAbout{Mentorship: m.ID, Reader: person.ID}, 0, 99)
		asked, _ := tx.Inquiries().ForMentorship(ctx, m.ID, 0, 99)
		links, _ := tx.Links().ForMentorship(ctx, m.ID)
		points, _ := tx.AgendaPoints().Open(ctx, m.ID)
		done, _ := tx.AgendaPoints().Done(ctx, m.ID, 0, 99)
		all = append(all, notes, links, points, done, asked)
		evaluation, _ := tx.Evaluations().Get(ctx, m.ID, person.ID)
		all = append(all, evaluation)
		all = append(all, sessions, times, goals, agreements)
		for _, goal := range goals {
			entries, _ := tx.Goals().Entries(ctx, goal.ID, 0, 99)
			all = append(all, entries)
		}
		for _, session := range sessions {
			reply, _ := tx.Sessions().Reply(ctx, session.ID, person.ID)
			said, _ := tx.Sessions().CheckIn(ctx, session.ID, person.ID)
			all = append(all, reply, said)
		}
	}
	calendar, _ := tx.Calendars().Get(ctx, person.ID)
	signedUp, _ := tx.Events().LiveOf(ctx, "", person.ID, opening)
	all = append(all, calendar, signedUp)
	return all
}

func dump(facts ...any) string {
	text, err := json.Marshal(facts)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// refusals counts what the audit log says somebody was refused.
func (r *records) refusals(user string) int {
	r.t.Helper()
	count := 0
	err := r.db.Read(context.Background(), r.ws, func(tx core.Tx) error {
		person, err := tx.People().ByChatUser(context.Background(), user)
		if err != nil {
			return err
		}
		entries, err := tx.Audit().ForSubject(context.Background(), core.PersonSubject(person.ID))
		for _, e := range entries {
			if e.Refused != "" && e.Actor == person.ID && e.Action != "" {
				count++
			}
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return count
}

// elsewhere makes another workspace in the same database, with one of everything, and gives its ids.
func (s *stage) elsewhere(r *records) things {
	s.t.Helper()
	other, err := s.box.App.Service.EnsureWorkspace(s.in(), core.Workspace{ChatTeamID: otherTeam, Name: "Elsewhere", Locale: "en"})
	s.must(err)
	th := things{
		list: "other-list", toAccept: "other-invitation", toDecline: "other-invitation", offerToAccept: "other-invitation", offerToDecline: "other-invitation", offerToWithdraw: "other-invitation", mentorship: "other-mentorship", times: "other-times",
		toMove: "other-session", over: "other-session", cancelByMentor: "other-session", cancelByZoe: "other-session", attention: "other-attention", gone: "other-attention", delivery: "other-delivery",
		run:   "other-run",
		event: "other-event", cancelEvent: "other-event", note: "other-note", link: "other-link", point: "other-point", pointOff: "other-point", toRemove: "other-note", toAnswer: "other-inquiry", toTakeBack: "other-inquiry",
		errand: "other-errand", help: "other-help",
	}
	s.must(r.db.Change(s.in(), other.ID, func(tx core.Tx) error {
		programs, err := tx.Programs().List(s.in())
		if err != nil {
			return err
		}
		th.program = programs[0].ID
		return s.fillElsewhere(tx, th)
	}))
	return th
}

func (s *stage) fillElsewhere(tx core.Tx, th things) error {
	ctx := s.in()
	const mentor, mentee = core.PersonID("other-mentor"), core.PersonID("other-mentee")
	for _, id := range []core.PersonID{mentor, mentee} {
		if err := tx.People().Save(ctx, core.Person{ID: id, ChatUserID: "U" + string(id), Name: "Somebody", TimeZone: "Etc/UTC"}); err != nil {
			return err
		}
	}
	if err := tx.ChoiceLists().Save(ctx, core.ChoiceList{
		ID: th.list, Program: th.program, Mentee: mentee, State: core.ChoicesRunning, Mentors: []core.PersonID{mentor}, CreatedAt: opening,
	}); err != nil {
		return err
	}
	if err := tx.Invitations().Save(ctx, core.Invitation{
		ID: th.toAccept, Program: th.program, List: th.list, Mentee: mentee, Mentor: mentor, Rank: 1, State: core.InvitationSent,
		CreatedAt: opening, DeliveredAt: opening, ExpiresAt: opening.AddDate(1, 0, 0),
	}); err != nil {
		return err
	}
	if err := tx.Mentorships().Save(ctx, core.Mentorship{
		ID: th.mentorship, Program: th.program, Mentor: mentor, Mentee: mentee, State: core.MentorshipActive, StartedAt: opening,
		PlannedEnd: opening.AddDate(1, 0, 0),
	}); err != nil {
		return err
	}
	if err := tx.Sessions().Save(ctx, core.Session{
		ID: th.toMove, Mentorship: th.mentorship, Program: th.program, Number: 1, Kind: core.SessionIntroduction, StartsAt: opening.AddDate(0, 2, 0), Minutes: 30,
		Zone: "Etc/UTC", State: core.SessionBooked, BookedBy: mentee, CreatedAt: opening, UpdatedAt: opening,
	}); err != nil {
		return err
	}
	if err := tx.TimeProposals().Save(ctx, proposedTimes(th, mentor)); err != nil {
		return err
	}
	if err := tx.Attention().Save(ctx, core.Attention{
		ID: th.attention, Program: th.program, Kind: core.AttentionExhausted, Person: mentee, List: th.list, CreatedAt: opening,
	}); err != nil {
		return err
	}
	if err := tx.Events().Save(ctx, core.Event{
		ID: th.event, Program: th.program, Title: "Lunch", StartsAt: opening.AddDate(0, 2, 0), Minutes: 60, Zone: "Etc/UTC", State: core.EventPlanned, CreatedBy: mentor,
		CreatedAt: opening,
	}); err != nil {
		return err
	}
	if err := tx.PairingRuns().Save(ctx, core.PairingRun{ID: th.run, Program: th.program, State: core.PairingDraft, CreatedAt: opening}); err != nil {
		return err
	}
	if err := tx.Support().Save(ctx, core.SupportRequest{
		ID: th.help, Program: th.program, Person: mentee, Topic: core.SupportOther, State: core.SupportOpen, CreatedAt: opening, DueAt: opening,
	}); err != nil {
		return err
	}
	return tx.Deliveries().Save(ctx, failedDelivery(th, mentee))
}

// overSession is one of yesterday.
func overSession(th things, mentee core.PersonID) core.Session {
	return core.Session{
		ID: th.over, Mentorship: th.mentorship, Program: th.program, Number: 9, Kind: core.SessionRegular, StartsAt: opening.AddDate(0, 0, -1), Minutes: 45,
		Zone: "Etc/UTC", State: core.SessionBooked, BookedBy: mentee, CreatedAt: opening.AddDate(0, 0, -2), UpdatedAt: opening.AddDate(0, 0, -2),
	}
}

// failedDelivery is the record that somebody was never told of their mentorship.
func failedDelivery(th things, person core.PersonID) core.Delivery {
	return core.Delivery{
		ID: th.delivery, Job: core.JobID(th.delivery) + "-job", Person: person, Channel: core.ChannelDirect, State: core.DeliveryFailed,
		Task: core.Task{Notice: core.NoticeMatched, Mentorship: th.mentorship, To: person}, Reason: core.DirectRefused, At: opening,
	}
}

// proposedTimes wait for an answer. They are not proposed by the product's own ways, as that is to be in touch.
func proposedTimes(th things, by core.PersonID) core.TimeProposal {
	first := opening.AddDate(0, 3, 0)
	return core.TimeProposal{
		ID: th.times, Mentorship: th.mentorship, Program: th.program, By: by, Starts: []time.Time{first, first.AddDate(0, 0, 1), first.AddDate(0, 0, 2)},
		Minutes: 30, Zone: "Etc/UTC", State: core.TimesOpen, CreatedAt: opening, AnswerBy: first, NextAt: first,
	}
}
