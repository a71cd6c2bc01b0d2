package core_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/core/matching"
	"mentorbot/core/slots"
)

// Every setting has its line in the table: forms, files and history follow from it. The questionnaire is no setting: it has forms and
// checks of its own.
func TestEverySettingIsInTheTable(t *testing.T) {
	var want, got []string
	policy := reflect.TypeFor[core.Policy]()
	for i := range policy.NumField() {
		switch policy.Field(i).Name {
		case "Questions", "Resources", "Courses": // lists of their own
		case "Agreement": // its words are settings section by section, in each language
			for _, s := range core.AgreementSections() {
				want = append(want, "agreement_"+string(s)+"_en", "agreement_"+string(s)+"_fr")
			}
		case "Points": // whether there are any, and a number for each rule
			want = append(want, "points")
			for _, rule := range core.PointRules() {
				want = append(want, "points_"+string(rule))
			}
		default:
			want = append(want, policy.Field(i).Tag.Get("json"))
		}
	}
	for _, f := range core.PolicyFields() {
		got = append(got, f.Key)
		if !slices.Contains(core.PolicyPages(), f.Page) {
			t.Errorf("%s is on no page", f.Key)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-of Policy +of the table):\n%s", diff)
	}
}

func TestASettingIsReadAndWritten(t *testing.T) {
	if err := core.DefaultPolicy().Check(); err != nil {
		t.Errorf("the default policy: %v", err)
	}
	var copied core.Policy
	for _, f := range core.PolicyFields() {
		f.Put(&copied, f.Of(core.DefaultPolicy()))
	}
	if diff := cmp.Diff(core.DefaultPolicy(), copied); diff != "" {
		t.Errorf("a copy setting by setting (-want +got):\n%s", diff)
	}
	if changes := core.PolicyChanges(core.DefaultPolicy(), copied); len(changes) != 0 {
		t.Errorf("a copy differs: %+v", changes)
	}
	copied.MaxChoices, copied.WeekendsPause = 5, true
	var keys []string
	for _, c := range core.PolicyChanges(core.DefaultPolicy(), copied) {
		keys = append(keys, c.Field.Key)
	}
	if diff := cmp.Diff([]string{"max_choices", "weekends_pause"}, keys); diff != "" {
		t.Error(diff)
	}
}

// A policy stored before there was a choice of who pairs means what it meant.
func TestAnOlderPolicyIsStillValid(t *testing.T) {
	raw, err := json.Marshal(core.DefaultPolicy())
	if err != nil {
		t.Fatal(err)
	}
	var old core.Policy
	if err := json.Unmarshal([]byte(strings.Replace(string(raw), `"pairing":"mentees",`, "", 1)), &old); err != nil || old.Pairing != "" {
		t.Fatal(err, old.Pairing)
	}
	if err := old.Check(); err != nil {
		t.Error(err)
	}
	if changes := core.PolicyChanges(old, core.DefaultPolicy()); len(changes) != 0 {
		t.Errorf("it differs: %+v", changes)
	}
}

func TestBadSettingsAreRefusedByName(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*core.Policy)
		field  string
		code   core.Code
	}{
		"no choice":            {func(p *core.Policy) { p.MaxChoices = 0 }, "max_choices", core.CodeNumberOutOfRange},
		"too many hours":       {func(p *core.Policy) { p.ResponseHours = 721 }, "response_hours", core.CodeNumberOutOfRange},
		"an unknown role":      {func(p *core.Policy) { p.FirstContact = "boss" }, "first_contact", core.CodeUnknownOption},
		"an unknown item":      {func(p *core.Policy) { p.MentorItems = []core.ProfileItem{"shoes"} }, "mentor_items", core.CodeUnknownOption},
		"an item twice":        {func(p *core.Policy) { p.MentorItems = []core.ProfileItem{"summary", "summary"} }, "mentor_items", core.CodeSettingTwice},
		"no reason":            {func(p *core.Policy) { p.DeclineReasons = nil }, "decline_reasons", core.CodeRequired},
		"no plan":              {func(p *core.Policy) { p.SessionPlan = nil }, "session_plan_1", core.CodeRequired},
		"a short session":      {func(p *core.Policy) { p.SessionPlan[1].Minutes = 5 }, "session_plan_2", core.CodeNumberOutOfRange},
		"an unknown kind":      {func(p *core.Policy) { p.SessionPlan[2].Kind = "party" }, "session_plan_3", core.CodeUnknownOption},
		"too many sessions":    {func(p *core.Policy) { p.SessionPlan = make([]core.PlannedSession, 6) }, "session_plan_1", core.CodeTooMany},
		"a reminder twice":     {func(p *core.Policy) { p.SessionReminders = []int{15, 15} }, "session_reminders", core.CodeSettingTwice},
		"too many reminders":   {func(p *core.Policy) { p.SessionReminders = []int{5, 6, 7, 8, 9} }, "session_reminders", core.CodeTooMany},
		"a reminder too early": {func(p *core.Policy) { p.SessionReminders = []int{20161} }, "session_reminders", core.CodeNumberOutOfRange},
		"weights of 95":        {func(p *core.Policy) { p.Criteria = p.Criteria[:5] }, "criteria_topics", core.CodeWeightsSum},
		"a negative weight":    {func(p *core.Policy) { p.Criteria[1].Weight = -1 }, "criteria_languages", core.CodeNumberOutOfRange},
		"an unknown criterion": {func(p *core.Policy) { p.Criteria[1].Key = "shoes" }, "criteria", core.CodeUnknownOption},
		"a criterion twice":    {func(p *core.Policy) { p.Criteria[1].Key = matching.Topics }, "criteria_topics", core.CodeSettingTwice},
	} {
		policy := core.DefaultPolicy()
		c.change(&policy)
		refusal := core.Refusal(policy.Check())
		if refusal == nil || refusal.Field != c.field || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s at %s", name, refusal, c.code, c.field)
			continue
		}
		key := strings.TrimRight(c.field, "_123")
		if field, ok := core.PolicyFieldOf(c.field); !ok || !strings.HasPrefix(key, field.Key) {
			t.Errorf("%s: the refusal is about %q", name, field.Key)
		}
	}
}

