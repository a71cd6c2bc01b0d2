package stories

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/bot"
	screens "mentorbot/bot/view"
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
	e.asks(team, leo, "Would you, "+team, eve)
	e.must(e.answerAll(team, eve, func(call core.Call, id core.InvitationID) error {
		_, err := e.app.Service.Decline(ctx, call, id, core.Decline{Reason: "no_time"})
		return err
	}))
	e.asks(team, kim, "And you, "+team, ben)
	e.control(team, http.MethodPost, "faults", fields{"method": "chat.postMessage", "kind": "error", "error": "channel_not_found"}, nil)
	e.asks(team, leo, "Once more, "+team, ada) // somebody cannot be reached
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
	} {
		for _, row := range e.rows(team, false)[table] { // the first column is the workspace, or the number of a job
			found[kind] = append(found[kind], strings.Split(row, " | ")[1])
		}
		if len(found[kind]) == 0 {
			e.t.Fatalf("%s has no %s", team, table)
		}
	}
	return found
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
		"EnsureWorkspace", "Handlers", "Installations", "NextDeadline", "Now", "Observe", "Sweep", "Workspace", "WorkspaceOfTeam",
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

// replay is a button or a form of one workspace on its way to be used in another.
type replay struct {
	user, kind, id, block, carried string
	view                           map[string]any // of a form
}

// TestNoButtonOfAWorkspaceWorksInAnother replays everything people of one workspace can click or submit in another, as the person with
// the same id there, with Slack's own signature.
func TestNoButtonOfAWorkspaceWorksInAnother(t *testing.T) {
	tellOfMany(t, false, func(e *estate) {
		for _, team := range []string{north, south} {
			e.install(team)
			e.inhabit(team)
		}
		theirs := e.idsOf(north)
		replays := e.collect(north, theirs)
		answers := &answers{}
		hook := httptest.NewServer(answers)
		defer hook.Close()
		before := e.rows(north, false)
		own := e.rows(south, true)
		for n, r := range replays {
			status, answer := e.post(r.payload(south, hook.URL, n))
			e.must(e.app.Settle(e.t.Context()))
			answer += answers.take()
			if leak := leaks(answer, theirs, "of "+north); status != http.StatusOK || leak != "" {
				e.t.Errorf("%s %s by %s: status %d, shows %q: %s", r.kind, r.id, r.user, status, leak, answer)
			}
			if !reflect.DeepEqual(own, e.rows(south, true)) {
				e.t.Fatalf("%s %s with %s changed the workspace it was replayed in", r.kind, r.id, r.carried)
			}
		}
		if !reflect.DeepEqual(before, e.rows(north, false)) {
			e.t.Error("replaying changed the workspace it came from")
		}
		kinds := map[string]int{}
		for _, r := range replays {
			kinds[r.kind+" "+r.id]++
		}
		if len(kinds) < 12 {
			e.t.Errorf("only %d kinds of buttons and forms were found: %v", len(kinds), kinds)
		}
		for _, line := range e.errors.take() {
			if !strings.Contains(line, "trigger") {
				e.t.Errorf("logged as an error: %s", line)
			}
		}
		e.t.Logf("%d replays: %v", len(replays), slices.Sorted(maps.Keys(kinds)))
	})
}

// answers takes what the app says by a response address.
type answers struct {
	mu   sync.Mutex
	said string
}

func (a *answers) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.said += string(raw)
}

func (a *answers) take() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	said := a.said
	a.said = ""
	return said
}

