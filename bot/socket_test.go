package bot_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mentorbot/bot"
	"mentorbot/bot/view"
	"mentorbot/slacksim"
)

// connect opens Socket Mode until stop is called or the test ends.
func (w *world) connect(config bot.SocketConfig) (stop func()) {
	w.t.Helper()
	client, err := bot.NewClient(bot.ClientOptions{Token: "xoxb-test", AppToken: "xapp-test", APIURL: w.sim.URL + "/api/"})
	w.must(err)
	config.Client, config.Logger = client, w.logger()
	socket := bot.NewSocket(config)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { socket.Run(ctx) })
	stop = sync.OnceFunc(func() {
		cancel()
		running.Wait()
		if socket.Connected() != 0 {
			w.t.Errorf("%d connections left", socket.Connected())
		}
	})
	w.t.Cleanup(stop)
	select {
	case <-socket.Ready():
	case <-time.After(10 * time.Second):
		w.t.Fatalf("no connection\nlog:\n%s", w.log)
	}
	return stop
}

// gate holds what arrives until it is opened.
type gate struct {
	next    bot.Receiver
	entered chan struct{}
	open    chan struct{}
	ajar    atomic.Bool // lets everything in
}

func (g *gate) Handle(ctx context.Context, env bot.Envelope) bot.Ack {
	if g.ajar.Load() || ctx.Err() != nil { // whoever is turned away is not held up by those inside
		return g.next.Handle(ctx, env)
	}
	g.entered <- struct{}{}
	<-g.open
	return g.next.Handle(ctx, env)
}

func TestStoppingAnswersWhatHasArrived(t *testing.T) {
	w := prepare(t)
	w.simulate(w.options())
	w.pair()
	g := &gate{next: w.app, entered: make(chan struct{}, 1), open: make(chan struct{})}
	stop := w.connect(bot.SocketConfig{Receiver: g})
	answered := make(chan dict, 1)
	go func() { answered <- w.control("POST", "command", dict{"user": "UMIA", "text": "/mentor why"}) }()
	<-g.entered
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	close(g.open)
	<-stopped
	if app, _ := (<-answered)["app"].(dict); app["status"] != "ok" {
		t.Errorf("the command ended with %v\nlog:\n%s", app, w.log)
	}
}

// doorbell counts what found no worker.
type doorbell struct {
	bot.Observer
	busy atomic.Int32
}

func (d *doorbell) TurnedAway(transport bot.Transport, reason bot.DoorReason) {
	if transport == bot.TransportSocket && reason == bot.DoorBusy {
		d.busy.Add(1)
	}
}

func TestWhomTheWorkersCannotTakeIsAskedToTryAgain(t *testing.T) {
	w := prepare(t)
	w.trouble = true
	w.simulate(w.options())
	w.pair()
	g := &gate{next: w.app, entered: make(chan struct{}, 1), open: make(chan struct{})}
	bell := &doorbell{}
	stop := w.connect(bot.SocketConfig{Receiver: g, Workers: 1, Observer: bell})
	g.ajar.Store(true)
	w.command("UBEN", "/mentor profile")
	g.ajar.Store(false)
	letIn := sync.OnceFunc(func() { close(g.open) })
	t.Cleanup(letIn) // before the connection is closed, which waits for those inside
	form := dict{"user": "UBEN", "view_id": w.modal("UBEN")["id"], "values": dict{"name": dict{view.InputValue: "Ben"}}}
	first := make(chan dict, 1)
	go func() { first <- w.control("POST", "command", dict{"user": "UMIA", "text": "/mentor why"}) }()
	<-g.entered
	again := dict{"user": "UBEN", "text": "/mentor why"}
	for what, out := range map[string]dict{
		"command": w.control("POST", "command", again), "form": w.control("POST", "submit", form),
	} {
		if app, _ := out["app"].(dict); app["status"] != "ok" || !strings.Contains(fmt.Sprint(out), "Please try once more") {
			t.Errorf("a %s found no worker and ended with %v", what, out)
		}
	}
	if !strings.Contains(w.log.String(), "workers busy") || bell.busy.Load() != 2 {
		t.Errorf("not logged, or counted %d times", bell.busy.Load())
	}
	letIn()
	<-first
	if out := w.command("UBEN", "/mentor why"); strings.Contains(fmt.Sprint(out), "Please try once more") {
		t.Errorf("with workers free again: %v", out)
	}
	stop()
}

// TestALostConnectionIsOpenedAgain: for whatever reason Slack ends it, and though it refuses the app for a while.
func TestALostConnectionIsOpenedAgain(t *testing.T) {
	for name, c := range map[string]struct{ reason, refused string }{
		"a warning before":           {"warning", ""},
		"a refresh":                  {"refresh_requested", ""},
		"Socket Mode was turned off": {"link_disabled", "forbidden_team"},
		"the token is not accepted":  {"refresh_requested", "invalid_auth"},
	} {
		t.Run(name, func(t *testing.T) {
			w := prepare(t)
			w.trouble = c.refused != ""
			options := w.options()
			options.Timing.Warning = time.Millisecond
			w.simulate(options)
			w.connect(bot.SocketConfig{Receiver: w.app})
			w.pair()
			before := w.socketsOpened()
			if c.refused != "" { // each of the two connections once
				w.fault(dict{"method": "apps.connections.open", "kind": slacksim.FaultError, "error": c.refused, "times": 2})
				before += 2
			}
			w.control("POST", "disconnect", dict{"reason": c.reason})
			// Slack closes all connections; what is typed before the first one is up again is lost, as it is with Slack.
			for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
				app, _ := w.control("POST", "command", dict{"user": "UMIA", "text": "/mentor why"})["app"].(dict)
				if app["status"] == "ok" && w.socketsOpened() > before {
					return
				}
			}
			t.Errorf("not heard any more\nlog:\n%s", w.log)
		})
	}
}

// socketsOpened counts the calls for a new connection, refused ones included.
func (w *world) socketsOpened() int {
	w.t.Helper()
	n, calls := 0, w.control("GET", "log?limit=100000", nil)["log"].([]any)
	for _, entry := range calls {
		if entry.(dict)["method"] == "apps.connections.open" {
			n++
		}
	}
	return n
}
