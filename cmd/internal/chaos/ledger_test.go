package chaos

import (
	"fmt"
	"math/rand/v2"
	"sync"

	"mentorbot/core"
)

// The kinds of promises the app makes by acknowledging.
const (
	promiseSubmit  = "submit"
	promiseAccept  = "accept"
	promiseDecline = "decline"
	promiseBook    = "book"
	promiseMove    = "move"
	promiseCancel  = "cancel"

	promiseGoal      = "goal"
	promiseAgreement = "agreement"
	promiseEnd       = "end"
	promiseHold      = "hold"
)

// promise is a change the app has acknowledged. It must be there afterwards.
type promise struct {
	kind    string
	actor   core.PersonID
	subject string // id of the invitation or session; empty for what is new
	token   string // words that only this change carries
}

// ledger is what people remember of a run.
type ledger struct {
	mu       sync.Mutex
	calls    int
	failed   int // reached nobody or were not acknowledged
	attempts map[string]string
	promises []promise
	met      map[string][]clicked // by user
}

type clicked struct {
	message message
	element element
}

func newLedger() *ledger {
	return &ledger{attempts: map[string]string{}, met: map[string][]clicked{}}
}

func (l *ledger) count(out outcome) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls++
	if out.App.Status != "ok" && out.App.Status != notSent {
		l.failed++
	}
}

// attempt gives the words of a change about to be asked for.
func (l *ledger) attempt(kind string) (token string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	token = fmt.Sprintf("%s number %d", kind, len(l.attempts)+1)
	l.attempts[token] = kind
	return token
}

func (l *ledger) promised(p promise) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.promises = append(l.promises, p)
}

// kept counts the changes the app has acknowledged.
func (l *ledger) kept() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.promises)
}

// seen remembers a button and gives one the person saw earlier.
func (l *ledger) seen(user string, m message, e element, draw *rand.Rand) (clicked, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	old, any := pick(draw, l.met[user])
	l.met[user] = append(l.met[user], clicked{m, e})
	return old, any
}
