package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"mentorbot/bot"
	"mentorbot/slacksim"
)

// patience bounds what a test waits for.
const patience = 30 * time.Second

// newSlack starts a simulated workspace and points the environment at it. In HTTP mode the simulator would post to nowhere.
func newSlack(t testing.TB, mode string) {
	t.Helper()
	identity := slacksim.AppConfig{
		AppID: "A1", Name: "Mentorbot", BotUser: "UBOT", BotToken: secrets()["SLACK_BOT_TOKEN"], AppToken: secrets()["SLACK_APP_TOKEN"],
		SigningSecret: secrets()["SLACK_SIGNING_SECRET"],
	}
	for _, scope := range bot.Scopes() {
		identity.Scopes = append(identity.Scopes, scope.Name)
	}
	options := slacksim.Options{
		Team:  slacksim.Team{ID: "T1", Name: "Trial", Domain: "trial"},
		Users: []slacksim.User{{ID: "U1", Name: "ana", RealName: "Ana Alvarez"}}, App: identity,
	}
	if mode == "http" {
		options.Endpoints = slacksim.Endpoints{Events: "http://127.0.0.1:1/slack/events"}
	}
	sim, err := slacksim.New(options)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim)
	t.Cleanup(func() {
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
		server.Close()
	})
	setSecrets(t)
	for name, value := range map[string]string{
		"MENTORBOT_DATABASE_URL": "sqlite://" + filepath.Join(t.TempDir(), "mentorbot.db"), "MENTORBOT_MODE": mode,
		"SLACK_API_URL": server.URL + "/api/", "MENTORBOT_LISTEN": "127.0.0.1:0", "MENTORBOT_LOG_FORMAT": "json",
		"MENTORBOT_SMTP_PASSWORD": "",
	} {
		t.Setenv(name, value)
	}
}

// entry is a line of the log.
type entry struct {
	Level, Msg, Address, Workspace, Metrics string
}

// follow reads log lines until one has the message, and returns it. Every line is searched for secrets, and errors fail the test.
func follow(t *testing.T, lines *bufio.Scanner, message string) entry {
	t.Helper()
	for lines.Scan() {
		refuseSecrets(t, lines.Text())
		var e entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("not a log line: %q", lines.Text())
		}
		if e.Level == "ERROR" {
			t.Errorf("logged %s", lines.Text())
		}
		if e.Msg == message {
			return e
		}
	}
	t.Fatalf("the log ended before %q", message)
	return entry{}
}

func TestServeUntilTheContextEnds(t *testing.T) {
	for _, mode := range []string{"socket", "http"} {
		t.Run(mode, func(t *testing.T) {
			newSlack(t, mode)
			ctx, stop := context.WithTimeout(t.Context(), patience)
			defer stop()
			log, logged := io.Pipe()
			ended := make(chan int, 1)
			go func() {
				ended <- Run(ctx, []string{"serve"}, io.Discard, logged)
				_ = logged.Close()
			}()
			lines := bufio.NewScanner(log)
			serving := follow(t, lines, "serving")
			if serving.Workspace != "Trial" {
				t.Errorf("serves workspace %q", serving.Workspace)
			}
			go func() {
				answerOf(t, "http://"+serving.Address+"/healthz")
				stop()
			}()
			follow(t, lines, "stopped, everything under way is finished")
			if _, err := io.Copy(io.Discard, log); err != nil {
				t.Error(err)
			}
			if status := <-ended; status != statusOK {
				t.Errorf("status %d", status)
			}
		})
	}
}

func answerOf(t *testing.T, url string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Error(err)
		return
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("%s answers %s", url, response.Status)
	}
}

func TestSignalsEndTheProgramCleanly(t *testing.T) {
	for name, signal := range map[string]os.Signal{"Ctrl-C": os.Interrupt, "SIGTERM": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			newSlack(t, "socket")
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			program := exec.CommandContext(ctx, os.Args[0], "serve")
			program.Env = append(os.Environ(), asProgram+"=1")
			log, err := program.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := program.Start(); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(log)
			follow(t, lines, "serving")
			if err := program.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			follow(t, lines, "stopped, everything under way is finished")
			if err := program.Wait(); err != nil {
				t.Errorf("ended with %v", err)
			}
		})
	}
}
