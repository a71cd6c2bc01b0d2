package bot

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// doorkeeper counts what is turned away.
type doorkeeper struct {
	blind
	away map[DoorReason]int
}

func (d *doorkeeper) TurnedAway(transport Transport, reason DoorReason) {
	if transport == TransportHTTP {
		d.away[reason]++
	}
}

func TestWhatIsTurnedAwayAtTheDoorIsCountedByReason(t *testing.T) {
	broken := httptest.NewRequest(http.MethodPost, PathEvents, iotest.ErrReader(errors.New("connection reset")))
	send := func(path, body string, header http.Header) *http.Request {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
		r.Header = header
		return r
	}
	long, changed := strings.Repeat("x", maxBody+1), payload(click)
	for name, test := range map[string]struct {
		request *http.Request
		want    map[DoorReason]int
	}{
		"a click of Slack's":         {send(PathInteractions, changed, signed(changed, noon)), map[DoorReason]int{}},
		"a body that never ends":     {send(PathEvents, long, signed(long, noon)), map[DoorReason]int{DoorTooLarge: 1}},
		"a connection that breaks":   {broken, map[DoorReason]int{DoorUnreadable: 1}},
		"a scanner":                  {send(PathCommands, "x", http.Header{}), map[DoorReason]int{DoorNoSignature: 1}},
		"something recorded":         {send(PathEvents, "x", signed("x", noon.Add(-time.Hour))), map[DoorReason]int{DoorOldSignature: 1}},
		"a changed body":             {send(PathEvents, "y", signed("x", noon)), map[DoorReason]int{DoorBadSignature: 1}},
		"an event that is no JSON":   {send(PathEvents, "x", signed("x", noon)), map[DoorReason]int{DoorMalformed: 1}},
		"a command without its name": {send(PathCommands, "a=b", signed("a=b", noon)), map[DoorReason]int{DoorMalformed: 1}},
		"a click without a payload":  {send(PathInteractions, "a=b", signed("a=b", noon)), map[DoorReason]int{DoorMalformed: 1}},
	} {
		keeper := &doorkeeper{away: map[DoorReason]int{}}
		h := NewHTTP(HTTPConfig{Receiver: &recorder{}, SigningSecret: secret, Now: verifier().Now, Observer: keeper, Logger: silent()})
		h.ServeHTTP(httptest.NewRecorder(), test.request)
		if diff := cmp.Diff(test.want, keeper.away); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// ledger keeps how calls ended.
type ledger struct {
	blind
	calls []string
}

func (l *ledger) Call(ctx context.Context, method string) (context.Context, func(CallResult)) {
	return ctx, func(result CallResult) { l.calls = append(l.calls, method+" "+string(result)) }
}

func TestCallsOfTheLibraryItselfAreWatched(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		want   CallResult
	}{
		"an answer":            {http.StatusOK, `{"ok":true,"url":"wss://x"}`, CallOK},
		"a dead token":         {http.StatusOK, `{"ok":false,"error":"token_revoked"}`, CallUninstalled},
		"a code nobody knows":  {http.StatusOK, `{"ok":false,"error":"on_fire"}`, CallRefused},
		"a limit":              {http.StatusTooManyRequests, ``, CallRateLimited},
		"a server that fails":  {http.StatusInternalServerError, `oh`, CallBroken},
		"a page of some proxy": {http.StatusOK, `<html>`, CallBroken},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(test.status)
			_, _ = w.Write([]byte(test.body))
		}))
		watching := &ledger{}
		client, err := NewClient(ClientOptions{AppToken: "xapp-1", APIURL: server.URL + "/api/", Observer: watching})
		if err != nil {
			t.Fatal(err)
		}
		_, url, err := client.StartSocketModeContext(t.Context())
		if diff := cmp.Diff([]string{"apps.connections.open " + string(test.want)}, watching.calls); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if test.want == CallOK && (err != nil || url != "wss://x") || test.want != CallOK && err == nil {
			t.Errorf("%s: the library read %q, %v", name, url, err)
		}
		server.Close()
		watching.calls = nil
		if _, _, err := client.StartSocketModeContext(t.Context()); err == nil || len(watching.calls) != 1 || watching.calls[0] != "apps.connections.open network_error" {
			t.Errorf("%s, with nobody there: %v, %v", name, watching.calls, err)
		}
	}
}
