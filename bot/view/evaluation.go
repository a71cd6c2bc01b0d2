package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Evaluation asks how a mentorship was that is over.
func (f For) Evaluation(e core.EvaluationFacts) slack.ModalViewRequest {
	questions := make([]core.Question, len(e.Questions))
	for i, q := range e.Questions {
		questions[i] = f.worded(q)
	}
	intro := f.L.T("evaluation.intro", "name", bold(name(e.Other)), "program", bold(escape(e.Program.Name)))
	return f.form(CallbackEvaluation, "evaluation", Meta{Mentorship: e.Evaluation.Mentorship}, append([]slack.Block{
		section(intro), smallPrint(f.L.T("evaluation.privacy", "name", firstName(e.Other), "count", core.MinEvaluations)),
	}, f.questionInputs(questions, nil)...))
}

// worded is a question with words: those of the product's own evaluation are in the reader's language.
func (f For) worded(q core.Question) core.Question {
	if q.Text != (core.LocalText{}) {
		return q
	}
	q.Text.EN = f.L.T("evaluation_question." + string(q.ID))
	if q.Kind == core.QuestionScale {
		q.Low.EN, q.High.EN = f.L.T("evaluation_scale.low"), f.L.T("evaluation_scale.high")
	}
	return q
}

// evaluationAsk asks for an evaluation in a message, or says that it is done; nothing when none is asked for, or its time is over.
func (f For) evaluationAsk(m core.MentorshipFacts) []slack.Block {
	switch e := m.Evaluation; {
	case e == nil:
		return nil
	case e.State == core.EvaluationSubmitted:
		return []slack.Block{smallPrint("✓ " + f.L.T("evaluation.thanks"))}
	case e.Open(f.Now):
		return []slack.Block{section(f.L.T("evaluation.ask", "date", f.date(e.DueAt))), actions(primary(f.evaluationButton(e.Mentorship, m.Other)))}
	}
	return nil
}

func (f For) evaluationButton(id core.MentorshipID, other core.Card) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenEvaluation, "button.evaluate", Meta{Mentorship: id}), other.Name())
}

// EvaluationReminder reminds of an evaluation, or says, later, that it is done or that its time is over.
func (f For) EvaluationReminder(m core.MentorshipFacts) Message {
	blocks := []slack.Block{header(f.L.T("evaluation.reminder", "name", m.Other.Name()))}
	if e := m.Evaluation; e != nil && e.Open(f.Now) {
		return message(append(blocks, section(f.L.T("evaluation.remind", "date", f.date(e.DueAt))), actions(primary(f.evaluationButton(e.Mentorship, m.Other))))...)
	}
	if ask := f.evaluationAsk(m); ask != nil {
		return message(append(blocks, ask...)...)
	}
	return message(append(blocks, smallPrint(f.L.T("evaluation.lapsed")))...)
}

// homeEvaluations are those that wait for the person, on the Home.
func (f For) homeEvaluations(all []core.EvaluationFacts) []slack.Block {
	var blocks []slack.Block
	for _, e := range all[:min(len(all), homePairs)] {
		text := lines(bold(f.L.T("evaluation.reminder", "name", name(e.Other))), f.L.T("evaluation.ask", "date", f.date(e.Evaluation.DueAt)))
		blocks = append(blocks, sectionWith(text, f.evaluationButton(e.Evaluation.Mentorship, e.Other)))
	}
	return f.andMore(blocks, len(all))
}

// evaluationStats says what people say about mentorships that are over, added up; nothing before there were any.
func (f For) evaluationStats(s core.EvaluationStats) []slack.Block {
	if s.Waiting+s.Submitted+s.Lapsed == 0 {
		return nil
	}
	blocks := []slack.Block{divider(), header(f.L.T("evaluations.title")), section(dotted(
		f.L.N("evaluations.submitted", s.Submitted), f.L.N("evaluations.waiting", s.Waiting), f.L.N("evaluations.lapsed", s.Lapsed)))}
	if len(s.Questions) == 0 {
		return append(blocks, smallPrint(f.L.T("evaluations.later", "count", core.MinEvaluations)))
	}
	for _, q := range s.Questions {
		blocks = append(blocks, section(f.questionStats(q)))
	}
	return blocks
}

func (f For) questionStats(s core.QuestionStats) string {
	q := f.worded(s.Question)
	said := []string{bold(escape(f.local(q.Text))), f.L.N("evaluations.answers", s.Count)}
	switch {
	case s.Count < core.MinEvaluations:
		said[1] = f.L.T("evaluations.later", "count", core.MinEvaluations)
	case q.Kind == core.QuestionScale:
		average := f.L.T("evaluations.average", "whole", s.Average/10, "tenth", s.Average%10, "of", core.ScaleMax)
		said[1] = dotted(average, said[1])
	case q.Kind == core.QuestionText:
		for _, words := range s.Words {
			said = append(said, quote(clip(words, maxShownWords)))
		}
	default:
		for _, o := range q.Options {
			said = append(said, "• "+f.L.T("evaluations.option", "option", escape(f.local(o.Text)), "count", s.Chosen[o.ID]))
		}
	}
	return lines(said...)
}

// maxShownWords is how much of an answer in words a report shows, so that ten of them have room in a block.
const maxShownWords = 200
