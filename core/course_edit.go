package core

import (
	"context"
	"fmt"
	"slices"
)

// CoursesPage is a programme's courses as those who run it see them.
type CoursesPage struct {
	Program  Program
	Relation Relation // the viewer's to the programme
	Courses  []CourseOverview
}

// CourseOverview is a course with how many people are how far in it.
type CourseOverview struct {
	Course Course
	Counts CourseCounts
}

// CoursePage is one course as those who run the programme see it, with all its lessons.
type CoursePage struct {
	Program  Program
	Relation Relation
	Course   Course
	Counts   CourseCounts
}

// LessonPage is one lesson as those who run the programme see it.
type LessonPage struct {
	Program  Program
	Relation Relation
	Course   Course
	Lesson   Lesson
	Place    int // in the course, from 1
}

// CourseInput is the form of a course.
type CourseInput struct {
	Program ProgramID
	Course  Course // without an id for a new one; its lessons are not looked at
}

// LessonInput is the form of a lesson.
type LessonInput struct {
	Program ProgramID
	Course  CourseID
	Lesson  Lesson // without an id for a new one
}

// Courses loads a programme's courses, those of the product too, for one who runs it.
func (s *Service) Courses(ctx context.Context, call Call, program ProgramID) (CoursesPage, error) {
	return read(ctx, s, call, ActionViewCourses, func(ctx context.Context, u *unit) (CoursesPage, error) {
		p, err := u.managed(ctx, ActionViewCourses, program)
		if err != nil {
			return CoursesPage{}, err
		}
		return u.coursesPage(ctx, p)
	})
}

func (u *unit) coursesPage(ctx context.Context, p Program) (CoursesPage, error) {
	page := CoursesPage{Program: p}
	for _, c := range p.Policy.AllCourses() {
		counts, err := u.courseCounts(ctx, p, c)
		if err != nil {
			return page, err
		}
		page.Courses = append(page.Courses, CourseOverview{Course: c, Counts: counts})
	}
	var err error
	page.Relation, err = u.staffRelation(ctx, p.ID)
	return page, err
}

// courseCounts counts those who have ticked lessons of a course that can be read.
func (u *unit) courseCounts(ctx context.Context, p Program, c Course) (CourseCounts, error) {
	counts, err := u.LessonTicks().Counts(ctx, p.ID, c.ID, p.Policy.readable(c).lessonIDs())
	if err != nil {
		return counts, fmt.Errorf("count ticks: %w", err)
	}
	return counts, nil
}

// Course loads one course for one who runs its programme. Errors: CodeCourseGone.
func (s *Service) Course(ctx context.Context, call Call, program ProgramID, id CourseID) (CoursePage, error) {
	return read(ctx, s, call, ActionViewCourses, func(ctx context.Context, u *unit) (CoursePage, error) {
		p, err := u.managed(ctx, ActionViewCourses, program)
		if err != nil {
			return CoursePage{}, err
		}
		return u.coursePage(ctx, p, id)
	})
}

func (u *unit) coursePage(ctx context.Context, p Program, id CourseID) (CoursePage, error) {
	page := CoursePage{Program: p}
	course, found := p.Policy.course(id)
	if !found {
		return page, conflict(CodeCourseGone)
	}
	page.Course = course
	var err error
	if page.Counts, err = u.courseCounts(ctx, p, course); err != nil {
		return page, err
	}
	page.Relation, err = u.staffRelation(ctx, p.ID)
	return page, err
}

// Lesson loads one lesson for one who runs its programme. Errors: CodeCourseGone, CodeLessonGone.
func (s *Service) Lesson(ctx context.Context, call Call, at LessonAt) (LessonPage, error) {
	return read(ctx, s, call, ActionViewCourses, func(ctx context.Context, u *unit) (LessonPage, error) {
		p, err := u.managed(ctx, ActionViewCourses, at.Program)
		if err != nil {
			return LessonPage{}, err
		}
		return u.lessonPage(ctx, p, at)
	})
}

func (u *unit) lessonPage(ctx context.Context, p Program, at LessonAt) (LessonPage, error) {
	page := LessonPage{Program: p}
	course, found := p.Policy.course(at.Course)
	if !found {
		return page, conflict(CodeCourseGone)
	}
	page.Course, page.Place = course, course.lessonPlace(at.Lesson)+1
	if page.Place == 0 {
		return page, conflict(CodeLessonGone)
	}
	page.Lesson = course.Lessons[page.Place-1]
	var err error
	page.Relation, err = u.staffRelation(ctx, p.ID)
	return page, err
}

// SaveCourse adds a course without lessons behind the others or changes what one is called and whom it is for. Nobody is told. Errors: fields
// "title", "about", "for" and "language"; CodeCoursesFull, CodeCourseGone.
func (s *Service) SaveCourse(ctx context.Context, call Call, in CourseInput) (CoursePage, error) {
	return change(ctx, s, call, ActionEditCourses, func(ctx context.Context, u *unit) (CoursePage, error) {
		c := in.Course.cleaned()
		p, err := u.editCourses(ctx, in.Program, func(p *Policy) error {
			at := p.coursePlace(c.ID)
			switch {
			case c.ID != "" && at < 0:
				return conflict(CodeCourseGone)
			case c.ID == "" && len(p.Courses) >= MaxCourses:
				return &Error{Kind: Conflict, Code: CodeCoursesFull, Args: map[string]any{"Limit": MaxCourses}}
			}
			if err := c.check().err(); err != nil {
				return err
			}
			if c.ID == "" {
				c.ID, c.Lessons, at = CourseID(s.ids.NewID()), nil, len(p.Courses)
				p.Courses = append(p.Courses, c)
			}
			c.Lessons = p.Courses[at].Lessons
			p.Courses[at] = c
			return nil
		})
		if err != nil {
			return CoursePage{}, err
		}
		return u.coursePage(ctx, p, c.ID)
	})
}

