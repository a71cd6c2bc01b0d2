package stories

import (
	"strings"
	"testing"
)

func TestAQuestionBetweenSessionsIsAnswered(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		list := s.clickView(mia, s.atMentorship(mia), "inquiries_open").View
		s.says(list.all(), "ask each other between sessions", "Something on your mind", "Ada gets a message")
		form := s.clickView(mia, list, "inquiry_ask").View
		s.says(form.all(), "Ada gets a message now", "after 3 days, one reminder")
		if out := s.submit(mia, form, values{"text": value(" ")}); out.Errors["text"] == "" {
			s.t.Error("a question without words was asked")
		}
		s.submit(mia, form, values{"text": value("Whom do I *ask* about budgets?")})
		s.says(s.stackTop(mia).all(), "*You* asked", "> Whom do I ∗ask∗", "Ada has not answered yet", "inquiry_withdraw")
		s.says(s.stack(mia)[0].all(), "1 question of yours waits for Ada.", "✓ You are in touch")

		told := s.gets(ada, "Mia Wanjiru has a question for you", "> Whom do I ∗ask∗ about budgets?")
		s.says(s.openHome(ada).all(), "Mia waits for your answer to 1 question.")
		s.advance(2 * 24 * hour)
		s.nobodyHears(ada)
		s.advance(2 * 24 * hour)
		reminded := s.gets(ada, "Mia Wanjiru still waits for your answer", "this once only", "> Whom do I ∗ask∗")
		s.advance(4 * 24 * hour)
		s.readAll(ada) // of other things, in the first weeks of a mentorship
		for _, m := range s.messages(ada) {
			if m.TS != reminded.TS && strings.Contains(m.all(), "still waits for your answer") {
				s.t.Error("reminded twice")
			}
		}
		form = s.clickMessage(ada, told, "inquiry_answer").View
		s.says(form.all(), "*Mia* asked", "rather talk about it next time", "Mia gets your answer")
		s.submit(ada, form, values{"text": value("Finance. They are kind.")})
		s.readAll(mia)
		answered := false
		for _, m := range s.messages(mia) {
			answered = answered || strings.Contains(m.all(), "Ada Osei has answered your question") && strings.Contains(m.all(), "> Finance. They are kind.")
		}
		if !answered {
			s.t.Error("Mia was not told of the answer")
		}
		for _, m := range []message{told, reminded} {
			s.says(s.again(ada, m).all(), "*You* answered", "> Finance")
			s.saysNot(s.again(ada, m).all(), "inquiry_answer")
		}
		s.saysNot(s.openHome(ada).all(), "waits for your answer")
		late := s.clickStale(ada, told, "inquiry_answer")
		s.says(late.View.all()+s.whispered(ada), "has been answered already")
		s.saysNot(s.openHome(kim).all(), "budgets", "Finance")
	})
}

func TestAQuestionIsTakenBackInFrench(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.asPair(mia, ada)
		list := s.clickView(mia, s.atMentorship(mia), "inquiries_open").View
		s.says(list.all(), "Vos questions entre deux séances, avec *Ada Osei*", "Posez-la ici")
		s.submit(mia, s.clickView(mia, list, "inquiry_ask").View, values{"text": value("À qui demander ?")})
		told := s.gets(ada, "has a question for you")
		list = s.stackTop(mia)
		s.says(list.all(), "Ada n’a pas encore répondu", "Retirer cette question")
		list = s.clickView(mia, list, "inquiry_withdraw").View
		s.says(list.all(), "Retirée le")
		s.saysNot(list.all(), "inquiry_withdraw")
		s.says(s.again(ada, told).all(), "Taken back on")
		s.saysNot(s.again(ada, told).all(), "inquiry_answer")
		s.closeAll(mia, list)

		own := s.clickView(ada, s.clickMessage(ada, s.again(ada, told), "inquiries_open").View, "inquiry_ask").View
		s.submit(ada, own, values{"text": value("How did it go?")})
		asked := s.gets(mia, "Ada Osei vous pose une question", "> How did it go?")
		s.closeAll(ada, s.stackTop(ada))
		page := s.atMentorship(mia)
		s.says(page.all(), "Ada attend votre réponse à 1 question.")
		list = s.clickView(mia, page, "inquiries_open").View
		form := s.clickView(mia, list, "inquiry_answer").View
		s.says(form.all(), "*Ada* · question", "Quelques lignes suffisent")
		s.submit(mia, form, values{"text": value("Très bien.")})
		s.says(s.stackTop(mia).all(), "*Vous* · réponse", "> Très bien.")
		s.says(s.again(mia, asked).all(), "> Très bien.")
		s.gets(ada, "Mia Wanjiru has answered your question", "> Très bien.")
		s.nobodyHears(mia, ada)
	})
}
