package slacksim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// change is one server-sent event: what kind of thing changed, and for whom.
type change struct {
	Type string `json:"type"`
	User string `json:"user,omitempty"`
}

// stream fans changes out to the listeners of /_sim/events. A listener that is too slow loses changes: they only say what to
// fetch again.
type stream struct {
	mu        sync.Mutex
	closed    bool
	listeners map[chan change]bool
}

func newStream() *stream { return &stream{listeners: map[chan change]bool{}} }

func (st *stream) publish(kind, user string) {
	st.mu.Lock()
	defer st.mu.Unlock()
	for ch := range st.listeners {
		select {
		case ch <- change{kind, user}:
		default:
		}
	}
}

func (st *stream) subscribe() chan change {
	ch := make(chan change, 64)
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.closed {
		close(ch)
		return ch
	}
	st.listeners[ch] = true
	return ch
}

func (st *stream) unsubscribe(ch chan change) {
	st.mu.Lock()
	defer st.mu.Unlock()
	delete(st.listeners, ch)
}

func (st *stream) close() {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.closed = true
	for ch := range st.listeners {
		delete(st.listeners, ch)
		close(ch)
	}
}

// serveStream answers GET /_sim/events until the listener leaves or the server closes.
func (s *Server) serveStream(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	ch := s.stream.subscribe()
	defer s.stream.unsubscribe(ch)
	fmt.Fprint(w, ": connected\n\n")
	flush := http.NewResponseController(w).Flush
	_ = flush()
	keepAlive := time.NewTicker(20 * time.Second)
	defer keepAlive.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-keepAlive.C:
			fmt.Fprint(w, ": \n\n")
		case c, open := <-ch:
			if !open {
				return
			}
			data, _ := json.Marshal(c)
			fmt.Fprintf(w, "data: %s\n\n", data)
		}
		if flush() != nil {
			return
		}
	}
}
