package bot_test

import (
	"context"
	"runtime"
	"slices"
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

// A process died when it had recorded its message. Whoever finishes its job draws the message, and before that reaches Slack the request
// is withdrawn: the message must not say again that it waits.
func TestAMessageFinishedLateDoesNotPutBackWhatWasTrueBefore(t *testing.T) {
	w := newWorld(t, nil)
	mia, amara, ben := w.pair()
	facts := w.ask(mia, amara, ben)
	asked := w.has("UMIA", "1 of 2")
	task := core.Task{To: mia.ID, Notice: core.NoticeAsked, Invitation: w.live(mia).ID}
	sent, err := w.service.MessagesAbout(t.Context(), w.ws, core.InvitationSubject(task.Invitation))
	w.must(err)
	at := slices.IndexFunc(sent, func(m core.Message) bool { return m.Notice == core.NoticeAsked })
	w.fault(dict{"method": "chat.update", "kind": slacksim.FaultSlow, "delay": "1s"})
	finished := make(chan error)
	go func() {
		job := core.Job{ID: sent[at].Job, Workspace: w.ws, Task: task, Attempts: 1}
		finished <- w.jobs[core.JobNotice](context.WithoutCancel(t.Context()), job)
	}()
	for len(w.control("GET", "faults", nil)["faults"].([]any)) > 0 { // until its update is on its way
		runtime.Gosched()
	}
	_, err = w.service.WithdrawChoices(t.Context(), core.Call{Workspace: w.ws, Actor: mia.ID}, facts.List.ID)
	w.must(err)
	w.must(w.settle(t.Context()))
	w.must(<-finished)
	if m := w.message("UMIA", asked["ts"]); w.offers(m, view.ActionWithdraw) {
		t.Errorf("the request can still be withdrawn: %v", m["text"])
	}
}
