package slacksim

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"
)

// The kinds of injected faults.
const (
	FaultRateLimited = "ratelimited" // HTTP 429 with Retry-After
	FaultHTTP500     = "http_500"    // HTTP 500 without a JSON body
	FaultError       = "error"       // ok:false with the fault's error code
	FaultCut         = "cut"         // the connection ends before the call is carried out; a delivery never reaches the app
	FaultDrop        = "drop"        // the call is carried out, its answer is lost; for a delivery, the app's ack is lost
	FaultSlow        = "slow"        // the call or delivery is carried out after Delay
	FaultLate        = "late"        // the app's ack to a delivery arrives after Delay
	FaultTimeout     = "timeout"     // no answer until the caller gives up
	FaultHold        = "hold"        // an event arrives after the one that follows it, or after Delay if none does
	FaultScope       = "scope"       // the installation lacks Scope until the fault is cleared
	FaultImage       = "image"       // Slack cannot get a picture in blocks whose address or file id holds Image
)

// EveryMethod as a fault's Method stands for all of the Web API.
const EveryMethod = "*"

// What an app sends elsewhere than to the Web API, as a fault's Method.
const (
	faultResponseURL = "response_url"
	faultUpload      = "upload" // the bytes of a file, to the address that files.getUploadURLExternal gave
)

// Fault makes calls of one method fail. Method is a Web API method, [EveryMethod], response_url, upload, or events_api, interactive or slash_commands
// for what is sent to the app (FaultCut, FaultDrop, FaultSlow and FaultLate apply there, FaultHold to events only). FaultScope and FaultImage have none.
type Fault struct {
	Method     string  `json:"method,omitempty"`
	Nth        int     `json:"nth,omitempty"`   // the first call to fail, counted from now; default 1
	Times      int     `json:"times,omitempty"` // how many calls fail; default 1, or all with a Rate; -1 for all from then on
	Rate       float64 `json:"rate,omitempty"`  // share of the calls that fail, drawn one by one; 0 for every call
	Seed       uint64  `json:"seed,omitempty"`  // of what Rate draws
	Kind       string  `json:"kind"`
	RetryAfter int     `json:"retry_after,omitempty"` // seconds, default 1
	Error      string  `json:"error,omitempty"`       // code of FaultError
	Scope      string  `json:"scope,omitempty"`       // of FaultScope
	Image      string  `json:"image,omitempty"`       // of FaultImage: part of the addresses meant; default all
	Delay      string  `json:"delay,omitempty"`       // of FaultSlow, FaultLate and FaultHold, as Go writes durations; default 1s
}

// valid fills in defaults and names what is wrong with a fault, or returns "".
func (f *Fault) valid() string {
	if f.Rate > 0 {
		defaultTo(&f.Times, -1)
	}
	defaultTo(&f.Nth, 1)
	defaultTo(&f.Times, 1)
	defaultTo(&f.RetryAfter, 1)
	defaultTo(&f.Delay, "1s")
	kinds := []string{
		FaultRateLimited, FaultHTTP500, FaultError, FaultCut, FaultDrop, FaultSlow, FaultLate, FaultTimeout, FaultHold, FaultScope, FaultImage,
	}
	_, malformed := time.ParseDuration(f.Delay)
	delivery := slices.Contains([]string{kindEvent, kindCommand, kindInteractive}, f.Method)
	switch {
	case !slices.Contains(kinds, f.Kind):
		return "kind must be ratelimited, http_500, error, cut, drop, slow, late, timeout, hold, scope or image"
	case f.Kind == FaultError && f.Error == "":
		return "kind error needs an error code"
	case f.Kind == FaultScope && f.Scope == "":
		return "kind scope needs a scope"
	case f.Kind != FaultScope && f.Kind != FaultImage && f.Method == "":
		return "method is required"
	case f.Kind == FaultHold && f.Method != kindEvent:
		return "kind hold is for events_api"
	case delivery && !hitsDelivery(f.Kind) && f.Kind != FaultHold:
		return "kind must be cut, drop, slow, late or hold for what is sent to the app"
	case !delivery && f.Kind == FaultLate:
		return "kind late is for what is sent to the app"
	case f.Rate < 0 || f.Rate > 1:
		return "rate is a share between 0 and 1"
	case malformed != nil:
		return "delay is a duration such as 500ms"
	}
	return ""
}

