package bot_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"mentorbot/bot"
	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/i18n"
)

// overBothTransports runs a test over signed HTTP and over Socket Mode.
func overBothTransports(t *testing.T, test func(*world)) {
	t.Run("HTTP", func(t *testing.T) { test(newWorld(t, nil)) })
	t.Run("Socket Mode", func(t *testing.T) { test(newSocketWorld(t)) })
}

func newSocketWorld(t *testing.T) *world {
	t.Helper()
	w := prepare(t)
	w.simulate(w.options())
	w.connect(bot.SocketConfig{Receiver: w.app})
	return w
}

func TestSomebodyNewSetsUpAProfile(t *testing.T) {
	overBothTransports(t, func(w *world) {
		home := w.control("POST", "users/UAMARA/home", nil)
		if view, _ := home["view"].(dict); view == nil {
			w.t.Fatalf("no Home\nlog:\n%s", w.log)
		}
		w.did("click", dict{"user": "UAMARA", "home": true, "action_id": view.ActionOpenProfile})
		if got := w.modal("UAMARA")["callback_id"]; got != view.CallbackBasics {
			w.t.Fatalf("modal %v", got)
		}
		w.submit("UAMARA", dict{"name": "Amara D.", "languages": []string{"fr", "en"}})
		w.submit("UAMARA", dict{"headline": "Hydrologist"})
		w.submit("UAMARA", dict{"summary": "Eau et climat."})
		if got := w.modal("UAMARA")["callback_id"]; got != view.PageProfileSummary {
			w.t.Fatalf("modal %v, want the summary", got)
		}
		person, err := w.service.PersonByChatUser(w.t.Context(), w.ws, "UAMARA")
		w.must(err)
		facts, err := w.service.ProfileFacts(w.t.Context(), core.Call{Workspace: w.ws, Actor: person.ID})
		w.must(err)
		p := facts.Profile
		if p.Name != "Amara D." || p.Headline != "Hydrologist" || p.Summary != "Eau et climat." || len(p.Languages) != 2 {
			w.t.Errorf("profile %+v", p)
		}
		if person.Locale() != "fr-FR" || person.TimeZone != "Africa/Dakar" {
			w.t.Errorf("person %+v", person)
		}
	})
}

func TestTheWizardCanBeWalkedAgainAtTheTopOfTheStack(t *testing.T) {
	overBothTransports(t, func(w *world) {
		w.pair()
		w.command("UMIA", "/mentor profile")
		for range 3 {
			w.submit("UMIA", nil)
		}
		w.press("UMIA", view.ActionOpenProfile) // three modals are open, and Slack takes no fourth
		for _, want := range []string{view.CallbackBasics, view.CallbackWork, view.CallbackSkills} {
			if got := w.modal("UMIA")["callback_id"]; got != want {
				w.t.Fatalf("modal %v, want %s\nlog:\n%s", got, want, w.log)
			}
			w.submit("UMIA", nil)
		}
		if got := w.modal("UMIA")["callback_id"]; got != view.PageProfileSummary {
			w.t.Errorf("modal %v, want the summary", got)
		}
	})
}

func TestAWrongFieldIsNamedAndNothingIsLost(t *testing.T) {
	overBothTransports(t, func(w *world) {
		w.pair()
		w.command("UMIA", "/mentor profile")
		w.submit("UMIA", nil)
		answer := w.submit("UMIA", dict{"linkedin_url": "not an address", "headline": "Still here"})
		if errs, _ := answer["errors"].(dict); errs["linkedin_url"] == nil {
			w.t.Errorf("errors %v", answer["errors"])
		}
		if got := w.modal("UMIA")["callback_id"]; got != view.CallbackWork {
			w.t.Errorf("modal %v, want the page with the error", got)
		}
	})
}

func TestAMenteeFindsRanksAndAsks(t *testing.T) {
	overBothTransports(t, func(w *world) {
		_, amara, ben := w.pair()
		w.command("UMIA", "/mentor find")
		w.submit("UMIA", dict{"text": "leadership"})
		if got := w.modal("UMIA")["callback_id"]; got != view.PageResults {
			w.t.Fatalf("modal %v\nlog:\n%s", got, w.log)
		}
		w.press("UMIA", view.ActionAddChoice)
		w.press("UMIA", view.ActionAddChoice)
		w.press("UMIA", view.ActionOpenChoices)
		if got := w.modal("UMIA")["callback_id"]; got != view.CallbackChoices {
			w.t.Fatalf("modal %v", got)
		}
		values := dict{
			"choice_1": dict{view.InputValue + "_2": string(ben.ID)}, "choice_2": dict{view.InputValue + "_2": string(amara.ID)},
			"message": dict{view.InputValue: "Hello!"},
		}
		w.did("submit", dict{"user": "UMIA", "view_id": w.modal("UMIA")["id"], "values": values})
		w.has("UBEN", "Hello!")
		if got := w.messages("UAMARA"); len(got) != 0 {
			w.t.Errorf("the second choice was told %v", texts(got))
		}
		if got := w.modal("UMIA")["callback_id"]; got != view.PageRunning {
			w.t.Errorf("modal %v, want how it goes", got)
		}
	})
}

