package view

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// questionsRow leads from a programme's page to its questionnaire.
func (f For) questionsRow(p core.ProgramPage) []slack.Block {
	text := f.L.T("questions.none_yet")
	if n := len(p.Program.Policy.Questions); n > 0 {
		text = f.L.N("questions.count", n)
	}
	return []slack.Block{sectionWith(lines(bold(f.L.T("questions.heading")), text),
		f.button(ActionOpenQuestions, "button.questionnaire", Meta{Program: p.Program.ID}))}
}

// Questions is a programme's questionnaire for those who run it: the questions in order, how they count, and what can be done.
func (f For) Questions(p core.QuestionsPage) slack.ModalViewRequest {
	program := Meta{Program: p.Program.ID}
	all := p.Program.Policy.Questions
	blocks := []slack.Block{section(f.L.T("questions.intro", "program", bold(escape(p.Program.Name))))}
	if len(all) == 0 {
		blocks = append(blocks, section(f.L.T("questions.empty")))
	} else {
		blocks = append(blocks, smallPrint(dotted(f.L.N("questions.answered", p.Answered), f.weights(p.Program.Policy))))
	}
	blocks = append(blocks, smallPrint(f.L.T("questions.at_end")))
	for i, q := range all {
		text := lines(strconv.Itoa(i+1)+". "+bold(escape(f.local(q.Text))), f.questionFacts(q))
		blocks = append(blocks, sectionWith(text,
			about(f.button(ActionOpenQuestion, "button.open", Meta{Program: p.Program.ID, Question: q.ID}), f.local(q.Text))))
	}
	blocks = append(blocks, divider())
	var add *slack.ButtonBlockElement
	if p.Relation.MayManage() && len(all) < core.MaxQuestions {
		add = primary(f.button(ActionAddQuestion, "button.add_question", program))
	}
	blocks = append(blocks, row(add,
		f.button(ActionPreviewMentee, "button.preview_mentee", program),
		f.button(ActionPreviewMentor, "button.preview_mentor", program),
		f.button(ActionOpenProgram, "button.back_to_program", program))...)
	v := f.modal(PageQuestions, "questions", blocks)
	v.PrivateMetadata = program.Encode()
	return v
}

// weights says how the points are shared between the profile and the questions.
func (f For) weights(p core.Policy) string {
	questions := p.QuestionPoints()
	return f.L.T("questions.weights", "profile", 100-questions, "questions", questions)
}

// questionFacts is a question's small print: its kind, who is asked, whether they must answer, how it counts.
func (f For) questionFacts(q core.Question) string {
	required := ""
	if q.Required {
		required = f.L.T("question.required")
	}
	return dotted(f.word("question_kind", string(q.Kind)), f.word("audience", string(q.Asked)), required, f.counting(q))
}

func (f For) counting(q core.Question) string {
	way := f.L.T("question_match." + matchKey(q.Match))
	if q.Match.Scores() {
		return f.L.N("question.points", q.Weight, "way", way)
	}
	return way
}

// matchKey is the option value and the last part of the text key of a way to count; the one that does not count needs a name for both.
func matchKey(m core.QuestionMatch) string {
	if m == core.MatchNot {
		return OptionNone
	}
	return string(m)
}

// Question is one question for those who run the programme, with what can be done to it.
func (f For) Question(p core.QuestionPage) slack.ModalViewRequest {
	q := p.Question
	meta := Meta{Program: p.Program.ID, Question: q.ID}
	blocks := []slack.Block{
		section(lines(bold(escape(q.Text.EN)), escape(q.Text.FR))),
		smallPrint(dotted(f.L.T("question.place", "n", p.Place, "of", len(p.Program.Policy.Questions)), f.questionFacts(q))),
	}
	if detail := f.questionDetail(q, p.Program.Policy); detail != "" {
		blocks = append(blocks, section(detail))
	}
	blocks = append(blocks, smallPrint(f.L.N("question.answered", p.Answered)))
	if p.Relation.MayManage() {
		blocks = append(blocks, f.questionActions(p, meta)...)
	}
	blocks = append(blocks, actions(f.button(ActionOpenQuestions, "button.all_questions", Meta{Program: p.Program.ID})))
	v := f.modal(PageQuestion, "question", blocks)
	v.PrivateMetadata = meta.Encode()
	return v
}

