package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/i18n"
)

// big is more than a socket takes in an acknowledgement.
func big() slack.ModalViewRequest {
	text := slack.NewTextBlockObject(slack.PlainTextType, strings.Repeat("x", 2000), false, false)
	modal := slack.ModalViewRequest{Type: slack.VTModal, Title: slack.NewTextBlockObject(slack.PlainTextType, "Big", false, false)}
	for range 20 {
		modal.Blocks.BlockSet = append(modal.Blocks.BlockSet, slack.NewSectionBlock(text, nil, nil))
	}
	return modal
}

// answering is an app whose calls to Slack a test sees, and a request to it.
func answering(t *testing.T, kind Kind) (*App, *Request, *[]string) {
	t.Helper()
	var calls []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls = append(calls, r.URL.Path)
		_, _ = w.Write([]byte(`{"ok":true,"view":{}}`))
	}))
	t.Cleanup(server.Close)
	client, err := NewClient(ClientOptions{Token: "xoxb-x", APIURL: server.URL + "/"})
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	r := &Request{Envelope: Envelope{Kind: kind}, For: view.For{L: catalogue.For("en")}, reference: "REFERENCE"}
	r.Interaction = &Interaction{View: &View{ID: "V1", Type: "modal"}}
	r.Command = &Command{Trigger: "1.1.a", ResponseURL: server.URL + "/response"}
	a := &App{}
	r.chat = newChat(client, blind{}, nil, core.Workspace{ID: "w"})
	return a, r, &calls
}

func TestABigAnswerFollowsTheAcknowledgement(t *testing.T) {
	modal := big()
	long := view.Message{Text: strings.Repeat("x", 3000), Blocks: modal.Blocks.BlockSet}
	for name, c := range map[string]struct {
		kind  Kind
		reply Reply
		calls string // after the acknowledgement
	}{
		"a modal in place of another": {KindSubmission, Reply{Instead: &modal}, "/views.update"},
		"a modal on top of another":   {KindSubmission, Reply{Modal: &modal}, "/views.update"},
		"the answer to a command":     {KindCommand, Reply{Say: &long}, "/response"},
	} {
		t.Run(name, func(t *testing.T) {
			a, r, calls := answering(t, c.kind)
			ack, err := a.answer(t.Context(), r, c.reply)
			if err != nil {
				t.Fatal(err)
			}
			body, err := json.Marshal(ack.Body)
			if err != nil || len(body) >= maxSocketAck || ack.After == nil || len(*calls) > 0 {
				t.Fatalf("acknowledged with %d bytes after the calls %v, error %v", len(body), *calls, err)
			}
			ack.After(context.Background())
			if len(*calls) != 1 || (*calls)[0] != c.calls {
				t.Errorf("afterwards the calls %v, want %s", *calls, c.calls)
			}
			if err := a.Idle(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestNothingToSuggestIsAnEmptyList(t *testing.T) {
	a, r, _ := answering(t, KindSuggestion)
	ack, err := a.answer(t.Context(), r, Reply{})
	if err != nil {
		t.Fatal(err)
	}
	if body, err := json.Marshal(ack.Body); err != nil || string(body) != `{"options":[]}` {
		t.Errorf("answered %s, error %v", body, err)
	}
}

// TestTheLongestSuggestionsFitAnAcknowledgement: nothing can follow one, and Slack drops what is too large.
func TestTheLongestSuggestionsFitAnAcknowledgement(t *testing.T) {
	for _, mark := range []string{"<", "👩"} { // what JSON writes longest
		known := make([]string, 20)
		for i := range known {
			known[i] = strings.Repeat(mark, core.MaxTermLength-2) + fmt.Sprint(10+i)
		}
		a, r, _ := answering(t, KindSuggestion)
		options := r.For.Suggestions(known, strings.Repeat(mark, 200))
		ack, err := a.answer(t.Context(), r, Reply{Options: &options})
		if err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(ack.Body)
		if err != nil || len(body) >= maxSocketAck || len(options.Options) != len(known)+1 {
			t.Errorf("%d options of %q are %d bytes, error %v", len(options.Options), mark, len(body), err)
		}
	}
}

func TestWorkInTheBackgroundWaitsForAnswersButNotForEver(t *testing.T) {
	a := &App{}
	a.Yield(t.Context()) // nobody waits
	a.busy.add()
	a.Yield(t.Context()) // somebody waits longer than it steps aside
	yielded := make(chan struct{})
	go func() { a.Yield(t.Context()); close(yielded) }()
	a.busy.done()
	<-yielded
}
