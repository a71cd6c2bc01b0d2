package stories

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

// inhabit brings the same things about in a workspace: a pair with a session, a request that waits, one nobody was left for, and a
// message that could not be delivered.
func (e *estate) inhabit(team string) {
	e.t.Helper()
	ctx := e.t.Context()
	e.people(team, mia, ada, ben, eve)
	e.people(team, leo)
	e.people(team, kim)
	e.asks(team, mia, "Please, "+team, ada)
	e.must(e.answerAll(team, ada, func(call core.Call, id core.InvitationID) error {
		_, err := e.app.Service.Accept(ctx, call, id)
		return err
	}))
	agenda, err := e.app.Service.Agenda(ctx, e.as(team, mia))
	e.must(err)
	_, err = e.app.Service.BookSession(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, core.Booking{
		Title: "Session of " + team, Date: opening.AddDate(0, 0, 7).Format(time.DateOnly), Time: "10:00", Minutes: 60,
	})
	e.must(err)
	_, err = e.app.Service.BookSeries(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, core.Booking{
		Title: "Series of " + team, Date: opening.AddDate(0, 0, 21).Format(time.DateOnly), Time: "10:00", Minutes: 60,
	}, core.Repeating{Every: core.Weekly, Times: 2}, nil)
	e.must(err)
	_, err = e.app.Service.ProposeTimes(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, core.NewTimes{
		Title: "Times of " + team, Times: [core.MaxProposedTimes]core.WallTime{{Date: opening.AddDate(0, 0, 14).Format(time.DateOnly), Time: "10:00"}}, Minutes: 60,
	})
	e.must(err)
	_, err = e.app.Service.CreateGoal(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, core.GoalInput{Title: "Goal of " + team, Steps: "Begin"})
	e.must(err)
	_, err = e.app.Service.WriteNote(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, core.NoteInput{Text: "Note of " + team, Shared: true})
	e.must(err)
	_, err = e.app.Service.AddLink(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, core.LinkInput{Title: "Link of " + team, Address: "https://example.org/" + team})
	e.must(err)
	_, err = e.app.Service.AddAgendaPoint(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, core.AgendaPointInput{Text: "Point of " + team})
	e.must(err)
	_, err = e.app.Service.Ask(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, "Question between sessions of "+team)
	e.must(err)
	_, err = e.app.Service.ProposeAgreement(ctx, e.as(team, mia), agenda.Mentorships[0].Mentorship.ID, 0, core.AgreementTexts{core.AgreementRhythm: "Rhythm of " + team})
	e.must(err)
	_, err = e.app.Service.AskSupport(ctx, e.as(team, mia), core.NewSupport{Topic: core.SupportAccount, Text: "Question of " + team})
	e.must(err)
	e.asks(team, leo, "Would you, "+team, eve)
	e.must(e.answerAll(team, eve, func(call core.Call, id core.InvitationID) error {
		_, err := e.app.Service.Decline(ctx, call, id, core.Decline{Reason: "no_time"})
		return err
	}))
	e.asks(team, kim, "And you, "+team, ben)
	e.control(team, http.MethodPost, "faults", fields{"method": "chat.postMessage", "kind": "error", "error": "channel_not_found"}, nil)
	e.asks(team, leo, "Once more, "+team, ada) // somebody cannot be reached
	e.keepsake(team)
	e.prepares(team, agenda.Mentorships[0].Program.ID)
}

// keepsake has Mia keep what belongs to one person alone: a search, a group, a recommendation, a calendar.
func (e *estate) keepsake(team string) {
	e.t.Helper()
	ctx, call := e.t.Context(), e.as(team, mia)
	_, err := e.app.Service.SaveSearch(ctx, call, core.RoleMentor, "Search of "+team, core.Criteria{Text: "pumps"})
	e.must(err)
	_, err = e.app.Service.SetGroups(ctx, call, e.as(team, ben).Actor, nil, "Group of "+team)
	e.must(err)
	_, err = e.app.Service.AddTip(ctx, call, core.Tip{Kind: core.TipBook, Title: "Book of " + team})
	e.must(err)
	e.must(e.app.Service.AddBusyFeed(ctx, call, core.NewBusyFeed{Name: "Calendar of " + team, Address: "https://127.0.0.1/" + team})) // which is never read
	e.must(e.app.Settle(ctx))
}

