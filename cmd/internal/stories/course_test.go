package stories

import (
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
)

// courses opens a programme's courses as one who runs it.
func (s *stage) courses(user string) *view {
	s.t.Helper()
	return s.clickView(user, s.resources(user), "courses_open").View
}

func TestAProgrammeHasCoursesThatPeopleTickOff(t *testing.T) {
	tell(t, cast(), func(s *stage) { s.hasCourses(wording(t, "en-GB"), wording(t, "en-GB")) })
}

func TestAFrenchAdminKeepsCourses(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, french(kim, mia), func(s *stage) {
		s.hasCourses(wording(t, "fr-FR"), wording(t, "fr-FR"))
		s.readsOnly(kim, english)
	})
}

// hasCourses has an admin, whose words are given, make a course, which a mentee, whose words are theirs, works through.
func (s *stage) hasCourses(say, hers *i18n.Localizer) {
	s.t.Helper()
	s.asPair(mia, ada)
	s.policy(func(p *core.Policy) {
		p.Resources = []core.Resource{{ID: "rules", Kind: core.ResourceText, Title: "Nos règles", Text: "Soyez à l’heure.", For: core.RoleMentor}}
	})
	s.makesACourse(say)
	s.worksThroughACourse(hers)

	list := s.courses(kim)
	s.says(list.all(), say.N("course.began", 1), say.N("course.finished_by", 1))
	s.saysNot(list.all(), "Mia Wanjiru")
	page := s.clickAbout(kim, list, "course_manage", "Nos débuts").View
	s.saysNot(page.all(), "Mia Wanjiru")
	page = s.clickView(kim, s.clickAbout(kim, page, "lesson_manage", "Dire bonjour").View, "lesson_remove").View
	s.says(page.all(), say.N("course.lessons", 2))
	list = s.clickView(kim, page, "course_remove").View
	s.saysNot(list.all(), "Nos débuts")
	s.closeAll(kim, list)
	s.saysNot(s.command(mia, "/mentor guide").View.all(), "Nos débuts")
	s.closeAll(mia, s.stackTop(mia))
	history := s.clickView(kim, s.toPage(kim), "history_open").View
	for _, key := range []string{"added", "changed", "removed"} {
		s.says(history.all(), say.T("history.course."+key, "course", "*Nos débuts*"))
	}
	s.closeAll(kim, history)
	s.nobodyHears(mia, ada, kim)
}

// makesACourse has an admin put three lessons in order.
func (s *stage) makesACourse(say *i18n.Localizer) {
	s.t.Helper()
	list := s.courses(kim)
	s.says(list.all(), say.T("course_name.starter_mentee"), say.T("course_name.starter_mentor"), say.T("course.nobody"))
	form := s.clickView(kim, list, "course_new").View
	course := values{"title": value("Nos débuts"), "about": value("Pour <!here> *bien* commencer."), "for": value("mentee")}
	s.says(s.submit(kim, form, values{"title": value(" "), "for": value("mentee")}).Errors["title"], say.T("error.required"))
	s.submit(kim, form, course)
	s.says(s.stackTop(kim).all(), "Nos débuts", "Pour &lt;!here&gt; ∗bien∗ commencer.", say.T("course.no_lessons"))
	s.saysNot(s.command(mia, "/mentor guide").View.all(), "Nos débuts") // which has nothing to read yet
	s.closeAll(mia, s.stackTop(mia))

	s.submit(kim, s.clickView(kim, s.stackTop(kim), "lesson_new_text").View, values{"title": value("Bonjour"), "text": value("Écrivez-lui.")})
	for _, reading := range []string{"guide:questions", "resource:rules"} {
		s.submit(kim, s.clickView(kim, s.stackTop(kim), "lesson_new_reading").View, values{"reading": value(reading)})
	}
	form = s.clickView(kim, s.stackTop(kim), "lesson_new_reading").View
	s.saysNot(form.all(), "guide:questions", "resource:rules") // which are lessons already
	s.act("close", fields{"user": kim, "view_id": form.ID})
	page := s.clickView(kim, s.clickAbout(kim, s.stackTop(kim), "lesson_manage", "Bonjour").View, "lesson_edit").View
	s.submit(kim, page, values{"title": value("Dire bonjour"), "text": value("Écrivez-lui.\n\n## Comment\n- À votre façon.")})
	page = s.clickView(kim, s.clickAbout(kim, s.stackTop(kim), "lesson_manage", "Nos règles").View, "lesson_up").View
	page = s.clickView(kim, s.clickAbout(kim, page, "lesson_manage", "Nos règles").View, "lesson_up").View
	s.says(page.all(), "1. *Nos règles*", "2. *Dire bonjour*", "3. *"+say.T("guide_name.questions"))
	s.closeAll(kim, page)
}

