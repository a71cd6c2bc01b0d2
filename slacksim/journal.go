package slacksim

import (
	"encoding/json"
	"os"
	"path/filepath"
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
	record  *os.File // nil for none
}

func newJournal(opt Options) (*journal, error) {
	if opt.RecordDir == "" {
		return &journal{}, nil
	}
	f, err := os.OpenFile(filepath.Join(opt.RecordDir, "api.jsonl"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return &journal{record: f}, nil
}

func (j *journal) add(e entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.n++
	e.N = j.n
	if len(j.entries) == 2*journalSize { // drop the older half at once, not one by one
		j.entries = append(j.entries[:0], j.entries[journalSize:]...)
	}
	j.entries = append(j.entries, e)
	if j.record != nil {
		_ = json.NewEncoder(j.record).Encode(e)
	}
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

func (j *journal) close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.record == nil {
		return nil
	}
	f := j.record
	j.record = nil
	return f.Close()
}

// logged adds an entry and tells the page.
func (s *Server) logged(e entry) {
	e.Time, e.MS = s.opt.Clock.Now().UTC(), time.Since(e.began).Milliseconds()
	s.journal.add(e)
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