// prepares leaves what those who run a programme have under way: a question, a resource, a course, a pairing run, an invitation to take part, and what is to be
// confirmed.
func (e *estate) prepares(team string, program core.ProgramID) {
	e.t.Helper()
	ctx, by := e.t.Context(), e.as(team, kim)
	_, err := e.app.Service.SaveQuestion(ctx, by, core.QuestionWording{
		Program: program, Kind: core.QuestionSingle, Asked: core.AskMentees, Text: core.LocalText{EN: "Question of " + team}, Options: "Yes\nNo",
	})
	e.must(err)
	_, err = e.app.Service.SaveResource(ctx, by, core.ResourceInput{
		Program: program, Resource: core.Resource{Kind: core.ResourceText, Title: "Resource of " + team, Text: "Words of " + team},
	})
	e.must(err)
	course, err := e.app.Service.SaveCourse(ctx, by, core.CourseInput{Program: program, Course: core.Course{Title: "Course of " + team}})
	e.must(err)
	_, err = e.app.Service.SaveLesson(ctx, by, core.LessonInput{
		Program: program, Course: course.Course.ID, Lesson: core.Lesson{Title: "Lesson of " + team, Text: "Words of " + team},
	})
	e.must(err)
	planned, err := e.app.Service.CreateEvent(ctx, by, program, core.EventInput{Title: "Event of " + team, Date: "2026-08-03", Time: "12:00", Minutes: 60})
	e.must(err)
	_, err = e.app.Service.SignUp(ctx, e.as(team, mia), planned.Event.ID)
	e.must(err)
	r := openRecords(e.t, e.database, e.workspace(team))
	e.must(r.db.Change(ctx, r.ws, func(tx core.Tx) error {
		newcomer := core.Person{ID: core.PersonID("newcomer-" + team), ChatUserID: "U0NEW", Name: "Newcomer", TimeZone: "Etc/UTC"}
		return errors.Join(tx.People().Save(ctx, newcomer),
			tx.PairingRuns().Save(ctx, core.PairingRun{ID: core.PairingRunID("run-" + team), Program: program, State: core.PairingDraft, CreatedAt: opening}),
			tx.Enlistments().Save(ctx, core.Enlistment{
				ID: core.EnlistmentID("enlistment-" + team), Program: program, Person: newcomer.ID, State: core.EnlistmentAsked, By: by.Actor, AskedAt: opening,
			}),
			tx.Errands().Save(ctx, core.Errand{
				ID: core.ErrandID("errand-" + team), Kind: core.ErrandEnlist, Program: program, By: by.Actor, State: core.ErrandReady, View: "V0CLOSED",
				Content:   core.ErrandContent{Enlist: &core.EnlistPlan{People: []core.PersonID{newcomer.ID}}},
				CreatedAt: opening, UpdatedAt: opening,
			}))
	}))
}

func (e *estate) answerAll(team, mentor string, answer func(core.Call, core.InvitationID) error) error {
	requests, err := e.app.Service.Requests(e.t.Context(), e.as(team, mentor))
	for _, r := range requests.ToAnswer {
		err = errors.Join(err, answer(e.as(team, mentor), r.Invitation.ID))
	}
	return errors.Join(err, e.app.Settle(e.t.Context()))
}

// passing are the tables that every request may add to, and the last search, which is what somebody typed and no programme's.
func passing() []string {
	return []string{"audit_entries", "inbox", "jobs", "people", "search_criteria"}
}

