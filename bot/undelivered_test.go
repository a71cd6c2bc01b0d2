package bot_test

import (
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/slacksim"
)

// failure is the one notice that reached nobody, as an admin sees it.
func (w *world) failure() core.Delivery {
	w.t.Helper()
	admin, err := w.service.SyncPerson(w.t.Context(), core.Call{Workspace: w.ws}, core.ChatProfile{ChatUserID: "UKIM", Name: "Kim", Admin: true})
	w.must(err)
	f, err := w.service.FailedDeliveries(w.t.Context(), core.Call{Workspace: w.ws, Actor: admin.ID}, 0)
	w.must(err)
	if len(f.Failed) != 1 {
		w.t.Fatalf("%d failures, want 1: %+v", len(f.Failed), f.Failed)
	}
	return f.Failed[0].Delivery
}

func TestWhyAMessageReachedNobodyIsRecorded(t *testing.T) {
	for name, tt := range map[string]struct {
		fault  dict
		reason core.DeliveryReason
		code   string
	}{
		"the person takes none": {
			dict{"method": "conversations.open", "kind": slacksim.FaultError, "error": "channel_not_found"}, core.DirectRefused, "channel_not_found",
		},
		"the workspace forbids it": {
			dict{"method": "chat.postMessage", "kind": slacksim.FaultError, "error": "restricted_action_read_only_channel"}, core.DirectRefused,
			"restricted_action_read_only_channel",
		},
		"Slack refuses the message": {
			dict{"method": "chat.postMessage", "kind": slacksim.FaultError, "error": "invalid_blocks"}, core.DirectRejected, "invalid_blocks",
		},
		"Slack does not answer": {dict{"method": "chat.postMessage", "kind": slacksim.FaultHTTP500, "times": 4}, core.DirectUnanswered, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			w.trouble = true
			mia, amara, ben := w.pair()
			w.fault(tt.fault)
			w.ask(mia, amara, ben)
			for range 4 {
				w.advance(time.Minute)
				w.must(w.settle(t.Context()))
			}
			w.has("UBEN", "Mia Okafor")
			if d := w.failure(); d.Reason != tt.reason || d.Code != tt.code || d.Person != amara.ID {
				t.Errorf("recorded %+v", d)
			}
		})
	}
}

// Slack tells of somebody who left by refusing messages to them, when the news of it got lost.
func TestSlackIsAskedWhoSomebodyIsBeforeTheyCountAsUnreachable(t *testing.T) {
	w := newWorld(t, nil)
	w.trouble = true
	mia, amara, ben := w.pair()
	w.fault(dict{"method": "conversations.open", "kind": slacksim.FaultError, "error": "user_not_visible"})
	w.fault(dict{"method": "users.info", "kind": slacksim.FaultHTTP500})
	w.ask(mia, amara, ben)
	w.advance(time.Minute) // users.info failed, so the job was tried again, and Slack took the message then
	w.must(w.settle(t.Context()))
	if live := w.live(mia); live.Mentor != amara.ID || live.State != core.InvitationSent {
		t.Errorf("waiting for %s in state %s", live.Mentor, live.State)
	}
}
