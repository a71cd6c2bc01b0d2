package view_test

import (
	"fmt"
	"strings"
	"testing"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func courses() []core.Course {
	return []core.Course{
		{ID: "start", Title: "Our *first* month & more", About: "What we <all> read\nbefore we begin.", For: core.RoleMentee, Language: "en", Lessons: []core.Lesson{
			{ID: "one", Resource: "rules"}, {ID: "two", Guide: core.GuideQuestions}, {ID: "three", Resource: "talk"},
			{ID: "four", Title: "Say <hello>", Text: "Write to your mentor.\n\n## How\n- In *your* own words."},
		}},
		{ID: "empty", Title: "Bien finir"},
	}
}

// schooled is the sample programme with resources and courses of its own.
func schooled() core.Program {
	p := shelved()
	p.Policy.Courses = courses()
	return p
}

func courseFacts(ticked ...core.LessonID) core.CourseFacts {
	return core.CourseFacts{Program: schooled().ID, Course: courses()[0], Resources: resources()[:2], Ticked: ticked}
}

func lessonFacts(place int, ticked ...core.LessonID) core.LessonFacts {
	facts := courseFacts(ticked...)
	return core.LessonFacts{Course: facts, Lesson: facts.Course.Lessons[place-1], Place: place}
}

func coursePage(place int, relation core.Relation) core.CoursePage {
	return core.CoursePage{Program: schooled(), Relation: relation, Course: schooled().Policy.AllCourses()[place-1], Counts: core.CourseCounts{Began: 7, Finished: 1}}
}

func lessonPage(place int, relation core.Relation) core.LessonPage {
	page := coursePage(1, relation)
	return core.LessonPage{Program: page.Program, Relation: relation, Course: page.Course, Lesson: page.Course.Lessons[place-1], Place: place}
}

func coursesPage(p core.Program, relation core.Relation) core.CoursesPage {
	page := core.CoursesPage{Program: p, Relation: relation}
	for i, c := range p.Policy.AllCourses() {
		page.Courses = append(page.Courses, core.CourseOverview{Course: c, Counts: core.CourseCounts{Began: 2 * i, Finished: i}})
	}
	return page
}

func courseScreens(f view.For) map[string]any {
	taught := library()
	taught.Program, taught.Own = schooled(), resources()
	starter := core.CourseFacts{Program: schooled().ID, Course: core.StarterCourses()[0], Ticked: []core.LessonID{"first_steps"}}
	taught.Courses = []core.CourseFacts{courseFacts("one", "two", "three", "four"), starter}
	full := coursePage(1, core.RelationAdmin)
	for len(full.Course.Lessons) < core.MaxLessons {
		full.Course.Lessons = append(full.Course.Lessons, core.Lesson{ID: core.LessonID(fmt.Sprint("more-", len(full.Course.Lessons))), Title: "More", Text: "More."})
	}
	crowded := schooled()
	for len(crowded.Policy.Courses) < core.MaxCourses {
		crowded.Policy.Courses = append(crowded.Policy.Courses, core.Course{ID: core.CourseID(fmt.Sprint("c", len(crowded.Policy.Courses))), Title: "Another"})
	}
	without := schooled()
	without.Policy.HiddenGuides = []core.GuideKey{core.GuideQuestions}
	hidden := coursePage(1, core.RelationProgramAdmin)
	hidden.Program = without
	bare := program()
	bare.Policy.HiddenCourses = []core.CourseID{core.CourseMentee, core.CourseMentor}
	last := core.LessonFacts{Course: courseFacts("one", "two", "three", "four"), Lesson: courses()[0].Lessons[3], Place: 4}
	return map[string]any{
		"guides_courses":      f.Guides(taught),
		"course_new":          f.Course(courseFacts()),
		"course_begun":        f.Course(courseFacts("one", "three")),
		"course_finished":     f.Course(courseFacts("one", "two", "three", "four")),
		"course_starter":      f.Course(starter),
		"course_empty":        f.Course(core.CourseFacts{Program: schooled().ID, Course: courses()[1]}),
		"lesson_resource":     f.Lesson(lessonFacts(1), 0),
		"lesson_guide":        f.Lesson(lessonFacts(2, "one"), 0),
		"lesson_link":         f.Lesson(lessonFacts(3, "one", "three"), 0),
		"lesson_last":         f.Lesson(last, 0),
		"courses":             f.Courses(coursesPage(schooled(), core.RelationProgramAdmin)),
		"courses_observer":    f.Courses(coursesPage(schooled(), core.RelationObserver)),
		"courses_empty":       f.Courses(coursesPage(bare, core.RelationAdmin)),
		"courses_full":        f.Courses(coursesPage(crowded, core.RelationAdmin)),
		"resources_courses":   f.Resources(core.ResourcesPage{Program: schooled(), Relation: core.RelationProgramAdmin}),
		"course_page":         f.CoursePage(coursePage(1, core.RelationProgramAdmin)),
		"course_page_empty":   f.CoursePage(coursePage(2, core.RelationProgramAdmin)),
		"course_page_starter": f.CoursePage(coursePage(3, core.RelationProgramAdmin)),
		"course_page_watched": f.CoursePage(coursePage(1, core.RelationObserver)),
		"course_page_full":    f.CoursePage(full),
		"course_page_hidden":  f.CoursePage(hidden),
		"lesson_page_first":   f.LessonPage(lessonPage(1, core.RelationProgramAdmin)),
		"lesson_page_guide":   f.LessonPage(lessonPage(2, core.RelationProgramAdmin)),
		"lesson_page_watched": f.LessonPage(lessonPage(4, core.RelationObserver)),
		"course_form_new":     f.CourseForm(program(), core.Course{}),
		"course_form_edit":    f.CourseForm(schooled(), courses()[0]),
		"lesson_form_text":    f.LessonForm(coursePage(1, core.RelationAdmin), courses()[0].Lessons[3], view.LessonOfText),
		"lesson_form_new":     f.LessonForm(coursePage(1, core.RelationAdmin), core.Lesson{}, view.LessonOfReading),
		"lesson_form_reading": f.LessonForm(coursePage(1, core.RelationAdmin), courses()[0].Lessons[1], view.LessonOfReading),
	}
}

// The largest courses of the longest texts still fit, escaped, above the largest library.
func TestTheLargestCoursesFitSlack(t *testing.T) {
	c := catalogue(t)
	for _, language := range c.Languages() {
		f := paris(t, c, language)
		p, l := program(), library()
		for i := range core.MaxResources {
			p.Policy.Resources = append(p.Policy.Resources, core.Resource{
				ID: core.ResourceID(fmt.Sprint(strings.Repeat("r", 30), i)), Kind: core.ResourceLink, Title: strings.Repeat("<", core.MaxResourceTitle), Stage: core.HelpsUnderWay,
				Text: strings.Repeat("&", core.MaxResourceAbout), Address: "https://example.org/" + strings.Repeat("&", 480),
			})
		}
		for i := range core.MaxCourses {
			course := core.Course{ID: core.CourseID(fmt.Sprint(strings.Repeat("c", 30), i)), Title: strings.Repeat("<", core.MaxResourceTitle), About: strings.Repeat("&", core.MaxCourseAbout)}
			for j := range core.MaxLessons {
				course.Lessons = append(course.Lessons, core.Lesson{ID: core.LessonID(fmt.Sprint(strings.Repeat("l", 30), j)), Title: strings.Repeat("<", core.MaxResourceTitle), Text: strings.Repeat("## \nx\n", core.MaxResourceText/6)})
			}
			p.Policy.Courses = append(p.Policy.Courses, course)
		}
		l.Program, l.Own = p, p.Policy.Resources
		for _, c := range p.Policy.AllCourses() {
			l.Courses = append(l.Courses, core.CourseFacts{Program: p.ID, Course: c})
		}
		facts, one := l.Courses[0], p.Policy.Courses[0]
		screens := map[string]any{
			"library": f.Guides(l), "course": f.Course(facts), "lesson": f.Lesson(core.LessonFacts{Course: facts, Lesson: one.Lessons[9], Place: 10}, 0),
			"list": f.Courses(coursesPage(p, core.RelationAdmin)), "page": f.CoursePage(core.CoursePage{Program: p, Relation: core.RelationAdmin, Course: one}),
			"lesson page": f.LessonPage(core.LessonPage{Program: p, Relation: core.RelationAdmin, Course: one, Lesson: one.Lessons[4], Place: 5}),
			"form":        f.LessonForm(core.CoursePage{Program: p, Course: core.Course{ID: one.ID}}, core.Lesson{}, view.LessonOfReading),
		}
		for name, screen := range screens {
			t.Run(language+"/"+name, func(t *testing.T) { validate(t, screen, encode(t, screen)) })
		}
	}
}
