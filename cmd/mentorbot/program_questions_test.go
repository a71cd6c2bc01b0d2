package main

import (
	"path/filepath"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/storage/storagetest"
)

// questionnaire is a questionnaire with every kind of question and every way to count, as a file has it.
const questionnaire = `questions:
  - id: "style"
    kind: single
    asked: both
    required: true
    text: {en: "How do you like to meet?", fr: "Comment aimez-vous vous rencontrer ?"}
    options:
      - {id: "walk", en: "On a walk", fr: "En marchant"}
      - {id: "desk", en: "At a desk"}
    match: must_match
  - id: "wants"
    kind: ranking
    asked: mentees
    required: false
    text: {en: "What do you look for?"}
    options:
      - {id: "courage", en: "Courage"}
      - {id: "patience", en: "Patience"}
      - {id: "humour", en: "Humour"}
    match: complementary
    weight: 20
    pair: "gives"
  - id: "gives"
    kind: multiple
    asked: mentors
    required: true
    text: {en: "What do you offer?"}
    options:
      - {id: "c", en: "courage"}
      - {id: "s", en: "Speed"}
  - id: "pace"
    kind: scale
    asked: both
    required: false
    text: {en: "How often?", fr: "À quel rythme ?"}
    low: {en: "Rarely", fr: "Rarement"}
    high: {en: "Often"}
    match: near
    weight: 10
  - id: "motto"
    kind: text
    asked: both
    required: false
    text: {en: "Your \"motto\": say it"}
    public: true
`

func applied(t *testing.T, url, path string, more ...string) result {
	t.Helper()
	return run(t, append([]string{"program", "apply", "--database-url", url, "--team", "T1", path}, more...)...)
}

func TestAQuestionnaireGoesOutAndInWithTheProgramme(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		organisation(t, url)
		path, text := exported(t, url)
		text = strings.Replace(text, "questions: []\n", questionnaire, 1)
		write(t, path, text)
		dry := applied(t, url, path, "--dry-run")
		for _, want := range []string{"Would change", "“How do you like to meet?”: new", "“How often?”: new"} {
			if dry.status != statusOK || !strings.Contains(dry.out, want) {
				t.Errorf("the dry run does not say %q: %d %s%s", want, dry.status, dry.out, dry.err)
			}
		}
		if got := applied(t, url, path); got.status != statusOK || !strings.HasPrefix(got.out, "Changed") {
			t.Fatalf("applied: %d %s%s", got.status, got.out, got.err)
		}
		if _, now := exported(t, url); now != text {
			t.Errorf("exported again:\n%s\ninstead of\n%s", now, text)
		}
		if got := applied(t, url, path); !strings.HasPrefix(got.out, "No difference") {
			t.Errorf("applied again: %s%s", got.out, got.err)
		}

		pace := questionnaire[strings.Index(questionnaire, `  - id: "pace"`):strings.Index(questionnaire, `  - id: "motto"`)]
		changed := strings.NewReplacer(pace, "", "weight: 20", "weight: 25", `"On a walk"`, `"Outdoors"`, "state: open", "state: closed").Replace(text)
		write(t, path, changed)
		got := applied(t, url, path)
		for _, want := range []string{"State: open → closed", "“How do you like to meet?”: options", "“What do you look for?”: weight", "“How often?”: removed"} {
			if got.status != statusOK || !strings.Contains(got.out, want) {
				t.Errorf("what changed does not say %q: %d %s%s", want, got.status, got.out, got.err)
			}
		}
		if _, now := exported(t, url); now != changed {
			t.Errorf("exported after a change:\n%s\ninstead of\n%s", now, changed)
		}
		without := changed[:strings.Index(changed, "questions:")] + changed[strings.Index(changed, "staff:"):]
		write(t, path, strings.Replace(without, "state: closed\n", "", 1))
		if got := applied(t, url, path); !strings.HasPrefix(got.out, "No difference") {
			t.Errorf("a file without questions and state changes them: %s%s", got.out, got.err)
		}
	})
}

