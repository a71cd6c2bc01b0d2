package slacksim_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mentorbot/slacksim"
)

// post posts a message as the app and gives the status, 0 for a connection that ended without an answer.
func (s *sim) postStatus(t *testing.T) int {
	t.Helper()
	req := s.request("POST", "/api/chat.postMessage", "application/json", marshal(t, dict{"channel": ana, "text": "x"}))
	req.Header.Set("Authorization", "Bearer "+botToken)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}

func (s *sim) messagesOf(user string) int {
	return len(s.get("users/" + user + "/messages")["messages"].([]any))
}

func TestACutCallIsNotCarriedOutAndADroppedOneIs(t *testing.T) {
	s := start(t, nil)
	before := s.messagesOf(ana)
	for i, kind := range []string{"cut", "drop"} {
		s.act("faults", dict{"method": "chat.postMessage", "kind": kind})
		if status := s.postStatus(t); status != 0 {
			t.Errorf("%s: answered with %d", kind, status)
		}
		if now := s.messagesOf(ana); now != before+i {
			t.Errorf("after %s there are %d messages, want %d", kind, now, before+i)
		}
	}
	s.act("faults", dict{"method": "chat.postMessage", "kind": "slow", "delay": "1ms"})
	if status := s.postStatus(t); status != http.StatusOK {
		t.Errorf("slow: answered with %d", status)
	}
}

// reach posts to an address of the simulator's and gives the status, 0 for a connection that ended without an answer.
func (s *sim) reach(address, contentType, body string) (status int, header http.Header) {
	res, err := http.DefaultClient.Do(s.request("POST", address, contentType, []byte(body)))
	if err != nil {
		return 0, nil
	}
	defer res.Body.Close()
	return res.StatusCode, res.Header
}

func TestFaultsReachResponseURLs(t *testing.T) {
	s, a := start(t, func(o *slacksim.Options) { o.NoRateLimits = true }), newApp(t)
	s.connect(a, 1)
	s.act("command", dict{"user": ana, "text": "/echo x"})
	address, _ := a.next().payload["response_url"].(string)
	before := s.messagesOf(ana)
	for _, c := range []struct {
		fault  dict
		status int
		posts  int
	}{
		{dict{"kind": "ratelimited", "retry_after": 7}, 429, 0},
		{dict{"kind": "http_500"}, 500, 0},
		{dict{"kind": "cut"}, 0, 0},
		{dict{"kind": "drop"}, 0, 1},
		{dict{"kind": "slow", "delay": "1ms"}, 200, 1},
	} {
		c.fault["method"] = "response_url"
		s.act("faults", c.fault)
		status, header := s.reach(address, "application/json", `{"text":"x"}`)
		if status != c.status || status == 429 && header.Get("Retry-After") != "7" {
			t.Errorf("%v: answered with %d %v", c.fault, status, header)
		}
		if now := s.messagesOf(ana); now != before+c.posts {
			t.Errorf("%v: %d messages more, want %d", c.fault, now-before, c.posts)
		}
		before += c.posts
	}
	s.act("faults", dict{"method": "*", "kind": "http_500"})
	if status, _ := s.reach(address, "application/json", `{"text":"x"}`); status != http.StatusOK {
		t.Errorf("a fault of the Web API: answered with %d", status)
	}
}

func TestFaultsReachUploads(t *testing.T) {
	s := start(t, nil)
	for _, c := range []struct {
		fault  dict
		status int
		taken  bool
	}{
		{dict{"kind": "ratelimited"}, 429, false},
		{dict{"kind": "http_500"}, 500, false},
		{dict{"kind": "cut"}, 0, false},
		{dict{"kind": "drop"}, 0, true},
		{dict{"kind": "slow", "delay": "1ms"}, 200, true},
	} {
		announced := s.must("files.getUploadURLExternal", dict{"filename": "x.csv", "length": "4"})
		c.fault["method"] = "upload"
		s.act("faults", c.fault)
		if status, _ := s.reach(announced["upload_url"].(string), "text/csv", "a,b\n"); status != c.status {
			t.Errorf("%v: answered with %d", c.fault, status)
		}
		out := s.api("files.completeUploadExternal", dict{"files": []dict{{"id": announced["file_id"]}}})
		if taken := out["ok"] == true; taken != c.taken {
			t.Errorf("%v: completing gave %v", c.fault, out)
		}
	}
}

