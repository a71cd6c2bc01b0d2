package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

var pageAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// sandboxRun is a sandbox started as from the command line.
type sandboxRun struct {
	lines <-chan string
	stop  context.CancelFunc
	ended <-chan error
}

func startRun(t *testing.T, args ...string) sandboxRun {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	lines, ended := make(chan string, 100), make(chan error, 1)
	go func() {
		err := run(ctx, append([]string{"--listen", "127.0.0.1:0"}, args...), in, io.Discard)
		_ = in.Close()
		ended <- err
	}()
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(out); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	t.Cleanup(cancel)
	return sandboxRun{lines: lines, stop: cancel, ended: ended}
}

// says waits for a line with a word and returns it.
func (r sandboxRun) says(t *testing.T, word string) string {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		select {
		case line, open := <-r.lines:
			if !open {
				t.Fatalf("ended without saying %q", word)
			}
			if strings.Contains(line, word) {
				return line
			}
		case <-limit:
			t.Fatalf("never said %q", word)
		}
	}
}

func (r sandboxRun) end(t *testing.T) {
	t.Helper()
	r.stop()
	go func() { // what is said in farewell
		for range r.lines {
		}
	}()
	if err := <-r.ended; err != nil {
		t.Errorf("ended with %v", err)
	}
}

func TestTheSandboxStartsSaysWhereAndEndsCleanly(t *testing.T) {
	for _, mode := range [][]string{nil, {"--http"}} {
		r := startRun(t, mode...)
		address := pageAddress.FindString(r.says(t, "open http://"))
		r.says(t, "Amina")
		response, err := http.Get(address + "/")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
			t.Errorf("the page answered %s %s", response.Status, response.Header.Get("Content-Type"))
		}
		r.end(t)
	}
}

func TestDataIsKeptWhenAskedFor(t *testing.T) {
	dir := t.TempDir()
	for range 2 { // the second start finds the programme running and does not play it again
		r := startRun(t, "--data", dir)
		r.says(t, "open http://")
		r.end(t)
	}
	if _, err := os.Stat(dir + "/mentorbot.db"); errors.Is(err, os.ErrNotExist) {
		t.Error("no database is left in the directory")
	}
}

func TestTheSimulatorRunsAloneForAnyApp(t *testing.T) {
	r := startRun(t, "--no-app", "--command", "/hello")
	for _, word := range []string{"SLACK_API_URL=http://127.0.0.1", "SLACK_BOT_TOKEN=xoxb-", "SLACK_APP_TOKEN=xapp-", "SLACK_SIGNING_SECRET="} {
		r.says(t, word)
	}
	r.end(t)
}
