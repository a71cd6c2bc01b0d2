package core

import "slices"

// Fields of the forms of a course and its lessons, and keys of them in a programme's file. The others are those of resources.
const (
	fieldAbout    = "about"
	fieldGuide    = "guide"
	fieldResource = "resource"
	fieldLessons  = "lessons"
	fieldReading  = "reading" // of the form only: the guide or the resource
)

// cleaned is a course's heading as forms store it.
func (c Course) cleaned() Course {
	c.Title, c.About = cleanLine(c.Title), clean(c.About)
	return c
}

// cleaned is a lesson as forms store it.
func (l Lesson) cleaned() Lesson {
	l.Title, l.Text = cleanLine(l.Title), clean(l.Text)
	return l
}

// check refuses a course that could not be shown. Its lessons are checked one by one.
func (c Course) check() fieldErrors {
	var bad fieldErrors
	bad.add(checkRequired(fieldTitle, c.Title))
	bad.add(checkLength(fieldTitle, c.Title, MaxResourceTitle))
	bad.add(checkLength(fieldAbout, c.About, MaxCourseAbout))
	if c.For != "" && c.For != RoleMentor && c.For != RoleMentee {
		bad.add(invalid(fieldFor, CodeUnknownOption))
	}
	if c.Language != "" && !slices.Contains(ResourceLanguages(), c.Language) {
		bad.add(invalid(fieldLanguage, CodeUnknownOption))
	}
	return bad
}

// checkLesson refuses a lesson of a course that leads nowhere, or to more than one thing, or to what another lesson leads to.
func (p Policy) checkLesson(c Course, l Lesson) fieldErrors {
	var bad fieldErrors
	switch l.Kind() {
	case LessonGuide:
		if !slices.Contains(guideKeys(), l.Guide) {
			bad.add(invalid(fieldGuide, CodeUnknownOption))
		}
		bad.add(l.checkAlone(fieldGuide))
		bad.add(c.checkOnce(fieldGuide, l, func(other Lesson) bool { return other.Guide == l.Guide }))
	case LessonResource:
		if p.shelfPlace(l.Resource) < 0 {
			bad.add(invalid(fieldResource, CodeUnknownOption))
		}
		bad.add(l.checkAlone(fieldResource))
		bad.add(c.checkOnce(fieldResource, l, func(other Lesson) bool { return other.Resource == l.Resource }))
	default:
		bad.add(checkRequired(fieldTitle, l.Title))
		bad.add(checkLength(fieldTitle, l.Title, MaxResourceTitle))
		bad.add(checkRequired(fieldText, l.Text))
		bad.add(checkLength(fieldText, l.Text, MaxResourceText))
	}
	return bad
}

// checkAlone refuses a lesson that is more than one thing.
func (l Lesson) checkAlone(field string) *Error {
	if l.Title != "" || l.Text != "" || l.Guide != "" && l.Resource != "" {
		return invalid(field, CodeLessonOneThing)
	}
	return nil
}

// checkOnce refuses what a lesson before this one leads to already, or any other one where this one is new.
func (c Course) checkOnce(field string, l Lesson, same func(Lesson) bool) *Error {
	for _, other := range c.Lessons {
		if other.ID == l.ID {
			continue
		}
		if same(other) {
			return invalid(field, CodeLessonTwice)
		}
	}
	return nil
}
