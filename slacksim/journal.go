package slacksim

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// journalSize is how many entries the log keeps at least; it holds up to twice as many.
const journalSize = 2000

// entry is one line of the log: a call by the app ("in") or something sent to it ("out").
type entry struct {
	N         int             `json:"n"`
	Time      time.Time       `json:"time"` // product time
	Direction string          `json:"direction"`
	Kind      string          `json:"kind"` // web_api, response_url, events_api, interactive, slash_commands
	Method    string          `json:"method"`
	Status    string          `json:"status"`
	MS        int64           `json:"ms"`
	Request   json.RawMessage `json:"request,omitempty"`
	Response  json.RawMessage `json:"response,omitempty"`
	Error     string          `json:"error,omitempty"`

	began time.Time // real time, for MS
}

// journal is the bounded log of everything that passed between app and simulator.
type journal struct {
	mu      sync.Mutex
	entries []entry
	n       int
	record  string // directory, empty for none
}

func newJournal(opt Options) (*journal, error) {
	if opt.RecordDir == "" {
		return &journal{}, nil
	}
	if err := os.MkdirAll(opt.RecordDir, 0o700); err != nil {
		return nil, fmt.Errorf("record to: %w", err)
	}
	return &journal{record: opt.RecordDir}, nil
}

// add keeps an entry and records it. Its error is that of the record.
func (j *journal) add(e entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.n++
	e.N = j.n
	if len(j.entries) == 2*journalSize { // drop the older half at once, not one by one
		j.entries = append(j.entries[:0], j.entries[journalSize:]...)
	}
	j.entries = append(j.entries, e)
	if j.record == "" || !e.shows() {
		return nil
	}
	return e.write(j.record)
}

// shows tells whether an entry brought a message or a view: a call, or an acknowledgement with a body.
func (e *entry) shows() bool {
	if e.Direction == "out" {
		return len(e.Response) > 0
	}
	family, _, _ := strings.Cut(e.Method, ".")
	return family == "chat" || family == "views" || e.Kind == "response_url"
}

// write makes a file of the entry whose name sorts by time: 20260601T090000.000Z-000042-views.open.json. An acknowledgement is named by
// what it answered.
func (e *entry) write(dir string) error {
	data, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return fmt.Errorf("record: %w", err)
	}
	method := strings.Map(func(r rune) rune {
		if r == '/' || r == os.PathSeparator || r == ' ' {
			return '_'
		}
		return r
	}, e.Method)
	name := fmt.Sprintf("%s-%06d-%s.json", e.Time.Format("20060102T150405.000Z"), e.N, method)
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	return nil
}

// after returns up to limit entries with a number above n, oldest first; with n = 0 the newest ones.
func (j *journal) after(n, limit int) []entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	found := []entry{}
	for _, e := range j.entries {
		if e.N > n {
			found = append(found, e)
		}
	}
	if len(found) <= limit {
		return found
	}
	if n == 0 {
		return found[len(found)-limit:]
	}
	return found[:limit]
}

// logged adds an entry and tells the page.
func (s *Server) logged(e entry) {
	e.Time, e.MS = s.opt.Clock.Now().UTC(), time.Since(e.began).Milliseconds()
	if err := s.journal.add(e); err != nil {
		s.log.Error("keep what the app sent", "error", err)
	}
	s.stream.publish("log", "")
}

// toJSON marshals a value built from maps, strings and numbers, which cannot fail.
func toJSON(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage(`null`)
	}
	return data
}
