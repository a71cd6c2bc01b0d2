package stories

import (
	"net/http"
	"testing"
	"time"

	"mentorbot/core"
)

// A socket belongs to the app and is open before any workspace installs it: what makes it answer is the installation.
func TestAnInstallationServedBySocketsLivesThroughExpiryAndReinstalling(t *testing.T) {
	tellOverSockets(t, func(e *estate) {
		if out := e.command(north, mia, "/mentor help"); out.App.Status == "ok" {
			e.t.Error("a workspace that did not install the app reaches it")
		}
		e.install(north)
		e.answers(north)
		e.people(north, mia, ada)
		first := e.installation(north)

		e.protocol.advance(13 * time.Hour)
		e.answers(north)
		if renewed := e.installation(north); renewed.BotToken == first.BotToken || renewed.State != core.InstallationActive {
			e.t.Errorf("after the token expired: %s, renewed: %v", renewed.State, renewed.BotToken != first.BotToken)
		}

		e.control(north, http.MethodPost, "uninstall", nil, nil)
		if i := e.installation(north); i.State != core.InstallationRevoked || i.Tokens != (core.Tokens{}) {
			e.t.Errorf("after uninstalling: %s", i.State)
		}
		e.asks(north, mia, "Written while nobody could read it.", ada)
		if got := e.about(north, ada, "Written while"); got > 0 {
			e.t.Errorf("%d messages were sent by an app that is not installed", got)
		}

		e.clock.Advance(time.Minute)
		e.install(north)
		e.answers(north)
		if got := e.about(north, ada, "Written while"); got != 1 {
			e.t.Errorf("the request arrived %d times after installing again, want once", got)
		}
	})
}

func TestWhoDeclinesInstallsNothingOverSocketsEither(t *testing.T) {
	tellOverSockets(t, func(e *estate) {
		browser := e.browser()
		e.visit(browser, e.consent(browser, north, fields{"decision": "deny"}))
		e.nothingInstalled()
		e.install(north)
		e.answers(north)
	})
}
