package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"mentorbot/core"
	"mentorbot/i18n"
)

// AnswerService is what the pages of [Answers] need of core. The actor of each call is the person the link was sent to.
type AnswerService interface {
	// Person finds whom a link was sent to. Errors: core.ErrNotFound.
	Person(ctx context.Context, ws core.WorkspaceID, id core.PersonID) (core.Person, error)
	// Answerable, Accept and Decline refuse with a *core.Error.
	Answerable(ctx context.Context, call core.Call, id core.InvitationID, action core.Action) (core.InvitationFacts, error)
	Accept(ctx context.Context, call core.Call, id core.InvitationID) (core.InvitationFacts, error)
	Decline(ctx context.Context, call core.Call, id core.InvitationID, in core.Decline) (core.InvitationFacts, error)
}

// AnswerConfig is what [Answers] needs; all of it is required.
type AnswerConfig struct {
	Service AnswerService
	Links   Links
	Texts   *i18n.Catalogue
	Clock   core.Clock // product time, which deadlines follow
	Logger  *slog.Logger
}

// Answers serves the pages behind the links of invitation mails. To look at one changes nothing, because mail servers and chat programs
// look at links before people do; only its button does. The token in the address is the permission. No cookie takes part, so no
// other site can have a browser answer for somebody.
type Answers struct {
	config AnswerConfig
	page   page
}

// NewAnswers makes the handler of the pages below [PathAnswer].
func NewAnswers(config AnswerConfig) *Answers {
	return &Answers{config: config, page: newAnswerPage()}
}

func (a *Answers) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+PathAnswer+"{token}", a.ask)
	mux.HandleFunc("POST "+PathAnswer+"{token}", a.answer)
}

// maxAnswer bounds a form in bytes: a character of the longest text may take twelve when it is encoded.
const maxAnswer = 16 << 10

// visit is one request with a link that is in order.
type visit struct {
	http.ResponseWriter
	request   *http.Request
	link      AnswerLink
	person    core.Person
	texts     *i18n.Localizer
	reference string // leads from the page, and from the audit log, to the log
}

func (v *visit) call() core.Call {
	return core.Call{Workspace: v.link.Workspace, Actor: v.link.Person, RequestID: v.reference}
}

// open checks the link and finds whom it was sent to. Without both it writes the page that says so, and ok is false.
func (a *Answers) open(w http.ResponseWriter, r *http.Request) (v *visit, ok bool) {
	v = &visit{ResponseWriter: w, request: r, reference: newToken()[:8], texts: a.config.Texts.For(r.Header.Get("Accept-Language"))}
	var err error
	if v.link, err = a.config.Links.read(r.PathValue("token")); err != nil {
		a.say(v, http.StatusNotFound, "answer.invalid.title", v.texts.T("answer.invalid.text"))
		return v, false
	}
	v.person, err = a.config.Service.Person(r.Context(), v.link.Workspace, v.link.Person)
	if errors.Is(err, core.ErrNotFound) {
		a.say(v, http.StatusNotFound, "answer.invalid.title", v.texts.T("answer.invalid.text"))
		return v, false
	}
	if err != nil {
		a.fail(v, err)
		return v, false
	}
	v.texts = a.config.Texts.For(v.person.Locale())
	if !a.config.Clock.Now().Before(v.link.Expires) {
		a.say(v, http.StatusGone, "answer.expired.title", v.texts.T("answer.expired.text"))
		return v, false
	}
	return v, true
}

// ask shows the question with a button.
func (a *Answers) ask(w http.ResponseWriter, r *http.Request) {
	v, ok := a.open(w, r)
	if !ok {
		return
	}
	facts, err := a.config.Service.Answerable(r.Context(), v.call(), v.link.Invitation, v.link.Action)
	if err != nil {
		a.refuse(v, err)
		return
	}
	a.show(v, http.StatusOK, a.question(v, facts, core.Decline{}, nil))
}

// answer does what the button says.
func (a *Answers) answer(w http.ResponseWriter, r *http.Request) {
	v, ok := a.open(w, r)
	if !ok {
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxAnswer)
	if err := r.ParseForm(); err != nil {
		a.say(v, http.StatusBadRequest, "answer.refused.title", v.texts.T("error.invalid_input"))
		return
	}
	if v.link.Action == core.ActionDecline {
		a.decline(v, declineOf(r))
		return
	}
	facts, err := a.config.Service.Accept(r.Context(), v.call(), v.link.Invitation)
	if err != nil {
		a.refuse(v, err)
		return
	}
	a.say(v, http.StatusOK, "answer.accepted.title", acceptedText(v, facts))
}

func declineOf(r *http.Request) core.Decline {
	return core.Decline{
		Reason: core.DeclineReason(r.PostFormValue("reason")), Text: r.PostFormValue("text"),
		AlsoUnavailable: r.PostFormValue("also_unavailable") != "", Until: r.PostFormValue("until"),
	}
}

// decline says no. Wrong input comes back with everything typed still there.
func (a *Answers) decline(v *visit, in core.Decline) {
	facts, err := a.config.Service.Decline(v.request.Context(), v.call(), v.link.Invitation, in)
	refusal := core.Refusal(err)
	if refusal != nil && refusal.Kind == core.Invalid {
		facts, err = a.config.Service.Answerable(v.request.Context(), v.call(), v.link.Invitation, v.link.Action)
		if err == nil {
			a.show(v, http.StatusUnprocessableEntity, a.question(v, facts, in, refusal.All()))
			return
		}
	}
	if err != nil {
		a.refuse(v, err)
		return
	}
	asker := facts.Asker()
	a.say(v, http.StatusOK, "answer.declined.title", v.texts.T("answer.declined.text", "name", asker.Name()))
}

func acceptedText(v *visit, facts core.InvitationFacts) string {
	if facts.Invitation.Offer {
		return v.texts.T("answer.accepted.offer_text", "name", facts.Mentor.Name())
	}
	return v.texts.T("answer.accepted.text", "name", facts.Mentee.Name())
}

// refuse explains why nothing was done.
func (a *Answers) refuse(v *visit, err error) {
	refusal := core.Refusal(err)
	if refusal == nil {
		a.fail(v, err)
		return
	}
	status, title := http.StatusConflict, "answer.closed.title"
	switch {
	case refusal.Kind == core.NotFound:
		status, title = http.StatusNotFound, "answer.refused.title"
	case refusal.Kind == core.Forbidden:
		status, title = http.StatusForbidden, "answer.refused.title"
	case refusal.Code == core.CodeYouAreFull:
		title = "answer.refused.title"
	}
	a.say(v, status, title, sentence(v.texts, refusal))
}

// sentence is what core's refusal says to people.
func sentence(texts *i18n.Localizer, refusal *core.Error) string {
	var args []any
	for name, value := range refusal.Args {
		args = append(args, name, value)
	}
	return texts.T("error."+string(refusal.Code), args...)
}

// fail logs what went wrong, without the address: it holds the token.
func (a *Answers) fail(v *visit, err error) {
	a.config.Logger.ErrorContext(v.request.Context(), "answer by link", "error", err, "reference", v.reference)
	a.say(v, http.StatusInternalServerError, "answer.failed.title", v.texts.T("answer.failed.text", "reference", v.reference))
}
