package stories

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"mentorbot/bot"
	"mentorbot/cmd/internal/sandbox"
)

// forged is a request to the app as Slack would send it, for stories that change it before it is sent.
type forged struct {
	path, kind, body string
	secret           string
	at               time.Time
}

// forge signs a request as Slack does.
func forge(path, kind, body string) forged {
	return forged{path: path, kind: kind, body: body, secret: sandbox.SigningSecret, at: time.Now()}
}

// sendForged gives the app's status and answer.
func (s *stage) sendForged(f forged) (status int, answer string) {
	s.t.Helper()
	request, err := http.NewRequest(http.MethodPost, "http://"+s.box.App.Addr()+f.path, strings.NewReader(f.body))
	s.must(err)
	stamp := strconv.FormatInt(f.at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(f.secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, f.body)
	request.Header.Set("Content-Type", f.kind)
	request.Header.Set("X-Slack-Request-Timestamp", stamp)
	request.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	status, raw, err := roundTrip(request)
	s.must(err)
	s.settle()
	return status, string(raw)
}

const formEncoded = "application/x-www-form-urlencoded"

// interaction is a forged interaction with a payload.
func interaction(payload any) forged {
	raw, _ := json.Marshal(payload) // made of maps and strings
	return forge(bot.PathInteractions, formEncoded, url.Values{"payload": {string(raw)}}.Encode())
}

// lastSent is the newest payload of a kind that the simulator sent to the app.
func (s *stage) lastSent(method string) map[string]any {
	s.t.Helper()
	var answer struct {
		Log []struct {
			Direction, Method string
			Request           map[string]any
		}
	}
	s.call(http.MethodGet, "log?limit=500", nil, &answer)
	for i := len(answer.Log) - 1; i >= 0; i-- {
		if e := answer.Log[i]; e.Direction == "out" && e.Method == method {
			return e.Request
		}
	}
	s.t.Fatalf("no %s was sent", method)
	return nil
}

// tampered is the person's last click with another action and value, and a trigger of its own.
func (s *stage) tampered(action, value string) forged {
	s.t.Helper()
	payload := s.lastSent("block_actions")
	payload["trigger_id"] = fmt.Sprintf("forged-%s-%d", action, time.Now().UnixNano())
	button := payload["actions"].([]any)[0].(map[string]any)
	button["type"], button["action_id"], button["value"] = "button", action, value
	return interaction(payload)
}

// whispered is the newest message only this person sees.
func (s *stage) whispered(user string) string {
	s.t.Helper()
	newest := ""
	for _, m := range s.messages(user) {
		if m.Ephemeral {
			newest = m.Text
		}
	}
	return newest
}
