package web

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

// DataService is what [DataPages] need of core. The actor of each call is the person the link was sent to.
type DataService interface {
	// Person finds whom a link was sent to. Errors: core.ErrNotFound.
	Person(ctx context.Context, ws core.WorkspaceID, id core.PersonID) (core.Person, error)
	// TakeData refuses with a *core.Error.
	TakeData(ctx context.Context, call core.Call) (core.PersonalData, error)
}

// DataConfig is what [DataPages] need; all of it is required.
type DataConfig struct {
	Service DataService
	Links   DataLinks
	Texts   *i18n.Catalogue
	Clock   core.Clock // product time
	Logger  *slog.Logger
}

// DataPages give people everything that is stored about them, where Slack takes no files from the app. As with [Answers], to look at a page
// gives nothing yet: only its button does.
type DataPages struct {
	reception
	config DataConfig
}

// NewDataPages makes the handler of the pages below [PathData].
func NewDataPages(config DataConfig) *DataPages {
	return &DataPages{
		reception: reception{person: config.Service.Person, texts: config.Texts, log: config.Logger, page: newAnswerPage()},
		config:    config,
	}
}

func (d *DataPages) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+PathData+"{token}", d.ask)
	mux.HandleFunc("POST "+PathData+"{token}", d.give)
}

// open checks the link. Without one that is in order it writes the page that says so, and ok is false.
func (d *DataPages) open(w http.ResponseWriter, r *http.Request) (v *visit, link DataLink, ok bool) {
	v = d.receive(w, r)
	link, err := d.config.Links.read(r.PathValue("token"))
	if !d.recognise(v, link.Workspace, link.Person, err) {
		return v, link, false
	}
	return v, link, d.admit(v, d.config.Clock.Now().Before(link.Expires), "data_page.expired")
}

func (d *DataPages) ask(w http.ResponseWriter, r *http.Request) {
	if v, link, ok := d.open(w, r); ok {
		deadline := v.texts.T("data_page.until", "time", v.texts.Time(link.Expires, v.person.Location()))
		d.show(v, http.StatusOK, answerContent{
			Title: v.texts.T("data_page.title"), Text: v.texts.T("data_page.text"),
			Form: &answerForm{Deadline: deadline, Submit: v.texts.T("data_page.submit")},
		})
	}
}

func (d *DataPages) give(w http.ResponseWriter, r *http.Request) {
	v, _, ok := d.open(w, r)
	if !ok || !d.form(v) {
		return
	}
	data, err := d.config.Service.TakeData(r.Context(), v.call())
	if err != nil {
		d.refuse(v, err, "answer.refused.title")
		return
	}
	text, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		d.fail(v, err)
		return
	}
	d.hand(v, "application/json", "mentorbot-"+data.At.Format(time.DateOnly)+".json", text)
}
