package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// courseEntries are the courses of a programme in its library, in front of what there is to read one by one.
func (f For) courseEntries(l core.Library) []slack.Block {
	if len(l.Courses) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("courses.heading"))}
	for _, c := range l.Courses {
		title := f.courseTitle(c.Course)
		blocks = append(blocks, sectionWith(lines(dotted(bold(escape(title)), f.courseProgress(c)), escape(inline(f.courseAbout(c.Course)))),
			about(f.button(ActionOpenCourse, "button.open", Meta{Program: c.Program, Course: c.Course.ID}), excerpt(inline(title), maxSubject))))
	}
	return blocks
}

// courseTitle is what a course is called, as it is written.
func (f For) courseTitle(c core.Course) string {
	if c.Starter() {
		return f.L.T("course_name." + string(c.ID))
	}
	return c.Title
}

// courseAbout says what a course is about, as it is written.
func (f For) courseAbout(c core.Course) string {
	if c.Starter() {
		return f.L.T("course_about." + string(c.ID))
	}
	return c.About
}

// courseProgress says how far the reader is.
func (f For) courseProgress(c core.CourseFacts) string {
	if c.Finished() {
		return "✓ " + f.L.T("course.finished")
	}
	return f.L.N("course.progress", len(c.Course.Lessons), "done", len(c.Ticked))
}

// lessonTitle is what a lesson is called, as it is written; r is what it leads to where that is a resource.
func (f For) lessonTitle(l core.Lesson, r core.Resource) string {
	switch l.Kind() {
	case core.LessonGuide:
		return f.L.T("guide_name." + string(l.Guide))
	case core.LessonResource:
		return r.Title
	}
	return l.Title
}

// Course is a course as its reader sees it: its lessons with their ticks, and the way to the next one.
func (f For) Course(c core.CourseFacts) slack.ModalViewRequest {
	here := Meta{Program: c.Program, Course: c.Course.ID}
	blocks := []slack.Block{header(f.courseTitle(c.Course))}
	if text := f.courseAbout(c.Course); text != "" {
		blocks = append(blocks, section(escape(text)))
	}
	if len(c.Course.Lessons) == 0 {
		blocks = append(blocks, section(f.L.T("course.empty")))
	} else {
		blocks = append(blocks, smallPrint(dotted(f.bar(100*len(c.Ticked)/len(c.Course.Lessons)), f.courseProgress(c))))
	}
	for i, l := range c.Course.Lessons {
		blocks = append(blocks, f.lessonEntry(c, i+1, l))
	}
	var next *slack.ButtonBlockElement
	if l, there := c.Next(""); there {
		key := "button.course_continue"
		if len(c.Ticked) == 0 {
			key = "button.course_begin"
		}
		next = primary(f.button(ActionOpenLesson, key, Meta{Program: c.Program, Course: c.Course.ID, Lesson: l.ID}))
	}
	blocks = append(append(blocks, divider()), row(next, f.button(ActionOpenGuides, "button.all_guides", Meta{Program: c.Program}))...)
	v := f.modal(PageCourse, "course", blocks)
	v.PrivateMetadata = here.Encode()
	return v
}

func (f For) lessonEntry(c core.CourseFacts, place int, l core.Lesson) slack.Block {
	title, done := f.lessonTitle(l, c.Resource(l.Resource)), ""
	if c.Done(l.ID) {
		done = "✓ " + f.L.T("lesson.done")
	}
	return sectionWith(dotted(strconv.Itoa(place)+". "+bold(escape(title)), done),
		about(f.button(ActionReadLesson, "button.read_guide", Meta{Program: c.Program, Course: c.Course.ID, Lesson: l.ID}), excerpt(inline(title), maxSubject)))
}

// Lesson is a lesson to read and tick, with the way to the next one; of a guide it is a page, counted from 0.
func (f For) Lesson(l core.LessonFacts, page int) slack.ModalViewRequest {
	here := Meta{Program: l.Course.Program, Course: l.Course.Course.ID, Lesson: l.Lesson.ID}
	done := ""
	if l.Course.Done(l.Lesson.ID) {
		done = "✓ " + f.L.T("lesson.done")
	}
	body, page, pages := f.lessonBody(l.Lesson, l.Course.Resource(l.Lesson.Resource), page)
	blocks := []slack.Block{
		header(f.lessonTitle(l.Lesson, l.Course.Resource(l.Lesson.Resource))),
		smallPrint(dotted(f.L.T("lesson.place", "n", l.Place, "of", len(l.Course.Course.Lessons)), escape(f.courseTitle(l.Course.Course)), done)),
	}
	blocks = append(append(blocks, body...), divider())
	if pages > 1 {
		previous, next := f.turns(PageLesson, here, page, pages)
		blocks = append(append(blocks, smallPrint(f.pageOf(page, pages))), row(previous, next)...)
	}
	here.Page = page
	if l.Course.Finished() {
		blocks = append(blocks, section(f.L.T("lesson.all_done")))
	}
	blocks = append(blocks, row(f.lessonButtons(l, here)...)...)
	v := f.modal(PageLesson, "lesson", blocks)
	v.PrivateMetadata = here.Encode()
	return v
}

// lessonButtons tick the lesson that is shown and lead on. What comes next stands out.
func (f For) lessonButtons(l core.LessonFacts, here Meta) []*slack.ButtonBlockElement {
	tick := primary(f.button(ActionTickLesson, "button.lesson_tick", here))
	done := l.Course.Done(l.Lesson.ID)
	if done {
		tick = f.button(ActionUntickLesson, "button.lesson_untick", here)
	}
	var next *slack.ButtonBlockElement
	if following, there := l.Course.Next(l.Lesson.ID); there {
		next = f.button(ActionOpenLesson, "button.lesson_next", Meta{Program: here.Program, Course: here.Course, Lesson: following.ID})
		if done {
			next = primary(next)
		}
	}
	return []*slack.ButtonBlockElement{tick, next, f.button(ActionOpenCourse, "button.to_course", Meta{Program: here.Program, Course: here.Course})}
}

// lessonBody is what a lesson says, or a page of it, with which page that is of how many.
func (f For) lessonBody(l core.Lesson, r core.Resource, page int) (blocks []slack.Block, at, of int) {
	switch l.Kind() {
	case core.LessonResource:
		return f.resourceBody(r), 0, 1
	case core.LessonText:
		return f.resourceBody(core.Resource{Kind: core.ResourceText, Text: l.Text}), 0, 1
	}
	pages := f.guideText(core.Guide{ID: l.Guide}).Pages
	page = min(page, len(pages)-1)
	for _, part := range pages[page] {
		blocks = append(blocks, section(part))
	}
	return blocks, page, len(pages)
}