func TestARateIsDrawnFromItsSeed(t *testing.T) {
	draw := func(seed int) (drawn string) {
		s := start(t, func(o *slacksim.Options) { o.NoRateLimits = true })
		s.act("faults", dict{"method": "*", "kind": "http_500", "rate": 0.3, "seed": seed})
		for range 60 {
			drawn += map[int]string{200: ".", 500: "x"}[s.postStatus(t)]
		}
		happened := s.get("faults")["happened"].(map[string]any)["http_500"]
		if failed := strings.Count(drawn, "x"); failed < 5 || failed > 35 || happened != float64(failed) {
			t.Errorf("%d of 60 calls failed, %v counted; want about 18", failed, happened)
		}
		return drawn
	}
	if first, second := draw(1), draw(1); first != second {
		t.Errorf("seed 1 drew\n%s and then\n%s", first, second)
	}
	if first, other := draw(1), draw(2); first == other {
		t.Errorf("seeds 1 and 2 both drew %s", first)
	}
}

func TestAScopeIsTakenAwayUntilTheFaultIsCleared(t *testing.T) {
	s := start(t, nil)
	s.act("faults", dict{"kind": "scope", "scope": "chat:write"})
	if out := s.api("chat.postMessage", dict{"channel": ana, "text": "x"}); out["error"] != "missing_scope" || out["needed"] != "chat:write" {
		t.Errorf("without the scope: %v", out)
	}
	s.control("DELETE", "faults", nil)
	s.must("chat.postMessage", dict{"channel": ana, "text": "x"})
}

func TestAnEventHeldBackArrivesAfterTheNext(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.act("faults", dict{"method": "events_api", "kind": "hold", "delay": "1m"})
	s.act("message", dict{"user": ana, "text": "first"})
	s.act("message", dict{"user": ana, "text": "second"})
	for _, want := range []string{"second", "first"} {
		if got := at(a.next().payload, "event", "text"); got != want {
			t.Errorf("the app heard %v, want %s", got, want)
		}
	}
}

func TestADeliveryThatIsCutNeverArrives(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.act("faults", dict{"method": "events_api", "kind": "cut"})
	s.act("message", dict{"user": ana, "text": "hello"})
	if got := a.next().attempt; got != 1 {
		t.Errorf("the first attempt that arrives is retry %v, want 1", got)
	}
}

func TestFaultsThatMeanNothingAreRefused(t *testing.T) {
	s := start(t, nil)
	for _, f := range []dict{
		{"method": "x", "kind": "nonsense"}, {"kind": "cut"}, {"method": "x", "kind": "error"}, {"kind": "scope"},
		{"method": "x", "kind": "hold"}, {"method": "x", "kind": "late"}, {"method": "events_api", "kind": "http_500"},
		{"method": "x", "kind": "cut", "rate": 2}, {"method": "x", "kind": "slow", "delay": "soon"},
	} {
		if out := s.control("POST", "faults", f); out["error"] != "invalid_fault" {
			t.Errorf("%v gave %v", f, out)
		}
	}
}

func TestMessagesAndViewsAreRecordedAsFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := start(t, func(o *slacksim.Options) { o.RecordDir = dir })
	s.must("auth.test", dict{})
	s.must("chat.postMessage", dict{"channel": ana, "text": "kept"})
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 1 || !strings.HasSuffix(files[0], "-chat.postMessage.json") {
		t.Fatalf("recorded %v, %v; want one message", files, err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(data), `"kept"`) || strings.Contains(string(data), botToken) {
		t.Errorf("the record reads %s, %v", data, err)
	}
}
