package stories

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/core"
	"mentorbot/slacksim"
)

// hostileTexts are what people might type to speak through the product, to forge links, to break layouts, headers or formats.
func hostileTexts() map[string]string {
	return map[string]string{
		"mentions":        "<!channel> <!here> <@U0EVERY> <#C0GENERAL> <!subteam^S1|team>",
		"links":           "<https://evil.example|bank.example> <mailto:evil@example.net|Ada>",
		"bare addresses":  "@here #general https://evil.example www.evil.example evil@example.net",
		"dates":           "<!date^0^{date}^https://evil.example|today>",
		"styles":          "*b* _i_ ~s~ [bank](https://evil.example) # head\n- list\n> quote",
		"code":            "```rm -rf``` `x`",
		"entities":        "&lt;!channel&gt; &amp;amp; &#60;script&#62;",
		"writing back":    "a\u202Egnp.exe\u202C \u2066x\u2069 \u200Fb",
		"invisible":       "\u200B\u2060\uFEFFa\u200Bb\u00AD",
		"mail headers":    "x\r\nBcc: evil@example.net\r\n\r\nbody\n.\nQUIT",
		"formula":         `=HYPERLINK("https://evil.example","x")`,
		"controls":        "a\x00b\x07c\x1b[31m\u0085\u2028d\u2029",
		"markup":          `"'><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}`,
		"calendar":        "x\r\nATTENDEE:mailto:evil@example.net\r\nEND:VEVENT;X=\"y\":z,\\n",
		"emoji":           "👩‍👩‍👧‍👦🏳️‍🌈é́́ :smile: 佐藤 مرحبا",
		"many words":      strings.Repeat("wide & <b> ", 400),
		"one long word":   strings.Repeat("W", 3000),
		"escapes by half": strings.Repeat("&<", 1500),
		"words of ours":   "{{.Name}} %s ${x} {0} \\u003c!channel\\u003e",
	}
}

// field is an input for free text: the modal's callback id and the block id.
type field struct{ callback, block string }

// textFields are all inputs for free text there are.
func textFields(t *testing.T) map[field]bool {
	t.Helper()
	found := map[field]bool{}
	eachInput(t, func(callback string, in formInput) {
		if in.free() && !untyped(callback, in.BlockID) {
			found[in.in(callback)] = true
		}
	})
	return found
}

// eachInput goes through all inputs there are: those of the screens' goldens, which every screen has.
func eachInput(t *testing.T, visit func(callback string, in formInput)) {
	t.Helper()
	goldens, err := filepath.Glob("../../../bot/view/testdata/en/*.json")
	if err != nil || len(goldens) == 0 {
		t.Fatalf("goldens: %v, error %v", goldens, err)
	}
	for _, golden := range goldens {
		screen := goldenView(t, golden)
		for _, in := range inputsOf(t, &screen) {
			visit(screen.CallbackID, in)
		}
	}
}

// goldenView is a screen as its golden has it.
func goldenView(t *testing.T, golden string) view {
	t.Helper()
	raw, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var screen view
	if err := json.Unmarshal(raw, &screen); err != nil {
		t.Fatalf("%s: %v", golden, err)
	}
	return screen
}

// untyped are inputs the assault below does not reach: a preview, which is never sent, and the number of people that is typed for more than
// fifty of them (see TestManyPeopleAreCountedByHand).
func untyped(callback, block string) bool {
	return callback == "question_preview" || callback == "errand" && block == "count"
}

// formInput is an input block of a modal.
type formInput struct {
	Type     string
	BlockID  string `json:"block_id"`
	Optional bool
	Element  struct {
		Type          string
		ActionID      string `json:"action_id"`
		MaxLength     int    `json:"max_length"`
		Options       []struct{ Value string }
		InitialOption *struct{ Value string } `json:"initial_option"`
		InitialDate   string                  `json:"initial_date"`
	}
}

func inputsOf(t *testing.T, v *view) []formInput {
	t.Helper()
	if len(v.Blocks) == 0 {
		return nil
	}
	var blocks []formInput
	if err := json.Unmarshal(v.Blocks, &blocks); err != nil {
		t.Fatalf("blocks: %v in %s", err, v.Blocks)
	}
	return slices.DeleteFunc(blocks, func(b formInput) bool { return b.Type != "input" })
}

