package view

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
	"mentorbot/core/matching"
)

// Answers is a page of the questionnaire, prefilled with what was answered before. Each page is saved by itself.
func (f For) Answers(q core.Questionnaire) slack.ModalViewRequest {
	if len(q.Pages) == 0 {
		return f.modal(PageAnswers, "answers", []slack.Block{section(f.L.T("answers.none", "program", bold(escape(q.Program.Name))))})
	}
	page := min(q.Page, len(q.Pages)-1)
	blocks := []slack.Block{smallPrint(dotted(f.pageOf(page, len(q.Pages)), escape(q.Program.Name)))}
	if page == 0 {
		blocks = append(blocks, section(f.L.T("answers.intro")))
	}
	blocks = append(blocks, f.questionInputs(q.Pages[page], q.Answers)...)
	v := f.form(CallbackAnswers, "answers", Meta{Program: q.Program.ID, Page: page}, blocks)
	if page+1 == len(q.Pages) {
		v.Submit = plain(f.L.T("answers.finish"), maxModalTitle)
	}
	if page > 0 {
		v.Close = plain(f.L.T("button.back"), maxModalTitle)
	}
	return v
}

// questionInputs are the inputs of some questions. Block ids are core's field names, so that errors find their way back.
func (f For) questionInputs(questions []core.Question, answers map[core.QuestionID]core.Answer) []slack.Block {
	var blocks []slack.Block
	for _, q := range questions {
		if q.Kind == core.QuestionRanking {
			blocks = append(blocks, f.rankingInputs(q, answers[q.ID])...)
			continue
		}
		label := plain(f.local(q.Text), 2000)
		block := slack.NewInputBlock(core.AnswerField(q.ID), label, f.questionHint(q), f.questionElement(q, answers[q.ID]))
		blocks = append(blocks, block.WithOptional(!q.Required))
	}
	return blocks
}

// local is a programme's own text in the reader's language.
func (f For) local(t core.LocalText) string { return t.In(f.L.Language()) }

// questionHint tells who will read an answer in words.
func (f For) questionHint(q core.Question) *slack.TextBlockObject {
	if key := hintKey(q); key != "" {
		return plain(f.L.T(key), 2000)
	}
	return nil
}

// hintKey is the key of that hint; empty for a question that is answered by choosing.
func hintKey(q core.Question) string {
	switch {
	case q.Kind != core.QuestionText:
		return ""
	case q.Asked.AtEnd():
		return "answers.at_end"
	case q.Public:
		return "answers.public"
	}
	return "answers.private"
}

// questionElement is the input of a question. Radio buttons cannot be cleared, so what may be left open is a menu.
func (f For) questionElement(q core.Question, a core.Answer) slack.BlockElement {
	switch q.Kind {
	case core.QuestionMultiple:
		all := f.questionOptions(q)
		element := slack.NewCheckboxGroupsBlockElement(InputValue, all...)
		element.InitialOptions = chosen(all, optionIDs(a)...)
		return element
	case core.QuestionScale:
		return f.oneOf(q.Required, f.scaleOptions(q), strconv.Itoa(a.Scale))
	case core.QuestionText:
		return slack.NewPlainTextInputBlockElement(nil, InputValue).WithMultiline(true).
			WithMaxLength(core.MaxAnswerText).WithInitialValue(clip(a.Text, core.MaxAnswerText))
	}
	return f.oneOf(q.Required, f.questionOptions(q), optionIDs(a)...)
}

func (f For) oneOf(required bool, all []*slack.OptionBlockObject, values ...string) slack.BlockElement {
	picked := chosen(all, values...)
	if required {
		radio := slack.NewRadioButtonsBlockElement(InputValue, all...)
		if len(picked) > 0 {
			radio.InitialOption = picked[0]
		}
		return radio
	}
	return f.menu(all, picked)
}

func (f For) menu(all, picked []*slack.OptionBlockObject) *slack.SelectBlockElement {
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain(f.L.T("answers.choose"), maxPlaceholder), InputValue, all...)
	if len(picked) > 0 {
		menu.InitialOption = picked[0]
	}
	return menu
}

func optionIDs(a core.Answer) []string {
	var ids []string
	for _, id := range a.Chosen {
		ids = append(ids, string(id))
	}
	return ids
}

func (f For) questionOptions(q core.Question) []*slack.OptionBlockObject {
	var all []*slack.OptionBlockObject
	for _, o := range q.Options {
		all = append(all, option(string(o.ID), f.local(o.Text)))
	}
	return all
}

// scaleOptions are the steps of a scale, its ends in words.
func (f For) scaleOptions(q core.Question) []*slack.OptionBlockObject {
	var all []*slack.OptionBlockObject
	for n := 1; n <= core.ScaleMax; n++ {
		all = append(all, option(strconv.Itoa(n), f.scaleStep(q, n)))
	}
	return all
}

func (f For) scaleStep(q core.Question, n int) string {
	switch n {
	case 1:
		return f.L.T("answers.step", "n", n, "label", f.local(q.Low))
	case core.ScaleMax:
		return f.L.T("answers.step", "n", n, "label", f.local(q.High))
	}
	return strconv.Itoa(n)
}

