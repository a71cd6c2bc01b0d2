package bot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"

	"github.com/slack-go/slack"
)

// overhearing tells an observer of the calls slack-go makes by itself, such as the one for the address of a socket: nobody stands around
// them, so they are watched on their way out. Everybody else's are watched where they are made, with the errors slack-go gives.
type overhearing struct {
	next     http.RoundTripper
	observer Observer
}

// RoundTrip implements http.RoundTripper.
func (o overhearing) RoundTrip(request *http.Request) (*http.Response, error) {
	ctx, end := o.observer.Call(request.Context(), path.Base(request.URL.Path))
	response, err := o.next.RoundTrip(request.WithContext(ctx))
	if err != nil {
		end(callResult(err))
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	err = errors.Join(err, response.Body.Close())
	end(callResult(errors.Join(err, answerError(response, body))))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// answerError is the error an answer of the Web API stands for.
func answerError(response *http.Response, body []byte) error {
	var said struct {
		OK    bool
		Error string
	}
	switch {
	case response.StatusCode == http.StatusTooManyRequests:
		return &slack.RateLimitedError{}
	case response.StatusCode != http.StatusOK:
		return errors.New(response.Status)
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return err
	}
	if !said.OK {
		return &callError{Code: said.Error}
	}
	return nil
}
