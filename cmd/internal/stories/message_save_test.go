package stories

import (
	"strings"
	"testing"

	"mentorbot/core"
)

// talkOf is the group conversation of somebody's only mentorship.
func (s *stage) talkOf(user string) string {
	s.t.Helper()
	talk := s.mentorships(user)[0].Mentorship.Conversation
	if talk == "" {
		s.t.Fatal("the two have no conversation")
	}
	return talk
}

// saves writes a message in a conversation and uses the app's shortcut on it.
func (s *stage) saves(user, channel, text string) outcome {
	s.t.Helper()
	s.act("message", fields{"user": user, "channel": channel, "text": text})
	var answer struct{ Messages []message }
	s.call("GET", "users/"+user+"/messages?channel="+channel, nil, &answer)
	newest := answer.Messages[len(answer.Messages)-1]
	return s.act("message_shortcut", fields{"user": user, "channel": channel, "message_ts": newest.TS, "callback_id": "message_save"})
}

func TestAMessageIsSavedAsANoteAGoalOrAQuestion(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		talk := s.talkOf(mia)
		form := s.saves(ada, talk, "Ask *finance* about budgets & money").View
		s.says(form.all(), "Ask *finance* about budgets & money", "A note", "For your eyes only", "Mia is asked to answer it")
		list := s.submit(ada, form, nil).View
		s.says(list.all(), "only for you", "> Ask ∗finance∗ about budgets", "Edit")
		s.closeAll(ada, list)

		form = s.saves(mia, talk, "Give a talk by the end of the year").View
		list = s.submit(mia, form, values{"as": value("goal")}).View
		s.says(list.all(), "*Give a talk by the end of the year*", "1 open goal")
		s.gets(ada, "Mia Wanjiru has set a goal for the two of you")
		s.closeAll(mia, list)

		form = s.saves(mia, talk, "Whom do I ask?").View
		if out := s.submit(mia, form, values{"as": value("goal"), "text": value(strings.Repeat("x", core.MaxGoalTitle+1))}); out.Errors["text"] == "" {
			s.t.Errorf("a goal with a title that is too long came to %v", out)
		}
		list = s.submit(mia, form, values{"as": value("question"), "text": value("Whom do I ask about budgets?")}).View
		s.says(list.all(), "*You* asked", "> Whom do I ask about budgets?", "Ada has not answered yet")
		s.gets(ada, "Mia Wanjiru has a question for you", "> Whom do I ask about budgets?")
		s.closeAll(mia, list)
		s.readAll(ada) // of what Mia wrote
		s.readAll(mia)
	})
}

func TestAMessageElsewhereIsNotSavedInFrench(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.asPair(mia, ada)
		talk := s.talkOf(mia)
		form := s.saves(mia, talk, "Parler du budget").View
		s.says(form.all(), "Garder un message", "Pour vous seulement", "Ada reçoit la question")
		s.closeAll(mia, form)
		direct := ""
		for _, m := range s.messages(mia) {
			if m.Channel != talk {
				direct = m.Channel // with the app
			}
		}
		out := s.saves(mia, direct, "Et ici ?")
		s.says(out.View.all()+s.whispered(mia), "On peut garder un message dans la conversation de groupe")

		_, err := s.box.App.Service.EndMentorship(s.in(), s.as(ada), s.mentorships(mia)[0].Mentorship.ID, "I move away.")
		s.must(err)
		s.settle()
		s.readAll(ada)
		s.readAll(mia)
		out = s.saves(mia, talk, "Encore un mot")
		s.says(out.View.all()+s.whispered(mia), "Ce mentorat est terminé")
		s.readAll(ada) // of what Mia wrote
	})
}