// delay is how long FaultSlow, FaultLate and FaultHold wait. valid has seen to it that it can be read.
func (f *Fault) delay() time.Duration {
	d, err := time.ParseDuration(f.Delay)
	if err != nil {
		return 0
	}
	return d
}

// hitsCall and hitsDelivery tell the kinds that apply to a call by the app and to a payload sent to it.
func hitsCall(kind string) bool {
	return kind != FaultHold && kind != FaultLate && kind != FaultScope && kind != FaultImage
}

func hitsDelivery(kind string) bool {
	return kind == FaultCut || kind == FaultDrop || kind == FaultSlow || kind == FaultLate
}

func hitsOrder(kind string) bool { return kind == FaultHold }

// pendingFault is a fault still to happen with what it draws from.
type pendingFault struct {
	Fault
	draw *rand.Rand
}

// hits counts a call and tells whether it is one that fails.
func (f *pendingFault) hits() bool {
	if f.Nth > 1 {
		f.Nth--
		return false
	}
	if f.Rate > 0 && f.draw.Float64() >= f.Rate {
		return false
	}
	if f.Times > 0 {
		f.Times--
	}
	return true
}

// faultList holds the faults still to happen and counts those that did.
type faultList struct {
	mu       sync.Mutex
	faults   []*pendingFault
	happened map[string]int // by kind
	passed   chan struct{}  // closed and replaced whenever an event was delivered
}

func newFaultList() *faultList {
	return &faultList{happened: map[string]int{}, passed: make(chan struct{})}
}

func (l *faultList) add(f Fault) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.faults = append(l.faults, &pendingFault{Fault: f, draw: rand.New(rand.NewPCG(f.Seed, 0))})
}

func (l *faultList) list() []Fault {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := []Fault{}
	for _, f := range l.faults {
		out = append(out, f.Fault)
	}
	return out
}

func (l *faultList) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.faults = nil
}

func (l *faultList) counts() map[string]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.happened)
}

// next counts a call of the method for the faults of the kinds that apply and returns the one that hits it, if any.
func (l *faultList) next(method string, applies func(kind string) bool) (Fault, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	// EveryMethod means the Web API only.
	api := applies(FaultRateLimited) && method != faultResponseURL && method != faultUpload
	return l.first(func(f *pendingFault) bool {
		return (f.Method == method || api && f.Method == EveryMethod) && applies(f.Kind)
	})
}

// first counts something for the faults that are meant and returns the one that hits it, if any. The caller holds l.mu.
func (l *faultList) first(meant func(*pendingFault) bool) (Fault, bool) {
	for i, f := range l.faults {
		if !meant(f) || !f.hits() {
			continue
		}
		if f.Times == 0 {
			l.faults = slices.Delete(l.faults, i, i+1)
		}
		l.happened[f.Kind]++
		return f.Fault, true
	}
	return Fault{}, false
}

// spoils counts the download of a picture and reports whether a fault makes it fail.
func (l *faultList) spoils(address string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, hit := l.first(func(f *pendingFault) bool { return f.Kind == FaultImage && strings.Contains(address, f.Image) })
	return hit
}

// withholds reports whether a fault has taken a scope away.
func (l *faultList) withholds(scope string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.faults, func(f *pendingFault) bool { return f.Kind == FaultScope && f.Scope == scope })
}

// pass tells events held back that another one was delivered.
func (l *faultList) pass() {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.passed)
	l.passed = make(chan struct{})
}

func (l *faultList) another() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.passed
}
