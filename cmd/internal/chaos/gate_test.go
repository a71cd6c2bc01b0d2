package chaos

import (
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// gate stands before the mail server. It can be closed, and it can cut connections off in the middle of a conversation, before
// or after the server has taken the mail.
type gate struct {
	listener net.Listener
	server   string
	closed   atomic.Bool
	refused  atomic.Int64 // connections turned away
	cut      atomic.Int64 // connections ended in the middle
	running  sync.WaitGroup

	mu   sync.Mutex
	draw *rand.Rand // nil cuts nothing
	rate float64
}

func newGate(t testing.TB, server string) *gate {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{listener: listener, server: server}
	g.running.Go(g.serve)
	t.Cleanup(func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
		g.running.Wait()
	})
	return g
}

func (g *gate) addr() string { return g.listener.Addr().String() }

// cuts sets the share of connections that are cut off.
func (g *gate) cuts(rate float64, draw *rand.Rand) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.rate, g.draw = rate, draw
}

// allowance is how many answers of the server pass before the connection ends, negative for all.
func (g *gate) allowance() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.draw == nil || g.draw.Float64() >= g.rate {
		return -1
	}
	return g.draw.IntN(7) // greeting, EHLO, MAIL, RCPT, DATA and the mail itself
}

func (g *gate) serve() {
	for {
		client, err := g.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue
		}
		g.running.Go(func() { g.pass(client) })
	}
}

func (g *gate) pass(client net.Conn) {
	defer client.Close()
	if g.closed.Load() {
		g.refused.Add(1)
		return
	}
	server, err := net.Dial("tcp", g.server)
	if err != nil {
		return
	}
	defer server.Close()
	left := g.allowance()
	g.running.Go(func() {
		_, _ = io.Copy(server, client)
		_ = server.Close()
	})
	answer := make([]byte, 4096)
	for ; ; left-- {
		n, err := server.Read(answer)
		if left == 0 {
			g.cut.Add(1)
			return
		}
		if err != nil {
			return
		}
		if _, err := client.Write(answer[:n]); err != nil {
			return
		}
	}
}
