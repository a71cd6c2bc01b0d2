package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type lessonTickRow struct {
	bun.BaseModel `bun:"table:lesson_ticks,alias:lesson_tick"`
	owned

	PersonID  core.PersonID  `bun:"person_id,pk"`
	ProgramID core.ProgramID `bun:"program_id,pk"`
	CourseID  core.CourseID  `bun:"course_id,pk"`
	LessonID  core.LessonID  `bun:"lesson_id,pk"`
	At        instant        `bun:"at"`
}

func (r lessonTickRow) value() core.LessonTick {
	return core.LessonTick{Person: r.PersonID, Program: r.ProgramID, Course: r.CourseID, Lesson: r.LessonID, At: r.At.time()}
}

// lessonTicks implements core.LessonTicks.
type lessonTicks struct{ scope }

func (r lessonTicks) Of(ctx context.Context, person core.PersonID, program core.ProgramID) ([]core.LessonTick, error) {
	found, err := many[lessonTickRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ? AND program_id = ?", person, program).Order("course_id", "lesson_id")
	})
	return found, step("load lessons ticked", err)
}

func (r lessonTicks) Add(ctx context.Context, t core.LessonTick) error {
	return step("tick a lesson", r.add(ctx, &lessonTickRow{
		PersonID: t.Person, ProgramID: t.Program, CourseID: t.Course, LessonID: t.Lesson, At: instant(t.At),
	}))
}

func (r lessonTicks) Remove(ctx context.Context, t core.LessonTick) error {
	_, err := r.remove((*lessonTickRow)(nil)).
		Where("person_id = ? AND program_id = ? AND course_id = ? AND lesson_id = ?", t.Person, t.Program, t.Course, t.Lesson).Exec(ctx)
	return step("untick a lesson", err)
}

// Counts implements core.LessonTicks.
func (r lessonTicks) Counts(ctx context.Context, program core.ProgramID, course core.CourseID, lessons []core.LessonID) (core.CourseCounts, error) {
	var counts core.CourseCounts
	if len(lessons) == 0 {
		return counts, nil
	}
	each := r.query((*lessonTickRow)(nil)).ColumnExpr("count(*) AS done").
		Where("program_id = ? AND course_id = ? AND lesson_id IN (?)", program, course, bun.List(lessons)).Group("person_id")
	err := r.db.NewSelect().TableExpr("(?) AS each_person", each).
		ColumnExpr("count(*)").ColumnExpr("count(CASE WHEN done = ? THEN 1 END)", len(lessons)).Scan(ctx, &counts.Began, &counts.Finished)
	return counts, step("count lessons ticked", err)
}
