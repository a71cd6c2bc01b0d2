package programfile

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"mentorbot/core"
)

// sample is a file as the product writes one, with a questionnaire of every kind of question.
func sample(tb testing.TB) []byte {
	tb.Helper()
	options := []core.Option{{ID: "o1", Text: core.LocalText{EN: "Yes: no", FR: "Oui"}}, {ID: "o2", Text: core.LocalText{EN: "null"}}}
	var questions []core.Question
	for _, kind := range core.QuestionKinds() {
		q := core.Question{ID: core.QuestionID("q-" + kind), Kind: kind, Asked: core.AskBoth, Text: core.LocalText{EN: "How?\n# <b>"}}
		switch kind {
		case core.QuestionScale:
			q.Low, q.High = core.LocalText{EN: "1"}, core.LocalText{EN: "true"}
		case core.QuestionText:
			q.Public = true
		default:
			q.Options = options
		}
		questions = append(questions, q)
	}
	raw, err := Write(core.ProgramSpec{
		Name: "Grow \u2028 \"together\"", State: core.ProgramOpen, Policy: core.DefaultPolicy(), Questions: questions,
		Resources: []core.Resource{
			{ID: "r1", Kind: core.ResourceLink, Title: "A: \"talk\"", Address: "https://example.org/#a", For: core.RoleMentor, Stage: core.HelpsFirst, Language: "en"},
			{ID: "r2", Kind: core.ResourceText, Title: "null", Text: "## One\n- two: three\n> *four*"},
		},
		Courses: []core.Course{{ID: "c1", Title: "Begin: \"here\"", About: "# not a comment", For: core.RoleMentee, Language: "en", Lessons: []core.Lesson{
			{ID: "l1", Guide: core.GuideQuestions}, {ID: "l2", Resource: "r2"}, {ID: "l3", Title: "~", Text: "## One\n- two: three"},
		}}, {ID: "c2", Title: "yes"}},
		Staff: []core.StaffSpec{{ChatUserID: "U1", Role: core.StaffAdmin}},
	}, func(f core.PolicyField) string { return f.Key })
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

// What an operator is given as a programme's file may come from anybody: the reader never panics, names what is wrong by line and key,
// and what it takes is written so that it is read as the same.
func FuzzRead(f *testing.F) {
	good := string(sample(f))
	if _, err := Read([]byte(good)); err != nil {
		f.Fatalf("a file of our own: %v", err)
	}
	f.Add([]byte(good))
	for _, broken := range []string{
		"", "{}", "[]", "name: x\nname: y", "name: &a x\nstate: *a", "policy: {max_choices: 0x10}", "a: &a [*a]", "\t", "name: !!binary aGk=",
		strings.Replace(good, "max_choices: 3", "max_choices: 1e3", 1),
		strings.Replace(good, "max_choices: 3", "max_choices: 99999999999999999999", 1),
		strings.Replace(good, "staff:", "staff: &s\n  <<: *s\nx:", 1),
	} {
		f.Add([]byte(broken))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, err := Read(raw)
		if err != nil {
			var p Problem
			if errors.As(err, &p) && (p.Line < 1 || p.What == "") {
				t.Errorf("a problem without line or words: %+v", p)
			}
			return
		}
		again, err := Write(file.Spec, func(core.PolicyField) string { return "x" })
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		reread, err := Read(again)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, again)
		}
		if diff := cmp.Diff(file.Spec, reread.Spec, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("written and read it is another (-first +second):\n%s", diff)
		}
	})
}
