package stories

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mentorbot/core"
)

// Every input of every form is given what it must not take, past what Slack's client checks: the person reads why at that input, and nothing
// is kept. The inputs are those of the screens, so that a new one is tried, or missed here, without anybody thinking of it.
func TestEveryInputRefusesWhatItMustNotTake(t *testing.T) {
	t.Parallel()
	tried := map[field]bool{}
	for _, visit := range []func(*prober){(*prober).whatPeopleWrite, (*prober).whatAdminsDecide, (*prober).whatIsChosen, (*prober).whatIsAskedLater} {
		visit(&prober{stage: raise(t, settingsOver(true, true)[0], cast()), tried: tried})
	}
	for f := range maps.Keys(allFields(t)) {
		// A preview is never sent, and numbers of people are counted in TestManyPeopleAreCountedByHand.
		if !tried[f] && f.callback != "question_preview" && f.callback != "errand" {
			t.Errorf("%s of %s was given nothing bad", f.block, f.callback)
		}
	}
}

// whatPeopleWrite goes where there is anything to type.
func (p *prober) whatPeopleWrite() {
	p.t.Helper()
	a := &assault{stage: p.stage, text: "Calm words", entered: map[field]bool{}, before: p.tries}
	a.everybodyWritesProfiles()
	a.oneAsksTheOthers()
	a.theyAskForHelp()
	a.theyMeet()
	a.theyPart()
	a.theyShapeProgrammes()
}

// whatAdminsDecide goes through the forms of the admins in which things are chosen.
func (p *prober) whatAdminsDecide() {
	p.t.Helper()
	p.ready(mia, ada)
	p.mentor(ben, nil)
	_, err := p.box.App.Service.Join(p.in(), p.as(mia), core.Joining{Mentee: true})
	p.must(err)
	p.settle()
	for i := 0; ; i++ {
		settings := p.clickView(kim, p.toPage(kim), "policy_open").View
		forms := blocksWith(p.t, settings, "policy_edit")
		if i == len(forms) {
			p.closeAll(kim, settings)
			break
		}
		p.visits(kim, p.act("click", fields{"user": kim, "view_id": settings.ID, "block_id": forms[i], "action_id": "policy_edit"}).View)
	}
	p.visits(kim, p.clickView(kim, p.toPage(kim), "pair_open").View)
	p.visits(kim, p.clickView(kim, p.clickView(kim, p.toPage(kim), "exclusions_open").View, "exclusion_open").View)
	p.visits(kim, p.clickView(kim, p.toPage(kim), "staff_open").View)
	file := p.clickView(kim, p.command(kim, "/mentor admin").View, "people_import_open").View
	p.tries(kim, file, values{"file": value(p.uploads(kim, "people.csv", "email,unit\nmia@example.org,Water\n"))})
	p.closeAll(kim, file)
	p.visits(kim, p.clickView(kim, p.opensInvitations(kim), "announce_open").View)
	p.visits(kim, p.clickView(kim, p.clickView(kim, p.command(kim, "/mentor admin").View, "support_desk_open").View, "support_channel_open").View)
	var group struct{ ID string }
	p.call(http.MethodPost, "usergroups", fields{"handle": "water", "name": "Water team", "users": []string{mia, leo}}, &group)
	p.visits(kim, p.clickView(kim, p.opensInvitations(kim), "enlist_open").View)
	runs := p.clickView(kim, p.toPage(kim), "pairings_open").View
	form := p.clickView(kim, p.clickView(kim, p.clickView(kim, runs, "pairing_open").View, "pairing_set_pair").View, "pairing_set_pair").View
	p.visits(kim, form)
	draft := p.newRun(kim, p.clickView(kim, p.toPage(kim), "pairings_open").View,
		values{"objective": value("fewest_unmatched"), "who": value("everybody"), "floor": value("0"), "seed": value("1")})
	p.visits(kim, p.clickView(kim, draft, "proposal_open").View)
	for _, kind := range []string{"resource_new_link", "resource_new_text"} {
		p.visits(kim, p.clickView(kim, p.resources(kim), kind).View)
	}
	p.whatCoursesAreMadeOf()
	p.buildsQuestionnaire()
	p.visits(kim, p.clickView(kim, p.questions(kim), "question_add").View)
	p.visits(ada, p.command(ada, "/mentor questions").View)
	p.visits(mia, p.command(mia, "/mentor questions").View)
	page := p.clickAbout(kim, p.questions(kim), "question_open", "What would you like help with?").View
	p.visits(kim, p.clickView(kim, page, "question_count").View)
}

