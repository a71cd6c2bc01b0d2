package bot

import (
	"context"
	"strings"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openAnswers starts the questionnaire of a programme.
func (a *App) openAnswers(ctx context.Context, r *Request) (Reply, error) {
	if err := a.enterProgram(ctx, r); err != nil {
		return Reply{}, err
	}
	q, err := a.service.Questionnaire(ctx, r.call(), r.Meta.Program, 0)
	return orFail(err, func() Reply { return instead(r.For.Answers(q)) })
}

// saveAnswers keeps a page and shows the next one; after the last one, what follows from the answers.
func (a *App) saveAnswers(ctx context.Context, r *Request) (Reply, error) {
	q, err := a.service.SaveAnswers(ctx, r.pageCall(), core.AnswerPage{
		Program: r.Meta.Program, Page: r.Meta.Page, Given: r.Form.values(core.AnswerField("")),
	})
	if err != nil {
		return Reply{}, err
	}
	if q.Page < len(q.Pages) {
		return show(r.For.Answers(q)), nil
	}
	return instead(r.For.AnswersDone(q)), nil
}

// values are what was entered in the blocks whose ids begin with a prefix; a block without a value has none.
func (f Form) values(prefix string) map[string][]string {
	given := map[string][]string{}
	for block := range f {
		if !strings.HasPrefix(block, prefix) {
			continue
		}
		given[block] = f.All(block)
		if text := f.Text(block); text != "" {
			given[block] = []string{text}
		}
	}
	return given
}

// findAll shows all mentors, best first, as a search without criteria does; what was searched for last stays as it is.
func (a *App) findAll(ctx context.Context, r *Request) (Reply, error) {
	if err := a.enterProgram(ctx, r); err != nil {
		return Reply{}, err
	}
	results, err := a.service.FindPage(ctx, r.call(), core.SearchPage{Search: core.SearchAll})
	return orFail(err, func() Reply { return show(r.For.Results(results)) })
}

// redrawAnswers shows what follows from the answers as it is now.
func (a *App) redrawAnswers(ctx context.Context, r *Request) (Reply, error) {
	q, err := a.service.Recommended(ctx, r.call(), r.Modal.Program)
	return orFail(err, func() Reply { return instead(r.For.AnswersDone(q)) })
}

// chosenOr is the value chosen in a block of a form, or nothing for the option that stands for it.
func (r *Request) chosenOr(block, none string) string {
	if v := r.Form.Text(block); v != none {
		return v
	}
	return ""
}

// role is whom a preview is for: said by the button that opened it, then by its pages.
func (r *Request) role() core.Role {
	switch {
	case r.route == view.ActionPreviewMentor:
		return core.RoleMentor
	case r.route == view.ActionPreviewMentee:
		return core.RoleMentee
	}
	return core.Role(r.Meta.As)
}
