package slacksim

import "sync"

// The kinds of injected faults.
const (
	FaultRateLimited = "ratelimited" // HTTP 429 with Retry-After
	FaultHTTP500     = "http_500"    // HTTP 500 without a JSON body
	FaultError       = "error"       // ok:false with the fault's error code
	FaultDrop        = "drop"        // the call is carried out, its answer is lost; for a delivery, the app's ack is lost
	FaultTimeout     = "timeout"     // no answer until the caller gives up
)

// Fault makes calls of one method fail. Method is a Web API method, or events_api, interactive or slash_commands for what is
// sent to the app (only FaultDrop applies there).
type Fault struct {
	Method     string `json:"method"`
	Nth        int    `json:"nth,omitempty"`   // the first call to fail, counted from now; default 1
	Times      int    `json:"times,omitempty"` // how many calls fail; default 1, -1 for all from then on
	Kind       string `json:"kind"`
	RetryAfter int    `json:"retry_after,omitempty"` // seconds, default 1
	Error      string `json:"error,omitempty"`       // code of FaultError
}

// valid names what is wrong with a fault, or returns "".
func (f *Fault) valid() string {
	defaultTo(&f.Nth, 1)
	defaultTo(&f.Times, 1)
	defaultTo(&f.RetryAfter, 1)
	switch f.Kind {
	case FaultRateLimited, FaultHTTP500, FaultDrop, FaultTimeout:
	case FaultError:
		if f.Error == "" {
			return "kind error needs an error code"
		}
	default:
		return "kind must be ratelimited, http_500, error, drop or timeout"
	}
	if f.Method == "" {
		return "method is required"
	}
	return ""
}

// faultList holds the faults still to happen.
type faultList struct {
	mu     sync.Mutex
	faults []Fault
}

func (l *faultList) add(f Fault) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.faults = append(l.faults, f)
}

func (l *faultList) list() []Fault {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Fault{}, l.faults...)
}

func (l *faultList) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.faults = nil
}

// next counts a call of the method and returns the fault that hits it, if any.
func (l *faultList) next(method string) (Fault, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.faults {
		f := &l.faults[i]
		if f.Method != method {
			continue
		}
		if f.Nth > 1 {
			f.Nth--
			continue
		}
		hit := *f
		if f.Times > 0 {
			f.Times--
		}
		if f.Times == 0 {
			l.faults = append(l.faults[:i], l.faults[i+1:]...)
		}
		return hit, true
	}
	return Fault{}, false
}
