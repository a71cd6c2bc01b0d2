package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/bot"
	"mentorbot/bot/view"
	"mentorbot/slacksim"
	"mentorbot/storage/storagetest"
)

// The figures of this file belong to docs/budgets.md. Run them on a machine that does nothing else.

const (
	benchUser   = "U0BENCH"
	benchPeople = 500
)

// benchUsers are the people who press at the same time. One person alone would wait for themselves: what they do follows in order.
func benchUsers() []slacksim.User {
	users := []slacksim.User{{ID: benchUser, Name: "bench", RealName: "Bench Mark", TZ: "Europe/Paris"}}
	for n := range benchPeople {
		users = append(users, slacksim.User{ID: benchPerson(n), Name: fmt.Sprintf("bench%d", n), RealName: fmt.Sprintf("Bench Mark %d", n), TZ: "Europe/Paris"})
	}
	return users
}

func benchPerson(n int) string { return fmt.Sprintf("U0BENCH%03d", n%benchPeople) }

func benchSandbox(b *testing.B, databaseURL string) *Sandbox {
	b.Helper()
	box, err := Start(b.Context(), Options{
		Dir: b.TempDir(), DatabaseURL: databaseURL, HTTP: true, Unlimited: true,
		Users: benchUsers(),
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := box.Close(); err != nil {
			b.Error(err)
		}
	})
	return box
}

// post sends a form as Slack would and returns how long the acknowledgement took.
func post(ctx context.Context, address string, form url.Values) (time.Duration, error) {
	return send(ctx, address, "application/x-www-form-urlencoded", form.Encode())
}

// send sends what Slack would, signed, and returns how long the acknowledgement took.
func send(ctx context.Context, address, contentType, body string) (time.Duration, error) {
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(SigningSecret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("X-Slack-Request-Timestamp", stamp)
	request.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	begun := time.Now()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("answered %s: %w", response.Status, err)
	}
	return time.Since(begun), nil
}

func helpCommand() url.Values {
	return url.Values{
		"command": {bot.CommandName}, "text": {"help"}, "team_id": {teamID}, "user_id": {benchUser}, "channel_id": {"D1"},
		"trigger_id": {"1.2.abc"}, "response_url": {"http://127.0.0.1:9/none"}, "api_app_id": {appID},
	}
}

// visit is what Slack sends when somebody opens their Home.
func visit(n int) string {
	return fmt.Sprintf(`{"type":"event_callback","team_id":%q,"api_app_id":%q,"event_id":"Ev%d","event":{"type":"app_home_opened","user":%q,"tab":"home"}}`,
		teamID, appID, n, benchPerson(n))
}

// settingsSubmission is a modal that is submitted: one transaction with its audit entry, inbox row and job.
func settingsSubmission(b *testing.B, n int) url.Values {
	b.Helper()
	language := []string{"en", "fr"}[(1+n/benchPeople)%2] // each time another
	payload, err := json.Marshal(map[string]any{
		"type": "view_submission", "team": map[string]string{"id": teamID}, "user": map[string]string{"id": benchPerson(n)}, "api_app_id": appID,
		"trigger_id": fmt.Sprintf("%d.2.abc", n), "view": map[string]any{
			"id": fmt.Sprintf("V%d", n), "type": "modal", "callback_id": view.CallbackSettings, "hash": strconv.Itoa(n),
			"private_metadata": view.Meta{}.Encode(),
			"state": map[string]any{"values": map[string]any{"language": map[string]any{view.InputValue: map[string]any{
				"type": "radio_buttons", "selected_option": map[string]any{"value": language},
			}}}},
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	return url.Values{"payload": {string(payload)}}
}

// BenchmarkAcknowledge posts modal submissions at 200 a second, as Slack does on a busy day, and reports how long acknowledgements took.
// Each is a whole transaction.
func BenchmarkAcknowledge(b *testing.B) {
	for name, databaseURL := range map[string]func(testing.TB) string{"SQLite": storagetest.SQLiteURL, "PostgreSQL": storagetest.PostgresURL} {
		b.Run(name, func(b *testing.B) {
			box := benchSandbox(b, databaseURL(b))
			address := box.endpoints().Interactions
			for n := range benchPeople { // everybody has opened their Home, which is drawn anew after each change
				if _, err := send(b.Context(), box.endpoints().Events, "application/json", visit(n)); err != nil {
					b.Fatal(err)
				}
			}
			submissions := make([]url.Values, b.N)
			for n := range submissions {
				submissions[n] = settingsSubmission(b, n)
			}
			took := make([]time.Duration, b.N)
			var group sync.WaitGroup
			pace := time.NewTicker(time.Second / 200)
			defer pace.Stop()
			b.ResetTimer()
			for n := range b.N {
				<-pace.C
				group.Go(func() {
					var err error
					if took[n], err = post(b.Context(), address, submissions[n]); err != nil {
						b.Error(err)
					}
				})
			}
			group.Wait()
			report(b, took)
		})
	}
}

// BenchmarkHelp posts the read-only command as fast as it is answered, eight at a time.
func BenchmarkHelp(b *testing.B) {
	box := benchSandbox(b, storagetest.SQLiteURL(b))
	address := box.endpoints().Commands
	b.SetParallelism(4)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := post(b.Context(), address, helpCommand()); err != nil {
				b.Error(err)
			}
		}
	})
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	at := func(share float64) float64 { return took[int(share*float64(len(took)-1))].Seconds() * 1000 }
	b.ReportMetric(at(0.50), "ms/p50")
	b.ReportMetric(at(0.99), "ms/p99")
}

