package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// lessonAt is the lesson a click is about.
func (r *Request) lessonAt() core.LessonAt {
	return core.LessonAt{Program: r.Meta.Program, Course: r.Meta.Course, Lesson: r.Meta.Lesson}
}

// openCourse shows a course in place of the library or of a lesson: its own buttons lead on and back.
func (a *App) openCourse(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.OpenCourse(ctx, r.call(), r.Meta.Program, r.Meta.Course)
	return orFail(err, func() Reply { return instead(r.For.Course(facts)) })
}

// openLesson shows a lesson, or another page of it, in place of its course.
func (a *App) openLesson(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.OpenLesson(ctx, r.call(), r.lessonAt())
	return orFail(err, func() Reply { return instead(r.For.Lesson(facts, r.Meta.Page)) })
}

func (a *App) tickLesson(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.TickLesson(ctx, r.call(), r.lessonAt(), r.route == view.ActionTickLesson)
	return orFail(err, func() Reply { return instead(r.For.Lesson(facts, r.Meta.Page)) })
}
