package bot

import (
	"cmp"
	"context"
	"strings"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openCourses shows a programme's courses to those who run it, in place of the page it is opened from: its own buttons lead back.
func (a *App) openCourses(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Courses(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Courses(page)) })
}

func (a *App) manageCourse(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Course(ctx, r.call(), r.Meta.Program, r.Meta.Course)
	return orFail(err, func() Reply { return instead(r.For.CoursePage(page)) })
}

func (a *App) newCourse(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Courses(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.CourseForm(page.Program, core.Course{})) })
}

func (a *App) editCourse(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Course(ctx, r.call(), r.Meta.Program, r.Meta.Course)
	return orFail(err, func() Reply { return show(r.For.CourseForm(page.Program, page.Course)) })
}

// saveCourse keeps a course's heading. Below the form lies the list, for a new one, or the course's page.
func (a *App) saveCourse(ctx context.Context, r *Request) (Reply, error) {
	for _, block := range []string{"for", "language"} {
		if err := r.Form.Required(block); err != nil {
			return Reply{}, err
		}
	}
	page, err := a.service.SaveCourse(ctx, r.call(), core.CourseInput{Program: r.Meta.Program, Course: core.Course{
		ID: r.Meta.Course, Title: r.Form.Text("title"), About: r.Form.Text("about"),
		For: core.Role(r.chosenOr("for", view.OptionBoth)), Language: r.chosenOr("language", view.OptionAny),
	}})
	return orFail(err, func() Reply { return r.back(r.For.CoursePage(page)) })
}

// removeCourse takes a course out. The button has asked for confirmation.
func (a *App) removeCourse(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.RemoveCourse(ctx, r.call(), r.Meta.Program, r.Meta.Course)
	return orFail(err, func() Reply { return instead(r.For.Courses(page)) })
}

// newLesson asks for a lesson of a kind.
func (a *App) newLesson(as string) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		page, err := a.service.Course(ctx, r.call(), r.Meta.Program, r.Meta.Course)
		return orFail(err, func() Reply { return show(r.For.LessonForm(page, core.Lesson{}, as)) })
	}
}

func (a *App) manageLesson(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Lesson(ctx, r.call(), r.lessonAt())
	return orFail(err, func() Reply { return instead(r.For.LessonPage(page)) })
}

func (a *App) editLesson(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Lesson(ctx, r.call(), r.lessonAt())
	return orFail(err, func() Reply {
		as := view.LessonOfReading
		if page.Lesson.Kind() == core.LessonText {
			as = view.LessonOfText
		}
		return show(r.For.LessonForm(core.CoursePage{Program: page.Program, Course: page.Course}, page.Lesson, as))
	})
}

// saveLesson keeps a lesson. Below the form lies the page of its course, or its own: what comes instead is the course's.
func (a *App) saveLesson(ctx context.Context, r *Request) (Reply, error) {
	lesson := core.Lesson{ID: r.Meta.Lesson}
	if r.Meta.As == view.LessonOfText {
		lesson.Title, lesson.Text = r.Form.Text("title"), r.Form.Text("text")
	} else {
		if err := r.Form.Required("reading"); err != nil {
			return Reply{}, err
		}
		chosen := r.Form.Text("reading")
		if kind, id, _ := strings.Cut(chosen, ":"); kind == view.ReadingResource {
			lesson.Resource = core.ResourceID(cmp.Or(id, chosen))
		} else {
			lesson.Guide = core.GuideKey(cmp.Or(id, chosen))
		}
	}
	page, err := a.service.SaveLesson(ctx, r.call(), core.LessonInput{Program: r.Meta.Program, Course: r.Meta.Course, Lesson: lesson})
	return orFail(err, func() Reply { return r.back(r.For.CoursePage(page)) })
}

// moveLesson moves a lesson within its course, which is shown then.
func (a *App) moveLesson(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.MoveLesson(ctx, r.call(), r.lessonAt(), r.route == view.ActionLessonDown)
	return orFail(err, func() Reply { return instead(r.For.CoursePage(page)) })
}

// removeLesson takes a lesson out. The button has asked for confirmation.
func (a *App) removeLesson(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.RemoveLesson(ctx, r.call(), r.lessonAt())
	return orFail(err, func() Reply { return instead(r.For.CoursePage(page)) })
}