func TestWeekendsPauseInTheMentorsZone(t *testing.T) {
	pausing := core.DefaultPolicy()
	pausing.WeekendsPause = true
	for name, c := range map[string]struct {
		zone, from, to string
		hours          int
	}{
		"in the middle of a week":              {"Europe/Paris", "2026-06-01T09:00:00+02:00", "2026-06-04T09:00:00+02:00", 72},
		"over a weekend":                       {"Europe/Paris", "2026-06-05T09:00:00+02:00", "2026-06-10T09:00:00+02:00", 72},
		"from a Saturday":                      {"Europe/Paris", "2026-06-06T15:00:00+02:00", "2026-06-11T00:00:00+02:00", 72},
		"from the last moment of a Sunday":     {"Europe/Paris", "2026-06-07T23:59:59+02:00", "2026-06-08T01:00:00+02:00", 1},
		"a Friday evening that is Saturday":    {"Pacific/Auckland", "2026-06-05T18:00:00Z", "2026-06-08T12:00:00Z", 24},
		"a Saturday that is still Friday":      {"America/Los_Angeles", "2026-06-06T02:00:00Z", "2026-06-08T12:00:00Z", 10},
		"the weekend has 47 hours":             {"Europe/Paris", "2026-03-27T12:00:00+01:00", "2026-03-30T12:00:00+02:00", 24},
		"the weekend has 49 hours":             {"Europe/Paris", "2026-10-23T12:00:00+02:00", "2026-10-26T12:00:00+01:00", 24},
		"over two weekends":                    {"Europe/Paris", "2026-06-05T12:00:00+02:00", "2026-06-16T12:00:00+02:00", 168},
		"to the very beginning of the weekend": {"Europe/Paris", "2026-06-05T00:00:00+02:00", "2026-06-06T00:00:00+02:00", 24},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		from, _ := time.Parse(time.RFC3339, c.from)
		want, _ := time.Parse(time.RFC3339, c.to)
		pausing.ResponseHours = c.hours
		if got := pausing.Deadline(from, zone, nil); !got.Equal(want) {
			t.Errorf("%s: due %s, want %s", name, got.In(zone), want.In(zone))
		}
		plain := core.Policy{ResponseHours: c.hours}
		if got := plain.Deadline(from, zone, nil); !got.Equal(from.Add(time.Duration(c.hours) * time.Hour)) {
			t.Errorf("%s, weekends counted: due %s", name, got)
		}
	}
}

// By brute force: minute by minute, in zones where clocks change, also at midnight.
func TestWeekendsAndDaysOffPauseAsCountedByMinutes(t *testing.T) {
	policy := core.Policy{WeekendsPause: true, ResponseHours: 30}
	for _, name := range []string{"Europe/Paris", "America/New_York", "Asia/Beirut", "Atlantic/Azores", "Australia/Lord_Howe", "Pacific/Apia"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, month := range []time.Month{time.March, time.April, time.October, time.November} {
			for at := time.Date(2024, month, 1, 0, 30, 0, 0, time.UTC); at.Month() == month; at = at.Add(7 * time.Hour) {
				off := core.DaysOff{
					{First: slots.Date{Year: 2024, Month: month, Day: 27}, Last: slots.Date{Year: 2024, Month: month, Day: 30}},
					{First: slots.Date{Year: 2024, Month: month, Day: 6}, Last: slots.Date{Year: 2024, Month: month, Day: 6}},
				}
				for _, off := range []core.DaysOff{nil, off} {
					due, left := at, 30*60
					for ; left > 0; due = due.Add(time.Minute) {
						local := due.In(zone)
						day := local.Weekday()
						rests := off != nil && (local.Day() >= 27 && local.Day() <= 30 && local.Month() == month || local.Day() == 6 && local.Month() == month)
						if day != time.Saturday && day != time.Sunday && !rests {
							left--
						}
					}
					if got := policy.Deadline(at, zone, off); !got.Equal(due) {
						t.Fatalf("%s from %s, %d days off: due %s, counted %s", name, at.In(zone), len(off), got.In(zone), due.In(zone))
					}
				}
			}
		}
	}
}
