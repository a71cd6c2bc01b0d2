package mailbox

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Root is the path under which Handler is to be mounted.
const Root = "/_sim/mail"

// entry is a message in the list.
type entry struct {
	ID          string    `json:"id"`
	From        string    `json:"from"`
	To          []string  `json:"to"`
	Subject     string    `json:"subject"`
	Date        time.Time `json:"date"`
	Unread      bool      `json:"unread"`
	HasCalendar bool      `json:"has_calendar"`
}

// detail is a message opened.
type detail struct {
	entry
	ReturnPath  string           `json:"return_path"`
	Text        string           `json:"text"`
	HTML        string           `json:"html"`
	Headers     []Header         `json:"headers"`
	Attachments []attachmentLink `json:"attachments"`
	Calendar    *Calendar        `json:"calendar,omitempty"`
	Problems    []string         `json:"problems"`
}

// attachmentLink says where an attachment is to be had.
type attachmentLink struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Size int    `json:"size"`
	Href string `json:"href"`
}

// Handler serves the mailbox as JSON under Root: the list, newest first, a message, which opening marks as read, and its
// attachments. The list is narrowed by ?address=; the simulator, which knows people, adds it to a ?user=.
func (m *Mailbox) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Root, m.serveList)
	mux.HandleFunc("GET "+Root+"/{id}", m.serveMessage)
	mux.HandleFunc("GET "+Root+"/{id}/attachments/{n}", m.serveAttachment)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		refuse(w, http.StatusNotFound, "unknown_call", fmt.Sprintf("there is no %s %s", r.Method, r.URL.Path))
	})
	return mux
}

func (m *Mailbox) serveList(w http.ResponseWriter, r *http.Request) {
	wanted, user := r.FormValue("address"), r.FormValue("user")
	if wanted == "" && user != "" {
		refuse(w, http.StatusNotFound, "unknown_user", fmt.Sprintf("the mailbox knows addresses, not user %q", user))
		return
	}
	list := []entry{}
	for _, msg := range slices.Backward(m.Messages()) {
		if wanted == "" || msg.isTo(wanted) {
			list = append(list, msg.entry())
		}
	}
	answer(w, "mail", list)
}

func (m *Mailbox) serveMessage(w http.ResponseWriter, r *http.Request) {
	msg, ok := m.open(r.PathValue("id"))
	if !ok {
		refuseUnknown(w, r)
		return
	}
	answer(w, "mail", msg.detail())
}

// serveAttachment hands out the bytes for saving. The browser must not interpret them: they came by mail.
func (m *Mailbox) serveAttachment(w http.ResponseWriter, r *http.Request) {
	msg, ok := m.find(r.PathValue("id"))
	n, err := strconv.Atoi(r.PathValue("n"))
	if !ok || err != nil || n < 0 || n >= len(msg.Attachments) {
		refuseUnknown(w, r)
		return
	}
	a := msg.Attachments[n]
	name := a.Name
	if name == "" {
		name = fmt.Sprintf("attachment-%d", n)
	}
	h := w.Header()
	h.Set("Content-Type", a.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Content-Length", strconv.Itoa(len(a.Data)))
	_, _ = w.Write(a.Data) // the reader has gone; nobody is left to tell
}

// isTo tells whether the message was delivered to an address; case does not matter.
func (msg Message) isTo(address string) bool {
	return slices.ContainsFunc(msg.To, func(to string) bool { return strings.EqualFold(to, address) })
}

func (msg Message) entry() entry {
	return entry{
		ID: msg.ID, From: msg.From, To: msg.To, Subject: msg.Subject, Date: msg.Date,
		Unread: msg.Unread, HasCalendar: msg.Calendar != nil,
	}
}

func (msg Message) detail() detail {
	links := []attachmentLink{}
	for n, a := range msg.Attachments {
		href := fmt.Sprintf("%s/%s/attachments/%d", Root, msg.ID, n)
		links = append(links, attachmentLink{Name: a.Name, Type: a.Type, Size: len(a.Data), Href: href})
	}
	return detail{
		entry: msg.entry(), ReturnPath: msg.ReturnPath, Text: msg.Text, HTML: msg.HTML, Headers: msg.Headers,
		Attachments: links, Calendar: msg.Calendar, Problems: append([]string{}, msg.Problems...),
	}
}

func answer(w http.ResponseWriter, name string, value any) {
	write(w, http.StatusOK, map[string]any{"ok": true, name: value})
}

func refuse(w http.ResponseWriter, status int, code, detail string) {
	write(w, status, map[string]any{"ok": false, "error": code, "detail": detail})
}

func refuseUnknown(w http.ResponseWriter, r *http.Request) {
	refuse(w, http.StatusNotFound, "unknown_mail", fmt.Sprintf("there is nothing at %s", r.URL.Path))
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the reader has gone; nobody is left to tell
}
