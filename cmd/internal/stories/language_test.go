package stories

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"mentorbot/slacksim"
)

const luc = "U0LUC" // a mentee in Lyon who reads French

func francophones() []slacksim.User {
	return append(cast(), slacksim.User{
		ID: luc, Name: "luc", RealName: "Luc Petit", Title: "Hydrologue", Email: "luc@example.org", TZ: "Europe/Paris", Locale: "fr-FR",
	})
}

// catalogue reads the texts of a language that stand as they are, by key. Short ones are left out: they may be words of both languages.
func catalogue(t *testing.T, language string) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../../i18n/catalogue/*." + language + ".yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	texts := map[string]string{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var all map[string]any
		if err := yaml.Unmarshal(raw, &all); err != nil {
			t.Fatal(err)
		}
		for key, value := range all {
			if text, ok := value.(string); ok && !strings.Contains(text, "{{") && len(text) > 12 {
				texts[key] = text
			}
		}
	}
	return texts
}

// onlyIn are the texts of a language that the other one has in other words.
func onlyIn(t *testing.T, language, other string) []string {
	t.Helper()
	others := catalogue(t, other)
	var texts []string
	for key, text := range catalogue(t, language) {
		if others[key] != text {
			texts = append(texts, text)
		}
	}
	return texts
}

// everything somebody has been shown: modals, replies, messages, the Home and mails.
func (s *stage) everything(user string) string {
	s.t.Helper()
	all := append([]string{}, s.shown[user]...)
	for _, m := range s.messages(user) {
		all = append(all, m.all())
	}
	for _, item := range s.mails(user) {
		mail := s.mail(item.ID)
		all = append(all, item.Subject, mail.Text, mail.Calendar.Summary, mail.Calendar.Description)
	}
	return strings.Join(append(all, s.openHome(user).all()), "\n")
}

// readsOnly checks that somebody was shown no text of the other language.
func (s *stage) readsOnly(user string, foreign []string) {
	s.t.Helper()
	everything := s.everything(user)
	for _, text := range foreign {
		if strings.Contains(everything, text) {
			s.t.Errorf("%s reads %q", user, text)
		}
	}
}

func TestAFrenchPairReadsFrench(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, francophones(), func(s *stage) {
		s.says(s.openHome(luc).all(), "Bienvenue")
		s.shown[luc] = append(s.shown[luc], s.home(luc).all())
		s.closeAll(luc, s.fillProfile(luc, []string{"Hydraulique"}, []string{"Encadrement"}))
		s.closeAll(eve, s.becomeMentor(eve, "1"))
		for _, verb := range []string{"help", "why", "requests", "sessions", "settings", "choices", "nonsense"} {
			s.command(luc, "/mentor "+verb)
		}
		form := s.command(luc, "/mentor find").View
		results := s.submit(luc, form, values{"languages": value([]string{"fr", "en"}), "gender": value("any")}).View
		person := s.clickAbout(luc, results, "person_open", "Ève Martin").View
		s.closeAll(luc, s.clickView(luc, person, "choice_add").View)
		s.send(luc, "J’aimerais apprendre à encadrer une équipe.")
		asked := s.gets(eve, "Luc Petit vous sollicite")
		s.gets(luc, "Ève Martin", "1 ")
		s.advance(36 * hour)
		s.gets(eve, "Rappel")
		s.clickMessage(eve, asked, "invitation_decline")
		s.shown[eve] = append(s.shown[eve], s.openHome(eve).all())
		s.shown[luc] = append(s.shown[luc], s.openHome(luc).all())
		s.clickMessage(eve, asked, "invitation_accept")
		s.readAll(eve)
		s.readAll(luc)
		s.clickStale(eve, asked, "invitation_accept")

		s.books(luc, on("2026-06-10", "15:00").and("link", "https://meet.example/abc"))
		s.books(eve, on("2026-06-12", "15:00").and("title", "Bilan"))
		told := s.gets(eve, "Bilan")
		s.readAll(eve)
		overlapping := s.submit(eve, s.clickMessage(eve, told, "session_move").View, on("2026-06-10", "15:15"))
		s.shown[eve] = append(s.shown[eve], overlapping.Errors["time"])
		s.submit(eve, overlapping.View, on("2026-06-11", "15:00"))
		s.until("2026-06-10T12:50:00Z")
		s.submit(eve, s.clickMessage(eve, s.again(eve, told), "session_cancel").View, values{"reason": value("Je suis malade.")})
		s.advance(hour)
		s.readAll(eve)
		s.readAll(luc)
		s.readsOnly(luc, english)
		s.readsOnly(eve, english)
	})
}

func TestAFrenchRequestThatNobodyTakes(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, eve)
		s.asks(luc, "Bonjour", eve)
		s.declines(eve, s.gets(eve, "Luc Petit"), values{"reason": value("no_time")})
		s.readAll(luc)
		s.asks(luc, "Bonjour encore", eve)
		told := s.readAll(luc)
		s.clickMessage(luc, told, "choices_withdraw")
		s.asks(luc, "Une dernière fois", eve)
		s.advance(72 * hour)
		s.readAll(luc)
		s.readAll(eve)
		s.command(luc, "/mentor why")
		s.command(luc, "/mentor requests")
		s.command(eve, "/mentor why")
		s.readsOnly(luc, english)
		s.readsOnly(eve, english)
	})
}

func TestSettingsSwitchTheLanguage(t *testing.T) {
	french, english := onlyIn(t, "fr", "en"), onlyIn(t, "en", "fr")
	tell(t, cast(), func(s *stage) {
		s.ready(mia, eve)
		s.says(s.openHome(eve).all(), "Bonjour")
		form := s.clickHome(eve, "settings_open").View
		s.says(form.all(), "La même que dans Slack", "Français", "Anglais")
		s.shown[eve] = nil
		s.submit(eve, form, values{"language": value("en")})
		s.says(s.home(eve).all(), "Hello, Ève") // at once
		s.asks(mia, "Hello", eve)
		s.gets(eve, "Mia Wanjiru asks you to be their mentor")
		s.gets(mia, "We asked")
		s.command(eve, "/mentor why")
		s.readsOnly(eve, french)

		s.submit(mia, s.command(mia, "/mentor settings").View, values{"language": value("fr")})
		s.shown[mia] = nil
		s.says(s.command(mia, "/mentor choices").View.all(), "Mes choix")
		s.says(s.openHome(mia).all(), "Bonjour")
		s.shown[mia] = append(s.shown[mia], s.command(mia, "/mentor why").reply())
		for _, text := range english {
			s.saysNot(strings.Join(s.shown[mia], "\n"), text)
		}
		s.submit(mia, s.command(mia, "/mentor settings").View, values{"language": value("any")})
		s.says(s.openHome(mia).all(), "Hello, Mia")

		// Whoever follows Slack follows a change there, too.
		s.call(http.MethodPatch, "users/"+mia, fields{"locale": "fr-FR"}, nil)
		s.says(s.openHome(mia).all(), "Bonjour")
	})
}
