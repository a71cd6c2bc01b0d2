package mailbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Bounds of what is accepted and kept.
const (
	maxMessageBytes = 5 << 20
	maxRecipients   = 50
	defaultKeep     = 1000
	maxKeptBytes    = 64 << 20
	clientTimeout   = 30 * time.Second
)

// Options configure a Mailbox. The zero value listens on a free loopback port and keeps mail in memory only.
type Options struct {
	// Addr is where SMTP is served; empty means "127.0.0.1:0".
	Addr string
	// Dir, when given, also gets every message as an .eml file, and what it holds already is shown again.
	Dir string
	// Now is the clock for the time of arrival; nil means time.Now.
	Now func() time.Time
	// OnMail, when given, is called once per recipient after a message has been kept and before its sender is answered.
	OnMail func(recipient string)
	// Keep is how many messages are kept, the newest; zero means 1000. Their bytes are bounded, too.
	Keep int
	// Logger gets what goes wrong while talking to clients; nil means silence.
	Logger *slog.Logger
}

// Mailbox receives mail and shows it. It is safe for use by several goroutines.
type Mailbox struct {
	options  Options
	listener net.Listener
	server   *smtp.Server
	served   chan struct{}

	mu       sync.Mutex
	kept     []Message // oldest first
	bytes    int
	arrived  int
	lastID   int
	arrival  chan struct{} // closed and replaced whenever a message arrives
	closeErr error
	closing  sync.Once
}

// New starts to listen and to accept mail. It fails when the address is taken or the folder cannot be used.
func New(options Options) (*Mailbox, error) {
	m := &Mailbox{options: withDefaults(options), served: make(chan struct{}), arrival: make(chan struct{})}
	if err := m.load(); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", m.options.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for mail: %w", err)
	}
	m.listener = listener
	m.server = newServer(m)
	go m.serve()
	return m, nil
}

func withDefaults(o Options) Options {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Keep <= 0 {
		o.Keep = defaultKeep
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.OnMail == nil {
		o.OnMail = func(string) {}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

func (m *Mailbox) serve() {
	defer close(m.served)
	if err := m.server.Serve(m.listener); err != nil && !errors.Is(err, smtp.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
		m.options.Logger.Error("mail server stopped", "err", err)
	}
}

// Addr is the host:port where the mailbox accepts SMTP.
func (m *Mailbox) Addr() string { return m.listener.Addr().String() }

// Messages returns what is kept, oldest first.
func (m *Mailbox) Messages() []Message {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.kept)
}

// Wait returns once n messages have arrived since the start, or with the context's error.
func (m *Mailbox) Wait(ctx context.Context, n int) error {
	for {
		m.mu.Lock()
		arrived, arrival := m.arrived, m.arrival
		m.mu.Unlock()
		if arrived >= n {
			return nil
		}
		select {
		case <-arrival:
		case <-ctx.Done():
			return fmt.Errorf("waiting for message %d, %d arrived: %w", n, arrived, ctx.Err())
		}
	}
}

// Close stops accepting mail and ends the connections that are open. What was kept can still be read.
func (m *Mailbox) Close() error {
	m.closing.Do(func() {
		m.closeErr = m.server.Close()
		// The server knows the listener only once it serves.
		if err := m.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			m.closeErr = errors.Join(m.closeErr, err)
		}
		<-m.served
	})
	return m.closeErr
}

// keep stores a message that has just arrived and tells those who wait for it.
func (m *Mailbox) keep(env envelope, raw []byte) error {
	env.arrived = m.options.Now().UTC()
	msg := parse(env, raw)
	m.mu.Lock()
	msg.ID = fmt.Sprintf("%06d", m.lastID+1)
	if err := m.store(msg); err != nil {
		m.mu.Unlock()
		return err
	}
	m.add(msg)
	m.arrived++
	close(m.arrival)
	m.arrival = make(chan struct{})
	m.mu.Unlock()
	for _, to := range msg.To {
		m.options.OnMail(to)
	}
	return nil
}

// add appends a message and drops the oldest beyond the bounds. The lock is held.
func (m *Mailbox) add(msg Message) {
	m.lastID++
	m.kept = append(m.kept, msg)
	m.bytes += len(msg.Raw)
	for len(m.kept) > 1 && (len(m.kept) > m.options.Keep || m.bytes > maxKeptBytes) {
		m.bytes -= len(m.kept[0].Raw)
		m.kept[0] = Message{}
		m.kept = m.kept[1:]
	}
}

// find returns a message.
func (m *Mailbox) find(id string) (Message, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := m.position(id); i >= 0 {
		return m.kept[i], true
	}
	return Message{}, false
}

// open returns a message and marks it as read.
func (m *Mailbox) open(id string) (Message, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := m.position(id)
	if i < 0 {
		return Message{}, false
	}
	m.kept[i].Unread = false
	return m.kept[i], true
}

// position is the index of a message, or -1. The lock is held.
func (m *Mailbox) position(id string) int {
	return slices.IndexFunc(m.kept, func(msg Message) bool { return msg.ID == id })
}