// rows is everything a workspace has in the database, by table; lasting leaves out the passing.
func (e *estate) rows(team string, lasting bool) map[string][]string {
	e.t.Helper()
	driver, source := "pgx", e.database
	tables := "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'workspace_id'"
	if path, ok := strings.CutPrefix(e.database, "sqlite://"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)"
		tables = "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = 'workspace_id'"
	}
	db, err := sql.Open(driver, source)
	e.must(err)
	defer db.Close()
	found := map[string][]string{}
	for _, table := range e.query(db, tables) {
		if name := table[0]; !lasting || !slices.Contains(passing(), name) {
			for _, row := range e.query(db, fmt.Sprintf("SELECT * FROM %q WHERE workspace_id = '%s'", name, e.workspace(team))) {
				found[name] = append(found[name], strings.Join(row, " | "))
			}
			slices.Sort(found[name])
		}
	}
	return found
}

func (e *estate) query(db *sql.DB, text string) [][]string {
	e.t.Helper()
	rows, err := db.Query(text)
	e.must(err)
	defer rows.Close()
	columns, err := rows.Columns()
	e.must(err)
	var all [][]string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		e.must(rows.Scan(into...))
		row := make([]string, len(columns))
		for i, v := range values {
			row[i] = fmt.Sprint(v)
		}
		all = append(all, row)
	}
	e.must(rows.Err())
	return all
}

// idsOf are the identifiers of a workspace, by their type.
func (e *estate) idsOf(team string) map[reflect.Type][]string {
	e.t.Helper()
	found := map[reflect.Type][]string{}
	for table, kind := range map[string]reflect.Type{
		"people": reflect.TypeFor[core.PersonID](), "programs": reflect.TypeFor[core.ProgramID](),
		"choice_lists": reflect.TypeFor[core.ChoiceListID](), "invitations": reflect.TypeFor[core.InvitationID](),
		"mentorships": reflect.TypeFor[core.MentorshipID](), "sessions": reflect.TypeFor[core.SessionID](),
		"attention_items": reflect.TypeFor[core.AttentionID](), "messages": reflect.TypeFor[core.MessageID](),
		"jobs": reflect.TypeFor[core.JobID](), "deliveries": reflect.TypeFor[core.DeliveryID](),
		"pairing_runs": reflect.TypeFor[core.PairingRunID](), "errands": reflect.TypeFor[core.ErrandID](),
		"enlistments": reflect.TypeFor[core.EnlistmentID](), "saved_searches": reflect.TypeFor[core.SearchID](),
		"mark_groups": reflect.TypeFor[core.GroupID](), "busy_feeds": reflect.TypeFor[core.BusyFeedID](),
		"time_proposals": reflect.TypeFor[core.TimeProposalID](), "goals": reflect.TypeFor[core.GoalID](), "notes": reflect.TypeFor[core.NoteID](), "links": reflect.TypeFor[core.LinkID](), "events": reflect.TypeFor[core.EventID](), "event_sign_ups": reflect.TypeFor[core.SignUpID](), "agenda_points": reflect.TypeFor[core.AgendaPointID](), "inquiries": reflect.TypeFor[core.InquiryID](), "agreements": reflect.TypeFor[core.AgreementID](),
		"goal_entries": reflect.TypeFor[core.GoalEntryID](), "support_requests": reflect.TypeFor[core.SupportID](),
		"series": reflect.TypeFor[core.SeriesID](),
	} {
		for _, row := range e.rows(team, false)[table] { // the first column is the workspace, or the number of a job
			found[kind] = append(found[kind], strings.Split(row, " | ")[1])
		}
		if len(found[kind]) == 0 {
			e.t.Fatalf("%s has no %s", team, table)
		}
	}
	e.idsInside(team, found)
	return found
}