// free reports an input that takes what people make up. Time zones come from a list.
func (in formInput) free() bool {
	switch in.Element.Type {
	case "plain_text_input":
		return true
	case "external_select", "multi_external_select":
		return in.Element.ActionID != "suggest_zone"
	}
	return false
}

// in names the input of a modal. Answers are inputs of questions that admins make up.
func (in formInput) in(callback string) field {
	if callback == "answers" {
		return field{callback, "an answer"}
	}
	return field{callback, in.BlockID}
}

// assault is a story in which everybody types one hostile text wherever text can be typed.
type assault struct {
	*stage
	text    string
	own     bool // each types the text with their own name behind it
	entered map[field]bool
	pages   int                                        // looked at behind links
	before  func(user string, v *view, entered values) // what else is done with a form before it is sent, if anything
}

// words are what a person types.
func (a *assault) words(user string) string {
	if a.own {
		return a.text + user
	}
	return a.text
}

// theyDoNotFit has one of a pair end it for good, and an admin let them be paired again.
func (a *assault) theyDoNotFit() {
	a.t.Helper()
	m := a.mentorships(leo)[0].Mentorship
	r := openRecords(a.t, a.url, a.box.App.Workspace.ID)
	a.must(r.db.Change(a.in(), r.ws, func(tx core.Tx) error {
		for n := range core.FitSessions {
			start := a.box.Clock.Now().AddDate(0, 0, n-core.FitSessions)
			err := tx.Sessions().Save(a.in(), core.Session{
				ID: core.SessionID("held-" + strconv.Itoa(n)), Mentorship: m.ID, Program: m.Program, Number: 90 + n, Kind: core.SessionRegular, State: core.SessionHeld,
				StartsAt: start, Minutes: 30, Zone: "UTC", HeldMinutes: 30, BookedBy: m.Mentee, CreatedAt: start, UpdatedAt: start,
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	a.openHome(leo)
	form := a.clickView(leo, a.clickHome(leo, "mentorship_open").View, "fit_open").View
	path := a.submit(leo, form, values{"fit": value("not_a_fit")}).View
	a.send(leo, a.clickView(leo, path, "rematch_open").View)
	a.settle()
	_, err := a.box.App.Service.Include(a.in(), a.as(kim), m.Program, m.Mentor, m.Mentee)
	a.must(err)
	a.settle()
	a.pair(leo, ben)
}

// fill types the text into every input for text and takes the first option where there is nothing to type.
func (a *assault) fill(user string, v *view) values {
	a.t.Helper()
	entered := values{}
	for _, in := range inputsOf(a.t, v) {
		var chosen any
		switch in.Element.Type {
		case "plain_text_input":
			chosen = cut(a.words(user), in.Element.MaxLength)
		case "external_select", "multi_external_select":
			chosen = a.pick(user, v, in)
		case "static_select", "radio_buttons":
			if in.Element.InitialOption == nil {
				chosen = in.Element.Options[0].Value
			}
		case "datepicker":
			chosen = a.day(in)
		case "timepicker":
			chosen = "10:00"
			if in.BlockID == "quiet_to" { // the end of what begins then
				chosen = "11:00"
			}
		}
		if chosen != nil {
			entered[in.BlockID] = map[string]any{in.Element.ActionID: chosen}
		}
		if in.free() {
			a.entered[in.in(v.CallbackID)] = true
		}
	}
	return entered
}

// day is a date for a session; days people are back from being away stay open.
func (a *assault) day(in formInput) any {
	switch {
	case in.BlockID == "first": // of days off
		return "2026-12-24"
	case in.Element.ActionID == "times_date":
		return "2026-08-0" + strings.TrimPrefix(in.BlockID, "date_")
	case in.BlockID == "date" && in.Element.ActionID == "value" && in.Element.InitialDate != "": // of an event that is moved
		return "2026-09-02"
	case in.BlockID == "date" && in.Element.ActionID == "value":
		return "2026-09-01"
	case in.Element.ActionID != "session_date":
		return nil
	case in.Element.InitialDate != "":
		return "2026-07-21" // moved
	}
	return "2026-07-14"
}

// pick chooses the person's own words from what is suggested, and something others are found by where topics are asked for.
func (a *assault) pick(user string, v *view, in formInput) any {
	a.t.Helper()
	typed := cut(a.words(user), 70)
	if in.Element.ActionID == "suggest_zone" {
		typed = "Nairobi"
	}
	picked := a.offered(user, v, in, typed)
	if in.Element.ActionID == "suggest_topic" {
		picked = append(picked, a.offered(user, v, in, "Leadership")...)
	}
	if in.Element.Type == "multi_external_select" {
		return picked
	}
	if len(picked) == 0 {
		return nil
	}
	return picked[len(picked)-1]
}

// offered is the last option for what is typed, which is the words themselves.
func (a *assault) offered(user string, v *view, in formInput, typed string) []string {
	a.t.Helper()
	var answer struct{ Options []struct{ Value string } }
	a.call(http.MethodPost, "suggest", fields{
		"user": user, "view_id": v.ID, "block_id": in.BlockID, "action_id": in.Element.ActionID, "query": typed,
	}, &answer)
	if len(answer.Options) == 0 {
		return []string{}
	}
	return []string{answer.Options[len(answer.Options)-1].Value}
}

// send fills in a modal and submits it. What a field refuses is replaced by something harmless: refusing is a way to be safe.
func (a *assault) send(user string, v *view) outcome {
	a.t.Helper()
	entered := a.fill(user, v)
	if a.before != nil {
		a.before(user, v, entered)
	}
	var out outcome
	for range 5 {
		out = a.submit(user, v, entered)
		if len(out.Errors) == 0 {
			return out
		}
		for block, sentence := range out.Errors {
			for action := range entered[block] {
				entered[block][action] = a.replacement(user, v, block)
			}
			if len(entered[block]) == 0 {
				a.t.Fatalf("%s refuses %s, where nothing was entered: %s", v.CallbackID, block, sentence)
			}
		}
	}
	a.t.Fatalf("%s refuses everything: %v", v.CallbackID, out.Errors)
	return outcome{}
}

// replacement is what goes into a field that does not take the hostile text.
func (a *assault) replacement(user string, v *view, block string) any {
	a.t.Helper()
	for _, in := range inputsOf(a.t, v) {
		if in.BlockID == block && in.Element.Type != "plain_text_input" {
			calm := &assault{stage: a.stage, text: "Harmless"}
			return calm.pick(user, v, in)
		}
	}
	switch block {
	case "options", "options_fr": // one a line, two at least
		return "Harmless\nCalm"
	case "linkedin_url":
		return "https://www.linkedin.com/in/somebody"
	case "link", "room": // of a session, of a recommendation, and somebody's own
		return "https://meet.example.org/room"
	case "address":
		return "https://127.0.0.1/calendar.ics"
	case "hours":
		return "9:00–12:00"
	case "emails":
		return "mia@example.org"
	case "weight": // nothing to give where a question does not count
		return ""
	case "phone":
		return "+41 22 555 01 02"
	}
	return "Something harmless"
}

// cut keeps as many code points as an input takes.
func cut(text string, limit int) string {
	runes := []rune(text)
	if limit > 0 && len(runes) > limit {
		return string(runes[:limit])
	}
	return text
}

// hostileCast has the text in everything Slack knows of people, too.
func hostileCast(text string) []slacksim.User {
	people := cast()
	for i := range people {
		people[i].RealName, people[i].DisplayName, people[i].Title = cut(people[i].RealName+" "+text, 80), "", cut(text, 80)
	}
	return people
}

// hostileSettings are the databases a text is typed on: every other text on PostgreSQL, the rest on SQLite, and on both what a database
// itself might stumble over, because of its characters or its length. With "make replicas" all are typed on both, there by three replicas.
func hostileSettings(name string) []setting {
	all := settingsOver(true, true)
	stumble := []string{"controls", "emoji", "escapes by half", "invisible", "one long word", "writing back"}
	if len(all) == 1 || everyReplicated() {
		return all
	}
	all[1].name, all[1].replicas = "alone on PostgreSQL over HTTP", 1
	names := slices.Sorted(maps.Keys(hostileTexts()))
	switch {
	case slices.Contains(stumble, name):
		return all
	case slices.Index(names, name)%2 == 0:
		return all[1:]
	}
	return all[:1]
}

func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	wanted := textFields(t)
	for name, text := range hostileTexts() {
		for _, on := range hostileSettings(name) {
			on.team = cut(text, 80)
			t.Run(name+"/"+on.name, func(t *testing.T) {
				t.Parallel()
				a := &assault{stage: raise(t, on, hostileCast(text)), text: text, entered: map[field]bool{}}
				a.othersSendIn()
				a.everybodyWritesProfiles()
				a.oneAsksTheOthers()
				a.theyAskForHelp()
				a.theyMeet()
				a.theyPart()
				a.theyShapeProgrammes()
				for f := range maps.Keys(wanted) {
					if !a.entered[f] {
						t.Errorf("nothing was typed into %s of %s", f.block, f.callback)
					}
				}
				calls, mails := a.lookAtCalls(), a.lookAtMails()
				for _, line := range a.errors.all() {
					t.Errorf("logged as an error: %s", line)
				}
				t.Logf("%d fields, %d calls and answers, %d mails, %d pages", len(a.entered), calls, mails, a.pages)
			})
		}
	}
}

func (a *assault) everybodyWritesProfiles() {
	a.t.Helper()
	for _, user := range []string{mia, leo, ada, ben, eve} {
		v := a.command(user, "/mentor profile").View
		for range 3 {
			v = a.send(user, v).View
		}
		a.closeAll(user, v)
	}
	for _, user := range []string{ada, ben, eve} {
		a.closeAll(user, a.send(user, a.command(user, "/mentor mentor").View).View)
	}
	away := a.command(eve, "/mentor mentor").View
	entered := a.fill(eve, away)
	entered["availability"] = value("unavailable")
	a.closeAll(eve, a.submit(eve, away, entered).View)
}

func (a *assault) oneAsksTheOthers() {
	a.t.Helper()
	a.closeAll(leo, a.send(leo, a.command(leo, "/mentor find").View).View)
	form := a.command(leo, "/mentor find").View
	a.closeAll(leo, a.send(leo, form).View)
	saved := a.clickView(leo, a.command(leo, "/mentor find").View, "searches_open").View
	a.send(leo, a.clickView(leo, saved, "search_rename").View)
	a.closeAll(leo, a.stackTop(leo))
	results := a.submit(leo, a.command(leo, "/mentor find").View, values{"name": value(""), "text": value("")}).View
	a.send(leo, a.clickAbout(leo, results, "groups_open", "").View)
	a.closeAll(leo, &a.stack(leo)[0])
	a.openHome(leo)
	group := a.clickView(leo, a.clickHome(leo, "favourites_open").View, "group_open").View
	a.send(leo, a.clickView(leo, group, "group_rename").View)
	a.closeAll(leo, a.stackTop(leo))
	a.mentorOffers()
	_, err := a.box.App.Service.Find(a.in(), a.as(mia), core.Criteria{Topics: []string{"Leadership"}})
	a.must(err)
	for _, mentor := range []string{ada, ben} {
		_, err := a.box.App.Service.AddChoice(a.in(), a.as(leo), a.id(mentor))
		a.must(err)
	}
	a.closeAll(leo, a.send(leo, a.command(leo, "/mentor choices").View).View)
	a.openHome(ada)
	a.command(ada, "/mentor requests")
	a.send(ada, a.clickMessage(ada, a.latest(ada, "invitation_decline"), "invitation_decline").View)
	a.clickMessage(ben, a.latest(ben, "invitation_accept"), "invitation_accept")
	a.asks(mia, cut(a.words(mia), core.MaxRequestMessage), ben)
	_, err = a.box.App.Service.Decline(a.in(), a.as(ben), a.waiting(ben, mia).Invitation.ID,
		core.Decline{Reason: core.DeclineOther, Text: cut(a.words(ben), core.MaxDeclineText)})
	a.must(err)
	a.settle()
	a.openHome(kim)
	a.clickHome(kim, "attention_resolve")
}

// mentorOffers has a mentor search mentees and make one an offer, who declines it with words.
func (a *assault) mentorOffers() {
	a.t.Helper()
	a.policy(func(p *core.Policy) { p.MentorsInvite = true })
	_, err := a.box.App.Service.Join(a.in(), a.as(mia), core.Joining{Mentee: true})
	a.must(err)
	a.openHome(ben)
	form := a.clickHome(ben, "find_mentees_open").View
	a.closeAll(ben, a.send(ben, form).View)
	_, err = a.box.App.Service.FindMentees(a.in(), a.as(ben), core.Criteria{})
	a.must(err)
	profile := a.submit(ben, a.clickHome(ben, "find_mentees_open").View, nil).View
	offer := a.clickView(ben, profile, "offer_open").View
	a.send(ben, offer)
	a.settle()
	a.openHome(mia)
	a.send(mia, a.clickMessage(mia, a.latest(mia, "invitation_decline"), "invitation_decline").View)
	a.settle()
}

// latest is the newest message of a person that offers an action.
func (a *assault) latest(user, action string) message {
	a.t.Helper()
	for _, m := range slices.Backward(a.messages(user)) {
		if m.has(action) {
			return m
		}
	}
	a.t.Fatalf("%s has no message with %s", user, action)
	return message{}
}

func (a *assault) theyMeet() {
	a.t.Helper()
	a.send(ben, a.command(ben, "/mentor settings").View)
	booking := a.clickMessage(leo, a.latest(leo, "session_book"), "session_book").View
	a.send(leo, booking)
	a.theirCalendarsAnswer()
	a.theySetGoals()
	a.theyWriteNotes()
	a.theyShareLinks()
	a.theyPlanEvents()
	a.theyPlanTheirAgenda()
	a.theyAskEachOther()
	a.theySaveMessages()
	a.somebodyWritesWhatAgreementsBeginWith()
	a.theyAgree()
	a.openHome(ben)
	move := a.clickMessage(ben, a.latest(ben, "session_move"), "session_move").View
	a.send(ben, move)
	a.settle()
	a.theyProposeTimes()
	a.looksBehindLinks()
	a.advance(27 * 24 * hour)
	a.everybodyLooksAround()
	a.send(leo, a.clickMessage(leo, a.latest(leo, "session_cancel"), "session_cancel").View)
	a.openHome(ben)
	a.readsTheFeed(ben, leo)
}

// theyProposeTimes has a mentee propose times, the mentor propose others, and the mentee decline those with a word.
func (a *assault) theyProposeTimes() {
	a.t.Helper()
	list := a.command(leo, "/mentor sessions").Reply
	form := a.clickView(leo, a.clickMessage(leo, *list, "session_book").View, "times_propose").View
	a.send(leo, form)
	a.settle()
	a.send(ben, a.clickMessage(ben, a.latest(ben, "times_counter"), "times_counter").View)
	a.settle()
	a.send(leo, a.clickMessage(leo, a.latest(leo, "times_decline"), "times_decline").View)
	a.settle()
}

// theySetGoals has one of a pair set a goal, and both write about it.
func (a *assault) theySetGoals() {
	a.t.Helper()
	a.send(leo, a.clickView(leo, a.command(leo, "/mentor goals").View, "goal_new").View)
	a.settle()
	goal := a.clickMessage(ben, a.latest(ben, "goal_open"), "goal_open").View
	a.send(ben, a.clickView(ben, goal, "goal_edit").View)
	a.send(ben, a.clickView(ben, a.stackTop(ben), "goal_comment").View)
	a.settle()
	a.clickView(ben, a.stackTop(ben), "goal_reach")
	a.settle()
	a.closeAll(ben, a.stackTop(ben))
	a.closeAll(leo, a.clickMessage(leo, a.latest(leo, "goal_open"), "goal_open").View)
}

// theyWriteNotes has one of a pair write about the mentorship and about a session, share it, and the other one read it.
func (a *assault) theyWriteNotes() {
	a.t.Helper()
	a.openHome(leo)
	list := a.clickView(leo, a.clickHome(leo, "mentorship_open").View, "notes_open").View
	a.send(leo, a.clickView(leo, list, "note_new").View)
	a.send(leo, a.clickView(leo, a.stackTop(leo), "note_edit").View)
	a.closeAll(leo, a.stackTop(leo))
	list = a.clickMessage(leo, a.latest(leo, "session_move"), "notes_open").View
	a.send(leo, a.clickView(leo, list, "note_new").View)
	a.closeAll(leo, a.stackTop(leo))
	notes, err := a.box.App.Service.Notes(a.in(), a.as(leo), a.mentorships(leo)[0].Mentorship.ID, 0)
	a.must(err)
	for _, n := range notes.Notes {
		_, err := a.box.App.Service.ShareNote(a.in(), a.as(leo), n.ID, true)
		a.must(err)
	}
	a.closeAll(ben, a.clickMessage(ben, a.latest(ben, "session_move"), "notes_open").View)
}

// theyShareLinks has one of a pair share links, and the other one look at them.
func (a *assault) theyShareLinks() {
	a.t.Helper()
	a.openHome(leo)
	list := a.clickView(leo, a.clickHome(leo, "mentorship_open").View, "links_open").View
	a.send(leo, a.clickView(leo, list, "link_new").View)
	a.send(leo, a.clickView(leo, a.stackTop(leo), "link_edit").View)
	a.closeAll(leo, a.stackTop(leo))
	a.openHome(ben)
	a.closeAll(ben, a.clickView(ben, a.clickHome(ben, "mentorship_open").View, "links_open").View)
}

// theyPlanTheirAgenda has one of a pair put down what to talk about, and the other one look at it and tick it off.
func (a *assault) theyPlanTheirAgenda() {
	a.t.Helper()
	a.openHome(leo)
	list := a.clickView(leo, a.clickHome(leo, "mentorship_open").View, "agenda_open").View
	a.send(leo, a.clickView(leo, list, "agenda_new").View)
	a.send(leo, a.clickView(leo, a.stackTop(leo), "agenda_edit").View)
	a.closeAll(leo, a.stackTop(leo))
	a.openHome(ben)
	page := a.clickHome(ben, "mentorship_open").View
	a.clickView(ben, page, "agenda_open")
	a.clickView(ben, a.stackTop(ben), "agenda_tick")
	a.clickView(ben, a.stackTop(ben), "agenda_untick")
	a.closeAll(ben, a.stackTop(ben))
	a.closeAll(ben, a.clickMessage(ben, a.latest(ben, "session_move"), "agenda_open").View)
}

// theyAskEachOther has one of a pair ask something, and the other one answer.
func (a *assault) theyAskEachOther() {
	a.t.Helper()
	a.openHome(leo)
	list := a.clickView(leo, a.clickHome(leo, "mentorship_open").View, "inquiries_open").View
	a.send(leo, a.clickView(leo, list, "inquiry_ask").View)
	a.settle()
	a.closeAll(leo, a.stackTop(leo))
	a.openHome(ben)
	a.send(ben, a.clickMessage(ben, a.latest(ben, "inquiry_answer"), "inquiry_answer").View)
	a.settle()
	a.closeAll(leo, a.clickMessage(leo, a.latest(leo, "inquiries_open"), "inquiries_open").View)
}

// theySaveMessages has one of a pair keep a message of their conversation.
func (a *assault) theySaveMessages() {
	a.t.Helper()
	a.send(leo, a.saves(leo, a.talkOf(leo), "Ask about budgets").View)
	a.settle()
	a.closeAll(leo, a.stackTop(leo))
}

// somebodyWritesWhatAgreementsBeginWith has an admin write the words of the programme, in both languages.
func (a *assault) somebodyWritesWhatAgreementsBeginWith() {
	a.t.Helper()
	for _, page := range []string{"Agreement, in English", "Agreement, in French"} {
		preview := a.send(kim, a.settings(kim, "Mentoring programme", page)).View
		a.closeAll(kim, a.submit(kim, preview, nil).View)
	}
}

// theyAgree has one of a pair propose an agreement, the other one another, and both read them, also as a document.
func (a *assault) theyAgree() {
	a.t.Helper()
	a.openHome(leo)
	page := a.clickView(leo, a.clickHome(leo, "mentorship_open").View, "agreement_open").View
	a.send(leo, a.clickView(leo, page, "agreement_write").View)
	a.settle()
	a.send(ben, a.clickMessage(ben, a.latest(ben, "agreement_write"), "agreement_write").View)
	a.settle()
	a.clickMessage(leo, a.latest(leo, "agreement_agree"), "agreement_agree")
	a.settle()
	told := a.clickMessage(ben, a.latest(ben, "agreement_share"), "agreement_share").View
	a.settle()
	a.clickView(ben, told, "page_next")
	a.closeAll(ben, a.stackTop(ben))
	a.closeAll(leo, a.stackTop(leo))
}

// theyPart has people recommend things, end mentorships, leave, and be removed.
func (a *assault) theyPart() {
	a.t.Helper()
	v := a.command(ada, "/mentor profile").View
	for range 3 {
		v = a.send(ada, v).View
	}
	tips := a.clickView(ada, v, "tips_open").View
	a.closeAll(ada, a.send(ada, a.clickView(ada, tips, "tip_add").View).View)
	a.closeAll(ada, a.send(ada, a.clickView(ada, a.command(ada, "/mentor hours").View, "hours_day_open").View).View)
	a.closeAll(ada, a.send(ada, a.clickView(ada, a.command(ada, "/mentor hours").View, "hours_date_open").View).View)
	calendars := a.clickView(ada, a.command(ada, "/mentor hours").View, "busy_feeds_open").View
	a.send(ada, a.clickView(ada, calendars, "busy_feed_open").View)
	a.settle()
	a.send(ada, a.clickView(ada, a.current(ada), "busy_feed_rename").View)
	a.settle()
	a.closeAll(ada, a.current(ada))
	_, _, err := a.box.App.Service.Mentor(a.in(), a.as(mia), a.id(ada)) // whom the last search may show
	a.must(err)
	a.openHome(leo)
	a.send(leo, a.clickView(leo, a.clickHome(leo, "mentorship_open").View, "hold_open").View)
	a.settle()
	a.openHome(leo)
	a.clickHome(leo, "mentorship_resume")
	a.settle()
	a.theyDoNotFit()
	a.openHome(leo)
	a.send(leo, a.clickHome(leo, "mentorship_end").View)
	a.settle()
	a.send(leo, a.clickMessage(leo, a.latest(leo, "evaluation_open"), "evaluation_open").View)
	a.send(leo, a.clickMessage(leo, a.latest(leo, "thanks_open"), "thanks_open").View)
	a.settle()
	a.openHome(leo)
	a.pair(leo, ben)
	a.deactivate(ben, true)
	a.openHome(kim)
	a.send(kim, a.clickHome(kim, "mentorship_end_gone").View)
	a.deactivate(ben, false)
	a.pair(leo, ben)
	a.openHome(leo)
	place := a.clickHome(leo, "place_open").View
	a.send(leo, a.clickView(leo, place, "leave_open").View)
	for _, user := range []string{leo, ben} {
		a.latest(user, "why_open")
	}
	page := a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View
	form := a.clickView(kim, a.clickView(kim, page, "exclusions_open").View, "exclusion_open").View
	entered := a.fill(kim, form)
	entered["one"], entered["other"] = value(mia), value(eve)
	a.submit(kim, form, entered)
	a.closeAll(kim, a.top(kim))
	page = a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View
	list := a.clickView(kim, page, "participants_open").View
	a.send(kim, list)
	a.submit(kim, a.top(kim), values{"name": value(""), "state": value("active")})
	person := a.clickView(kim, a.top(kim), "participant_open").View
	a.send(kim, a.clickView(kim, person, "participant_remove").View)
	a.settle()
	for _, user := range []string{leo, ben, ada, kim} {
		a.openHome(user)
	}
}

// top is the modal somebody sees, once one that was too large for an acknowledgement has come.
func (a *assault) top(user string) *view {
	a.t.Helper()
	a.settle()
	open := a.stack(user)
	return &open[len(open)-1]
}

func (a *assault) everybodyLooksAround() {
	a.t.Helper()
	for _, user := range []string{mia, leo, ada, ben, eve, kim} {
		a.openHome(user)
		for _, text := range []string{"requests", "sessions", "why", "choices", "settings", "profile", "find", "mentor", cut(a.text, 200)} {
			if out := a.command(user, "/mentor "+strings.Join(strings.Fields(text), " ")); out.View != nil {
				a.closeAll(user, out.View)
			}
		}
	}
}

// theyShapeProgrammes lets an admin make a programme and ask a question in one.
func (a *assault) theyShapeProgrammes() {
	a.t.Helper()
	overview := a.command(kim, "/mentor admin").View
	a.send(kim, a.clickView(kim, overview, "program_new").View)
	a.closeAll(kim, a.top(kim))
	page := a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View
	for _, kind := range []string{"resource_new_link", "resource_new_text"} {
		a.send(kim, a.clickView(kim, a.clickView(kim, page, "resources_open").View, kind).View)
		a.closeAll(kim, a.top(kim))
		page = a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View
	}
	courses := a.clickView(kim, a.clickView(kim, page, "resources_open").View, "courses_open").View
	a.send(kim, a.clickView(kim, courses, "course_new").View)
	a.send(kim, a.clickView(kim, a.top(kim), "lesson_new_text").View)
	a.clickView(kim, a.top(kim), "lesson_manage")
	a.closeAll(kim, a.top(kim))
	page = a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View
	a.theyAsk(page)
	a.theyInvite()
	for _, user := range []string{mia, eve} {
		a.closeAll(user, a.command(user, "/mentor guide").View)
	}
	a.settle()
	a.openHome(kim)
}

// theyPlanEvents has an admin plan an event, change it once somebody comes, and cancel it.
func (a *assault) theyPlanEvents() {
	a.t.Helper()
	page := a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View
	a.send(kim, a.clickView(kim, a.clickView(kim, page, "event_desks_open").View, "event_new").View)
	a.closeAll(kim, a.top(kim))
	list := a.command(leo, "/mentor events").View
	a.clickView(leo, a.clickView(leo, list, "event_open").View, "event_sign_up")
	a.settle()
	a.closeAll(leo, a.top(leo))
	desks := a.clickView(kim, a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View, "event_desks_open").View
	desk := a.clickView(kim, desks, "event_desk_open").View
	form := a.clickView(kim, desk, "event_edit").View
	if again := a.send(kim, form).View; again != nil { // what that comes to
		a.send(kim, again)
	}
	a.settle()
	a.closeAll(kim, a.top(kim))
	a.closeAll(leo, a.clickMessage(leo, a.latest(leo, "event_open"), "event_open").View)
	desks = a.clickView(kim, a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View, "event_desks_open").View
	a.send(kim, a.clickView(kim, a.clickView(kim, desks, "event_desk_open").View, "event_cancel_open").View)
	a.settle()
	a.closeAll(kim, a.top(kim))
	a.openHome(leo)
}

// theyAsk has an admin ask one question of each kind that takes other words, and a mentee answer them.
func (a *assault) theyAsk(page *view) {
	a.t.Helper()
	for _, kind := range []string{"single", "scale", "text"} {
		kinds := a.clickView(kim, a.clickView(kim, page, "questions_open").View, "question_add").View
		asked := a.send(kim, a.submit(kim, kinds, values{"kind": value(kind)}).View).View
		a.send(kim, a.clickView(kim, asked, "question_count").View)
		a.closeAll(kim, a.top(kim))
		page = a.clickView(kim, a.command(kim, "/mentor admin").View, "program_open").View
	}
	a.closeAll(kim, page)
	for _, user := range []string{mia, eve} {
		a.openHome(user)
		answers := a.command(user, "/mentor questions").View
		for answers != nil && answers.CallbackID == "answers" {
			answers = a.send(user, answers).View
		}
		a.closeAll(user, answers)
	}
}

// theyInvite has an admin invite people by address and announce the programme in a channel, with words.
func (a *assault) theyInvite() {
	a.t.Helper()
	a.send(kim, a.clickView(kim, a.opensInvitations(kim), "enlist_open").View)
	a.settle()
	a.closeAll(kim, a.current(kim))
	form := a.clickView(kim, a.opensInvitations(kim), "announce_open").View
	entered := a.fill(kim, form)
	entered["channel"] = value(sandbox.ChannelNews)
	if out := a.submit(kim, form, entered); len(out.Errors) > 0 {
		a.t.Fatalf("not announced: %v", out.Errors)
	}
	a.settle()
	a.closeAll(kim, a.current(kim))
}
