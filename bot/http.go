package bot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Paths of the HTTP transport, below the app's own address.
const (
	PathEvents       = "/slack/events"
	PathCommands     = "/slack/commands"
	PathInteractions = "/slack/interactions"
	PathOptions      = "/slack/options"
)

// maxBody is the largest request taken, in bytes. A view with its state stays well below.
const maxBody = 1 << 20

// Receiver handles what a transport received.
type Receiver interface {
	Handle(ctx context.Context, env Envelope) Ack
}

// HTTP receives what Slack posts. Its zero value is not usable; make one with [NewHTTP].
type HTTP struct {
	receiver Receiver
	verifier Verifier
	observer Observer
	log      *slog.Logger
	mux      *http.ServeMux
}

// HTTPConfig is what an [HTTP] needs. Observer may be nil.
type HTTPConfig struct {
	Receiver      Receiver
	SigningSecret string
	Now           func() time.Time // real time, which signatures are checked against
	Observer      Observer
	Logger        *slog.Logger
}

// NewHTTP makes the handler of the four paths Slack posts to.
func NewHTTP(config HTTPConfig) *HTTP {
	h := &HTTP{
		receiver: config.Receiver, verifier: Verifier{Secret: config.SigningSecret, Now: config.Now},
		observer: orBlind(config.Observer), log: config.Logger, mux: http.NewServeMux(),
	}
	h.mux.Handle("POST "+PathEvents, h.signed(h.event))
	h.mux.Handle("POST "+PathCommands, h.signed(h.command))
	h.mux.Handle("POST "+PathInteractions, h.signed(h.interaction))
	h.mux.Handle("POST "+PathOptions, h.signed(h.interaction))
	return h
}

// ServeHTTP implements http.Handler.
func (h *HTTP) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.mux.ServeHTTP(w, r) }

// signed reads the body once, within its limit, and refuses what Slack did not sign before anything is parsed.
func (h *HTTP) signed(next func(http.ResponseWriter, *http.Request, []byte)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err == nil {
			err = h.verifier.Verify(r.Header, body)
		}
		if err != nil {
			h.refuse(w, r, err)
			return
		}
		next(w, r, body)
	})
}

func (h *HTTP) refuse(w http.ResponseWriter, r *http.Request, cause error) {
	status, reason := doorReason(cause)
	h.observer.TurnedAway(TransportHTTP, reason)
	h.log.WarnContext(r.Context(), "request refused", "path", r.URL.Path, "status", status, "reason", cause)
	http.Error(w, http.StatusText(status), status)
}

func (h *HTTP) event(w http.ResponseWriter, r *http.Request, body []byte) {
	var outer outerEvent
	if err := json.Unmarshal(body, &outer); err == nil && outer.Type == "url_verification" {
		h.write(w, r, Ack{Body: map[string]string{"challenge": outer.Challenge}})
		return
	}
	env, err := decodeEvent(body)
	h.dispatch(w, r, env, err)
}

func (h *HTTP) command(w http.ResponseWriter, r *http.Request, body []byte) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		h.dispatch(w, r, Envelope{}, errors.Join(ErrMalformed, err))
		return
	}
	if form.Get("ssl_check") == "1" { // Slack tries the certificate from time to time
		w.WriteHeader(http.StatusOK)
		return
	}
	env, err := decodeCommand(form)
	h.dispatch(w, r, env, err)
}

func (h *HTTP) interaction(w http.ResponseWriter, r *http.Request, body []byte) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		h.dispatch(w, r, Envelope{}, errors.Join(ErrMalformed, err))
		return
	}
	env, err := decodeInteraction([]byte(form.Get("payload")))
	h.dispatch(w, r, env, err)
}

// dispatch hands the envelope on. What cannot be read is acknowledged all the same: Slack would only repeat it.
func (h *HTTP) dispatch(w http.ResponseWriter, r *http.Request, env Envelope, err error) {
	if err != nil {
		h.observer.TurnedAway(TransportHTTP, DoorMalformed)
		h.log.WarnContext(r.Context(), "payload not understood", "path", r.URL.Path, "error", err)
		w.WriteHeader(http.StatusOK)
		return
	}
	env.Transport = TransportHTTP
	env.Retry, _ = strconv.Atoi(r.Header.Get("X-Slack-Retry-Num")) // absent: 0
	env.RetryReason = r.Header.Get("X-Slack-Retry-Reason")
	h.write(w, r, h.receiver.Handle(r.Context(), env))
}

// write acknowledges. The length is announced and the body flushed, so that Slack has all of it before After runs.
func (h *HTTP) write(w http.ResponseWriter, r *http.Request, ack Ack) {
	if ack.Again {
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
		return
	}
	var body []byte
	if ack.Body != nil {
		var err error
		if body, err = encoded(ack.Body); err != nil {
			h.log.ErrorContext(r.Context(), "encode acknowledgement", "error", err)
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if _, err := w.Write(body); err != nil {
		h.log.WarnContext(r.Context(), "write acknowledgement", "error", err)
	}
	if ack.After == nil {
		return
	}
	if err := http.NewResponseController(w).Flush(); err != nil {
		h.log.WarnContext(r.Context(), "flush acknowledgement", "error", err)
	}
	ack.After(context.WithoutCancel(r.Context()))
}

// encoded is an acknowledgement's body as JSON.
func encoded(body any) ([]byte, error) {
	if done, ok := body.(json.RawMessage); ok { // to marshal it again would check it once more
		return done, nil
	}
	return json.Marshal(body)
}
