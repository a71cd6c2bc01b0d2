package stories

import (
	"net/http"
	"testing"
)

// howWeWork is the form of an agreement, with the rhythm as given.
func howWeWork(rhythm string) values {
	return values{
		"expectations": value("We are *honest*."), "confidentiality": value("All of it."), "rhythm": value(rhythm), "channels": value(""),
		"no_fit": value("We say so."),
	}
}

// sharedFile is a file beside a message.
type sharedFile struct {
	Name string `json:"name"`
	URL  string `json:"url_private"` // of the person who sees the message
}

// opensFile reads the one file of a message.
func (s *stage) opensFile(m message) string {
	s.t.Helper()
	if len(m.Files) != 1 {
		s.t.Fatalf("%d files beside %q", len(m.Files), m.Text)
	}
	request, err := http.NewRequest(http.MethodGet, m.Files[0].URL, nil)
	s.must(err)
	status, raw, err := roundTrip(request)
	s.must(err)
	if status != http.StatusOK {
		s.t.Fatalf("%s: %d", m.Files[0].URL, status)
	}
	return string(raw)
}

// atMentorship opens the page of somebody's only mentorship, and atAgreement the one of its agreement on top of that.
func (s *stage) atMentorship(user string) *view {
	s.t.Helper()
	s.openHome(user)
	return s.clickHome(user, "mentorship_open").View
}

func (s *stage) atAgreement(user string) *view {
	s.t.Helper()
	return s.clickView(user, s.atMentorship(user), "agreement_open").View
}

func TestAPairWritesAnAgreement(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		page := s.atMentorship(mia)
		s.says(page.all(), "4. Agree on how you want to work", "You have not written down yet how you want to work together.")
		empty := s.clickView(mia, page, "agreement_open").View
		s.says(empty.all(), "A page is enough", "Only the two of you read your agreement")
		form := s.clickView(mia, empty, "agreement_write").View
		s.says(form.all(), "words to begin with", "*Ada* is asked to agree", "Neither of us owes the other a job", "the programme’s team helps")
		s.submit(mia, form, howWeWork("Every two weeks."))
		s.says(s.stackTop(mia).all(), "*Version 1*", "You proposed this on", "Ada has not answered yet", "agreement_withdraw")
		s.nobodyHears(mia)

		asked := s.gets(ada, "Mia Wanjiru proposes an agreement", "Can you agree to it?", "> We are ∗honest∗.", "> Every two weeks.", "agreement_agree")
		s.says(s.openHome(ada).all(), "Mia has proposed an agreement", "Read the agreement")
		changes := s.clickMessage(ada, asked, "agreement_write").View
		s.says(changes.all(), "This is version 1", "Every two weeks.")
		s.submit(ada, changes, howWeWork("Every month, for two hours."))
		s.says(s.again(ada, asked).all(), "Another version took its place")
		second := s.gets(mia, "Ada Osei suggests changes to your agreement", "*How often we meet* was:", "> Every two weeks.", "It becomes:",
			"> Every month, for two hours.", "Everything else stays as it is.")
		s.saysNot(second.all(), "honest")

		s.clickMessage(mia, second, "agreement_agree")
		s.says(s.again(mia, second).all(), "✓ You both agreed to this on")
		s.saysNot(s.again(mia, second).all(), "agreement_agree")
		s.gets(ada, "Mia Wanjiru agrees with you", "✓ You both agreed to this on")
		s.nobodyHears(mia)
		page = s.atMentorship(ada)
		s.says(page.all(), "✓ You have agreed on how you work together.", "✓ You both agreed to this on")

		// The document goes to both once; who wants it again gets a copy.
		agreed := s.clickView(ada, page, "agreement_open").View
		s.says(agreed.all(), "*Version 2*", "Older version", "Propose a change")
		s.says(s.clickView(ada, agreed, "agreement_share").View.all(), "on its way to your group conversation")
		s.settle()
		for _, user := range []string{mia, ada} {
			shared := s.gets(user, "Here is what the two of you have agreed on.")
			if shared.Channel != s.mentorships(ada)[0].Mentorship.Conversation {
				t.Errorf("shared in %s", shared.Channel)
			}
			s.says(s.opensFile(shared), "# Mentoring agreement: ", "Between Ada Osei and Mia Wanjiru", "## How often we meet\n\nEvery month, for two hours.")
		}
		s.says(s.clickView(ada, s.stackTop(ada), "agreement_share").View.all(), "A copy of the agreement is on its way to you")
		s.settle()
		s.says(s.opensFile(s.gets(ada, "Here is a copy of your agreement.")), "Every month, for two hours.")
		s.nobodyHears(mia)
		older := s.clickView(ada, s.stackTop(ada), "page_next").View
		s.says(older.all(), "*Version 1*", "Another version took its place on", "> Every two weeks.", "Newer version")
		s.saysNot(older.all(), "agreement_write", "agreement_share")
	})
}

