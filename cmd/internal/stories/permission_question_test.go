package stories

import (
	"strconv"

	screens "mentorbot/bot/view"
	"mentorbot/core"
)

// questionDeeds are about the questionnaire of a programme.
func questionDeeds() []deed {
	question := func(th things) screens.Meta { return screens.Meta{Program: th.program, Question: "first"} }
	of := func(m screens.Meta) func(things) screens.Meta {
		return func(th things) screens.Meta { m.Program = th.program; return m }
	}
	lesson := of(screens.Meta{Course: "course", Lesson: "rules"})
	wording := func(int) map[string]any {
		return map[string]any{"text": typed("What matters?"), "text_fr": typed(""), "asked": picked("both"), "required": checked(), "public": checked()}
	}
	return []deed{
		{door: button, id: screens.ActionOpenQuestions, action: core.ActionViewQuestions},
		{door: button, id: screens.ActionOpenQuestion, action: core.ActionViewQuestions, meta: question},
		{door: button, id: screens.ActionAddQuestion, action: core.ActionViewQuestions},
		{door: button, id: screens.ActionEditQuestion, action: core.ActionViewQuestions, meta: question},
		{door: button, id: screens.ActionCountQuestion, action: core.ActionViewQuestions, meta: question},
		{door: button, id: screens.ActionPreviewMentee, action: core.ActionViewQuestions},
		{door: button, id: screens.ActionPreviewMentor, action: core.ActionViewQuestions},
		{door: button, id: screens.ActionNextPage, about: screens.PagePreview, action: core.ActionViewQuestions,
			meta: of(screens.Meta{Do: screens.PagePreview, As: "mentor", Page: 1})},
		{door: submission, id: screens.CallbackNewQuestion, action: core.ActionViewQuestions,
			form: func(int) map[string]any { return map[string]any{"kind": picked("text")} }},
		{door: submission, id: screens.CallbackQuestion, action: core.ActionEditQuestions, form: wording, changes: true,
			meta: of(screens.Meta{As: "text"})},
		{door: submission, id: screens.CallbackCounting, action: core.ActionEditQuestions, changes: true, meta: question,
			form: func(int) map[string]any {
				return map[string]any{"match": picked("near"), "weight": typed("10")}
			}},
		{door: button, id: screens.ActionQuestionDown, action: core.ActionEditQuestions, meta: question, changes: true},
		{door: button, id: screens.ActionQuestionUp, action: core.ActionEditQuestions, meta: question, changes: true},
		{door: button, id: screens.ActionRemoveQuestion, action: core.ActionEditQuestions, changes: true,
			meta: of(screens.Meta{Question: "second"})},
		{door: button, id: screens.ActionOpenResources, action: core.ActionViewResources},
		{door: button, id: screens.ActionOpenResource, action: core.ActionViewResources, meta: of(screens.Meta{Resource: "rules"})},
		{door: button, id: screens.ActionNewLinkResource, action: core.ActionViewResources},
		{door: button, id: screens.ActionNewTextResource, action: core.ActionViewResources},
		{door: button, id: screens.ActionEditResource, action: core.ActionViewResources, meta: of(screens.Meta{Resource: "rules"})},
		{door: submission, id: screens.CallbackResource, action: core.ActionEditResources, changes: true, meta: of(screens.Meta{As: "link"}),
			form: func(int) map[string]any {
				return map[string]any{"title": typed("A talk"), "address": typed("https://example.org/talk"), "text": typed(""),
					"for": picked("both"), "stage": picked("any"), "language": picked("any")}
			}},
		{door: button, id: screens.ActionResourceDown, action: core.ActionEditResources, meta: of(screens.Meta{Resource: "rules"}), changes: true},
		{door: button, id: screens.ActionResourceUp, action: core.ActionEditResources, meta: of(screens.Meta{Resource: "rules"}), changes: true},
		{door: button, id: screens.ActionOpenCourses, action: core.ActionViewCourses},
		{door: button, id: screens.ActionManageCourse, action: core.ActionViewCourses, meta: lesson},
		{door: button, id: screens.ActionManageLesson, action: core.ActionViewCourses, meta: lesson},
		{door: button, id: screens.ActionNewCourse, action: core.ActionViewCourses},
		{door: button, id: screens.ActionEditCourse, action: core.ActionViewCourses, meta: lesson},
		{door: button, id: screens.ActionNewTextLesson, action: core.ActionViewCourses, meta: lesson},
		{door: button, id: screens.ActionNewReadingLesson, action: core.ActionViewCourses, meta: lesson},
		{door: button, id: screens.ActionEditLesson, action: core.ActionViewCourses, meta: lesson},
		{door: submission, id: screens.CallbackCourse, action: core.ActionEditCourses, changes: true, form: func(int) map[string]any {
			return map[string]any{"title": typed("A course"), "about": typed(""), "for": picked("both"), "language": picked("any")}
		}},
		{door: submission, id: screens.CallbackLesson, action: core.ActionEditCourses, changes: true, meta: of(screens.Meta{Course: "course", As: screens.LessonOfText}),
			form: func(int) map[string]any { return map[string]any{"title": typed("A lesson"), "text": typed("Words.")} }},
		{door: button, id: screens.ActionLessonDown, action: core.ActionEditCourses, meta: lesson, changes: true},
		{door: button, id: screens.ActionLessonUp, action: core.ActionEditCourses, meta: lesson, changes: true},
		{door: button, id: screens.ActionRemoveLesson, action: core.ActionEditCourses, meta: of(screens.Meta{Course: "course", Lesson: "page"}), changes: true},
		{door: button, id: screens.ActionRemoveCourse, action: core.ActionEditCourses, meta: of(screens.Meta{Course: "another"}), changes: true},
		{door: button, id: screens.ActionRemoveResource, action: core.ActionEditResources, meta: of(screens.Meta{Resource: "page"}), changes: true},
	}
}

// ask puts two questions, two resources and two courses into a programme, which are there to begin with.
func (th things) ask(p core.Program) core.Program {
	p.Policy.Questions = []core.Question{
		{ID: "first", Kind: core.QuestionScale, Asked: core.AskBoth, Text: core.LocalText{EN: "How much?"}, Low: core.LocalText{EN: "Little"},
			High: core.LocalText{EN: "Much"}},
		{ID: "second", Kind: core.QuestionText, Asked: core.AskBoth, Text: core.LocalText{EN: "Anything else?"}},
	}
	p.Policy.Resources = []core.Resource{
		{ID: "rules", Kind: core.ResourceText, Title: "House rules", Text: "Be kind."},
		{ID: "page", Kind: core.ResourceLink, Title: "A page", Address: "https://example.org/page"},
	}
	p.Policy.Courses = []core.Course{
		{ID: "course", Title: "A beginning", Lessons: []core.Lesson{{ID: "hello", Title: "Hello", Text: "Say it."}, {ID: "rules", Resource: "rules"}, {ID: "page", Guide: core.GuideQuestions}}},
		{ID: "another", Title: "Another"},
	}
	return p
}

// answersForm answers one of them, each time in another way.
func answersForm(day int) map[string]any {
	return map[string]any{core.AnswerField("first"): picked(strconv.Itoa(1 + day%core.ScaleMax))}
}
