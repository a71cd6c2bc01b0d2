package bot_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"mentorbot/bot"
	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/slacksim"
)

// replied is the text of the answer to a command.
func replied(answer dict) string {
	reply, _ := answer["reply"].(dict)
	return fmt.Sprint(reply["text"])
}

func TestAFailureIsToldWithAReferenceThatIsInTheLog(t *testing.T) {
	w := newWorld(t, nil)
	w.trouble = true
	w.fault(dict{"method": "users.info", "kind": slacksim.FaultHTTP500}) // nobody is known yet, so the app has to ask
	text := replied(w.command("UMIA", "/mentor profile"))
	reference := regexp.MustCompile(`[A-Z0-9]{8}`).FindString(text)
	if reference == "" {
		t.Fatalf("no reference in %q", text)
	}
	if errors := strings.Join(w.log.errors(), ""); !strings.Contains(errors, reference) {
		t.Errorf("reference %s is not in the log:\n%s", reference, errors)
	}
}

func TestAModalThatComesTooLateIsExplained(t *testing.T) {
	text, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"} {
		w := newWorld(t, nil)
		w.pair()
		w.fault(dict{"method": "views.open", "kind": slacksim.FaultError, "error": code})
		if got := replied(w.command("UMIA", "/mentor profile")); !strings.Contains(got, text.For("en").T("bot.too_slow")) {
			t.Errorf("%s: told %q", code, got)
		}
	}
}

func TestARateLimitOfAModalIsExplained(t *testing.T) {
	w := newWorld(t, nil)
	w.pair()
	w.fault(dict{"method": "views.open", "kind": slacksim.FaultRateLimited, "retry_after": 30})
	if got := replied(w.command("UMIA", "/mentor profile")); got == "" {
		t.Error("not explained")
	}
}

func TestAnotherWorkspaceIsNotServed(t *testing.T) {
	w := newWorld(t, nil)
	w.pair()
	ack := w.app.Handle(t.Context(), bot.Envelope{
		ID: "1", Team: "T2", User: "UMIA", Kind: bot.KindCommand, Command: &bot.Command{Name: "/mentor", Text: "why"},
	})
	if ack.Body != nil {
		t.Errorf("answered with %v", ack.Body)
	}
}

func TestAnUnknownActionIsAcknowledged(t *testing.T) {
	w := newWorld(t, nil)
	w.pair()
	if told := w.forge("UMIA", "from_an_older_version", ""); told != "" {
		t.Errorf("told %s", told)
	}
	if !strings.Contains(w.log.String(), "from_an_older_version") {
		t.Error("not logged")
	}
}

func TestWhatPeopleWriteIsNotLogged(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.ask(mia, amara, ben)
	w.command("UMIA", "/mentor confidential-words")
	m := w.has("UAMARA", "Mia Okafor")
	w.did("click", dict{"user": "UAMARA", "message_ts": m["ts"], "channel": m["channel"], "action_id": view.ActionDecline})
	w.submit("UAMARA", dict{"reason": string(core.DeclineNoTime), "text": "secret-reason"})
	for _, words := range []string{"how to lead", "confidential-words", "secret-reason", "xoxb-", "xapp-"} {
		if strings.Contains(w.log.String(), words) {
			t.Errorf("%q is in the log", words)
		}
	}
}

func TestARepeatedEventIsAnsweredAlike(t *testing.T) {
	w := newWorld(t, nil)
	w.pair()
	for range 2 {
		if status, answer := w.post(bot.PathEvents, visit, sign(visit)); status != http.StatusOK || answer != "" {
			t.Errorf("status %d, answer %q", status, answer)
		}
	}
}

const visit = `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"app_home_opened","user":"UMIA","tab":"home"}}`

func TestWithoutADatabaseTheHomeSaysSoAndTheEventComesAgain(t *testing.T) {
	w := newWorld(t, nil)
	w.pair()
	w.loseDatabase()
	if status, _ := w.post(bot.PathEvents, visit, sign(visit)); status != http.StatusServiceUnavailable {
		t.Errorf("status %d", status)
	}
	home := fmt.Sprint(w.control("GET", "users/UMIA/home", nil)["view"])
	text, err := i18n.New()
	w.must(err)
	if !strings.Contains(home, text.For("en").T("home.error.title")) {
		t.Errorf("the Home shows %s", home)
	}
}

func TestAFailureThatCannotBeToldIsNotAcknowledged(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.ask(mia, amara, ben)
	m := w.has("UAMARA", "Mia Okafor")
	w.loseDatabase()
	w.fault(dict{"method": slacksim.EveryMethod, "kind": slacksim.FaultHTTP500, "times": -1})
	w.fault(dict{"method": "response_url", "kind": slacksim.FaultHTTP500, "times": -1})
	answer := w.control("POST", "click", dict{"user": "UAMARA", "message_ts": m["ts"], "channel": m["channel"], "action_id": view.ActionAccept})
	if app, _ := answer["app"].(dict); app["status"] == "ok" {
		t.Errorf("Slack shows %v", answer)
	}
}

func TestAFailedFormKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t, nil)
	w.pair()
	w.command("UMIA", "/mentor profile")
	w.loseDatabase()
	answer := w.submit("UMIA", dict{"name": "Mia O."})
	if errs, _ := answer["errors"].(dict); len(errs) != 1 {
		t.Errorf("errors %v", answer)
	}
}

func TestClientsThatWouldCallTheWrongServerAreRefused(t *testing.T) {
	for name, o := range map[string]bot.ClientOptions{
		"no token":            {},
		"no slash at the end": {Token: "xoxb-1", APIURL: "http://localhost:1/api"},
		"no address":          {Token: "xoxb-1", APIURL: "api/"},
		"another scheme":      {Token: "xoxb-1", APIURL: "ftp://localhost/api/"},
	} {
		if _, err := bot.NewClient(o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := bot.NewClient(bot.ClientOptions{Token: "xoxb-1"}); err != nil {
		t.Errorf("Slack itself: %v", err)
	}
}
