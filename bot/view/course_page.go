package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Courses are a programme's courses for those who run it, in order, with how many people are how far in each.
func (f For) Courses(p core.CoursesPage) slack.ModalViewRequest {
	program := Meta{Program: p.Program.ID}
	blocks := []slack.Block{section(f.L.T("courses.intro", "program", bold(escape(p.Program.Name))))}
	if len(p.Courses) == 0 {
		blocks = append(blocks, section(f.L.T("courses.empty")))
	}
	for _, c := range p.Courses {
		title := f.courseTitle(c.Course)
		blocks = append(blocks, sectionWith(lines(bold(escape(title)), f.courseKeys(c.Course), f.courseCounts(c.Counts)),
			about(f.button(ActionManageCourse, "button.open", Meta{Program: p.Program.ID, Course: c.Course.ID}), excerpt(inline(title), maxSubject))))
	}
	blocks = append(blocks, divider())
	var add *slack.ButtonBlockElement
	switch {
	case !p.Relation.MayManage():
	case len(p.Program.Policy.Courses) >= core.MaxCourses:
		blocks = append(blocks, smallPrint(f.L.T("error.courses_full", "Limit", core.MaxCourses)))
	default:
		add = primary(f.button(ActionNewCourse, "button.new_course", program))
	}
	blocks = append(blocks, row(add, f.button(ActionOpenResources, "button.all_resources", program))...)
	v := f.modal(PageCourses, "courses", blocks)
	v.PrivateMetadata = program.Encode()
	return v
}

// courseKeys is a course's small print: whose it is, whom it is for, in which language, and how long it is.
func (f For) courseKeys(c core.Course) string {
	whose := ""
	if c.Starter() {
		whose = f.L.T("course.starter")
	}
	language := ""
	if c.Language != "" {
		language = f.L.T("resource_language." + c.Language)
	}
	return dotted(whose, f.L.T("resource_for."+orWord(string(c.For), OptionBoth)), language, f.L.N("course.lessons", len(c.Lessons)))
}

// courseCounts says how many people are how far.
func (f For) courseCounts(c core.CourseCounts) string {
	if c.Began == 0 {
		return f.L.T("course.nobody")
	}
	return dotted(f.L.N("course.began", c.Began), f.L.N("course.finished_by", c.Finished))
}

// CoursePage is one course for those who run the programme, with its lessons and what can be done to it.
func (f For) CoursePage(p core.CoursePage) slack.ModalViewRequest {
	meta := Meta{Program: p.Program.ID, Course: p.Course.ID}
	blocks := []slack.Block{header(f.courseTitle(p.Course)), smallPrint(f.courseKeys(p.Course))}
	if text := f.courseAbout(p.Course); text != "" {
		blocks = append(blocks, section(escape(text)))
	}
	blocks = append(blocks, smallPrint(f.courseCounts(p.Counts)), divider())
	if len(p.Course.Lessons) == 0 {
		blocks = append(blocks, section(f.L.T("course.no_lessons")))
	}
	for i, l := range p.Course.Lessons {
		title := f.lessonTitle(l, resourceOf(p.Program, l))
		blocks = append(blocks, sectionWith(lines(strconv.Itoa(i+1)+". "+bold(escape(title)), f.lessonKeys(p.Program, l)),
			about(f.button(ActionManageLesson, "button.open", Meta{Program: p.Program.ID, Course: p.Course.ID, Lesson: l.ID}), excerpt(inline(title), maxSubject))))
	}
	blocks = append(append(blocks, divider()), f.courseButtons(p, meta)...)
	blocks = append(blocks, actions(f.button(ActionOpenCourses, "button.all_courses", Meta{Program: p.Program.ID})))
	v := f.modal(PageCoursePage, "course", blocks)
	v.PrivateMetadata = meta.Encode()
	return v
}

// resourceOf is what a lesson leads to where that is a resource.
func resourceOf(p core.Program, l core.Lesson) core.Resource {
	r, _ := p.Policy.Resource(l.Resource)
	return r
}