func TestAFileBeginsAProgramme(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		organisation(t, url)
		path, text := exported(t, url)
		text = strings.NewReplacer(core.DefaultProgramName, "Second", "max_choices: 3", "max_choices: 4", "questions: []\n", questionnaire,
			"staff: []", "staff:\n  - {slack_user: \"U1\", role: admin}").Replace(text)
		write(t, path, text)
		dry := applied(t, url, path, "--dry-run")
		for _, want := range []string{`Would create "Second", open`, "Choices per mentee: 3 → 4", "U1 as admin", "“How often?”: new"} {
			if dry.status != statusOK || !strings.Contains(dry.out, want) {
				t.Errorf("the dry run does not say %q: %d %s%s", want, dry.status, dry.out, dry.err)
			}
		}
		second := func() result {
			return run(t, "program", "export", "--database-url", url, "--team", "T1", "--program", "Second")
		}
		if got := second(); got.status != statusFailed {
			t.Errorf("the dry run made a programme: %s", got.out)
		}
		if got := applied(t, url, path); got.status != statusOK || !strings.HasPrefix(got.out, `Created "Second", open`) {
			t.Fatalf("applied: %d %s%s", got.status, got.out, got.err)
		}
		if got := second(); got.out != text {
			t.Errorf("exported:\n%s\ninstead of\n%s", got.out, text)
		}
		if got := applied(t, url, path); !strings.HasPrefix(got.out, "No difference") {
			t.Errorf("applied again: %s%s", got.out, got.err)
		}

		write(t, path, strings.NewReplacer("Second", "Third", "state: open\n", "").Replace(text))
		if got := applied(t, url, path); got.status != statusOK || !strings.HasPrefix(got.out, `Created "Third", draft`) {
			t.Errorf("without a state: %d %s%s", got.status, got.out, got.err)
		}
		write(t, path, strings.Replace(text, "Second", "sécond!", 1))
		if got := applied(t, url, path); got.status != statusFailed || !strings.Contains(got.err, "line 1: name: Another programme has this name") {
			t.Errorf("a name like that of another: %d %s%s", got.status, got.out, got.err)
		}
	})
}