// rankingInputs ask for the places of a ranking one by one.
func (f For) rankingInputs(q core.Question, a core.Answer) []slack.Block {
	var blocks []slack.Block
	all := f.questionOptions(q)
	for n := 1; n <= q.Places(); n++ {
		var picked []*slack.OptionBlockObject
		if n <= len(a.Chosen) {
			picked = chosen(all, string(a.Chosen[n-1]))
		}
		label := plain(f.L.T("answers.place", "question", f.local(q.Text), "n", n), 2000)
		blocks = append(blocks, slack.NewInputBlock(core.RankField(q.ID, n), label, nil, f.menu(all, picked)).
			WithOptional(n > 1 || !q.Required))
	}
	return blocks
}

// AnswersDone follows the last page: what is still open, and for mentees whom the answers recommend.
func (f For) AnswersDone(q core.Questionnaire) slack.ModalViewRequest {
	blocks := []slack.Block{section(lines(bold(f.L.T("profile.saved")), f.answered(q)))}
	edit := f.button(ActionOpenAnswers, "button.edit_answers", Meta{Program: q.Program.ID})
	switch {
	case len(q.Missing) > 0:
		blocks = append(blocks, section(f.openQuestions(q)), actions(primary(edit)))
	case len(q.Recommended) > 0:
		blocks = append(blocks, divider())
		blocks = append(blocks, f.recommended(q.Recommended, q.Program)...)
		blocks = append(blocks, actions(edit))
	case q.Mentee:
		blocks = append(blocks, section(f.L.T("answers.find")), actions(primary(f.button(ActionOpenFind, "button.find", Meta{Program: q.Program.ID})), edit))
	default:
		blocks = append(blocks, section(f.L.T("answers.mentor_done")), actions(edit))
	}
	v := f.modal(PageAnswers, "answers", blocks)
	v.ClearOnClose = true
	v.PrivateMetadata = Meta{Program: q.Program.ID}.Encode()
	return v
}

// answered says how far the questionnaire is.
func (f For) answered(q core.Questionnaire) string {
	return f.L.N("answers.count", q.Total(), "n", q.Answered())
}

// openQuestions names the required questions that are open.
func (f For) openQuestions(q core.Questionnaire) string {
	all := []string{f.L.N("answers.missing", len(q.Missing))}
	for _, question := range q.Missing {
		all = append(all, "• "+escape(f.local(question.Text)))
	}
	return lines(all...)
}

// homeAnswers is the questionnaire on the Home; nothing where a programme has none for the person.
func (f For) homeAnswers(d core.Dashboard) []slack.Block {
	q := d.Questions
	if q.Total() == 0 {
		return nil
	}
	label := "button.edit_answers"
	if q.Answered() == 0 {
		label = "button.answer"
	}
	open := ""
	if len(q.Missing) > 0 {
		open = f.L.N("answers.missing_count", len(q.Missing))
	}
	return []slack.Block{sectionWith(lines(bold(f.L.T("answers.title")), dotted(f.answered(q), open)),
		f.button(ActionOpenAnswers, label, Meta{Program: q.Program.ID}))}
}

// answerButton leads from the profile to a questionnaire that is not answered whole; nil when there is nothing to answer.
func (f For) answerButton(q core.Questionnaire) *slack.ButtonBlockElement {
	if q.Answered() == q.Total() {
		return nil
	}
	return primary(f.button(ActionOpenAnswers, "button.answer_questions", Meta{Program: q.Program.ID}))
}

// said shows short answers their author lets others read.
func (f For) said(all []core.Said) []slack.Block {
	var blocks []slack.Block
	for _, s := range all {
		blocks = append(blocks, section(lines(bold(escape(f.local(s.Question))), quote(s.Text))))
	}
	return blocks
}

// sharedAnswers says what two people's answers to a question have in common: what both chose, or both places on its scale.
func (f For) sharedAnswers(part matching.Contribution, q core.Question) string {
	switch {
	case part.MineMissing || part.TheirsMissing:
		return f.L.T("answers.not_given")
	case q.Kind == core.QuestionScale:
		return escape(f.scalePlace(q, part.Mine[0]) + " ↔ " + f.scalePlace(q, part.Theirs[0]))
	case len(part.Shared) == 0:
		return f.L.T("answers.nothing_shared")
	}
	var names []string
	for _, o := range q.Options {
		if slices.Contains(part.Shared, string(o.ID)) {
			names = append(names, escape(f.local(o.Text)))
		}
	}
	return strings.Join(names, ", ")
}

// scalePlace is a place on a scale, in words where it is an end.
func (f For) scalePlace(q core.Question, value string) string {
	switch value {
	case "1":
		return f.L.T("answers.end", "n", value, "label", f.local(q.Low))
	case strconv.Itoa(core.ScaleMax):
		return f.L.T("answers.end", "n", value, "label", f.local(q.High))
	}
	return value
}
