// Package doctor finds out what is wrong with an installation and says what to do about it. It changes nothing in Slack and sends no
// mail; a SQLite file that does not exist yet is created empty, as serving would.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"mentorbot/cmd/internal/app"
)

// ErrProblems is returned when something has to be done before the service works.
var ErrProblems = errors.New("problems found")

// checkTimeout bounds each check.
const checkTimeout = 20 * time.Second

// finding is the outcome of a check: fine when err is nil.
type finding struct {
	detail string // what was found, in a few words
	err    error  // what is wrong
	advice string // what to do about it
}

func fine(format string, args ...any) finding { return finding{detail: fmt.Sprintf(format, args...)} }

func trouble(err error, advice string) finding { return finding{err: err, advice: advice} }

// notChecked says why a check could not be made: what it depends on is missing, or was found wrong by another one.
type notChecked string

func (n notChecked) Error() string { return string(n) }

func unsure(format string, args ...any) finding {
	return finding{err: notChecked(fmt.Sprintf(format, args...))}
}

// withoutToken is the finding of a check that needs a bot token.
func withoutToken() finding { return unsure("cannot be checked before Slack takes a bot token") }

func unchecked(found finding) bool {
	_, is := errors.AsType[notChecked](found.err)
	return is
}

// check is one thing that is looked at.
type check struct {
	name string
	look func(context.Context) finding
}

// Examine makes all checks and writes a line for each, with advice under those that failed. Nothing it writes holds a secret. It
// returns [ErrProblems] when a check failed.
func Examine(ctx context.Context, config app.Config, w io.Writer) error {
	failed := 0
	for _, check := range checks(config) {
		found := look(ctx, check)
		if found.err != nil && !unchecked(found) {
			failed++
		}
		if _, err := io.WriteString(w, config.Hide(check.line(found))); err != nil {
			return err
		}
	}
	if failed > 0 {
		_, err := fmt.Fprintf(w, "\n%s to mend.\n", map[bool]string{true: "One thing", false: fmt.Sprint(failed, " things")}[failed == 1])
		return errors.Join(ErrProblems, err)
	}
	_, err := fmt.Fprintln(w, "\nAll is well.")
	return err
}

// checks lists them in the order in which one mends them.
func checks(config app.Config) []check {
	s := &slackChecks{config: config}
	list := []check{
		{"configuration", configuration(config)},
		{"time zones", timeZones},
		{"database", database(config)},
		{"disk", disk(config)},
		{"queue", queue(config, time.Now)},
	}
	if config.ByOAuth() {
		list = append(list, check{"Slack: client", s.credentials}, check{"Slack: installations", s.installations})
	} else {
		list = append(list, check{"Slack: bot token", s.botToken}, check{"Slack: scopes", s.scopes})
	}
	list = append(list, check{"clock", s.clock})
	if config.Mode == "http" {
		list = append(list, check{"Slack: signing secret", signingSecret(config)})
	} else {
		list = append(list, check{"Slack: app token", s.appToken})
	}
	return append(list, check{"public address", publicAddress(config, time.Now)},
		check{"mail server", mailServer(config)}, check{"replies", replies(config)}, check{"calendars", calendars(config)},
		check{"metrics", metricsAddress(config)}, check{"traces", traces(config)})
}

func look(ctx context.Context, check check) finding {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	return check.look(ctx)
}

// line shows a finding to people.
func (c check) line(found finding) string {
	switch {
	case found.err == nil:
		return fmt.Sprintf("ok      %-22s %s\n", c.name, found.detail)
	case unchecked(found):
		return fmt.Sprintf("?       %-22s %s\n", c.name, found.err)
	}
	const indent = "\n                               "
	text := strings.ReplaceAll(found.err.Error(), "\n", indent)
	if found.advice != "" {
		text += indent + "-> " + strings.ReplaceAll(found.advice, "\n", indent+"   ")
	}
	return fmt.Sprintf("FAILED  %-22s %s\n", c.name, text)
}