// idsInside adds the identifiers that have no table of their own.
func (e *estate) idsInside(team string, found map[reflect.Type][]string) {
	e.t.Helper()
	profile, err := e.app.Service.ProfileFacts(e.t.Context(), e.as(team, mia))
	e.must(err)
	for _, tip := range profile.Profile.Tips {
		found[reflect.TypeFor[core.TipID]()] = append(found[reflect.TypeFor[core.TipID]()], string(tip.ID))
	}
	page, err := e.app.Service.Questions(e.t.Context(), e.as(team, kim), core.ProgramID(found[reflect.TypeFor[core.ProgramID]()][0]))
	e.must(err)
	for _, resource := range page.Program.Policy.Resources {
		found[reflect.TypeFor[core.ResourceID]()] = append(found[reflect.TypeFor[core.ResourceID]()], string(resource.ID))
	}
	for _, course := range page.Program.Policy.Courses {
		found[reflect.TypeFor[core.CourseID]()] = append(found[reflect.TypeFor[core.CourseID]()], string(course.ID))
		for _, lesson := range course.Lessons {
			found[reflect.TypeFor[core.LessonID]()] = append(found[reflect.TypeFor[core.LessonID]()], string(lesson.ID))
		}
	}
	for _, question := range page.Program.Policy.Questions {
		found[reflect.TypeFor[core.QuestionID]()] = append(found[reflect.TypeFor[core.QuestionID]()], string(question.ID))
		for _, option := range question.Options {
			found[reflect.TypeFor[core.OptionID]()] = append(found[reflect.TypeFor[core.OptionID]()], string(option.ID))
		}
	}
}

// A type of identifier that the intruder does not know is one nobody has tried.
func (e *estate) triesEveryIdentifier(ids map[reflect.Type][]string) {
	e.t.Helper()
	files, err := filepath.Glob("../../../core/*.go")
	e.must(err)
	known := map[string]bool{"WorkspaceID": true} // the intruder is in their own
	for kind, all := range ids {
		known[kind.Name()] = len(all) > 0
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		e.must(err)
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !strings.HasSuffix(spec.Name.Name, "ID") {
				return true
			}
			if base, ok := spec.Type.(*ast.Ident); ok && base.Name == "string" && !known[spec.Name.Name] {
				e.t.Errorf("no %s of another workspace is tried", spec.Name.Name)
			}
			return true
		})
	}
}

// leaks names the first of the identifiers, or words, of another workspace that a text holds.
func leaks(text string, ids map[reflect.Type][]string, team string) string {
	for _, all := range ids {
		for _, id := range all {
			if strings.Contains(text, id) {
				return id
			}
		}
	}
	if strings.Contains(text, team) {
		return team
	}
	return ""
}

// beyond are the methods that do not act in one workspace, or are not given one by anybody outside.
func beyond() []string {
	return []string{
		"EnsureWorkspace", "Handlers", "Installations", "NextDeadline", "Now", "Observe", "OnJobs", "Sweep", "Workspace", "WorkspaceOfTeam",
		"Install", "Uninstall", // act by the chat team alone
		"Revoke", "Refreshed", "ClaimRefresh", "Installation", "Detach", // name nothing but the workspace itself
	}
}

