package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// How the two forms of a lesson are told apart in Meta.As.
const (
	LessonOfText    = "text"
	LessonOfReading = "reading"
)

// What stands in front of an id in the value of an option that is something to read.
const (
	ReadingGuide    = "guide"
	ReadingResource = "resource"
)

// CourseForm asks what a course is called and whom it is for; one without an id is a new one.
func (f For) CourseForm(p core.Program, c core.Course) slack.ModalViewRequest {
	return f.form(CallbackCourse, "course", Meta{Program: p.ID, Course: c.ID}, []slack.Block{
		f.textInput(field{"title", "resource.title_input", true}, c.Title, core.MaxResourceTitle),
		f.textArea(field{"about", "course.about", false}, c.About, core.MaxCourseAbout),
		f.selectOne(field{"for", "resource.for", true}, f.wordOptions("resource_for", OptionBoth, string(core.RoleMentee), string(core.RoleMentor)), orWord(string(c.For), OptionBoth)),
		f.selectOne(field{"language", "resource.language", true}, f.wordOptions("resource_language", append([]string{OptionAny}, core.ResourceLanguages()...)...), orWord(c.Language, OptionAny)),
	})
}

// LessonForm asks for a lesson of a course: a text of its own or something to read; one without an id is a new one.
func (f For) LessonForm(p core.CoursePage, l core.Lesson, as string) slack.ModalViewRequest {
	meta := Meta{Program: p.Program.ID, Course: p.Course.ID, Lesson: l.ID, As: as}
	if as == LessonOfText {
		return f.form(CallbackLesson, "lesson", meta, []slack.Block{
			f.textInput(field{"title", "resource.title_input", true}, l.Title, core.MaxResourceTitle),
			f.textArea(field{"text", "resource.text", true}, l.Text, core.MaxResourceText),
		})
	}
	all := f.readings(p.Program, p.Course, l)
	if len(all) == 0 {
		return f.modal(CallbackLesson, "lesson", []slack.Block{section(f.L.T("lesson.nothing_to_read"))})
	}
	return f.form(CallbackLesson, "lesson", meta, []slack.Block{f.selectOne(field{"reading", "lesson.reading", true}, all, reading(l))})
}

// readings are the programme's resources and the guides it shows that no other lesson of a course leads to.
func (f For) readings(p core.Program, c core.Course, l core.Lesson) []*slack.OptionBlockObject {
	taken := map[string]bool{}
	for _, other := range c.Lessons {
		taken[reading(other)] = other.ID != l.ID
	}
	var all []*slack.OptionBlockObject
	offer := func(to core.Lesson, r core.Resource) {
		if value := reading(to); !taken[value] && p.Policy.Offers(to) {
			all = append(all, option(value, f.L.T("lesson.reading_option", "kind", upperFirst(f.L.T("lesson_kind."+string(to.Kind()))), "title", inline(f.lessonTitle(to, r)))))
		}
	}
	for _, r := range p.Policy.Resources {
		offer(core.Lesson{Resource: r.ID}, r)
	}
	for _, g := range core.StarterGuides() {
		offer(core.Lesson{Guide: g.ID}, core.Resource{})
	}
	return all
}

// reading is the value of the option that is what a lesson leads to.
func reading(l core.Lesson) string {
	switch l.Kind() {
	case core.LessonGuide:
		return ReadingGuide + ":" + string(l.Guide)
	case core.LessonResource:
		return ReadingResource + ":" + string(l.Resource)
	}
	return ""
}
