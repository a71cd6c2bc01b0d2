package bot_test

import (
	"strings"
	"testing"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/slacksim"
)

func TestAnInvitationIsDeliveredAndItsDeadlineStarts(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	sent := w.time()
	facts := w.ask(mia, amara, ben)
	m := w.has("UAMARA", "Mia Okafor")
	if text := m["text"].(string); strings.Contains(text, "<!channel>") {
		t.Errorf("a mention got through: %s", text)
	}
	if m["metadata"] == nil {
		t.Error("the message does not carry its job")
	}
	if got := w.messages("UBEN"); len(got) != 0 {
		t.Errorf("the second choice was told %v", texts(got))
	}
	live := w.live(mia)
	if live.Mentor != amara.ID || !live.ExpiresAt.Equal(sent.Add(72*time.Hour)) {
		t.Errorf("waiting for %s until %s, want %s until 72 h after delivery", live.Mentor, live.ExpiresAt, amara.ID)
	}
	if asked := w.has("UMIA", "Amara Diallo"); !strings.Contains(asked["text"].(string), "1 of 2") {
		t.Errorf("the mentee is told %q", asked["text"])
	}
	if facts.List.State != core.ChoicesRunning {
		t.Errorf("list is %s", facts.List.State)
	}
}

// live is the invitation of Mia's list that waits for an answer.
func (w *world) live(mia core.Person) core.Invitation {
	w.t.Helper()
	facts, err := w.service.Choices(w.t.Context(), core.Call{Workspace: w.ws, Actor: mia.ID})
	w.must(err)
	if facts.Live == nil {
		w.t.Fatalf("nobody is being asked; list is %s\nlog:\n%s", facts.List.State, w.log)
	}
	return *facts.Live
}

func TestAMessageWhoseAnswerWasLostIsNotSentAgain(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.fault(dict{"method": "chat.postMessage", "kind": slacksim.FaultDrop})
	w.ask(mia, amara, ben)
	w.has("UAMARA", "Mia Okafor") // Slack has it, the app does not know
	w.advance(time.Minute)
	w.must(w.settle(t.Context()))
	if got := w.messages("UAMARA"); len(got) != 1 {
		t.Errorf("the mentor has %d messages: %v", len(got), texts(got))
	}
	if live := w.live(mia); live.State != core.InvitationSent {
		t.Errorf("invitation is %s, want sent", live.State)
	}
}

func TestWithoutTheScopeToLookTheMessageIsSentAllTheSame(t *testing.T) {
	w := newWorld(t, func(o *slacksim.Options) {
		var scopes []string
		for _, scope := range o.App.Scopes {
			if !strings.HasSuffix(scope, ":history") {
				scopes = append(scopes, scope)
			}
		}
		o.App.Scopes = scopes
	})
	mia, amara, ben := w.pair()
	w.fault(dict{"method": "chat.postMessage", "kind": slacksim.FaultHTTP500})
	w.ask(mia, amara, ben)
	w.advance(time.Minute)
	w.must(w.settle(t.Context()))
	w.has("UAMARA", "Mia Okafor")
	if !strings.Contains(w.log.String(), "im:history") {
		t.Error("the log does not name the missing scope")
	}
}

func TestARateLimitPutsTheMessageOff(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.fault(dict{"method": "chat.postMessage", "kind": slacksim.FaultRateLimited, "retry_after": 30, "times": 6})
	w.ask(mia, amara, ben)
	for range 6 { // more often than a failing job is tried
		if got := w.messages("UAMARA"); len(got) != 0 {
			t.Fatalf("sent in spite of the limit: %v", texts(got))
		}
		w.advance(30 * time.Second)
		w.must(w.settle(t.Context()))
	}
	w.has("UAMARA", "Mia Okafor")
}

func TestAMentorWhoCannotBeReachedIsPassedOver(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.fault(dict{"method": "conversations.open", "kind": slacksim.FaultError, "error": "user_disabled"})
	w.ask(mia, amara, ben)
	if live := w.live(mia); live.Mentor != ben.ID {
		t.Errorf("waiting for %s, want the second choice", live.Mentor)
	}
	w.has("UBEN", "Mia Okafor")
	person, err := w.service.Person(t.Context(), w.ws, amara.ID)
	w.must(err)
	if !person.Unreachable {
		t.Error("the first choice does not count as unreachable")
	}
}

