package bot

import (
	"context"
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openQuestions shows a programme's questionnaire to those who run it, in place of the page it is opened from: its own buttons lead back.
func (a *App) openQuestions(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Questions(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Questions(page)) })
}

func (a *App) openQuestion(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Question(ctx, r.call(), r.Meta.Program, r.Meta.Question)
	return orFail(err, func() Reply { return instead(r.For.Question(page)) })
}

// addQuestion asks which kind of question to add.
func (a *App) addQuestion(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Questions(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.NewQuestion(page.Program)) })
}

// chooseKind goes on to the wording of a question of the kind.
func (a *App) chooseKind(ctx context.Context, r *Request) (Reply, error) {
	var kinds []string
	for _, kind := range core.QuestionKinds() {
		kinds = append(kinds, string(kind))
	}
	kind, err := r.Form.OneOf("kind", kinds...)
	if err != nil {
		return Reply{}, err
	}
	edit, err := a.service.QuestionToEdit(ctx, r.call(), r.Meta.Program, "")
	edit.Question.Kind = core.QuestionKind(kind)
	return orFail(err, func() Reply { return instead(r.For.Wording(edit)) })
}

func (a *App) editQuestion(ctx context.Context, r *Request) (Reply, error) {
	if r.Meta.Question == "" {
		return Reply{}, errStale
	}
	edit, err := a.service.QuestionToEdit(ctx, r.call(), r.Meta.Program, r.Meta.Question)
	return orFail(err, func() Reply { return show(r.For.Wording(edit)) })
}

// saveQuestion keeps the wording. Below the form lies the list, for a new question, or the question's page.
func (a *App) saveQuestion(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.SaveQuestion(ctx, r.call(), core.QuestionWording{
		Program: r.Meta.Program, Question: r.Meta.Question, Kind: core.QuestionKind(r.Meta.As),
		Asked:     core.Audience(r.Form.Text("asked")),
		Required:  r.Form.Checked(view.FieldRequired, view.OptionYes),
		Public:    r.Form.Checked(view.FieldPublic, view.OptionYes),
		Text:      r.local("text"),
		Low:       r.local("low"),
		High:      r.local("high"),
		Options:   r.Form.Text("options"),
		OptionsFR: r.Form.Text("options_fr"),
	})
	return orFail(err, func() Reply { return r.back(r.For.Question(page)) })
}

// back closes a form and shows the page below it as it is now.
func (r *Request) back(page slack.ModalViewRequest) Reply { return Reply{Below: &page} }

// local is a text in both languages, entered in two inputs.
func (r *Request) local(block string) core.LocalText {
	return core.LocalText{EN: r.Form.Text(block), FR: r.Form.Text(block + "_fr")}
}

func (a *App) openCounting(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Question(ctx, r.call(), r.Meta.Program, r.Meta.Question)
	return orFail(err, func() Reply { return show(r.For.Counting(page.Program, page.Question)) })
}

// countQuestion keeps how a question counts.
func (a *App) countQuestion(ctx context.Context, r *Request) (Reply, error) {
	if err := r.Form.Required("match"); err != nil {
		return Reply{}, err
	}
	weight := 0
	if text := r.Form.Text("weight"); text != "" {
		var err error
		if weight, err = strconv.Atoi(text); err != nil {
			weight = -1 // which core refuses
		}
	}
	page, err := a.service.CountQuestion(ctx, r.call(), core.QuestionCounting{
		Program: r.Meta.Program, Question: r.Meta.Question, Weight: weight,
		Match: core.QuestionMatch(r.chosenOr("match", view.OptionNone)),
		Pair:  core.QuestionID(r.chosenOr("pair", view.OptionAny)),
	})
	return orFail(err, func() Reply { return r.back(r.For.Question(page)) })
}

func (a *App) moveQuestion(ctx context.Context, r *Request) (Reply, error) {
	down := r.route == view.ActionQuestionDown
	page, err := a.service.MoveQuestion(ctx, r.call(), r.Meta.Program, r.Meta.Question, down)
	return orFail(err, func() Reply { return instead(r.For.Question(page)) })
}

// removeQuestion takes a question out. The button has asked for confirmation.
func (a *App) removeQuestion(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.RemoveQuestion(ctx, r.call(), r.Meta.Program, r.Meta.Question)
	return orFail(err, func() Reply { return instead(r.For.Questions(page)) })
}

// previewQuestions shows the questionnaire as people see it.
func (a *App) previewQuestions(ctx context.Context, r *Request) (Reply, error) {
	q, err := a.service.PreviewQuestions(ctx, r.call(), r.Meta.Program, r.role(), r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Preview(q)) })
}