// collect finds what people of a workspace can click and submit, in their messages, their Home and the modals these lead to, as far as
// it carries identifiers.
func (e *estate) collect(team string, ids map[reflect.Type][]string) []replay {
	e.t.Helper()
	var found []replay
	for _, user := range []string{mia, leo, ada, ben, eve, kim} {
		for _, m := range e.messages(team, user) {
			found = append(found, e.explore(team, user, fields{"message_ts": m.TS, "channel": m.Channel}, decoded(m.Blocks))...)
		}
		var home struct{ View map[string]any }
		e.control(team, http.MethodPost, "users/"+user+"/home", nil, &home)
		found = append(found, e.explore(team, user, fields{"home": true}, home.View)...)
		for _, verb := range []string{
			screens.VerbProfile, screens.VerbFind, screens.VerbChoices, screens.VerbRequests, screens.VerbSessions, screens.VerbMentor,
		} {
			e.command(team, user, "/mentor "+verb)
			found = append(found, e.open(team, user)...)
		}
		found = append(found, e.results(team, user)...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(r replay) bool {
		key := r.user + r.kind + r.id + r.carried
		twice := seen[key]
		seen[key] = true
		return twice || leaks(r.carried, ids, "of "+team) == ""
	})
}

// explore takes the buttons of a surface and what is in the modals that some of them open.
func (e *estate) explore(team, user string, where fields, surface any) []replay {
	e.t.Helper()
	found := buttons(user, surface)
	for _, b := range slices.Clone(found) {
		if !slices.Contains([]string{
			screens.ActionBookSession, screens.ActionMoveSession, screens.ActionCancelSession, screens.ActionDecline,
		}, b.id) {
			continue
		}
		click := fields{"user": user, "action_id": b.id, "block_id": b.block}
		maps.Copy(click, where)
		e.control(team, http.MethodPost, "click", click, nil)
		found = append(found, e.open(team, user)...)
	}
	return found
}

// results searches and takes what the results offer.
func (e *estate) results(team, user string) []replay {
	e.t.Helper()
	out := e.command(team, user, "/mentor "+screens.VerbFind)
	if out.View == nil {
		return nil
	}
	e.control(team, http.MethodPost, "submit", fields{"user": user, "view_id": out.View.ID}, nil)
	return e.open(team, user)
}

// open takes what is in the modals a person has open, and closes them.
func (e *estate) open(team, user string) []replay {
	e.t.Helper()
	var answer struct {
		View  map[string]any
		Stack []map[string]any
	}
	e.control(team, http.MethodGet, "users/"+user+"/view", nil, &answer)
	var found []replay
	for _, v := range answer.Stack {
		found = append(append(found, buttons(user, v)...), forms(user, v)...)
	}
	if answer.View != nil {
		e.control(team, http.MethodPost, "close", fields{"user": user, "view_id": answer.View["id"], "all": true}, nil)
	}
	return found
}

func decoded(raw json.RawMessage) any {
	var v any
	_ = json.Unmarshal(raw, &v)
	return v
}

// buttons are those anywhere in decoded blocks, with the block they are in.
func buttons(user string, in any) []replay {
	var found []replay
	switch in := in.(type) {
	case []any:
		for _, v := range in {
			found = append(found, buttons(user, v)...)
		}
	case map[string]any:
		if value, ok := in["value"].(string); ok && in["type"] == "button" {
			found = append(found, replay{user: user, kind: "button", id: in["action_id"].(string), carried: value})
		}
		for _, v := range in {
			found = append(found, buttons(user, v)...)
		}
		if block, ok := in["block_id"].(string); ok {
			for i := range found {
				found[i].block = block
			}
		}
	}
	return found
}

// forms is a modal that can be submitted.
func forms(user string, v map[string]any) []replay {
	metadata, _ := v["private_metadata"].(string)
	if metadata == "" || v["submit"] == nil {
		return nil
	}
	return []replay{{user: user, kind: "form", id: v["callback_id"].(string), carried: metadata, view: v}}
}

// payload is what Slack would send if this had been clicked or submitted in a workspace.
func (r replay) payload(team, hook string, n int) map[string]any {
	out := map[string]any{
		"type": "block_actions", "trigger_id": "replay." + strconv.Itoa(n), "team": map[string]any{"id": team},
		"user": map[string]any{"id": r.user, "team_id": team}, "response_url": hook,
		"container": map[string]any{"type": "message", "channel_id": "D0REPLAY", "message_ts": "1.000001"},
		"actions":   []map[string]any{{"type": "button", "action_id": r.id, "block_id": "b", "value": r.carried}},
	}
	if r.kind == "form" {
		delete(out, "response_url")
		out["type"], out["view"] = "view_submission", r.view
	}
	return out
}

// post sends an interaction to the app as Slack signs it.
func (e *estate) post(payload map[string]any) (status int, answer string) {
	e.t.Helper()
	raw, err := json.Marshal(payload)
	e.must(err)
	return e.send(bot.PathInteractions, formEncoded, url.Values{"payload": {string(raw)}}.Encode())
}

// event sends an event of a workspace to the app as Slack signs it.
func (e *estate) event(team string, at time.Time, inner map[string]any) (status int, answer string) {
	e.t.Helper()
	raw, err := json.Marshal(map[string]any{
		"type": "event_callback", "team_id": team, "event_id": "Ev" + strconv.FormatInt(time.Now().UnixNano(), 10),
		"event_time": at.Unix(), "event": inner,
	})
	e.must(err)
	return e.send(bot.PathEvents, "application/json", string(raw))
}

func (e *estate) send(path, kind, body string) (status int, answer string) {
	e.t.Helper()
	request, err := http.NewRequest(http.MethodPost, e.base+path, strings.NewReader(body))
	e.must(err)
	stamp := strconv.FormatInt(e.protocol.now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(estateSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	request.Header.Set("Content-Type", kind)
	request.Header.Set("X-Slack-Request-Timestamp", stamp)
	request.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	status, got, err := roundTrip(request)
	e.must(err)
	return status, string(got)
}