func TestAnInvitationThatFailsAgainAndAgainGoesToTheNext(t *testing.T) {
	w := newWorld(t, nil)
	w.trouble = true
	mia, amara, ben := w.pair()
	w.fault(dict{"method": "chat.postMessage", "kind": slacksim.FaultHTTP500, "times": 4})
	w.ask(mia, amara, ben)
	for range 4 {
		w.advance(time.Minute)
		w.must(w.settle(t.Context()))
	}
	if live := w.live(mia); live.Mentor != ben.ID {
		t.Errorf("waiting for %s, want the second choice", live.Mentor)
	}
	person, err := w.service.Person(t.Context(), w.ws, amara.ID)
	w.must(err)
	if person.Unreachable {
		t.Error("an outage of Slack made a person count as unreachable")
	}
}

func TestADeadInstallationLosesNothing(t *testing.T) {
	w := newWorld(t, nil)
	w.trouble = true
	mia, amara, ben := w.pair()
	w.fault(dict{"method": "conversations.open", "kind": slacksim.FaultError, "error": "token_revoked", "times": 5})
	w.ask(mia, amara, ben)
	for range 5 {
		w.advance(10 * time.Minute)
		w.must(w.settle(t.Context()))
	}
	w.has("UAMARA", "Mia Okafor")
	if live := w.live(mia); live.Mentor != amara.ID {
		t.Errorf("waiting for %s, want the first choice still", live.Mentor)
	}
}

func TestAnsweringTellsBothAndOpensAConversation(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.ask(mia, amara, ben)
	m := w.has("UAMARA", "Mia Okafor")
	w.did("click", dict{"user": "UAMARA", "message_ts": m["ts"], "channel": m["channel"], "action_id": view.ActionAccept})

	now := w.message("UAMARA", m["ts"])
	if w.offers(now, view.ActionAccept) || w.offers(now, view.ActionDecline) {
		t.Errorf("the answered message still has its buttons: %v", now["text"])
	}
	if asked := w.has("UMIA", "1 of 2"); w.offers(asked, view.ActionWithdraw) {
		t.Error("the mentee can still withdraw what was accepted")
	}
	var groups int
	for _, c := range w.control("GET", "users/UMIA/conversations", nil)["conversations"].([]any) {
		if c.(dict)["kind"] == "mpim" {
			groups++
		}
	}
	if groups != 1 {
		t.Errorf("%d group conversations, want 1\nlog:\n%s", groups, w.log)
	}
}

// message finds a message again by its timestamp.
func (w *world) message(user string, ts any) dict {
	w.t.Helper()
	for _, m := range w.messages(user) {
		if m["ts"] == ts {
			return m
		}
	}
	w.t.Fatalf("%s has no message %v", user, ts)
	return nil
}

// offers reports whether a message or view has an element.
func (w *world) offers(in dict, action string) bool {
	blocks, _ := in["blocks"].([]any)
	for _, b := range blocks {
		block := b.(dict)
		elements, _ := block["elements"].([]any)
		if accessory, ok := block["accessory"]; ok {
			elements = append(elements, accessory)
		}
		for _, e := range elements {
			if element, ok := e.(dict); ok && element["action_id"] == action {
				return true
			}
		}
	}
	return false
}

func TestALateClickIsExplainedAndChangesNothing(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.ask(mia, amara, ben)
	m := w.has("UAMARA", "Mia Okafor")
	w.pass(73 * time.Hour)
	answer := w.did("click", dict{
		"user": "UAMARA", "message_ts": m["ts"], "channel": m["channel"], "action_id": view.ActionAccept, "stale": true,
	})
	if answer["reply"] == nil {
		t.Errorf("the click was not explained: %v\nlog:\n%s", answer, w.log)
	}
	if live := w.live(mia); live.Mentor != ben.ID {
		t.Errorf("waiting for %s, want the second choice", live.Mentor)
	}
	if w.offers(w.message("UAMARA", m["ts"]), view.ActionAccept) {
		t.Error("the expired message still offers to accept")
	}
}

func TestAMessageDeletedMeanwhileDoesNotHoldUpTheRest(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.ask(mia, amara, ben)
	w.fault(dict{"method": "chat.update", "kind": slacksim.FaultError, "error": "message_not_found"})
	facts := w.live(mia)
	_, err := w.service.WithdrawChoices(t.Context(), core.Call{Workspace: w.ws, Actor: mia.ID}, facts.List)
	w.must(err)
	w.must(w.settle(t.Context()))
	if got := len(w.calls("chat.update")); got != 2 {
		t.Errorf("%d messages brought up to date, want both", got)
	}
	if failed := strings.Contains(w.log.String(), "job failed"); failed {
		t.Error("a job failed over a message that is gone")
	}
}