// questionDetail is what people can answer, and what the answers are compared with.
func (f For) questionDetail(q core.Question, p core.Policy) string {
	var all []string
	for _, o := range q.Options {
		all = append(all, "• "+dotted(escape(o.Text.EN), escape(o.Text.FR)))
	}
	if q.Kind == core.QuestionScale {
		all = append(all, "1 – "+dotted(escape(q.Low.EN), escape(q.Low.FR)), strconv.Itoa(core.ScaleMax)+" – "+dotted(escape(q.High.EN), escape(q.High.FR)))
	}
	if key := hintKey(q); key != "" {
		all = append(all, f.L.T(key))
	}
	if pair, found := p.Question(q.Pair); found {
		all = append(all, f.L.T("question.paired", "question", bold(escape(f.local(pair.Text)))))
	}
	return lines(all...)
}

func (f For) questionActions(p core.QuestionPage, meta Meta) []slack.Block {
	var up, down *slack.ButtonBlockElement
	if p.Place > 1 {
		up = f.button(ActionQuestionUp, "button.move_up", meta)
	}
	if p.Place < len(p.Program.Policy.Questions) {
		down = f.button(ActionQuestionDown, "button.move_down", meta)
	}
	remove := f.button(ActionRemoveQuestion, "button.delete", meta).WithStyle(slack.StyleDanger)
	remove.Confirm = slack.NewConfirmationBlockObject(
		plain(f.L.T("confirm.question_remove.title"), 100), plain(f.L.N("confirm.question_remove.text", p.Answered), maxConfirmText),
		plain(f.L.T("confirm.question_remove.yes"), 30), plain(f.L.T("confirm.question_remove.no"), 30)).WithStyle(slack.StyleDanger)
	return row(f.button(ActionEditQuestion, "button.edit", meta), f.button(ActionCountQuestion, "button.counting", meta), up, down, remove)
}

// NewQuestion asks which kind of question to add.
func (f For) NewQuestion(p core.Program) slack.ModalViewRequest {
	var kinds []*slack.OptionBlockObject
	for _, kind := range core.QuestionKinds() {
		o := option(string(kind), upperFirst(f.word("question_kind", string(kind))))
		o.Description = plain(f.word("question_kind_explained", string(kind)), maxOptionText)
		kinds = append(kinds, o)
	}
	return f.form(CallbackNewQuestion, "question_new", Meta{Program: p.ID}, []slack.Block{
		f.radio(field{"kind", "question_new.kind", true}, string(core.QuestionSingle), kinds...),
	})
}

// Wording asks for a question: its text, who is asked, and what can be answered. A question without an id is a new one.
func (f For) Wording(edit core.QuestionToEdit) slack.ModalViewRequest {
	p, q := edit.Program, edit.Question
	blocks := []slack.Block{
		f.textInput(field{"text", "wording.text", true}, q.Text.EN, core.MaxQuestionText),
		f.textInput(field{"text_fr", "wording.text_fr", false}, q.Text.FR, core.MaxQuestionText),
	}
	switch q.Kind {
	case core.QuestionScale:
		blocks = append(blocks,
			f.textInput(field{"low", "wording.low", true}, q.Low.EN, core.MaxEndLabel),
			f.textInput(field{"high", "wording.high", true}, q.High.EN, core.MaxEndLabel),
			f.textInput(field{"low_fr", "wording.low_fr", false}, q.Low.FR, core.MaxEndLabel),
			f.textInput(field{"high_fr", "wording.high_fr", false}, q.High.FR, core.MaxEndLabel))
	case core.QuestionText:
		blocks = append(blocks, f.checkbox(field{FieldPublic, "wording.public", false}, q.Public))
	default:
		blocks = append(blocks,
			f.textArea(field{"options", "wording.options", true}, optionLines(q, func(t core.LocalText) string { return t.EN }), maxOptionLines),
			f.textArea(field{"options_fr", "wording.options_fr", false}, optionLines(q, func(t core.LocalText) string { return t.FR }), maxOptionLines))
	}
	asked := q.Asked
	if asked == "" {
		asked = core.AskBoth
	}
	blocks = append(blocks,
		f.radio(field{"asked", "wording.asked", true}, string(asked), f.audienceOptions()...),
		f.checkbox(field{FieldRequired, "wording.required", false}, q.Required))
	blocks = append(blocks, f.requiring(edit.Required)...)
	return f.form(CallbackQuestion, "wording", Meta{Program: p.ID, Question: q.ID, As: string(q.Kind)}, blocks)
}

