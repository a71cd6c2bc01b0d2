package web

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
)

// Whoever runs the server closes the database after Serve has returned.
func TestServeReturnsAfterTheLastRequest(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	server := NewServer(Config{
		Slack: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(begun)
			<-finish
			_, _ = io.WriteString(w, "done")
		}),
		Logger: slog.New(slog.DiscardHandler),
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served, answered := make(chan error, 1), make(chan string, 1)
	go func() { served <- server.Serve(ctx, listener) }()
	go func() {
		response, err := http.Get("http://" + listener.Addr().String() + "/slack/events")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- string(body)
	}()
	<-begun
	stop()
	for { // until nobody new is let in
		connection, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			break
		}
		connection.Close()
	}
	select {
	case err := <-served:
		t.Errorf("Serve returned %v with a request under way", err)
	default:
	}
	close(finish)
	if got := <-answered; got != "done" {
		t.Errorf("the request under way was answered %q", got)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}