func TestAMentorDeclinesAndTheNextIsAsked(t *testing.T) {
	overBothTransports(t, func(w *world) {
		mia, amara, ben := w.pair()
		w.ask(mia, amara, ben)
		m := w.has("UAMARA", "Mia Okafor")
		w.did("click", dict{"user": "UAMARA", "message_ts": m["ts"], "channel": m["channel"], "action_id": view.ActionDecline})
		w.submit("UAMARA", dict{"reason": string(core.DeclineNoTime), "text": "Next year, perhaps."})
		w.has("UBEN", "Mia Okafor")
		w.has("UMIA", "Next year, perhaps.")
		if w.modal("UAMARA") != nil {
			w.t.Error("a modal is still open")
		}
	})
}

func TestAPairBooksMovesAndCancelsASession(t *testing.T) {
	overBothTransports(t, func(w *world) {
		mia, amara, _ := w.pair()
		w.ask(mia, amara)
		invitation := w.live(mia)
		_, err := w.service.Accept(w.t.Context(), core.Call{Workspace: w.ws, Actor: amara.ID}, invitation.ID)
		w.must(err)
		w.must(w.settle(w.t.Context()))
		matched := w.has("UMIA", "Amara Diallo")
		w.did("click", dict{"user": "UMIA", "message_ts": matched["ts"], "channel": matched["channel"], "action_id": view.ActionBookSession})
		w.did("type", dict{"user": "UMIA", "view_id": w.modal("UMIA")["id"], "values": dict{
			"date": dict{view.InputDate: "2026-06-03"}, "time": dict{view.InputTime: "14:00"},
		}})
		if text := fmt.Sprint(w.modal("UMIA")["blocks"]); !strings.Contains(text, "12:00") { // Dakar, two hours behind Paris
			w.t.Errorf("the form does not show the mentor's time: %s", text)
		}
		w.submit("UMIA", dict{"place": "Library"})
		booked := w.has("UAMARA", "Library")

		w.did("click", dict{"user": "UAMARA", "message_ts": booked["ts"], "channel": booked["channel"], "action_id": view.ActionMoveSession})
		w.did("submit", dict{"user": "UAMARA", "view_id": w.modal("UAMARA")["id"], "values": dict{"time": dict{view.InputTime: "15:00"}}})
		agenda, err := w.service.Agenda(w.t.Context(), core.Call{Workspace: w.ws, Actor: mia.ID})
		w.must(err)
		want := time.Date(2026, 6, 3, 15, 0, 0, 0, time.UTC)
		if len(agenda.Sessions) != 1 || !agenda.Sessions[0].Session.StartsAt.Equal(want) || agenda.Sessions[0].Session.Title != "" {
			w.t.Fatalf("agenda %+v", agenda.Sessions)
		}

		answer := w.command("UMIA", "/mentor sessions")
		if answer["reply"] == nil {
			w.t.Fatal("no list of sessions")
		}
		latest := w.has("UMIA", "Library")
		w.did("click", dict{"user": "UMIA", "message_ts": latest["ts"], "channel": latest["channel"], "action_id": view.ActionCancelSession})
		w.submit("UMIA", dict{"reason": "I am ill."})
		w.has("UAMARA", "I am ill.")
	})
}

func TestEveryVerbAnswersAndEveryModalIsAccepted(t *testing.T) {
	overBothTransports(t, func(w *world) {
		w.pair()
		for _, verb := range []string{"", "help", "profile", "find", "choices", "requests", "sessions", "hours", "mentor", "why", "settings", "dance"} {
			answer := w.command("UMIA", strings.TrimSpace("/mentor "+verb))
			if answer["reply"] == nil && answer["view"] == nil {
				w.t.Errorf("%q is not answered: %v", verb, answer)
			}
			if m := w.modal("UMIA"); m != nil {
				w.control("POST", "close", dict{"user": "UMIA", "view_id": m["id"], "all": true})
			}
		}
	})
}

func TestTheLanguageCanBeChosen(t *testing.T) {
	overBothTransports(t, func(w *world) {
		w.pair()
		w.command("UMIA", "/mentor settings")
		w.submit("UMIA", dict{"language": "fr"})
		text, err := i18n.New()
		w.must(err)
		answer := w.command("UMIA", "/mentor help")
		reply, _ := answer["reply"].(dict)
		if want := text.For("fr").T("help.heading"); !strings.Contains(fmt.Sprint(reply["text"]), want) {
			w.t.Errorf("help says %v, want %q", reply["text"], want)
		}
	})
}

