package core_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestCoursesAreCheckedKeptAndCounted(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ctx, kim := context.Background(), w.admin("Kim")
		save := func(c core.Course) (core.CoursePage, error) {
			return w.svc.SaveCourse(ctx, w.call(kim), core.CourseInput{Program: w.firstProgram(), Course: c})
		}
		_, err := save(core.Course{Title: " \u200b", About: strings.Repeat("é", 301), For: "boss", Language: "de"})
		want := map[string]core.Code{"title": core.CodeRequired, "about": core.CodeTooLong, "for": core.CodeUnknownOption, "language": core.CodeUnknownOption}
		if diff := cmp.Diff(want, fields(err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		first, err := save(core.Course{Title: "First"})
		if err != nil {
			t.Fatal(err)
		}
		version := first.Program.Version
		if again, err := save(first.Course); err != nil || again.Program.Version != version {
			t.Errorf("saved as it was it is version %d after %d, %v", again.Program.Version, version, err)
		}
		_, err = save(core.Course{ID: core.CourseMentee, Title: "Mine"})
		refused(t, err, core.CodeCourseGone) // the product's are nobody's
		for range core.MaxCourses - 1 {
			if _, err := save(core.Course{Title: "More"}); err != nil {
				t.Fatal(err)
			}
		}
		_, err = save(core.Course{Title: "One too many"})
		refused(t, err, core.CodeCoursesFull)
		if _, err := w.svc.RemoveCourse(ctx, w.call(kim), w.firstProgram(), first.Course.ID); err != nil {
			t.Error(err)
		}
		_, err = save(first.Course)
		refused(t, err, core.CodeCourseGone)
	})
}

func TestLessonsLeadSomewhereOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ctx, kim := context.Background(), w.admin("Kim")
		page, err := w.svc.SaveResource(ctx, w.call(kim), core.ResourceInput{
			Program: w.firstProgram(), Resource: core.Resource{Kind: core.ResourceText, Title: "Rules", Text: "Be kind."},
		})
		if err != nil {
			t.Fatal(err)
		}
		course, err := w.svc.SaveCourse(ctx, w.call(kim), core.CourseInput{Program: w.firstProgram(), Course: core.Course{Title: "First"}})
		if err != nil {
			t.Fatal(err)
		}
		save := func(l core.Lesson) (core.CoursePage, error) {
			return w.svc.SaveLesson(ctx, w.call(kim), core.LessonInput{Program: w.firstProgram(), Course: course.Course.ID, Lesson: l})
		}
		for _, l := range []core.Lesson{{Guide: core.GuideQuestions}, {Resource: page.Resource.ID}, {Title: "Hello", Text: strings.Repeat("é", core.MaxResourceText)}} {
			if course, err = save(l); err != nil {
				t.Fatal(err)
			}
		}
		for name, c := range map[string]struct {
			lesson core.Lesson
			want   map[string]core.Code
		}{
			"nothing":            {core.Lesson{}, map[string]core.Code{"title": core.CodeRequired, "text": core.CodeRequired}},
			"a long text":        {core.Lesson{Title: strings.Repeat("é", 81), Text: strings.Repeat("é", 3001)}, map[string]core.Code{"title": core.CodeTooLong, "text": core.CodeTooLong}},
			"no guide":           {core.Lesson{Guide: "shoes"}, map[string]core.Code{"reading": core.CodeUnknownOption}},
			"no resource":        {core.Lesson{Resource: "shoes"}, map[string]core.Code{"reading": core.CodeUnknownOption}},
			"a guide again":      {core.Lesson{Guide: core.GuideQuestions}, map[string]core.Code{"reading": core.CodeLessonTwice}},
			"a resource again":   {core.Lesson{Resource: page.Resource.ID}, map[string]core.Code{"reading": core.CodeLessonTwice}},
			"two things at once": {core.Lesson{Guide: core.GuideSayNo, Text: "Or so."}, map[string]core.Code{"reading": core.CodeLessonOneThing}},
		} {
			_, err := save(c.lesson)
			if diff := cmp.Diff(c.want, fields(err)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		_, err = save(core.Lesson{ID: "gone", Title: "A", Text: "B"})
		refused(t, err, core.CodeLessonGone)
		moved, err := w.svc.MoveLesson(ctx, w.call(kim), core.LessonAt{Program: w.firstProgram(), Course: course.Course.ID, Lesson: course.Course.Lessons[2].ID}, false)
		if err != nil || moved.Course.Lessons[1].Title != "Hello" {
			t.Errorf("moved up: %+v, %v", moved.Course.Lessons, err)
		}
		if _, err := w.svc.RemoveResource(ctx, w.call(kim), w.firstProgram(), page.Resource.ID); err != nil {
			t.Fatal(err)
		}
		left, err := w.svc.Course(ctx, w.call(kim), w.firstProgram(), course.Course.ID)
		if err != nil || len(left.Course.Lessons) != 2 {
			t.Errorf("without its resource the course has %+v, %v", left.Course.Lessons, err)
		}
		for i := range core.MaxLessons - 2 {
			if _, err := save(core.Lesson{Title: fmt.Sprint(i), Text: "More."}); err != nil {
				t.Fatal(err)
			}
		}
		_, err = save(core.Lesson{Title: "One", Text: "too many"})
		refused(t, err, core.CodeLessonsFull)
	})
}

// What comes next is what is not ticked, after where one is and then from the beginning.
func TestTheNextLessonIsOneThatIsNotTicked(t *testing.T) {
	facts := core.CourseFacts{Course: core.Course{Lessons: []core.Lesson{{ID: "a"}, {ID: "b"}, {ID: "c"}}}}
	for _, c := range []struct{ ticked, after, want string }{
		{"", "", "a"}, {"a", "", "b"}, {"", "a", "b"}, {"b", "a", "c"}, {"", "c", "a"}, {"ab", "c", ""}, {"abc", "", ""}, {"bc", "b", "a"},
	} {
		facts.Ticked = nil
		for _, id := range c.ticked {
			facts.Ticked = append(facts.Ticked, core.LessonID(id))
		}
		if got, _ := facts.Next(core.LessonID(c.after)); string(got.ID) != c.want {
			t.Errorf("after %q with %q ticked comes %q, want %q", c.after, c.ticked, got.ID, c.want)
		}
	}
	if _, there := (core.CourseFacts{}).Next(""); there {
		t.Error("a course without lessons has a next one")
	}
}

// The product's courses lead to its guides, each once, and to those for their role.
func TestTheStarterCoursesFitTheirRole(t *testing.T) {
	for _, c := range core.StarterCourses() {
		seen := map[core.GuideKey]bool{}
		for _, l := range c.Lessons {
			for _, g := range core.StarterGuides() {
				if g.ID == l.Guide && !seen[g.ID] && g.ForRole(c.For) {
					seen[g.ID] = true
				}
			}
		}
		if len(seen) != len(c.Lessons) || !c.Starter() {
			t.Errorf("%s: %v of %+v", c.ID, seen, c.Lessons)
		}
	}
}
