package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"mentorbot/core"
)

// FeedService is what [Feeds] needs of core. The actor of each call is the person whose feed it is.
type FeedService interface {
	// ReadFeed refuses with a *core.Error what is not in force.
	ReadFeed(ctx context.Context, call core.Call, generation int) (core.CalendarFeed, error)
}

// FeedConfig is what [Feeds] needs; all of it is required.
type FeedConfig struct {
	Service FeedService
	Links   FeedLinks
	Render  func(core.CalendarFeed) ([]byte, error)
	Logger  *slog.Logger
}

// Feeds serves people's sessions to their calendars. The token in the address is the permission: calendars do not log in.
type Feeds struct{ config FeedConfig }

// NewFeeds makes the handler of the addresses below [PathFeed].
func NewFeeds(config FeedConfig) *Feeds { return &Feeds{config: config} }

func (f *Feeds) routes(mux *http.ServeMux) { mux.HandleFunc("GET "+PathFeed+"{file}", f.read) }

// feedAge is how long a copy is fresh, in the words of Cache-Control.
const feedAge = "private, max-age=300"

func (f *Feeds) read(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Robots-Tag", "noindex")
	w.Header().Set("Referrer-Policy", "no-referrer")
	link, err := f.config.Links.read(r.PathValue("file"))
	if err != nil {
		answer(w, http.StatusNotFound, "no calendar here")
		return
	}
	reference := newToken()[:8]
	call := core.Call{Workspace: link.Workspace, Actor: link.Person, RequestID: reference}
	feed, err := f.config.Service.ReadFeed(r.Context(), call, link.Generation)
	if core.Refusal(err) != nil { // replaced, switched off, or its person has left; calendars go on asking for years
		answer(w, http.StatusNotFound, "no calendar here")
		return
	}
	if err == nil {
		err = f.write(w, r, feed)
	}
	if err != nil { // the address is not logged: it holds the token
		f.config.Logger.ErrorContext(r.Context(), "read calendar feed", "error", err, "reference", reference)
		answer(w, http.StatusInternalServerError, "try again later, reference "+reference)
	}
}

// write answers with the calendar, or that the copy the caller has is still good. An error leaves nothing written.
func (f *Feeds) write(w http.ResponseWriter, r *http.Request, feed core.CalendarFeed) error {
	content, err := f.config.Render(feed)
	if err != nil {
		return err
	}
	digest := sha256.Sum256(content)
	tag := hex.EncodeToString(digest[:16])
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if content, err = zipped(content); err != nil {
			return err
		}
		w.Header().Set("Content-Encoding", "gzip")
		tag += "-gzip" // other bytes need another strong tag (RFC 9110 section 8.8.3.3)
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Cache-Control", feedAge)
	w.Header().Set("Vary", "Accept-Encoding")
	w.Header().Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", feed.ChangedAt().Truncate(time.Second), bytes.NewReader(content))
	return nil
}

func zipped(content []byte) ([]byte, error) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(content); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
