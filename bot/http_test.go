package bot

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recorder remembers what it was given and answers as it is told.
type recorder struct {
	got   []Envelope
	ack   Ack
	after int // calls of After
}

func (r *recorder) Handle(_ context.Context, env Envelope) Ack {
	r.got = append(r.got, env)
	return r.ack
}

func silent() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func newHTTP(receiver Receiver) *HTTP {
	return NewHTTP(HTTPConfig{Receiver: receiver, SigningSecret: secret, Now: verifier().Now, Logger: silent()})
}

// post sends a body with headers to the handler.
func post(receiver Receiver, path, body string, header http.Header) *httptest.ResponseRecorder {
	h := newHTTP(receiver)
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	request.Header = header
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, request)
	return answer
}

func payload(json string) string { return url.Values{"payload": {json}}.Encode() }

const click = `{"type":"block_actions","trigger_id":"1.2.a","team":{"id":"T1"},"user":{"id":"U1"},"actions":[{"action_id":"x"}]}`

func TestNothingUnsignedIsParsed(t *testing.T) {
	for _, path := range []string{PathEvents, PathCommands, PathInteractions, PathOptions} {
		r := &recorder{}
		if answer := post(r, path, payload(click), http.Header{}); answer.Code != http.StatusUnauthorized || len(r.got) != 0 {
			t.Errorf("%s: status %d, %d envelopes", path, answer.Code, len(r.got))
		}
	}
}

func TestAnOversizedBodyIsRefused(t *testing.T) {
	body := strings.Repeat("x", maxBody+1)
	if answer := post(&recorder{}, PathEvents, body, signed(body, noon)); answer.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", answer.Code)
	}
	body = strings.Repeat("x", maxBody)
	if answer := post(&recorder{}, PathEvents, body, signed(body, noon)); answer.Code != http.StatusOK {
		t.Errorf("at the limit: status %d", answer.Code)
	}
}

func TestOnlyPostReachesSlacksPaths(t *testing.T) {
	answer := httptest.NewRecorder()
	newHTTP(&recorder{}).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, PathEvents, nil))
	if answer.Code != http.StatusMethodNotAllowed {
		t.Errorf("status %d", answer.Code)
	}
}

func TestTheAddressIsVerifiedOnlyForSlack(t *testing.T) {
	const body = `{"type":"url_verification","challenge":"abc"}`
	if answer := post(&recorder{}, PathEvents, body, http.Header{}); answer.Code != http.StatusUnauthorized {
		t.Errorf("unsigned: status %d", answer.Code)
	}
	answer := post(&recorder{}, PathEvents, body, signed(body, noon))
	if got := answer.Body.String(); got != `{"challenge":"abc"}` {
		t.Errorf("answer %q", got)
	}
}

func TestACertificateCheckIsAnswered(t *testing.T) {
	r := &recorder{}
	const body = "ssl_check=1&token=x"
	if answer := post(r, PathCommands, body, signed(body, noon)); answer.Code != http.StatusOK || len(r.got) != 0 {
		t.Errorf("status %d, %d envelopes", answer.Code, len(r.got))
	}
}