// whatCoursesAreMadeOf are a course and its lessons.
func (p *prober) whatCoursesAreMadeOf() {
	p.t.Helper()
	p.visits(kim, p.clickView(kim, p.courses(kim), "course_new").View)
	p.submit(kim, p.clickView(kim, p.courses(kim), "course_new").View, values{"title": value("Our first month")})
	course := p.stackTop(kim)
	p.closeAll(kim, course)
	for _, kind := range []string{"lesson_new_text", "lesson_new_reading"} {
		page := p.clickAbout(kim, p.courses(kim), "course_manage", "Our first month").View
		p.visits(kim, p.clickView(kim, page, kind).View)
	}
}

// blocksWith are the blocks beside which a button stands.
func blocksWith(t *testing.T, v *view, action string) []string {
	t.Helper()
	var blocks []struct {
		BlockID   string `json:"block_id"`
		Accessory struct {
			ActionID string `json:"action_id"`
		}
	}
	if err := json.Unmarshal(v.Blocks, &blocks); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, b := range blocks {
		if b.Accessory.ActionID == action {
			found = append(found, b.BlockID)
		}
	}
	return found
}

// whatIsChosen goes through the other forms in which nothing is typed.
func (p *prober) whatIsChosen() {
	p.t.Helper()
	p.shortly()
	p.asPair(mia, ada)
	p.visits(ada, p.clickView(ada, p.command(ada, "/mentor hours").View, "hours_rules_open").View)
	p.mentor(ben, nil)
	p.member(leo)
	results := p.search(leo, nil)
	group := p.clickAbout(leo, results, "groups_open", "Ben Ito").View
	p.submit(leo, group, values{"name": value("Later")})
	p.visits(leo, p.clickAbout(leo, p.stackTop(leo), "groups_open", "Ben Ito").View)
	p.visits(leo, p.clickView(leo, p.command(leo, "/mentor data").View, "erasure_open").View)
	p.visits(leo, p.command(leo, "/mentor join "+p.code()).View)

	p.booksSeries(mia, on("2026-06-10", "15:00").every("week", "4"))
	p.readAll(mia)
	p.readAll(ada)
	p.visits(mia, p.clickMessage(mia, p.lists(mia), "session_move").View)
	cancel := p.clickMessage(mia, p.lists(mia), "session_cancel").View
	p.tries(mia, cancel, values{"reason": value("I am away.")})
	p.closeAll(mia, cancel)
	review := p.submit(mia, p.sessionForm(mia), on("2026-06-17", "15:00").every("week", "4")).View
	p.visits(mia, review)
	p.opens(ada, "9-12", core.BookingRules{Every: 30, Length: 60})
	p.visits(mia, p.sessionForm(mia))
	p.advance(9*24*hour + 8*hour)
	met := p.clickMessage(mia, p.gets(mia, "check_in_open"), "check_in_open").View
	p.tries(mia, met, values{"outcome": value("met"), "minutes": value("45")})
	p.closeAll(mia, met)
	p.advance(34 * 24 * hour)
	p.visits(mia, p.clickMessage(mia, p.gets(mia, "extension_open"), "extension_open").View)
}

// whatIsAskedLater goes where a pair comes once it has met a few times.
func (p *prober) whatIsAskedLater() {
	p.t.Helper()
	p.asPair(mia, ada)
	p.meetAgain(mia, ada, "2026-06-02")
	asked := p.meetAgain(mia, ada, "2026-06-09")
	p.visits(mia, p.clickMessage(mia, asked, "fit_open").View)
}