// worksThroughACourse has a mentee read and tick its lessons, while a mentor sees the courses that are for mentors.
func (s *stage) worksThroughACourse(say *i18n.Localizer) {
	s.t.Helper()
	library := s.command(mia, "/mentor guide").View
	s.says(library.all(), say.T("courses.heading"), "*Nos débuts* · "+say.N("course.progress", 3, "done", 0), say.T("course_name.starter_mentee"))
	s.saysNot(library.all(), say.T("course_name.starter_mentor"))
	if courses, guides := strings.Index(library.all(), "Nos débuts"), strings.Index(library.all(), say.T("guide_name.first_steps")); courses > guides {
		s.t.Error("the courses come behind the guides")
	}
	course := s.clickAbout(mia, library, "course_open", "Nos débuts").View
	s.says(course.all(), say.T("button.course_begin"), "1. *Nos règles*")
	lesson := s.clickView(mia, course, "lesson_open").View
	s.says(lesson.all(), "Soyez à l’heure.", say.T("lesson.place", "n", 1, "of", 3)) // although it is kept to mentors elsewhere
	lesson = s.clickView(mia, lesson, "lesson_tick").View
	s.says(lesson.all(), "✓ "+say.T("lesson.done"), say.T("button.lesson_untick"))
	lesson = s.clickView(mia, lesson, "lesson_untick").View
	s.saysNot(lesson.all(), "✓ "+say.T("lesson.done"))
	lesson = s.clickView(mia, s.clickView(mia, lesson, "lesson_tick").View, "lesson_open").View
	s.says(lesson.all(), "Dire bonjour", "*Comment*", "• À votre façon.")
	course = s.clickView(mia, lesson, "course_open").View
	s.says(course.all(), say.N("course.progress", 3, "done", 1), say.T("button.course_continue"))

	lesson = s.clickView(mia, s.clickAbout(mia, course, "lesson_read", say.T("guide_name.questions")).View, "page_next").View
	s.says(lesson.all(), say.T("page.of", "page", 2, "pages", 2))
	lesson = s.clickView(mia, lesson, "lesson_tick").View
	s.says(lesson.all(), say.T("page.of", "page", 2, "pages", 2), "✓ "+say.T("lesson.done"))
	lesson = s.clickView(mia, s.clickView(mia, lesson, "lesson_open").View, "lesson_tick").View
	s.says(lesson.all(), say.T("lesson.all_done"))
	library = s.clickView(mia, s.clickView(mia, lesson, "course_open").View, "guides_open").View
	s.says(library.all(), "*Nos débuts* · ✓ "+say.T("course.finished"), "*"+say.T("guide_name.questions")+"* · ✓ "+say.T("guides.read"))
	s.closeAll(mia, library)

	library = s.command(ada, "/mentor guide").View
	s.saysNot(library.all(), "Nos débuts")
	s.says(library.all(), "Getting started as a mentor", "0 of 5 lessons")
	s.closeAll(ada, library)
}

