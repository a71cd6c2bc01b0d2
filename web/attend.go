package web

import (
	"context"
	"log/slog"
	"net/http"

	"mentorbot/core"
	"mentorbot/i18n"
)

// AttendService is what the pages of [Attendances] need of core. The actor of each call is the person the link was sent to.
type AttendService interface {
	// Person finds whom a link was sent to. Errors: core.ErrNotFound.
	Person(ctx context.Context, ws core.WorkspaceID, id core.PersonID) (core.Person, error)
	// The others refuse with a *core.Error.
	Session(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error)
	Attend(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error)
	Perhaps(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error)
	CancelSession(ctx context.Context, call core.Call, id core.SessionID, reason string) (core.SessionFacts, error)
	NextOfSeries(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error)
	AttendSeries(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error)
	PerhapsSeries(ctx context.Context, call core.Call, id core.SessionID) (core.SessionFacts, error)
	CancelSeries(ctx context.Context, call core.Call, id core.SessionID, reason string) (core.SessionFacts, error)
}

// AttendConfig is what [Attendances] needs; all of it is required.
type AttendConfig struct {
	Service AttendService
	Links   AttendLinks
	Texts   *i18n.Catalogue
	Clock   core.Clock // product time
	Logger  *slog.Logger
}

// Attendances serves the pages behind the links of mails about sessions. As with [Answers], to look at one changes nothing.
type Attendances struct {
	reception
	config AttendConfig
}

// NewAttendances makes the handler of the pages below [PathAttend].
func NewAttendances(config AttendConfig) *Attendances {
	return &Attendances{
		reception: reception{person: config.Service.Person, texts: config.Texts, log: config.Logger, page: newAnswerPage()},
		config:    config,
	}
}

func (a *Attendances) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+PathAttend+"{token}", a.ask)
	mux.HandleFunc("POST "+PathAttend+"{token}", a.answer)
}

// open checks the link and loads its session as it is now: an old mail may tell of another time. Without both it writes the page that
// says so, and ok is false.
func (a *Attendances) open(w http.ResponseWriter, r *http.Request) (v *visit, link AttendLink, s core.SessionFacts, ok bool) {
	v = a.receive(w, r)
	link, err := a.config.Links.read(r.PathValue("token"))
	if !a.recognise(v, link.Workspace, link.Person, err) {
		return v, link, s, false
	}
	load := a.config.Service.Session
	if link.All {
		load = a.config.Service.NextOfSeries
	}
	if s, err = load(r.Context(), v.call(), link.Session); err == nil {
		err = a.over(s)
	}
	if err != nil {
		a.refuse(v, err, "attend.closed.title")
		return v, link, s, false
	}
	return v, link, s, true
}

func (a *Attendances) over(s core.SessionFacts) error {
	switch {
	case s.Session.State == core.SessionCancelled:
		return &core.Error{Kind: core.Conflict, Code: core.CodeSessionCancelled}
	case !s.Session.StartsAt.After(a.config.Clock.Now()):
		return &core.Error{Kind: core.Conflict, Code: core.CodeSessionOver}
	}
	return nil
}

func (a *Attendances) ask(w http.ResponseWriter, r *http.Request) {
	if v, link, s, ok := a.open(w, r); ok {
		a.show(v, http.StatusOK, a.question(v, link, s, "", nil))
	}
}

func (a *Attendances) answer(w http.ResponseWriter, r *http.Request) {
	v, link, s, ok := a.open(w, r)
	if !ok || !a.form(v) {
		return
	}
	if link.Action == core.ActionCancelSession {
		a.cancel(v, link, s, r.PostFormValue("reason"))
		return
	}
	attend, title, done := a.config.Service.Attend, "attend.done.title", "attend.done.text"
	switch {
	case link.Maybe && link.All:
		attend, title, done = a.config.Service.PerhapsSeries, "attend.noted.title", "attend.noted_all.text"
	case link.Maybe:
		attend, title, done = a.config.Service.Perhaps, "attend.noted.title", "attend.noted.text"
	case link.All:
		attend, done = a.config.Service.AttendSeries, "attend.all.done"
	}
	if _, err := attend(r.Context(), v.call(), s.Session.ID); err != nil {
		a.refuse(v, err, "attend.closed.title")
		return
	}
	a.say(v, http.StatusOK, title, v.texts.T(done, "name", s.Other.Name()))
}

// cancel cancels the session, or all of its series that are still to come. A reason that is missing or too long comes back with what was typed.
func (a *Attendances) cancel(v *visit, link AttendLink, s core.SessionFacts, reason string) {
	cancel, title, text := a.config.Service.CancelSession, "attend.cancelled.title", "attend.cancelled.text"
	if link.All {
		cancel, title, text = a.config.Service.CancelSeries, "attend.cancelled_all.title", "attend.cancelled_all.text"
		if s.Following == 0 { // of a series that has only this one left
			cancel = a.config.Service.CancelSession
		}
	}
	_, err := cancel(v.request.Context(), v.call(), s.Session.ID, reason)
	if refusal := core.Refusal(err); refusal != nil && refusal.Kind == core.Invalid {
		a.show(v, http.StatusUnprocessableEntity, a.question(v, link, s, reason, refusal))
		return
	}
	if err != nil {
		a.refuse(v, err, "attend.closed.title")
		return
	}
	a.say(v, http.StatusOK, title, v.texts.T(text, "name", s.Other.Name()))
}

// question asks before anything is done.
func (a *Attendances) question(v *visit, link AttendLink, s core.SessionFacts, reason string, wrong *core.Error) answerContent {
	prefix, name := "attend.yes", s.Other.Name()
	if link.Action == core.ActionCancelSession {
		prefix = "attend.cancel"
	}
	if link.All {
		prefix = map[core.Action]string{core.ActionAttend: "attend.all", core.ActionCancelSession: "attend.cancel_all"}[link.Action]
	}
	if link.Maybe {
		prefix = map[bool]string{false: "attend.maybe", true: "attend.maybe_all"}[link.All]
	}
	form := &answerForm{Deadline: v.texts.Time(s.Session.StartsAt, v.person.Location()), Submit: v.texts.T(prefix + ".submit")}
	if link.Action == core.ActionCancelSession {
		form.Cancel = &cancelForm{
			Reason: v.texts.T("session_cancel.reason.label"), Hint: v.texts.T("attend.cancel.hint", "name", name), Typed: reason, MaxText: core.MaxCancelReason,
		}
		if wrong != nil {
			form.Cancel.Error = sentence(v.texts, wrong)
		}
	}
	return answerContent{Title: v.texts.T(prefix+".title", "name", name), Text: v.texts.T(prefix + ".text"), Form: form}
}
