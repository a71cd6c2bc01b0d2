package core

import (
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

// CourseField names a key of a course in refusals of a programme's file, the place counted from 1.
func CourseField(place int, key string) string { return fmt.Sprintf("courses_%d_%s", place, key) }

// LessonField names a key of a lesson in refusals of a programme's file, the places counted from 1.
func LessonField(course, place int, key string) string {
	return CourseField(course, fmt.Sprintf("lessons_%d_%s", place, key))
}

// CourseChanges lists what differs between two lists of courses; one whose lessons differ has changed.
func CourseChanges(from, to []Course) []ListChange[Course] {
	return listChanges(from, to, func(c Course) CourseID { return c.ID }, Course.equal)
}

// cleanCourses are the courses of a file with their texts as forms would have stored them.
func cleanCourses(all []Course) []Course {
	all = slices.Clone(all)
	for i, c := range all {
		all[i] = c.cleaned()
		all[i].Lessons = slices.Clone(c.Lessons)
		for j, l := range c.Lessons {
			all[i].Lessons[j] = l.cleaned()
		}
	}
	return all
}

// checkCourses refuses courses of a file that forms could not have made.
func (p Policy) checkCourses() fieldErrors {
	var bad fieldErrors
	if len(p.Courses) > MaxCourses {
		bad.add(&Error{Kind: Invalid, Code: CodeCoursesFull, Field: "courses", Args: map[string]any{"Limit": MaxCourses}})
		return bad
	}
	ids := fileIDs{} // those of the product's courses are none a file may give
	for i, c := range p.Courses {
		at := func(key string) string { return CourseField(i+1, key) }
		bad.add(ids.check(at(fieldID), string(c.ID)))
		bad = append(bad, placed(c.check(), at)...)
		if len(c.Lessons) > MaxLessons {
			bad.add(&Error{Kind: Invalid, Code: CodeLessonsFull, Field: at(fieldLessons), Args: map[string]any{"Limit": MaxLessons}})
			continue
		}
		bad = append(bad, p.checkLessons(i+1, c)...)
	}
	return bad
}

// checkLessons refuses lessons of the course at a place of a file.
func (p Policy) checkLessons(course int, c Course) fieldErrors {
	var bad fieldErrors
	ids := fileIDs{}
	for i, l := range c.Lessons {
		at := func(key string) string { return LessonField(course, i+1, key) }
		bad.add(ids.check(at(fieldID), string(l.ID)))
		before := c
		before.Lessons = c.Lessons[:i]
		bad = append(bad, placed(p.checkLesson(before, l), at)...)
	}
	return bad
}

// fileIDs are the ids a file has given already, as they are compared.
type fileIDs map[string]bool

// check refuses an id that is none, or is given already.
func (ids fileIDs) check(field, id string) *Error {
	key := matching.Normalize(id)
	switch {
	case len(id) > maxCourseID || !validQuestionPart(id):
		return &Error{Kind: Invalid, Code: CodeQuestionID, Field: field, Args: map[string]any{"Limit": maxCourseID}}
	case ids[key]:
		return invalid(field, CodeSettingTwice)
	}
	ids[key] = true
	return nil
}

// placed names the keys of refusals by where they are in a file.
func placed(bad fieldErrors, at func(key string) string) fieldErrors {
	var all fieldErrors
	for _, e := range bad {
		there := *e
		there.Field = at(e.Field)
		all.add(&there)
	}
	return all
}