func TestACourseThatIsGoneIsExplained(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.asPair(mia, ada)
		say := wording(t, "fr-FR")
		course := core.Course{ID: "c", Title: "Nos débuts", Lessons: []core.Lesson{{ID: "l", Title: "Bonjour", Text: "Écrivez-lui."}, {ID: "m", Guide: core.GuideQuestions}}}
		s.policy(func(p *core.Policy) { p.Courses = []core.Course{course} })
		library := s.command(mia, "/mentor guide").View
		page := s.clickAbout(mia, library, "course_open", "Nos débuts").View
		s.policy(func(p *core.Policy) { p.HiddenGuides = []core.GuideKey{core.GuideQuestions} })
		s.says(s.clickAbout(mia, page, "lesson_read", say.T("guide_name.questions")).View.all(), say.T("error.lesson_gone"))
		s.closeAll(mia, s.stackTop(mia))
		page = s.clickAbout(mia, s.command(mia, "/mentor guide").View, "course_open", "Nos débuts").View
		s.saysNot(page.all(), say.T("guide_name.questions"))
		s.policy(func(p *core.Policy) { p.Courses, p.HiddenCourses = nil, []core.CourseID{core.CourseMentee} })
		s.says(s.clickView(mia, page, "lesson_open").View.all(), say.T("error.course_gone"))
		s.closeAll(mia, s.stackTop(mia))
		s.saysNot(s.command(mia, "/mentor guide").View.all(), say.T("courses.heading"))
		s.nobodyHears(mia)
	})
}

// A mentor is not taught what is for mentees. Who is in no role yet sees the courses of both, as with guides, but in no programme there are none.
func TestACourseIsForThoseInItsRole(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		program := s.managed("Mentoring programme").ID
		ticks := func(user string, course core.CourseID, lesson core.LessonID) core.Code {
			_, err := s.box.App.Service.TickLesson(s.in(), s.as(user), core.LessonAt{Program: program, Course: course, Lesson: lesson}, true)
			if refusal := core.Refusal(err); refusal != nil {
				return refusal.Code
			}
			s.must(err)
			return ""
		}
		for _, c := range []struct {
			user   string
			course core.CourseID
			lesson core.LessonID
			want   core.Code
		}{
			{mia, core.CourseMentee, "first_steps", ""}, {mia, core.CourseMentor, "say_no", core.CodeCourseGone}, {ada, core.CourseMentor, "say_no", ""},
			{ada, core.CourseMentee, "first_steps", core.CodeCourseGone}, {leo, core.CourseMentee, "first_steps", ""}, {leo, core.CourseMentor, "say_no", ""},
			{mia, core.CourseMentee, "say_no", core.CodeLessonGone}, {mia, "other", "say_no", core.CodeCourseGone},
		} {
			if got := ticks(c.user, c.course, c.lesson); got != c.want {
				s.t.Errorf("%s ticks %s of %s: %q, want %q", c.user, c.lesson, c.course, got, c.want)
			}
		}
		s.says(s.courses(kim).all(), "2 people began")
		s.closes(program)
		if got := ticks(leo, core.CourseMentee, "get_a_yes"); got != core.CodeNotFound {
			s.t.Errorf("in a programme leo cannot join he ticks: %q", got)
		}
		if got := ticks(mia, core.CourseMentee, "get_a_yes"); got != "" {
			s.t.Errorf("in a closed programme mia ticks: %q", got)
		}
	})
}

// closes has an admin close a programme to newcomers.
func (s *stage) closes(program core.ProgramID) {
	s.t.Helper()
	r := openRecords(s.t, s.url, s.box.App.Workspace.ID)
	s.must(r.db.Change(s.in(), r.ws, func(tx core.Tx) error {
		p, err := tx.Programs().Get(s.in(), program)
		if err != nil {
			return err
		}
		p.State = core.ProgramClosed
		return tx.Programs().Save(s.in(), p)
	}))
}
