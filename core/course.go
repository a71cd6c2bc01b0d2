package core

import (
	"slices"
	"time"
)

// CourseID names a course of a programme. It stays when the words change. Those of the product are keys, too: words are in the catalogue under
// "course_name.<key>" and "course_about.<key>".
type CourseID string

// LessonID names a lesson within its course. It stays when the lesson moves or its words change, and so do the ticks people gave it.
type LessonID string

// The courses that come with the product, built from its guides.
const (
	CourseMentee CourseID = "starter_mentee"
	CourseMentor CourseID = "starter_mentor"
)

// Limits of a programme's own courses, all of which are a part of each version of it.
const (
	MaxCourses     = 8
	MaxLessons     = 10 // of one course
	MaxCourseAbout = 300
	maxCourseID    = 40
)

// Course is some lessons in the order they are best read in, for people in a role. One of the product's own has no words here.
type Course struct {
	ID       CourseID `json:"id"`
	Title    string   `json:"title"`
	About    string   `json:"about,omitempty"`
	For      Role     `json:"for,omitempty"`      // empty for both
	Language string   `json:"language,omitempty"` // as a resource's
	Lessons  []Lesson `json:"lessons,omitempty"`
}

// Lesson is a step of a course: a guide, a resource of the programme, or a text of its own.
type Lesson struct {
	ID       LessonID   `json:"id"`
	Guide    GuideKey   `json:"guide,omitempty"`
	Resource ResourceID `json:"resource,omitempty"`
	Title    string     `json:"title,omitempty"` // of a text of its own
	Text     string     `json:"text,omitempty"`  // as a resource's
}

// LessonKind is what a lesson is; words are in the catalogue under "lesson_kind.<key>".
type LessonKind string

// The kinds of lessons.
const (
	LessonGuide    LessonKind = "guide"
	LessonResource LessonKind = "resource"
	LessonText     LessonKind = "text"
)

// Kind is what the lesson is.
func (l Lesson) Kind() LessonKind {
	switch {
	case l.Guide != "":
		return LessonGuide
	case l.Resource != "":
		return LessonResource
	}
	return LessonText
}

// LessonTick says that somebody is done with a lesson.
type LessonTick struct {
	Person  PersonID
	Program ProgramID
	Course  CourseID
	Lesson  LessonID
	At      time.Time
}

// CourseCounts are how many people are how far in a course, without saying who.
type CourseCounts struct {
	Began    int // have ticked a lesson, or all
	Finished int // have ticked all there are
}

// StarterCourses are the courses that come with the product: what one reads first in a role, in order.
func StarterCourses() []Course {
	course := func(id CourseID, role Role, guides ...GuideKey) Course {
		c := Course{ID: id, For: role}
		for _, g := range guides {
			c.Lessons = append(c.Lessons, Lesson{ID: LessonID(g), Guide: g})
		}
		return c
	}
	return []Course{
		course(CourseMentee, RoleMentee, GuideFirstSteps, GuideGetAYes, GuideFirstMeeting, GuideQuestions, GuideSmartGoals),
		course(CourseMentor, RoleMentor, GuideExpectations, GuideSayNo, GuideFirstMeeting, GuideChecklist, GuideClosingWell),
	}
}

// Starter reports whether the course comes with the product: nobody in a programme words it.
func (c Course) Starter() bool { return slices.Contains(starterCourseIDs(), c.ID) }

// starterCourseIDs are the keys of the product's courses.
func starterCourseIDs() []CourseID {
	var all []CourseID
	for _, c := range StarterCourses() {
		all = append(all, c.ID)
	}
	return all
}

// Lesson finds a lesson of the course.
func (c Course) Lesson(id LessonID) (Lesson, bool) {
	if at := c.lessonPlace(id); at >= 0 {
		return c.Lessons[at], true
	}
	return Lesson{}, false
}

// lessonPlace is the index of a lesson, or -1.
func (c Course) lessonPlace(id LessonID) int {
	return slices.IndexFunc(c.Lessons, func(l Lesson) bool { return l.ID == id })
}

// lessonIDs are the ids of the course's lessons.
func (c Course) lessonIDs() []LessonID {
	ids := make([]LessonID, len(c.Lessons))
	for i, l := range c.Lessons {
		ids[i] = l.ID
	}
	return ids
}

// equal reports whether two courses are the same in everything.
func (c Course) equal(other Course) bool {
	lessons := slices.Equal(c.Lessons, other.Lessons)
	c.Lessons, other.Lessons = nil, nil
	return lessons && c.heading() == other.heading()
}

// heading is a course without its lessons.
func (c Course) heading() [5]string {
	return [5]string{string(c.ID), c.Title, c.About, string(c.For), c.Language}
}

// AllCourses are the programme's own courses in order, and then those of the product it does not hide.
func (p Policy) AllCourses() []Course {
	all := slices.Clone(p.Courses)
	for _, c := range StarterCourses() {
		if !slices.Contains(p.HiddenCourses, c.ID) {
			all = append(all, c)
		}
	}
	return all
}

// coursePlace is the index of a course of the programme's own, or -1.
func (p Policy) coursePlace(id CourseID) int {
	return slices.IndexFunc(p.Courses, func(c Course) bool { return c.ID == id })
}

// course finds a course of the programme or of the product.
func (p Policy) course(id CourseID) (Course, bool) {
	for _, c := range p.AllCourses() {
		if c.ID == id {
			return c, true
		}
	}
	return Course{}, false
}

// Offers reports whether a lesson can be read in the programme: its guide is not hidden, its resource is there.
func (p Policy) Offers(l Lesson) bool {
	switch l.Kind() {
	case LessonGuide:
		_, shown := p.guide(l.Guide)
		return shown
	case LessonResource:
		return p.shelfPlace(l.Resource) >= 0
	}
	return true
}

// readable is a course with the lessons that can be read.
func (p Policy) readable(c Course) Course {
	c.Lessons = slices.DeleteFunc(slices.Clone(c.Lessons), func(l Lesson) bool { return !p.Offers(l) })
	return c
}

// withoutLostLessons are the programme's own courses without lessons whose resource is gone.
func (p Policy) withoutLostLessons() []Course {
	all := slices.Clone(p.Courses)
	for i, c := range all {
		all[i].Lessons = slices.DeleteFunc(slices.Clone(c.Lessons), func(l Lesson) bool { return l.Resource != "" && !p.Offers(l) })
	}
	return all
}