func TestABadQuestionIsRefusedByLineAndKey(t *testing.T) {
	url := "sqlite://" + filepath.Join(t.TempDir(), "test.db")
	organisation(t, url)
	path, text := exported(t, url)
	text = strings.Replace(text, "questions: []\n", questionnaire, 1)
	for name, c := range map[string]struct{ old, new, want string }{
		"no list":               {questionnaire, "questions: 3\n", "questions: expected a list"},
		"no mapping":            {questionnaire, "questions: [3]\n", "questions_1: expected keys and values"},
		"an unknown key":        {`id: "style"`, "id: \"style\"\n    colour: red", "questions_1_colour: unknown key"},
		"no id":                 {`  - id: "style"` + "\n    kind", "  - kind", "questions_1_id: is missing"},
		"an odd id":             {`id: "style"`, `id: "a b"`, "questions_1_id: Please use letters"},
		"an id twice":           {`id: "motto"`, `id: "style"`, "questions_5_id: This is there twice"},
		"no kind":               {"    kind: single\n", "", "questions_1_kind: is missing"},
		"an unknown kind":       {"kind: single", "kind: essay", "questions_1_kind: Please choose one of the options"},
		"nobody asked":          {"    asked: both\n    required: true\n", "", "questions_1_asked: is missing"},
		"unknown people asked":  {"asked: mentees", "asked: cats", "questions_2_asked: Please choose one of the options"},
		"a word for required":   {"required: true", "required: maybe", "questions_1_required: expected true or false"},
		"no text":               {`{en: "What do you look for?"}`, `{en: " "}`, "questions_2_text: Please fill this in"},
		"a text that is none":   {`{en: "What do you look for?"}`, `What?`, "questions_2_text: expected keys and values"},
		"a number for text":     {`{en: "What do you look for?"}`, `{en: 3}`, "questions_2_text_en: expected text"},
		"a long French text":    {"Comment aimez", strings.Repeat("é", 151), "questions_1_text_fr: "},
		"a third language":      {`{en: "What do you look for?"}`, `{en: "What?", de: "Was?"}`, "questions_2_text_de: unknown key"},
		"no options":            {"    options:\n      - {id: \"c\", en: \"courage\"}\n      - {id: \"s\", en: \"Speed\"}\n", "", "questions_3_options: Please give 2 to 10"},
		"options that are none": {"    options:\n      - {id: \"c\", en: \"courage\"}\n      - {id: \"s\", en: \"Speed\"}\n", "    options: 2\n", "questions_3_options: expected a list"},
		"an odd option":         {`{id: "s", en: "Speed"}`, `{id: "s s", en: "Speed"}`, "questions_3_options_2_id: Please use letters"},
		"an option twice":       {`{id: "s", en: "Speed"}`, `{id: "s", en: "courage"}`, "questions_3_options: “courage” is there twice"},
		"a key of no option":    {`{id: "s", en: "Speed"}`, `{id: "s", text: "Speed"}`, "questions_3_options_2_text: unknown key"},
		"options of a scale":    {"    low:", "    options: [{id: a, en: a}, {id: b, en: b}]\n    low:", "questions_4_options: Questions of this kind"},
		"no low end":            {"    low: {en: \"Rarely\", fr: \"Rarement\"}\n", "", "questions_4_low: Please fill this in"},
		"a long low end":        {`"Rarement"`, `"` + strings.Repeat("x", 41) + `"`, "questions_4_low_fr: "},
		"no high end":           {"    high: {en: \"Often\"}\n", "", "questions_4_high: Please fill this in"},
		"a low end of a text":   {"    public: true", "    low: {en: x}", "questions_5_low: Questions of this kind"},
		"a high end of a text":  {"    public: true", "    high: {en: x}", "questions_5_high: Questions of this kind"},
		"a word for public":     {"public: true", "public: sometimes", "questions_5_public: expected true or false"},
		"a public choice":       {"    match: must_match", "    public: true", "questions_1_public: Questions of this kind"},
		"an unknown match":      {"match: near", "match: far", "questions_4_match: A question like this cannot"},
		"an unfit match":        {"match: near", "match: must_match", "questions_4_match: A question like this cannot"},
		"no weight":             {"    weight: 10\n", "", "questions_4_weight: Please say how many points"},
		"text for a weight":     {"weight: 10", "weight: ten", "questions_4_weight: expected a whole number"},
		"too much weight":       {"weight: 10", "weight: 101", "questions_4_weight: Please choose a number"},
		"too many points":       {"weight: 10", "weight: 81", "questions: The questions would give 101 points"},
		"no pair":               {"    pair: \"gives\"\n", "", "questions_2_pair: Please choose the mentors"},
		"an unknown pair":       {`pair: "gives"`, `pair: "takes"`, "questions_2_pair: Please choose the mentors"},
		"a number for a pair":   {`pair: "gives"`, `pair: 7`, "questions_2_pair: expected text"},
		"an unknown state":      {"state: open", "state: ajar", "state: Please choose one of the options"},
		"a number for a state":  {"state: open", "state: 1", "state: expected text"},
		"no way to the state":   {"state: open", "state: draft", "state: A programme cannot come"},
	} {
		if !strings.Contains(text, c.old) {
			t.Errorf("%s: the file has no %q:\n%s", name, c.old, text)
			continue
		}
		write(t, path, strings.Replace(text, c.old, c.new, 1))
		got := applied(t, url, path)
		if got.status != statusFailed || !strings.Contains(got.err, c.want) || !strings.Contains(got.err, "line ") || strings.Contains(got.err, "line 0") {
			t.Errorf("%s: status %d, want %q with a line, got %s", name, got.status, c.want, got.err)
		}
	}
	write(t, path, text)
	if got := applied(t, url, path); got.status != statusOK {
		t.Fatalf("applied: %d %s", got.status, got.err)
	}
	write(t, path, strings.Replace(text, "    kind: multiple\n", "    kind: single\n", 1))
	if got := applied(t, url, path); got.status != statusFailed || !strings.Contains(got.err, "questions_3_kind: A question keeps its kind") {
		t.Errorf("another kind: status %d, %s", got.status, got.err)
	}
}
