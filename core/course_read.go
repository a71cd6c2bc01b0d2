package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// CourseFacts is a course as its reader sees it.
type CourseFacts struct {
	Program   ProgramID
	Course    Course     // with the lessons that can be read
	Resources []Resource // those its lessons lead to
	Ticked    []LessonID // by the viewer, in the order of the course
}

// Done reports whether the viewer has ticked a lesson.
func (c CourseFacts) Done(id LessonID) bool { return slices.Contains(c.Ticked, id) }

// Finished reports whether the viewer has ticked all lessons.
func (c CourseFacts) Finished() bool { return len(c.Ticked) == len(c.Course.Lessons) }

// Resource finds what a lesson leads to.
func (c CourseFacts) Resource(id ResourceID) Resource {
	r, _ := Policy{Resources: c.Resources}.Resource(id)
	return r
}

// Next is the first lesson after another one that is not ticked, or else the first of all; false where all are.
func (c CourseFacts) Next(after LessonID) (Lesson, bool) {
	from := c.Course.lessonPlace(after) + 1
	for i := range c.Course.Lessons {
		l := c.Course.Lessons[(from+i)%len(c.Course.Lessons)]
		if l.ID != after && !c.Done(l.ID) {
			return l, true
		}
	}
	return Lesson{}, false
}

// LessonFacts is a lesson as its reader sees it.
type LessonFacts struct {
	Course CourseFacts
	Lesson Lesson
	Place  int // in the course, from 1
}

// LessonAt says which lesson is meant.
type LessonAt struct {
	Program ProgramID
	Course  CourseID
	Lesson  LessonID
}

// OpenCourse shows the actor a course of their programme, with what they have ticked. Errors: CodeCourseGone, also where it is not for them.
func (s *Service) OpenCourse(ctx context.Context, call Call, program ProgramID, id CourseID) (CourseFacts, error) {
	return own(ctx, s, call, ActionViewLibrary, func(ctx context.Context, u *unit) (CourseFacts, error) {
		return u.courseFacts(ctx, program, id)
	})
}

// OpenLesson gives the actor a lesson to read. One that is a guide counts as that guide read; who reads which lesson, nobody is told.
func (s *Service) OpenLesson(ctx context.Context, call Call, at LessonAt) (LessonFacts, error) {
	return change(ctx, s, call, ActionReadGuide, func(ctx context.Context, u *unit) (LessonFacts, error) {
		if err := u.allow(ActionReadGuide, u.self()); err != nil {
			return LessonFacts{}, err
		}
		facts, err := u.lessonFacts(ctx, at)
		if err != nil || facts.Lesson.Guide == "" {
			return facts, err
		}
		return facts, u.readGuide(ctx, facts.Lesson.Guide)
	})
}

// TickLesson says whether the actor is done with a lesson. It stands neither in the log nor anywhere staff look, but in their counts.
func (s *Service) TickLesson(ctx context.Context, call Call, at LessonAt, done bool) (LessonFacts, error) {
	return change(ctx, s, call, ActionTickLesson, func(ctx context.Context, u *unit) (LessonFacts, error) {
		if err := u.allow(ActionTickLesson, u.self()); err != nil {
			return LessonFacts{}, err
		}
		facts, err := u.lessonFacts(ctx, at)
		if err != nil {
			return LessonFacts{}, err
		}
		tick := LessonTick{Person: u.actor.ID, Program: facts.Course.Program, Course: at.Course, Lesson: at.Lesson, At: u.now}
		if done {
			err = u.LessonTicks().Add(ctx, tick)
		} else {
			err = u.LessonTicks().Remove(ctx, tick)
		}
		if err != nil && !errors.Is(err, ErrDuplicate) { // a second click
			return LessonFacts{}, fmt.Errorf("tick a lesson: %w", err)
		}
		return u.lessonFacts(ctx, at)
	})
}

// courseFacts loads a course for the actor.
func (u *unit) courseFacts(ctx context.Context, program ProgramID, id CourseID) (CourseFacts, error) {
	shelf, err := u.shelf(ctx, program)
	if err != nil {
		return CourseFacts{}, err
	}
	course, found := shelf.program.Policy.course(id)
	if !found || !shelf.teaches(course) {
		return CourseFacts{}, conflict(CodeCourseGone)
	}
	ticks, err := u.LessonTicks().Of(ctx, u.actor.ID, shelf.program.ID)
	if err != nil {
		return CourseFacts{}, fmt.Errorf("load ticks: %w", err)
	}
	return shelf.course(course, ticks), nil
}

// lessonFacts loads a lesson for the actor.
func (u *unit) lessonFacts(ctx context.Context, at LessonAt) (LessonFacts, error) {
	course, err := u.courseFacts(ctx, at.Program, at.Course)
	if err != nil {
		return LessonFacts{}, err
	}
	place := course.Course.lessonPlace(at.Lesson)
	if place < 0 {
		return LessonFacts{}, conflict(CodeLessonGone)
	}
	return LessonFacts{Course: course, Lesson: course.Course.Lessons[place], Place: place + 1}, nil
}

// teaches reports whether a course is for somebody: for their role, or any while they have none, as with guides. Ticks are of a programme.
func (s shelf) teaches(c Course) bool {
	return s.program.ID != "" && (len(s.roles) == 0 || slices.ContainsFunc(s.roles, func(r Role) bool { return c.For == "" || c.For == r }))
}

// courses are the courses for somebody who reads a language, those without a lesson left out.
func (u *unit) courses(ctx context.Context, s shelf) ([]CourseFacts, error) {
	if s.program.ID == "" {
		return nil, nil
	}
	ticks, err := u.LessonTicks().Of(ctx, u.actor.ID, s.program.ID)
	if err != nil {
		return nil, fmt.Errorf("load ticks: %w", err)
	}
	var all []CourseFacts
	for _, c := range s.program.Policy.AllCourses() {
		if !s.teaches(c) || !readIn(c.Language, u.actor.Locale()) {
			continue
		}
		if facts := s.course(c, ticks); len(facts.Course.Lessons) > 0 {
			all = append(all, facts)
		}
	}
	return all, nil
}

// course is a course for somebody who has ticked lessons.
func (s shelf) course(c Course, ticks []LessonTick) CourseFacts {
	facts := CourseFacts{Program: s.program.ID, Course: s.program.Policy.readable(c)}
	for _, l := range facts.Course.Lessons {
		if r, found := s.program.Policy.Resource(l.Resource); found {
			facts.Resources = append(facts.Resources, r)
		}
		if slices.ContainsFunc(ticks, func(t LessonTick) bool { return t.Course == c.ID && t.Lesson == l.ID }) {
			facts.Ticked = append(facts.Ticked, l.ID)
		}
	}
	return facts
}
