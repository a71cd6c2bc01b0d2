package web

import (
	_ "embed"
	"html/template"
	"net/http"

	"mentorbot/core"
)

//go:embed answer.html.tmpl
var answerLayout string

//go:embed answer.css
var answerStyle string

// answerContent is a page behind a link in a mail: a sentence, or a question with its form.
type answerContent struct {
	Language, Title, Text string
	Style                 template.CSS
	Form                  *answerForm // nil for a page that only says something
}

// answerForm is what an answer asks for. Accepting asks for nothing but the button.
type answerForm struct {
	Heading  string // above the mentee's words
	Words    string // what the mentee wrote
	Deadline string
	Submit   string
	Decline  *declineForm
	Cancel   *cancelForm
}

// cancelForm asks why a session is cancelled.
type cancelForm struct {
	Reason, Hint, Typed, Error string
	MaxText                    int
}

// declineForm is the inputs of a no, with what was typed before.
type declineForm struct {
	Reason, Text, Also, Until                     string // labels
	Choose, TextHint, UntilHint                   string
	Reasons                                       []choice
	TypedText, TypedUntil                         string
	TypedAlso                                     bool
	MaxText                                       int
	ReasonError, TextError, UntilError, FormError string
}

type choice struct {
	Value, Label string
	Chosen       bool
}

func newAnswerPage() page {
	return page{
		layout: template.Must(template.New("answer").Parse(answerLayout)),
		policy: policy(answerStyle, "'self'"),
	}
}

func (d *reception) say(v *visit, status int, title, text string) {
	d.show(v, status, answerContent{Title: v.texts.T(title), Text: text})
}

// show writes a page of the answers. Search engines are kept away: a link that was published by mistake stays out of their index.
func (d *reception) show(v *visit, status int, c answerContent) {
	c.Language, c.Style = v.texts.Language(), template.CSS(answerStyle)
	d.page.harden(v.Header())
	v.Header().Set("X-Robots-Tag", "noindex, nofollow")
	v.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.WriteHeader(status)
	if v.request.Method != http.MethodHead {
		_ = d.page.layout.Execute(v, c)
	}
}

// question asks before an answer is given.
func (a *Answers) question(v *visit, link AnswerLink, facts core.InvitationFacts, typed core.Decline, wrong []*core.Error) answerContent {
	prefix := "answer.accept"
	if link.Action == core.ActionDecline {
		prefix = "answer.decline"
	}
	asker, text := facts.Asker(), prefix+".text"
	if facts.Invitation.Offer {
		text = prefix + ".offer_text"
	}
	name := asker.Name()
	deadline := link.Expires // until the record of the delivery is there, the link knows best
	if !facts.Invitation.ExpiresAt.IsZero() {
		deadline = facts.Invitation.ExpiresAt
	}
	form := &answerForm{
		Heading: v.texts.T("invitation.message", "name", name), Words: facts.List.Message, Submit: v.texts.T(prefix + ".submit"),
		Deadline: v.texts.T("answer.deadline", "deadline", v.texts.Time(deadline, v.person.Location())),
	}
	if link.Action == core.ActionDecline {
		form.Decline = a.declineForm(v, facts, typed)
		form.Decline.mark(v, wrong)
	}
	return answerContent{
		Title: v.texts.T(prefix+".title", "name", name), Text: v.texts.T(text, "name", name, "program", facts.Program.Name), Form: form,
	}
}

func (a *Answers) declineForm(v *visit, facts core.InvitationFacts, typed core.Decline) *declineForm {
	t := v.texts
	f := &declineForm{
		Reason: t.T("decline.reason.label"), Choose: t.T("answer.choose"), Text: t.T("decline.text.label"), TextHint: t.T("decline.text.hint"),
		Also: t.T("decline.also.option"), Until: t.T("decline.until.label"), UntilHint: t.T("decline.until.hint"),
		TypedText: typed.Text, TypedAlso: typed.AlsoUnavailable, TypedUntil: typed.Until, MaxText: core.MaxDeclineText,
	}
	if facts.Invitation.Offer { // what else concerns mentors only
		f.Also = ""
	}
	for _, r := range facts.DeclineReasons() {
		f.Reasons = append(f.Reasons, choice{string(r), t.T("decline_reason." + string(r)), r == typed.Reason})
	}
	return f
}

// mark puts each refusal at its input; one that belongs to none stands above them.
func (f *declineForm) mark(v *visit, wrong []*core.Error) {
	for _, e := range wrong {
		text := sentence(v.texts, e)
		switch e.Field {
		case "reason":
			f.ReasonError = text
		case "text":
			f.TextError = text
		case "until":
			f.UntilError = text
		default:
			f.FormError = text
		}
	}
}
