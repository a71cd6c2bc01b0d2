package mail

import (
	"net"
	"net/smtp"
	"strings"
	"testing"
)

// A stranger who opens as many connections as there may be leaves room for the organisation's own mail server, and closing them gives
// the room back.
func TestOneAddressCannotTakeAllConnections(t *testing.T) {
	o := openOffice(t)
	var held []net.Conn
	greeted := func() error {
		conn, err := net.Dial("tcp", o.address)
		if err != nil {
			t.Fatal(err)
		}
		client, err := smtp.NewClient(conn, "mentoring.example")
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Hello("mail.example"); err != nil {
			_ = conn.Close()
			return err
		}
		held = append(held, conn)
		return nil
	}
	for range maxFromAddress {
		if err := greeted(); err != nil {
			t.Fatalf("after %d connections: %v", len(held), err)
		}
	}
	if err := greeted(); err == nil || !strings.Contains(err.Error(), "421") && !strings.Contains(err.Error(), "Too many") {
		t.Errorf("one more: %v", err)
	}
	for _, conn := range held {
		_ = conn.Close()
	}
	for o.send("sessions@mentoring.example", exchangeReply) != nil { // the server notices a closed connection in its own time
	}
	if len(o.taken) != 1 {
		t.Errorf("taken %q", o.taken)
	}

	var c connections
	for i := range maxConnections {
		if from := string(rune('a' + i%4)); !c.enter(from) {
			t.Fatalf("refused connection %d, from %s", i, from)
		}
	}
	if c.enter("another") {
		t.Error("more than there may be in all")
	}
	c.leave("a")
	if !c.enter("another") {
		t.Error("no room after one has left")
	}
}
