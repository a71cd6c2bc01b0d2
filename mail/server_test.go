package mail

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// received is one mail as the server took it.
type received struct {
	From string
	To   []string
	Data []byte
	TLS  bool
	User string
}

// server is a real SMTP server that keeps what it gets and refuses what it is told to refuse.
type server struct {
	Host  string
	Port  int
	Roots *x509.CertPool

	mu         sync.Mutex
	mails      []received
	onMail     error
	onRcpt     error
	onData     error
	password   string // non-empty: authentication is required
	greetings  int
	encryption TLSMode
}

// startServer runs until the end of the test.
func startServer(t *testing.T, encryption TLSMode, configure func(*server)) *server {
	t.Helper()
	s := &server{encryption: encryption}
	if configure != nil {
		configure(s)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().(*net.TCPAddr)
	s.Host, s.Port = "127.0.0.1", address.Port
	inner := smtp.NewServer(smtp.BackendFunc(s.session))
	inner.Domain, inner.AllowInsecureAuth = "mail.example", false
	inner.ErrorLog = quiet{}
	if encryption != TLSNone {
		inner.TLSConfig, s.Roots = certificate()
	}
	if encryption == TLSImplicit {
		listener = tls.NewListener(listener, inner.TLSConfig)
	}
	done := make(chan error, 1)
	go func() { done <- inner.Serve(listener) }()
	t.Cleanup(func() {
		inner.Close()
		listener.Close() // the server may not have begun to listen, and would not end then
		if err := <-done; err != nil && !errors.Is(err, smtp.ErrServerClosed) && !errors.Is(err, net.ErrClosed) {
			t.Errorf("serve: %v", err)
		}
	})
	return s
}

// certificate borrows one for 127.0.0.1 from the standard library's test server.
func certificate() (*tls.Config, *x509.CertPool) {
	donor := httptest.NewTLSServer(nil)
	defer donor.Close()
	roots := x509.NewCertPool()
	roots.AddCert(donor.Certificate())
	return &tls.Config{Certificates: donor.TLS.Certificates}, roots
}

func (s *server) session(c *smtp.Conn) (smtp.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.greetings++
	return &conversation{server: s, conn: c}, nil
}

// connections counts who called so far.
func (s *server) connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.greetings
}

// taken are the mails so far.
func (s *server) taken() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.mails...)
}

// config reaches this server.
func (s *server) config() Config {
	return Config{Host: s.Host, Port: s.Port, TLS: s.encryption, Roots: s.Roots, From: "sessions@mentoring.example", HELO: "bot.example"}
}

func (s *server) sender(t *testing.T) *Sender {
	t.Helper()
	sender, err := New(s.config())
	if err != nil {
		t.Fatal(err)
	}
	return sender
}

// conversation is one connection to the server.
type conversation struct {
	server *server
	conn   *smtp.Conn
	mail   received
}

func (s *conversation) AuthMechanisms() []string {
	if s.server.password == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *conversation) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != s.server.password {
			return smtp.ErrAuthFailed
		}
		s.mail.User = user
		return nil
	}), nil
}

func (s *conversation) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.password != "" && s.mail.User == "" {
		return &smtp.SMTPError{Code: 530, Message: "authenticate first"}
	}
	s.mail.From = from
	return s.server.onMail
}

func (s *conversation) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mail.To = append(s.mail.To, to)
	return s.server.onRcpt
}

func (s *conversation) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("read mail: %w", err)
	}
	if s.server.onData != nil {
		return s.server.onData
	}
	_, s.mail.TLS = s.conn.TLSConnectionState()
	s.mail.Data = data
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.mails = append(s.server.mails, s.mail)
	return nil
}

func (s *conversation) Reset()        { s.mail = received{User: s.mail.User} }
func (s *conversation) Logout() error { return nil }

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// startScript serves one connection by hand: it says yes to everything and hangs up behind the first line that begins with last,
// after the reply to it when answered.
func startScript(t *testing.T, last string, answered bool) Config {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := listener.Accept()
		listener.Close() // nobody listens any more
		if err == nil {
			follow(conn, last, answered)
		}
	}()
	t.Cleanup(func() {
		listener.Close()
		<-done
	})
	return Config{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, TLS: TLSNone, From: "sessions@mentoring.example"}
}

func follow(conn net.Conn, last string, answered bool) {
	defer conn.Close()
	if last == "" {
		return
	}
	fmt.Fprint(conn, "220 mail.example ESMTP\r\n")
	lines, data := bufio.NewScanner(conn), false
	for lines.Scan() {
		line := lines.Text()
		if data = data && line != "."; data {
			continue
		}
		end := strings.HasPrefix(line, last)
		if end && !answered {
			return
		}
		reply := "250 2.0.0 fine\r\n"
		if line == "DATA" {
			reply, data = "354 go ahead\r\n", true
		}
		fmt.Fprint(conn, reply)
		if end {
			return
		}
	}
}