// lessonKeys is a lesson's small print for those who run the programme: what it is, and whether people find it.
func (f For) lessonKeys(p core.Program, l core.Lesson) string {
	hidden := ""
	if !p.Policy.Offers(l) {
		hidden = f.L.T("lesson.hidden")
	}
	return dotted(f.L.T("lesson_kind."+string(l.Kind())), hidden)
}

// courseButtons change a course, for those who may; one of the product's own nobody changes.
func (f For) courseButtons(p core.CoursePage, meta Meta) []slack.Block {
	switch {
	case p.Course.Starter():
		return []slack.Block{smallPrint(f.L.T("course.starter_hint"))}
	case !p.Relation.MayManage():
		return nil
	}
	var blocks []slack.Block
	var text, reading *slack.ButtonBlockElement
	if len(p.Course.Lessons) >= core.MaxLessons {
		blocks = append(blocks, smallPrint(f.L.T("error.lessons_full", "Limit", core.MaxLessons)))
	} else {
		text = f.button(ActionNewTextLesson, "button.new_text_lesson", meta)
		if len(f.readings(p.Program, p.Course, core.Lesson{})) > 0 {
			reading = primary(f.button(ActionNewReadingLesson, "button.new_reading_lesson", meta))
		}
	}
	remove := f.button(ActionRemoveCourse, "button.delete", meta).WithStyle(slack.StyleDanger)
	remove.Confirm = f.confirm("confirm.course_remove", slack.StyleDanger)
	return append(blocks, row(reading, text, f.button(ActionEditCourse, "button.edit", meta), remove)...)
}

// LessonPage is one lesson for those who run the programme, as it is read, with what can be done to it.
func (f For) LessonPage(p core.LessonPage) slack.ModalViewRequest {
	meta := Meta{Program: p.Program.ID, Course: p.Course.ID, Lesson: p.Lesson.ID}
	r := resourceOf(p.Program, p.Lesson)
	blocks := []slack.Block{
		header(f.lessonTitle(p.Lesson, r)),
		smallPrint(dotted(f.L.T("lesson.place", "n", p.Place, "of", len(p.Course.Lessons)), escape(f.courseTitle(p.Course)), f.lessonKeys(p.Program, p.Lesson))),
	}
	if p.Lesson.Kind() == core.LessonGuide {
		blocks = append(blocks, section(f.guideText(core.Guide{ID: p.Lesson.Guide}).Summary))
	} else {
		body, _, _ := f.lessonBody(p.Lesson, r, 0)
		blocks = append(blocks, body...)
	}
	blocks = append(blocks, divider())
	if p.Relation.MayManage() && !p.Course.Starter() {
		var up, down *slack.ButtonBlockElement
		if p.Place > 1 {
			up = f.button(ActionLessonUp, "button.move_up", meta)
		}
		if p.Place < len(p.Course.Lessons) {
			down = f.button(ActionLessonDown, "button.move_down", meta)
		}
		remove := f.button(ActionRemoveLesson, "button.delete", meta).WithStyle(slack.StyleDanger)
		remove.Confirm = f.confirm("confirm.lesson_remove", slack.StyleDanger)
		blocks = append(blocks, row(f.button(ActionEditLesson, "button.edit", meta), up, down, remove)...)
	}
	blocks = append(blocks, actions(f.button(ActionManageCourse, "button.to_course", Meta{Program: p.Program.ID, Course: p.Course.ID})))
	v := f.modal(PageLessonPage, "lesson", blocks)
	v.PrivateMetadata = meta.Encode()
	return v
}

// coursesRow leads from a programme's own library to its courses.
func (f For) coursesRow(p core.Program) []slack.Block {
	text := f.L.T("courses.none_yet")
	if n := len(p.Policy.Courses); n > 0 {
		text = f.L.N("courses.count", n)
	}
	return []slack.Block{sectionWith(lines(bold(f.L.T("courses.heading")), text), f.button(ActionOpenCourses, "button.courses", Meta{Program: p.ID}))}
}

// courseChanges says what became of each of a programme's own courses.
func (f For) courseChanges(all []core.ListChange[core.Course]) string {
	var said []string
	for _, c := range all {
		said = append(said, "• "+f.L.T("history.course."+string(c.Kind()), "course", bold(escape(excerpt(c.Entry.Title, 80)))))
	}
	return f.firstOf(said)
}
