package web

import (
	"context"
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
	reception
	config AnswerConfig
}

// NewAnswers makes the handler of the pages below [PathAnswer].
func NewAnswers(config AnswerConfig) *Answers {
	return &Answers{
		reception: reception{person: config.Service.Person, texts: config.Texts, log: config.Logger, page: newAnswerPage()},
		config:    config,
	}
}

func (a *Answers) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+PathAnswer+"{token}", a.ask)
	mux.HandleFunc("POST "+PathAnswer+"{token}", a.answer)
}

// maxAnswer bounds a form in bytes: a character of the longest text may take twelve when it is encoded.
const maxAnswer = 16 << 10

// open checks the link and finds whom it was sent to. Without both it writes the page that says so, and ok is false.
func (a *Answers) open(w http.ResponseWriter, r *http.Request) (v *visit, link AnswerLink, ok bool) {
	v = a.receive(w, r)
	link, err := a.config.Links.read(r.PathValue("token"))
	if !a.recognise(v, link.Workspace, link.Person, err) {
		return v, link, false
	}
	if !a.config.Clock.Now().Before(link.Expires) {
		a.say(v, http.StatusGone, "answer.expired.title", v.texts.T("answer.expired.text"))
		return v, link, false
	}
	return v, link, true
}

// ask shows the question with a button.
func (a *Answers) ask(w http.ResponseWriter, r *http.Request) {
	v, link, ok := a.open(w, r)
	if !ok {
		return
	}
	facts, err := a.config.Service.Answerable(r.Context(), v.call(), link.Invitation, link.Action)
	if err != nil {
		a.refuse(v, err, "answer.closed.title")
		return
	}
	a.show(v, http.StatusOK, a.question(v, link, facts, core.Decline{}, nil))
}

// answer does what the button says.
func (a *Answers) answer(w http.ResponseWriter, r *http.Request) {
	v, link, ok := a.open(w, r)
	if !ok {
		return
	}
	if !a.form(v) {
		return
	}
	if link.Action == core.ActionDecline {
		a.decline(v, link, declineOf(r))
		return
	}
	facts, err := a.config.Service.Accept(r.Context(), v.call(), link.Invitation)
	if err != nil {
		a.refuse(v, err, "answer.closed.title")
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
func (a *Answers) decline(v *visit, link AnswerLink, in core.Decline) {
	facts, err := a.config.Service.Decline(v.request.Context(), v.call(), link.Invitation, in)
	refusal := core.Refusal(err)
	if refusal != nil && refusal.Kind == core.Invalid {
		facts, err = a.config.Service.Answerable(v.request.Context(), v.call(), link.Invitation, link.Action)
		if err == nil {
			a.show(v, http.StatusUnprocessableEntity, a.question(v, link, facts, in, refusal.All()))
			return
		}
	}
	if err != nil {
		a.refuse(v, err, "answer.closed.title")
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
