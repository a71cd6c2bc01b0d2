package web

import (
	"context"
	"log/slog"
	"net/http"

	"mentorbot/core"
	"mentorbot/i18n"
)

// SessionFileService is what [SessionFiles] need of core. The actor of each call is the person the link was sent to.
type SessionFileService interface {
	// Person finds whom a link was sent to. Errors: core.ErrNotFound.
	Person(ctx context.Context, ws core.WorkspaceID, id core.PersonID) (core.Person, error)
	// SessionFile refuses with a *core.Error.
	SessionFile(ctx context.Context, call core.Call, id core.SessionID, identity core.CalendarIdentity) (core.CalendarMail, error)
}

// SessionFileConfig is what [SessionFiles] need; all of it is required.
type SessionFileConfig struct {
	Service  SessionFileService
	Links    SessionFileLinks
	Identity core.CalendarIdentity
	ICS      func(core.CalendarMail) ([]byte, error) // writes the iCalendar object
	Texts    *i18n.Catalogue
	Clock    core.Clock // product time
	Logger   *slog.Logger
}

// SessionFiles give people the files of their sessions where Slack takes none from the app. To look changes nothing, so that one click is
// enough; the file tells of the session as it is then.
type SessionFiles struct {
	reception
	config SessionFileConfig
}

// NewSessionFiles makes the handler of the files below [PathSessionFile].
func NewSessionFiles(config SessionFileConfig) *SessionFiles {
	return &SessionFiles{
		reception: reception{person: config.Service.Person, texts: config.Texts, log: config.Logger, page: newAnswerPage()},
		config:    config,
	}
}

func (s *SessionFiles) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+PathSessionFile+"{token}", s.give)
}

func (s *SessionFiles) give(w http.ResponseWriter, r *http.Request) {
	v := s.receive(w, r)
	link, err := s.config.Links.read(r.PathValue("token"))
	if !s.recognise(v, link.Workspace, link.Person, err) || !s.admit(v, s.config.Clock.Now().Before(link.Expires), "session_file.expired") {
		return
	}
	file, err := s.config.Service.SessionFile(r.Context(), v.call(), link.Session, s.config.Identity)
	if err != nil {
		s.refuse(v, err, "answer.refused.title")
		return
	}
	content, err := s.config.ICS(file)
	if err != nil {
		s.fail(v, err)
		return
	}
	s.hand(v, "text/calendar; charset=utf-8", "session.ics", content)
}