// requiring says, before anything is saved, whom it would hold up if the question had to be answered.
func (f For) requiring(impact core.PolicyImpact) []slack.Block {
	said := PolicyImpactWords(f.L, core.PolicyImpact{Hidden: impact.Hidden, Held: impact.Held, More: impact.More})
	if impact.Hidden+impact.Held == 0 {
		return nil
	}
	for i, line := range said {
		said[i] = "• " + line
	}
	return []slack.Block{smallPrint(lines(append([]string{f.L.T("wording.requiring")}, said...)...))}
}

// maxOptionLines is what all options together can take, line breaks included.
const maxOptionLines = core.MaxOptions * (core.MaxOptionText + 1)

func optionLines(q core.Question, text func(core.LocalText) string) string {
	var all []string
	for _, o := range q.Options {
		all = append(all, text(o.Text))
	}
	return strings.Join(all, "\n")
}

func (f For) audienceOptions() []*slack.OptionBlockObject {
	var all []*slack.OptionBlockObject
	for _, a := range core.Audiences() {
		all = append(all, option(string(a), upperFirst(f.word("audience", string(a)))))
	}
	return all
}

// Counting asks how a question counts in matching.
func (f For) Counting(p core.Program, q core.Question) slack.ModalViewRequest {
	blocks := []slack.Block{section(lines(bold(escape(f.local(q.Text))), f.weights(p.Policy)))}
	var ways []*slack.OptionBlockObject
	pairs := p.Policy.Pairs(q)
	for _, m := range q.Matches() {
		if m == core.MatchComplementary && len(pairs) == 0 {
			continue
		}
		o := option(matchKey(m), upperFirst(f.L.T("question_match."+matchKey(m))))
		o.Description = plain(f.L.T("question_match_explained."+matchKey(m)), maxOptionText)
		ways = append(ways, o)
	}
	blocks = append(blocks, f.radio(field{"match", "counting.match", true}, matchKey(q.Match), ways...))
	if len(ways) == 1 {
		return f.form(CallbackCounting, "counting", Meta{Program: p.ID, Question: q.ID}, append(blocks, smallPrint(f.L.T("counting.only"))))
	}
	blocks = append(blocks, f.textInput(field{"weight", "counting.weight", false}, weightText(q), 3))
	if len(pairs) > 0 && len(q.Options) > 0 {
		blocks = append(blocks, f.selectOne(field{"pair", "counting.pair", false}, f.pairOptions(pairs), string(q.Pair)))
	}
	return f.form(CallbackCounting, "counting", Meta{Program: p.ID, Question: q.ID}, blocks)
}

func weightText(q core.Question) string {
	if q.Weight == 0 {
		return ""
	}
	return strconv.Itoa(q.Weight)
}

func (f For) pairOptions(pairs []core.Question) []*slack.OptionBlockObject {
	all := []*slack.OptionBlockObject{option(OptionAny, f.L.T("counting.no_pair"))}
	for _, q := range pairs {
		all = append(all, option(string(q.ID), f.local(q.Text)))
	}
	return all
}

// Preview shows a page of the questionnaire as people in a role see it. Nothing that is entered is kept.
func (f For) Preview(q core.Questionnaire) slack.ModalViewRequest {
	role := string(core.RoleMentee)
	if q.Mentor {
		role = string(core.RoleMentor)
	}
	blocks := []slack.Block{section(f.L.T("preview." + role))}
	if len(q.Pages) == 0 {
		return f.modal(PagePreview, "preview", append(blocks, section(f.L.T("preview.none"))))
	}
	page := min(q.Page, len(q.Pages)-1)
	blocks = append(blocks, smallPrint(f.pageOf(page, len(q.Pages))))
	blocks = append(blocks, f.questionInputs(q.Pages[page], nil)...)
	here := Meta{Program: q.Program.ID, As: role, Page: page}
	blocks = append(blocks, row(f.turns(PagePreview, here, page, len(q.Pages)))...)
	return f.form(CallbackPreview, "preview", here, blocks)
}