func TestNobodyAgreesToWhatTheyHaveNotRead(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		s.submit(mia, s.clickView(mia, s.atAgreement(mia), "agreement_write").View, howWeWork("Every two weeks."))
		asked := s.gets(ada, "Mia Wanjiru proposes an agreement")
		theirs := s.clickMessage(ada, asked, "agreement_open").View
		form := s.clickView(ada, theirs, "agreement_write").View

		// Mia thinks better of it while Ada reads and writes.
		s.submit(mia, s.clickView(mia, s.stackTop(mia), "agreement_write").View, howWeWork("Every day."))
		s.gets(ada, "Mia Wanjiru suggests changes to your agreement", "> Every day.")
		wrong := s.submit(ada, form, howWeWork("Never."))
		s.says(wrong.Errors["expectations"], "Mia Wanjiru proposed another version while you were writing")
		s.act("close", fields{"user": ada, "view_id": form.ID})
		newer := s.clickView(ada, theirs, "agreement_agree").View
		s.says(newer.all(), ":warning: There is a newer version, 2. You have not agreed to anything yet", "> Every day.", "agreement_agree")
		s.says(s.openHome(ada).all(), "Mia has proposed an agreement")

		// She takes it back, and nothing is left to agree to.
		s.clickView(mia, s.stackTop(mia), "agreement_withdraw")
		s.says(s.stackTop(mia).all(), "It was taken back on", "agreement_write")
		s.says(s.clickView(ada, newer, "agreement_agree").View.all(), "This version was taken back before you agreed to it.")
		s.saysNot(s.openHome(ada).all(), "Mia has proposed an agreement")
	})
}

func TestAFrenchPairAmendsItsAgreement(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.asPair(mia, ada)
		page := s.atAgreement(mia)
		s.says(page.all(), "pas encore mis par écrit", "Vous êtes les deux seules personnes")
		form := s.clickView(mia, page, "agreement_write").View
		s.says(form.all(), "Voici un texte de départ", "Nous venons à l’heure", "l’équipe du programme aide pour la suite")
		s.submit(mia, form, howWeWork("Every two weeks."))
		s.clickMessage(ada, s.gets(ada, "Mia Wanjiru proposes an agreement"), "agreement_agree") // in her language
		told := s.gets(mia, "Ada Osei accepte votre proposition", "✓ Vous l’avez accepté à deux le")
		s.says(s.atMentorship(mia).all(), "✓ Vous vous êtes mis d’accord sur votre façon de travailler.")

		s.submit(ada, s.clickView(ada, s.atAgreement(ada), "agreement_write").View, howWeWork("Every month."))
		s.gets(mia, "Ada Osei suggère de changer votre accord", "Tant que vous ne l’avez pas accepté à deux, la version 1 reste valable.",
			"*À quel rythme nous nous voyons*, avant", "> Every two weeks.", "Maintenant", "> Every month.")

		// Nobody has answered when it ends: both can still read it, and have a copy of what held.
		_, err := s.box.App.Service.EndMentorship(s.in(), s.as(ada), s.mentorships(mia)[0].Mentorship.ID, "I move away.")
		s.must(err)
		s.settle()
		s.gets(mia, "I move away.")
		s.readAll(ada)
		over := s.clickMessage(mia, s.again(mia, told), "agreement_open").View
		s.says(over.all(), "Ce mentorat est terminé. Vous pouvez encore lire son accord.", "> Every month.")
		s.saysNot(over.all(), "agreement_agree", "agreement_write")
		held := s.clickView(mia, over, "page_next").View
		s.says(s.clickView(mia, held, "agreement_share").View.all(), "Une copie de l’accord va vous parvenir")
		s.settle()
		s.says(s.opensFile(s.gets(mia, "Voici une copie de votre accord.")), "# Accord de mentorat", "## À quel rythme nous nous voyons\n\nEvery two weeks.")
	})
}

func TestAProgrammeWritesWhatAgreementsBeginWith(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		s.submit(kim, s.settings(kim, "Mentoring programme", "Agreement, in English"), values{"agreement_rhythm_en": value("Every week, in the canteen.")})
		s.says(s.stackTop(kim).all(), "Rhythm: our words → Every week, in the canteen.")
		s.submit(kim, s.stackTop(kim), nil)
		form := s.clickView(mia, s.atAgreement(mia), "agreement_write").View
		s.says(form.all(), "Every week, in the canteen.", "Neither of us owes the other a job")
		s.submit(mia, form, howWeWork("Every week."))
		s.clickMessage(ada, s.gets(ada, "Mia Wanjiru proposes an agreement"), "agreement_agree")
		s.gets(mia, "Ada Osei agrees with you")

		// Who runs the programme sees that there is one, and not a word of it.
		s.says(s.command(kim, "/mentor admin").View.all(), "1 with an agreement")
		s.saysNot(s.command(kim, "/mentor admin").View.all(), "honest")
	})
}

// Where the app may not upload files, the words come as a message.
func TestWithoutFilesAnAgreementComesAsAMessage(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		s.submit(mia, s.clickView(mia, s.atAgreement(mia), "agreement_write").View, howWeWork("Every week."))
		s.clickMessage(ada, s.gets(ada, "Mia Wanjiru proposes an agreement"), "agreement_agree")
		told := s.gets(mia, "Ada Osei agrees with you")
		s.lacks("files:write")
		s.clickMessage(mia, told, "agreement_share")
		s.settle()
		for _, user := range []string{mia, ada} {
			said := s.gets(user, "Mentoring agreement", "Between *Mia Wanjiru* and *Ada Osei*", "> Every week.")
			if len(said.Files) != 0 {
				t.Errorf("%d files", len(said.Files))
			}
		}
	})
}