func TestEverythingBecomesAnEnvelope(t *testing.T) {
	command := url.Values{
		"command": {"/mentor"}, "text": {"find"}, "team_id": {"T1"}, "user_id": {"U1"}, "trigger_id": {"1.2.a"},
		"response_url": {"https://example.org/r"},
	}.Encode()
	type brief struct {
		ID, Team, User string
		Kind           Kind
	}
	for name, c := range map[string]struct {
		path, body string
		want       brief
	}{
		"a command": {PathCommands, command, brief{"1.2.a", "T1", "U1", KindCommand}},
		"a click":   {PathInteractions, payload(click), brief{"1.2.a", "T1", "U1", KindAction}},
		"a suggestion": {
			PathOptions, payload(`{"type":"block_suggestion","action_id":"x","value":"gen","team":{"id":"T1"},"user":{"id":"U1"}}`),
			brief{"", "T1", "U1", KindSuggestion},
		},
		"a click of an enterprise user without team": {
			PathInteractions,
			payload(`{"type":"block_actions","trigger_id":"9","team":null,"user":{"id":"W1","team_id":"T2"},"actions":[{"action_id":"x"}]}`),
			brief{"9", "T2", "W1", KindAction},
		},
		"a visit": {
			PathEvents, `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"app_home_opened","user":"U1","tab":"home"}}`,
			brief{"Ev1", "T1", "U1", KindEvent},
		},
		"a change of a person": {
			PathEvents, `{"type":"event_callback","team_id":"T1","event_id":"Ev2","event":{"type":"user_change","user":{"id":"U1"}}}`,
			brief{"Ev2", "T1", "", KindEvent},
		},
		"an event without inner event": {
			PathEvents, `{"type":"app_rate_limited","team_id":"T1"}`, brief{"", "T1", "", KindEvent},
		},
	} {
		r := &recorder{}
		if answer := post(r, c.path, c.body, signed(c.body, noon)); answer.Code != http.StatusOK || len(r.got) != 1 {
			t.Errorf("%s: status %d, %d envelopes", name, answer.Code, len(r.got))
			continue
		}
		got := brief{r.got[0].ID, r.got[0].Team, r.got[0].User, r.got[0].Kind}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestWhatCannotBeReadIsAcknowledgedHarmlessly(t *testing.T) {
	for name, c := range map[string]struct{ path, body string }{
		"no JSON":                  {PathInteractions, payload("{")},
		"no payload":               {PathInteractions, "a=b"},
		"JSON of another shape":    {PathInteractions, payload(`{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":"x"}`)},
		"a click on nothing":       {PathInteractions, payload(`{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":[]}`)},
		"nobody's click":           {PathInteractions, payload(`{"type":"block_actions","actions":[{}]}`)},
		"a submission of nothing":  {PathInteractions, payload(`{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"}}`)},
		"a command without name":   {PathCommands, "team_id=T1&user_id=U1"},
		"a form that is none":      {PathCommands, "%zz"},
		"an event that is none":    {PathEvents, "[]"},
		"an event without content": {PathEvents, `{"type":"event_callback","team_id":"T1"}`},
	} {
		r := &recorder{}
		if answer := post(r, c.path, c.body, signed(c.body, noon)); answer.Code != http.StatusOK || answer.Body.Len() != 0 || len(r.got) != 0 {
			t.Errorf("%s: status %d, body %q, %d envelopes", name, answer.Code, answer.Body, len(r.got))
		}
	}
}

func TestAnEmptyAcknowledgementHasNoBody(t *testing.T) {
	answer := post(&recorder{}, PathInteractions, payload(click), signed(payload(click), noon))
	if answer.Body.Len() != 0 {
		t.Errorf("body %q: Slack would show an error", answer.Body)
	}
}

func TestRepetitionsAreCountedAndFollowUpsComeLast(t *testing.T) {
	body := payload(click)
	header := signed(body, noon)
	header.Set("X-Slack-Retry-Num", "2")
	header.Set("X-Slack-Retry-Reason", "http_timeout")
	r := &recorder{}
	var sentBefore []byte
	answer := httptest.NewRecorder()
	r.ack = Ack{Body: map[string]string{"a": "b"}, After: func(context.Context) {
		r.after++
		sentBefore = bytes.Clone(answer.Body.Bytes())
	}}
	request := httptest.NewRequest(http.MethodPost, PathInteractions, strings.NewReader(body))
	request.Header = header
	newHTTP(r).ServeHTTP(answer, request)
	if r.after != 1 || string(sentBefore) != `{"a":"b"}` || !answer.Flushed {
		t.Errorf("follow-up ran %d times, after %q was sent (flushed: %v)", r.after, sentBefore, answer.Flushed)
	}
	if r.got[0].Retry != 2 || r.got[0].RetryReason != "http_timeout" {
		t.Errorf("repetition %d because of %q", r.got[0].Retry, r.got[0].RetryReason)
	}
}

func TestADoubleSubmissionIsOneAndAChangedOneIsAnother(t *testing.T) {
	submit := func(trigger, hash, value string) string {
		env, err := decodeInteraction([]byte(`{"type":"view_submission","trigger_id":"` + trigger + `","team":{"id":"T1"},"user":{"id":"U1"},` +
			`"view":{"id":"V1","hash":"` + hash + `","state":{"values":{"b":{"value":{"type":"plain_text_input","value":"` + value + `"}}}}}}`))
		if err != nil {
			t.Fatal(err)
		}
		return env.ID
	}
	first := submit("1", "h1", "x")
	if submit("2", "h1", "x") != first {
		t.Error("a second click on Submit counts as another submission")
	}
	if submit("3", "h1", "y") == first || submit("4", "h2", "x") == first {
		t.Error("another content or a newer view counts as the same submission")
	}
}

func FuzzInteraction(f *testing.F) {
	for _, seed := range []string{
		click, `{}`, `[]`, `null`, `{"type":"view_submission","view":{"state":{"values":{"a":{"b":null}}}}}`,
		`{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":[{"action_id":"page_next","type":"button","value":"{\"v\":1}"}]}`,
		`{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"view":{"callback_id":"find","private_metadata":"{\"v\":9}"}}`,
	} {
		f.Add(seed)
	}
	table := (&App{}).table()
	f.Fuzz(func(t *testing.T, raw string) {
		env, err := decodeInteraction([]byte(raw))
		if err != nil {
			return
		}
		if env.Team == "" || env.User == "" {
			t.Error("an envelope without team or user")
		}
		r := &Request{Envelope: env}
		table.find(r)
		if len(r.route) > maxRoute {
			t.Errorf("%d bytes of a foreign id get into the log", len(r.route))
		}
		_ = r.decode() // must not panic, whatever it thinks of the metadata
	})
}

func FuzzEvent(f *testing.F) {
	for _, seed := range []string{
		`{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"app_home_opened","user":"U1","tab":"home"}}`,
		`{"type":"event_callback","team_id":"T1","event":{"type":"user_change","user":{"id":1}}}`, `null`, `"x"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		env, err := decodeEvent([]byte(raw))
		if err == nil && env.Event == nil {
			t.Error("an event envelope without event")
		}
	})
}