// code leads into the programme.
func (p *prober) code() string {
	p.t.Helper()
	link := p.clickView(kim, p.opensInvitations(kim), "program_link_open").View
	p.closeAll(kim, link)
	return regexp.MustCompile("/mentor join ([a-z0-9]{6})").FindStringSubmatch(link.all())[1]
}

// visits tries a form and leaves it.
func (p *prober) visits(user string, form *view) {
	p.t.Helper()
	p.tries(user, form, nil)
	p.closeAll(user, p.stackTop(user))
}

// allFields are all inputs there are.
func allFields(t *testing.T) map[field]bool {
	t.Helper()
	found := map[field]bool{}
	eachInput(t, func(callback string, in formInput) { found[in.as(callback)] = true })
	return found
}

// as names the input of a modal, those that there are any number of by what they are.
func (in formInput) as(callback string) field {
	switch {
	case callback == "answers" || callback == "evaluation":
		return field{"questions", in.Element.Type}
	case strings.HasPrefix(in.BlockID, "part_"):
		return field{callback, "a time of a series that something is in the way of"}
	}
	return field{callback, in.BlockID}
}

// prober gives inputs what they must not take.
type prober struct {
	*stage
	tried map[field]bool
	sent  int
}

// tries gives each input of a form everything it must not take, the others being filled in well.
func (p *prober) tries(user string, v *view, entered values) {
	p.t.Helper()
	p.settle() // what came before this form
	for _, in := range inputsOf(p.t, v) {
		at := in.as(v.CallbackID)
		if p.tried[at] {
			continue
		}
		p.tried[at] = true
		for name, bad := range badFor(v.CallbackID, in) {
			before := p.kept()
			sentence := p.forges(user, v, entered, in, bad)
			if p.kept() != before {
				p.t.Errorf("%s in %s of %s changed something", name, at.block, at.callback)
			}
			if slices.ContainsFunc(inTheDark, func(words string) bool { return strings.Contains(sentence, words) }) {
				p.t.Errorf("%s in %s of %s is explained by %q", name, at.block, at.callback, sentence)
			}
			p.t.Logf("%s in %s of %s: %s", name, at.block, at.callback, sentence)
		}
	}
}

// inTheDark are words that do not tell what is wrong with an input.
var inTheDark = []string{"Something went wrong", "nothing was changed", "could not"}

// kept is everything in the database but what is noted of each request and of each refusal, and the look for what is due that comes every
// minute whether anybody does anything or not.
func (p *prober) kept() string {
	p.t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(p.url, "sqlite://")+"?mode=ro")
	p.must(err)
	defer db.Close()
	tables, err := db.QueryContext(p.in(), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('inbox', 'audit_entries', 'audit_seals') ORDER BY name")
	p.must(err)
	digest := sha256.New()
	for _, table := range column(p, tables) {
		query := "SELECT * FROM " + table
		if table == "jobs" {
			query += " WHERE kind <> '" + string(core.JobSweep) + "'"
		}
		rows, err := db.QueryContext(p.in(), query)
		p.must(err)
		for _, row := range column(p, rows) {
			_, _ = io.WriteString(digest, table+row+"\n") // never fails
		}
	}
	return hex.EncodeToString(digest.Sum(nil))
}

// column joins what each row has.
func column(p *prober, rows *sql.Rows) []string {
	p.t.Helper()
	defer rows.Close()
	names, err := rows.Columns()
	p.must(err)
	var all []string
	for rows.Next() {
		cells := make([]any, len(names))
		for i := range cells {
			cells[i] = new(any)
		}
		p.must(rows.Scan(cells...))
		row := make([]string, len(cells))
		for i, cell := range cells {
			row[i] = fmt.Sprint(*cell.(*any))
		}
		all = append(all, strings.Join(row, "|"))
	}
	p.must(rows.Err())
	return all
}