// RemoveCourse takes a course out of a programme. One that is gone already is no error.
func (s *Service) RemoveCourse(ctx context.Context, call Call, program ProgramID, id CourseID) (CoursesPage, error) {
	return change(ctx, s, call, ActionEditCourses, func(ctx context.Context, u *unit) (CoursesPage, error) {
		p, err := u.editCourses(ctx, program, func(p *Policy) error {
			p.Courses = slices.DeleteFunc(p.Courses, func(c Course) bool { return c.ID == id })
			return nil
		})
		if err != nil {
			return CoursesPage{}, err
		}
		return u.coursesPage(ctx, p)
	})
}

// SaveLesson adds a lesson at the end of a course or changes one. Errors: fields "title" and "text", or "reading" for the guide or the
// resource; CodeLessonsFull, CodeLessonGone, CodeCourseGone.
func (s *Service) SaveLesson(ctx context.Context, call Call, in LessonInput) (CoursePage, error) {
	l := in.Lesson.cleaned()
	return s.editLessons(ctx, call, LessonAt{in.Program, in.Course, l.ID}, func(p Policy, c *Course) error {
		at := c.lessonPlace(l.ID)
		switch {
		case l.ID != "" && at < 0:
			return conflict(CodeLessonGone)
		case l.ID == "" && len(c.Lessons) >= MaxLessons:
			return &Error{Kind: Conflict, Code: CodeLessonsFull, Args: map[string]any{"Limit": MaxLessons}}
		}
		if err := onForm(p.checkLesson(*c, l)).err(); err != nil {
			return err
		}
		if l.ID == "" {
			l.ID, at = LessonID(s.ids.NewID()), len(c.Lessons)
			c.Lessons = append(c.Lessons, l)
		}
		c.Lessons[at] = l
		return nil
	})
}

// onForm names refusals by the inputs of a form, which has one for the guide and the resource.
func onForm(bad fieldErrors) fieldErrors {
	for i, e := range bad {
		if e.Field == fieldGuide || e.Field == fieldResource {
			placed := *e
			placed.Field = fieldReading
			bad[i] = &placed
		}
	}
	return bad
}

// MoveLesson moves a lesson one place up or down in its course; one at the end already stays.
func (s *Service) MoveLesson(ctx context.Context, call Call, at LessonAt, down bool) (CoursePage, error) {
	return s.editLessons(ctx, call, at, func(_ Policy, c *Course) error {
		from := c.lessonPlace(at.Lesson)
		if from < 0 {
			return conflict(CodeLessonGone)
		}
		to := from - 1
		if down {
			to = from + 1
		}
		if to >= 0 && to < len(c.Lessons) {
			c.Lessons[from], c.Lessons[to] = c.Lessons[to], c.Lessons[from]
		}
		return nil
	})
}

// RemoveLesson takes a lesson out of its course. One that is gone already is no error.
func (s *Service) RemoveLesson(ctx context.Context, call Call, at LessonAt) (CoursePage, error) {
	return s.editLessons(ctx, call, at, func(_ Policy, c *Course) error {
		c.Lessons = slices.DeleteFunc(c.Lessons, func(l Lesson) bool { return l.ID == at.Lesson })
		return nil
	})
}

// editLessons changes the lessons of a course of the programme's own and shows the course.
func (s *Service) editLessons(ctx context.Context, call Call, at LessonAt, edit func(Policy, *Course) error) (CoursePage, error) {
	return change(ctx, s, call, ActionEditCourses, func(ctx context.Context, u *unit) (CoursePage, error) {
		p, err := u.editCourses(ctx, at.Program, func(p *Policy) error {
			place := p.coursePlace(at.Course)
			if place < 0 {
				return conflict(CodeCourseGone)
			}
			p.Courses[place].Lessons = slices.Clone(p.Courses[place].Lessons)
			return edit(*p, &p.Courses[place])
		})
		if err != nil {
			return CoursePage{}, err
		}
		return u.coursePage(ctx, p, at.Course)
	})
}

// editCourses changes the courses of a programme the actor runs. What changes nothing makes no version.
func (u *unit) editCourses(ctx context.Context, program ProgramID, edit func(*Policy) error) (Program, error) {
	p, err := u.lockManaged(ctx, ActionEditCourses, program)
	if err != nil {
		return p, err
	}
	before := p.Policy.Courses
	p.Policy.Courses = slices.Clone(before)
	if err := edit(&p.Policy); err != nil {
		return p, err
	}
	if slices.EqualFunc(before, p.Policy.Courses, Course.equal) {
		return p, nil
	}
	return p, u.keep(ctx, &p, ActionEditCourses, "")
}
