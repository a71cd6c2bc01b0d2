package bot_test

import (
	"testing"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/slacksim"
)

// Slack took the message and the app does not know: what happens before it finds out must reach that message all the same.
func TestAMessageWhoseAnswerWasLostFollowsWhatHappenedMeanwhile(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	w.fault(dict{"method": "chat.postMessage", "kind": slacksim.FaultDrop})
	facts := w.ask(mia, amara, ben)
	if !w.offers(w.has("UAMARA", "Mia Okafor"), view.ActionAccept) {
		t.Fatal("the message has no button to accept")
	}
	_, err := w.service.WithdrawChoices(t.Context(), core.Call{Workspace: w.ws, Actor: mia.ID}, facts.List.ID)
	w.must(err)
	w.advance(time.Minute)
	w.must(w.settle(t.Context()))
	got := w.messages("UAMARA")
	if len(got) != 1 || w.offers(got[0], view.ActionAccept) {
		t.Errorf("%d messages, the request can still be accepted: %v", len(got), texts(got))
	}
}