func TestPeopleFollowSlack(t *testing.T) {
	overBothTransports(t, func(w *world) {
		_, amara, _ := w.pair()
		w.control("PATCH", "users/UAMARA", dict{"real_name": "Amara D. Sow", "tz": "Europe/Lisbon"})
		person, err := w.service.Person(w.t.Context(), w.ws, amara.ID)
		w.must(err)
		if person.Name != "Amara D. Sow" || person.TimeZone != amara.TimeZone || person.ChatLocale != "fr-FR" {
			w.t.Errorf("after user_change: %+v, want the new name and the time zone of the profile", person)
		}
		w.control("PATCH", "users/UAMARA", dict{"deleted": true})
		person, err = w.service.Person(w.t.Context(), w.ws, amara.ID)
		w.must(err)
		if !person.Deactivated {
			w.t.Error("deactivation was not noticed")
		}
	})
}

func TestSuggestionsCompleteWhatIsTyped(t *testing.T) {
	overBothTransports(t, func(w *world) {
		w.pair()
		w.command("UMIA", "/mentor profile")
		ask := func(block, action, query string) string {
			answer := w.control("POST", "suggest", dict{
				"user": "UMIA", "view_id": w.modal("UMIA")["id"], "block_id": block, "action_id": action, "query": query,
			})
			return fmt.Sprint(answer["options"])
		}
		if got := ask("duty_station", view.SuggestDutyStation, "gen"); !strings.Contains(got, "Geneva") {
			w.t.Errorf("duty stations %s", got)
		}
		if got := ask("time_zone", view.SuggestZone, "new y"); !strings.Contains(got, "America/New_York") {
			w.t.Errorf("zones %s", got)
		}
	})
}

func TestALargeModalReachesThePersonOverASocket(t *testing.T) {
	w := newSocketWorld(t)
	w.pair()
	for n := range 10 {
		p := w.person(fmt.Sprintf("UX%d", n), "Somebody With A Rather Long Name Indeed", "Europe/Paris", "en-GB")
		call := core.Call{Workspace: w.ws, Actor: p.ID}
		var topics, long []string
		for i := range 15 {
			topics = append(topics, fmt.Sprintf("%d %s", i, strings.Repeat("leadership ", 5)))
			long = append(long, fmt.Sprintf("%d %s", i, strings.Repeat("experience ", 5)))
		}
		_, err := w.service.SaveSkills(t.Context(), call, core.Skills{Summary: strings.Repeat("leadership ", 100), Skills: long})
		w.must(err)
		_, err = w.service.SaveMentor(t.Context(), call, core.MentorSettings{Topics: topics, Languages: []string{"en"}, Capacity: 2})
		w.must(err)
	}
	w.command("UMIA", "/mentor find")
	w.submit("UMIA", nil)
	if got := w.modal("UMIA")["callback_id"]; got != view.PageResults {
		t.Errorf("modal %v, want the results\nlog:\n%s", got, w.log)
	}
}

func TestAForgedButtonIsRefusedInWords(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.ask(mia, amara, ben)
	for name, value := range map[string]string{
		"an id of nothing":        view.Meta{Invitation: "id-999999"}.Encode(),
		"somebody else's request": view.Meta{Invitation: w.live(mia).ID}.Encode(),
		"another version":         `{"v":99}`,
		"no metadata":             `<script>`,
	} {
		reply := w.forge("UBEN", view.ActionAccept, value)
		if reply == "" {
			t.Errorf("%s: not explained", name)
		}
	}
	if live := w.live(mia); live.Mentor != amara.ID || live.State != core.InvitationSent {
		t.Errorf("invitation is %s to %s", live.State, live.Mentor)
	}
}

// forge posts a signed click that no screen offers and returns what the person is told by response_url.
func (w *world) forge(user, action, value string) string {
	w.t.Helper()
	var told strings.Builder
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(&told, r.Body)
		w.must(err)
	}))
	defer hook.Close()
	raw, err := json.Marshal(dict{
		"type": "block_actions", "trigger_id": "1.2." + value, "team": dict{"id": team}, "user": dict{"id": user},
		"response_url": hook.URL, "container": dict{"type": "message"},
		"actions": []dict{{"type": "button", "action_id": action, "value": value}},
	})
	w.must(err)
	body := url.Values{"payload": {string(raw)}}.Encode()
	if status, answer := w.post(bot.PathInteractions, body, sign(body)); status != http.StatusOK || answer != "" {
		w.t.Errorf("acknowledged with %d %q", status, answer)
	}
	return told.String()
}

// sign makes the headers Slack sends with a body.
func sign(body string) http.Header {
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(signingSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	return http.Header{
		"X-Slack-Request-Timestamp": {stamp}, "X-Slack-Signature": {"v0=" + hex.EncodeToString(mac.Sum(nil))},
		"Content-Type": {"application/x-www-form-urlencoded"},
	}
}
