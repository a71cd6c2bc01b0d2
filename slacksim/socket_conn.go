package slacksim

import (
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// socketWrite bounds how long a frame may take to leave.
const socketWrite = 5 * time.Second

// socket is one Socket Mode connection.
type socket struct {
	ws   *websocket.Conn
	log  *slog.Logger
	life time.Duration // as the hello promises
	gone chan struct{} // closed when the connection has ended

	writing sync.Mutex

	mu      sync.Mutex
	pending map[string]chan json.RawMessage // envelopes waiting for their acknowledgement
}

// write sends one JSON text frame.
func (so *socket) write(v any) error {
	so.writing.Lock()
	defer so.writing.Unlock()
	_ = so.ws.SetWriteDeadline(time.Now().Add(socketWrite))
	return so.ws.WriteJSON(v)
}

// expect registers an envelope and returns where its acknowledgement will arrive.
func (so *socket) expect(id string) <-chan json.RawMessage {
	ch := make(chan json.RawMessage, 1)
	so.mu.Lock()
	defer so.mu.Unlock()
	so.pending[id] = ch
	return ch
}

func (so *socket) forget(id string) {
	so.mu.Lock()
	defer so.mu.Unlock()
	delete(so.pending, id)
}

// ping sends a PING frame every interval: clients drop a connection that stays silent for 30 s (slack.md 0).
func (so *socket) ping(every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-so.gone:
			return
		case <-ticker.C:
			if so.ws.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(socketWrite)) != nil {
				so.hangUp()
				return
			}
		}
	}
}

// lasts waits for d of real time; it reports false when the connection ends first.
func (so *socket) lasts(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-so.gone:
		return false
	}
}

// read hands acknowledgements to whoever waits for them, until the connection ends.
func (so *socket) read() {
	so.ws.SetReadLimit(maxBody)
	for {
		_, data, err := so.ws.ReadMessage()
		if err != nil {
			return
		}
		so.acknowledge(data)
	}
}

func (so *socket) acknowledge(data []byte) {
	var a struct {
		ID      string          `json:"envelope_id"`
		Payload json.RawMessage `json:"payload"`
	}
	if err := json.Unmarshal(data, &a); err != nil || a.ID == "" {
		so.log.Warn("socket message is no acknowledgement", "bytes", len(data))
		return
	}
	if len(data) >= maxAck {
		so.log.Warn("acknowledgement dropped: 20 KB or more", "bytes", len(data))
		return
	}
	if text := string(a.Payload); text == "null" || text == "{}" { // SDKs write either for "nothing"
		a.Payload = nil
	}
	so.mu.Lock()
	defer so.mu.Unlock()
	if ch := so.pending[a.ID]; ch != nil {
		delete(so.pending, a.ID)
		ch <- a.Payload
	}
}

// hangUp closes the connection; the reader then ends.
func (so *socket) hangUp() {
	_ = so.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
	_ = so.ws.Close()
}

// end marks the connection as gone.
func (so *socket) end() {
	so.hangUp()
	close(so.gone)
}
