package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"mentorbot/core"
	"mentorbot/i18n"
)

// reception is what all pages behind links in mails have in common: they know whom a link was sent to, speak their language, and say in words
// what cannot be done.
type reception struct {
	person func(ctx context.Context, ws core.WorkspaceID, id core.PersonID) (core.Person, error) // core.ErrNotFound
	texts  *i18n.Catalogue
	log    *slog.Logger
	page   page
}

// visit is one request with a link that is in order.
type visit struct {
	http.ResponseWriter
	request   *http.Request
	workspace core.WorkspaceID
	person    core.Person
	texts     *i18n.Localizer
	reference string // leads from the page, and from the audit log, to the log
}

func (v *visit) call() core.Call {
	return core.Call{Workspace: v.workspace, Actor: v.person.ID, RequestID: v.reference}
}

// receive begins a visit of somebody not known yet.
func (d *reception) receive(w http.ResponseWriter, r *http.Request) *visit {
	return &visit{ResponseWriter: w, request: r, reference: newToken()[:8], texts: d.texts.For(r.Header.Get("Accept-Language"))}
}

// recognise finds whom a link was sent to. Without a link that is ours, or without the person, it writes the page that says so, and ok is
// false.
func (d *reception) recognise(v *visit, ws core.WorkspaceID, id core.PersonID, link error) (ok bool) {
	if link != nil {
		d.say(v, http.StatusNotFound, "answer.invalid.title", v.texts.T("answer.invalid.text"))
		return false
	}
	person, err := d.person(v.request.Context(), ws, id)
	if errors.Is(err, core.ErrNotFound) {
		d.say(v, http.StatusNotFound, "answer.invalid.title", v.texts.T("answer.invalid.text"))
		return false
	}
	if err != nil {
		d.fail(v, err)
		return false
	}
	v.workspace, v.person, v.texts = ws, person, d.texts.For(person.Locale())
	return true
}

// admit lets in whom recognise has found, while their link works and they are active. Otherwise it writes the page that says so; what is said
// of a link that is over stands under expired in the catalogue.
func (d *reception) admit(v *visit, works bool, expired string) (ok bool) {
	switch {
	case !works:
		d.say(v, http.StatusGone, expired+".title", v.texts.T(expired+".text"))
	case !v.person.Active():
		d.say(v, http.StatusForbidden, "answer.refused.title", v.texts.T("error.forbidden"))
	default:
		return true
	}
	return false
}

// hand gives a document to be kept.
func (d *reception) hand(v *visit, contentType, name string, content []byte) {
	d.page.harden(v.Header())
	v.Header().Set("X-Robots-Tag", "noindex, nofollow")
	v.Header().Set("Content-Type", contentType)
	v.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	_, _ = v.Write(content)
}

// form reads what was typed.
func (d *reception) form(v *visit) (ok bool) {
	v.request.Body = http.MaxBytesReader(v, v.request.Body, maxAnswer)
	if err := v.request.ParseForm(); err != nil {
		d.say(v, http.StatusBadRequest, "answer.refused.title", v.texts.T("error.invalid_input"))
		return false
	}
	return true
}

// refuse explains why nothing was done. The title is that of what is closed for everybody; who may not do it reads another.
func (d *reception) refuse(v *visit, err error, closed string) {
	refusal := core.Refusal(err)
	if refusal == nil {
		d.fail(v, err)
		return
	}
	status, title := http.StatusConflict, closed
	switch {
	case refusal.Kind == core.NotFound:
		status, title = http.StatusNotFound, "answer.refused.title"
	case refusal.Kind == core.Forbidden:
		status, title = http.StatusForbidden, "answer.refused.title"
	case refusal.Code == core.CodeYouAreFull:
		title = "answer.refused.title"
	}
	d.say(v, status, title, sentence(v.texts, refusal))
}

// fail logs what went wrong, without the address: it holds the token.
func (d *reception) fail(v *visit, err error) {
	d.log.ErrorContext(v.request.Context(), "answer by link", "error", err, "reference", v.reference)
	d.say(v, http.StatusInternalServerError, "answer.failed.title", v.texts.T("answer.failed.text", "reference", v.reference))
}

// sentence is what core's refusal says to people.
func sentence(texts *i18n.Localizer, refusal *core.Error) string {
	var args []any
	for name, value := range refusal.Args {
		args = append(args, name, value)
	}
	return texts.T("error."+string(refusal.Code), args...)
}