// BenchmarkStart starts the built service on an empty SQLite file and reports the time until it is ready and its memory a moment later.
func BenchmarkStart(b *testing.B) {
	binary := build(b)
	box := benchSandbox(b, storagetest.SQLiteURL(b)) // the Slack it talks to
	b.ResetTimer()
	var ready time.Duration
	var memory int
	for range b.N {
		t, m := startOnce(b, binary, box)
		ready += t
		memory = max(memory, m)
	}
	b.ReportMetric(ready.Seconds()*1000/float64(b.N), "ms/ready")
	b.ReportMetric(float64(memory)/1024, "MiB/resident")
}

// build builds the service.
func build(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "mentorbot")
	build := exec.Command("go", "build", "-trimpath", "-o", binary, "mentorbot/cmd/mentorbot")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

func startOnce(b *testing.B, binary string, box *Sandbox) (ready time.Duration, residentKB int) {
	b.Helper()
	s := serve(b, binary, box)
	defer s.stop()
	time.Sleep(500 * time.Millisecond)
	return s.ready, resident(b, s.command.Process.Pid)
}

// served is the built service as a process of its own.
type served struct {
	command *exec.Cmd
	address string
	ready   time.Duration // from the start
}

func serve(b *testing.B, binary string, box *Sandbox) served {
	b.Helper()
	s := served{command: exec.Command(binary, "serve"), address: freeAddress(b)}
	s.command.Env = []string{
		"MENTORBOT_MODE=http", "SLACK_BOT_TOKEN=" + botToken, "SLACK_SIGNING_SECRET=" + SigningSecret, "SLACK_API_URL=" + box.URL() + "/api/",
		"MENTORBOT_LISTEN=" + s.address, "MENTORBOT_DATABASE_URL=sqlite://" + filepath.Join(b.TempDir(), "bench.db"),
	}
	var log bytes.Buffer
	s.command.Stderr = &log
	begun := time.Now()
	if err := s.command.Start(); err != nil {
		b.Fatal(err)
	}
	for !isReady(s.address) {
		if time.Since(begun) > 30*time.Second {
			s.stop()
			b.Fatalf("not ready after %s:\n%s", time.Since(begun), log.String())
		}
		time.Sleep(2 * time.Millisecond)
	}
	s.ready = time.Since(begun)
	return s
}

func (s served) stop() {
	_ = s.command.Process.Signal(os.Interrupt)
	_ = s.command.Wait()
}

// processor is the processor time the service has used so far.
func (s served) processor(b *testing.B) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.command.Process.Pid))
	if err != nil {
		b.Fatalf("read what the service has used: %v", err)
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	var ticks int
	for _, field := range fields[11:13] { // user and system, in hundredths of a second
		n, err := strconv.Atoi(field)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// BenchmarkProcessor reports the processor time the built service takes for one request. Unlike a rate it does not depend on what else
// the machine does. Give it some thousand requests: -benchtime 10000x.
func BenchmarkProcessor(b *testing.B) {
	binary := build(b)
	for name, request := range map[string]func(*testing.B, int) (string, url.Values){
		"Help":       func(*testing.B, int) (string, url.Values) { return bot.PathCommands, helpCommand() },
		"Submission": func(b *testing.B, n int) (string, url.Values) { return bot.PathInteractions, settingsSubmission(b, n) },
	} {
		b.Run(name, func(b *testing.B) {
			s := serve(b, binary, benchSandbox(b, storagetest.SQLiteURL(b)))
			defer s.stop()
			send := func(n int) {
				path, form := request(b, n)
				if _, err := post(b.Context(), "http://"+s.address+path, form); err != nil {
					b.Error(err)
				}
			}
			for n := range 100 { // warm
				send(b.N + n)
			}
			before := s.processor(b)
			b.ResetTimer()
			var group sync.WaitGroup
			for worker := range 8 {
				group.Go(func() {
					for n := worker; n < b.N; n += 8 {
						send(n)
					}
				})
			}
			group.Wait()
			b.ReportMetric(float64((s.processor(b)-before).Microseconds())/float64(b.N), "µs-processor/op")
		})
	}
}

func isReady(address string) bool {
	response, err := http.Get("http://" + address + "/readyz")
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}

func freeAddress(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// resident reads the resident memory of a process from /proc, in KiB; 0 where there is no such file.
func resident(b *testing.B, pid int) int {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb
		}
	}
	return 0
}
