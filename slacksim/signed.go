package slacksim

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Limits of HTTP delivery (slack.md 1.8).
const (
	maxRedirects = 2
	maxAckBody   = 1 << 20
)

var errTooManyRedirects = errors.New("more than two redirects")

// signedHTTP delivers by signed POST requests to the app's endpoints.
type signedHTTP struct {
	s      *Server
	client *http.Client
}

func newSignedHTTP(s *Server) *signedHTTP {
	return &signedHTTP{s: s, client: &http.Client{
		Timeout: s.opt.Timing.Ack,
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return errTooManyRedirects
			}
			return nil
		},
	}}
}

func (h *signedHTTP) name() string    { return "http" }
func (h *signedHTTP) connected() bool { return true }

// deliver posts a payload in the shape of its kind: events as JSON, interactions as a form with one field, commands as form
// fields.
func (h *signedHTTP) deliver(ctx context.Context, d delivery) ack {
	address, kind, body := h.shape(d)
	if address == "" {
		return ack{status: statusDispatch, detail: "no request URL is configured for " + d.kind, reason: "connection_failed"}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return ack{status: statusDispatch, detail: err.Error(), reason: "connection_failed"}
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	if d.attempt > 0 {
		req.Header.Set("X-Slack-Retry-Num", strconv.Itoa(d.attempt))
		req.Header.Set("X-Slack-Retry-Reason", d.reason)
	}
	h.sign(req, body)
	res, err := h.client.Do(req)
	if err != nil {
		return failedRequest(err)
	}
	defer res.Body.Close()
	return readAck(res, d.kind)
}

// shape returns the endpoint, the content type and the body of a delivery.
func (h *signedHTTP) shape(d delivery) (address, kind string, body []byte) {
	const form = "application/x-www-form-urlencoded"
	to := h.s.opt.Endpoints
	switch d.kind {
	case kindEvent:
		return to.Events, "application/json", toJSON(d.payload)
	case kindCommand:
		fields := url.Values{}
		for name, value := range d.payload {
			fields.Set(name, fmt.Sprint(value))
		}
		return to.Commands, form, []byte(fields.Encode())
	}
	address = to.Interactions
	if d.method == "block_suggestion" {
		address = to.Options
	}
	return address, form, []byte(url.Values{"payload": {string(toJSON(d.payload))}}.Encode())
}

// sign adds the two signature headers over the raw body.
func (h *signedHTTP) sign(req *http.Request, body []byte) {
	at := strconv.FormatInt(h.s.opt.Protocol().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(h.s.opt.App.SigningSecret))
	fmt.Fprintf(mac, "v0:%s:%s", at, body)
	req.Header.Set("X-Slack-Request-Timestamp", at)
	req.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

// readAck judges an answer: events want any 2xx, everything else exactly 200.
func readAck(res *http.Response, kind string) ack {
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAckBody))
	if err != nil {
		return failedRequest(err)
	}
	accepted := res.StatusCode == http.StatusOK || kind == kindEvent && res.StatusCode/100 == 2
	a := ack{status: statusOK, body: body, noRetry: res.Header.Get("X-Slack-No-Retry") == "1"}
	if !accepted {
		a.status, a.detail, a.reason = statusError, "the app answered "+res.Status, "http_error"
	}
	return a
}

// failedRequest classifies an error of the HTTP client with Slack's retry reasons.
func failedRequest(err error) ack {
	var timeout interface{ Timeout() bool }
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.Is(err, errTooManyRedirects):
		return ack{status: statusError, detail: err.Error(), reason: "too_many_redirects"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return ack{status: statusTimeout, detail: "no acknowledgement in time", reason: "http_timeout"}
	case errors.As(err, &certificate):
		return ack{status: statusDispatch, detail: err.Error(), reason: "ssl_error"}
	case strings.Contains(err.Error(), "dial"):
		return ack{status: statusDispatch, detail: err.Error(), reason: "connection_failed"}
	}
	return ack{status: statusDispatch, detail: err.Error(), reason: "unknown_error"}
}

// VerifyURL sends the url_verification challenge to the events endpoint, as Slack does when the URL is entered. It needs
// signed HTTP delivery.
func (s *Server) VerifyURL(ctx context.Context) error {
	challenge := newSecret()
	a := s.send(ctx, delivery{kind: kindEvent, method: "url_verification", payload: object{
		"type": "url_verification", "token": s.opt.App.AppID, "challenge": challenge}})
	if a.status != statusOK {
		return fmt.Errorf("url_verification: %s", a.detail)
	}
	var answer struct {
		Challenge string `json:"challenge"`
	}
	form, _ := url.ParseQuery(string(a.body))
	_ = json.Unmarshal(a.body, &answer)
	if strings.TrimSpace(string(a.body)) != challenge && form.Get("challenge") != challenge && answer.Challenge != challenge {
		return errors.New("url_verification: the challenge was not given back")
	}
	return nil
}

// CheckSSL asks the commands endpoint the way Slack does from time to time to see its certificate: a form with ssl_check=1 and
// neither command nor person, to which any app has to answer 200.
func (s *Server) CheckSSL(ctx context.Context) error {
	a := s.send(ctx, delivery{kind: kindCommand, method: "ssl_check", payload: object{"ssl_check": "1", "token": s.opt.App.AppID}})
	if a.status != statusOK {
		return fmt.Errorf("ssl_check: %s", a.detail)
	}
	return nil
}
