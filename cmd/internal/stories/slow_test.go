package stories

import (
	"context"
	"database/sql"
	"net/http"
	"strings"
	"testing"
	"time"
)

// lockTime is how long somebody else holds the database: longer than Slack waits for an answer.
const lockTime = 5 * time.Second

// holdDatabase takes a lock the product has to wait for, on a connection of its own, and lets it go after lockTime.
func holdDatabase(t *testing.T, url string) (released <-chan struct{}) {
	t.Helper()
	driver, source, statements := "pgx", url, []string{"BEGIN", "LOCK TABLE people IN ACCESS EXCLUSIVE MODE"}
	if file, found := strings.CutPrefix(url, "sqlite://"); found {
		driver, source, statements = "sqlite", "file:"+file, []string{"BEGIN IMMEDIATE"}
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := conn.ExecContext(context.Background(), statement); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan struct{})
	time.AfterFunc(lockTime, func() {
		_, _ = conn.ExecContext(context.Background(), "ROLLBACK")
		_ = conn.Close()
		_ = db.Close()
		close(done)
	})
	return done
}

// timedOutcome is the outcome of a submission with how long the app took to acknowledge it.
type timedOutcome struct {
	App struct {
		Status string
		MS     int64
	}
	View   *view
	Errors map[string]string
}

func (s *stage) submitTimed(user string, v *view, entered values) (out timedOutcome) {
	s.t.Helper()
	s.call(http.MethodPost, "submit", fields{"user": user, "view_id": v.ID, "values": entered}, &out)
	if out.App.Status != "ok" || out.App.MS >= 3000 {
		s.t.Errorf("the app acknowledged with %q after %d ms", out.App.Status, out.App.MS)
	}
	return out
}

// A person whose click meets a locked database reads that it took too long, within Slack's three seconds, keeps what they typed, and
// succeeds with the same form later.
func TestASlowDatabaseIsToldInWords(t *testing.T) {
	t.Parallel()
	for _, set := range settings(t.Name()) {
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			url := set.url(t)
			set.url, set.hurried = func(testing.TB) string { return url }, true
			s := raise(t, set, cast())
			s.openHome(mia)
			form := s.command(mia, "/mentor settings").View

			released := holdDatabase(t, url)
			slow := s.submitTimed(mia, form, values{"language": value("fr")})
			s.says(slow.Errors["language"], "longer than Slack allows", "try once more")
			<-released

			again := s.submitTimed(mia, form, values{"language": value("fr")})
			if len(again.Errors) > 0 || again.View != nil {
				t.Errorf("the second try: %+v", again)
			}
			person, err := s.box.App.Service.Person(s.in(), s.box.App.Workspace.ID, s.id(mia))
			s.must(err)
			if person.Language != "fr" {
				t.Errorf("the language is %q", person.Language)
			}
			s.nothingLeft()
		})
	}
}