// TestNoIdentifierOfAWorkspaceWorksInAnother calls every method of the service in one workspace with the identifiers of another, as
// its own people and as the other's.
func TestNoIdentifierOfAWorkspaceWorksInAnother(t *testing.T) {
	tellOfMany(t, false, func(e *estate) {
		for _, team := range []string{north, south} {
			e.install(team)
			e.inhabit(team)
		}
		theirs := e.idsOf(north)
		e.triesEveryIdentifier(theirs)
		actors := append(theirs[reflect.TypeFor[core.PersonID]()][:1:1], "")
		for _, user := range []string{mia, ada, kim} {
			actors = append(actors, string(e.as(south, user).Actor))
		}
		before := e.rows(north, false)
		service := reflect.ValueOf(e.app.Service)
		tried := 0
		for i := range service.NumMethod() {
			name := service.Type().Method(i).Name
			if slices.Contains(beyond(), name) {
				continue
			}
			for _, actor := range actors {
				f := intruder{e: e, actor: core.PersonID(actor), ids: theirs}
				f.call(name, service.Method(i))
				tried++
			}
			if after := e.rows(north, false); !reflect.DeepEqual(before, after) {
				e.t.Fatalf("%s changed another workspace", name)
			}
		}
		for table, rows := range e.rows(south, false) {
			if leak := leaks(strings.Join(rows, "\n"), theirs, "of "+north); leak != "" && table != "audit_entries" && table != "inbox" {
				e.t.Errorf("%s keeps %s of another workspace", table, leak)
			}
		}
		e.errors.take() // what the database itself refused is an error to whoever asked
		e.t.Logf("%d calls of %d methods", tried, tried/len(actors))
	})
}

// intruder calls methods in the south with what belongs to the north.
type intruder struct {
	e     *estate
	actor core.PersonID
	ids   map[reflect.Type][]string
}

func (f intruder) call(name string, method reflect.Value) {
	f.e.t.Helper()
	var in []reflect.Value
	byPerson := false
	for i := range method.Type().NumIn() {
		kind := method.Type().In(i)
		byPerson = byPerson || kind == reflect.TypeFor[core.Call]() && name != "SyncPerson" // which the system does, for whoever comes
		in = append(in, f.make(kind, 0))
	}
	if name == "MessagesAbout" {
		invitation := core.InvitationID(f.ids[reflect.TypeFor[core.InvitationID]()][0])
		in[2] = reflect.ValueOf(core.InvitationSubject(invitation))
	}
	var err error
	for _, out := range method.Call(in) {
		if failure, ok := out.Interface().(error); ok {
			err = failure
			continue
		}
		shown, marshalled := json.Marshal(out.Interface())
		f.e.must(marshalled)
		if leak := leaks(string(shown), f.ids, "of "+north); leak != "" {
			f.e.t.Errorf("%s shows %s of another workspace: %s", name, leak, shown)
		}
	}
	if byPerson && f.actor != "" && err != nil && core.Refusal(err) == nil && !errors.Is(err, core.ErrNotFound) {
		f.e.t.Errorf("%s fails instead of refusing: %v", name, err)
	}
	if byPerson && string(f.actor) == f.ids[reflect.TypeFor[core.PersonID]()][0] && err == nil {
		f.e.t.Errorf("%s serves somebody of another workspace", name)
	}
}

// make gives a value of a type: the north's for everything that is an identifier, the south for the workspace.
func (f intruder) make(kind reflect.Type, depth int) reflect.Value {
	v := reflect.New(kind).Elem()
	switch kind {
	case reflect.TypeFor[context.Context]():
		return reflect.ValueOf(f.e.t.Context())
	case reflect.TypeFor[core.Call]():
		return reflect.ValueOf(core.Call{Workspace: f.e.workspace(south), Actor: f.actor, RequestID: "intruder"})
	case reflect.TypeFor[core.WorkspaceID]():
		return reflect.ValueOf(f.e.workspace(south))
	case reflect.TypeFor[time.Time]():
		return reflect.ValueOf(f.e.clock.Now())
	case reflect.TypeFor[core.NoticeKind]():
		return reflect.ValueOf(core.NoticeInvitation)
	}
	if ids := f.ids[kind]; len(ids) > 0 {
		v.SetString(ids[0])
		return v
	}
	switch kind.Kind() {
	case reflect.String:
		v.SetString("anything")
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Slice:
		v.Set(reflect.Append(v, f.make(kind.Elem(), depth+1)))
	case reflect.Struct:
		for i := range kind.NumField() {
			if kind.Field(i).IsExported() && depth < 5 {
				v.Field(i).Set(f.make(kind.Field(i).Type, depth+1))
			}
		}
	}
	return v
}
