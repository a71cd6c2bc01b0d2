package stories

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

func TestTwoWorkspacesInstallTheAppAndUseIt(t *testing.T) {
	tellOfMany(t, false, func(e *estate) {
		e.install(north)
		e.answers(north)
		if out := e.command(south, mia, "/mentor help"); out.App.Status == "ok" {
			e.t.Error("a workspace that did not install the app reaches it")
		}
		e.install(south)
		e.answers(south)
		e.answers(north)
		if e.workspace(north) == e.workspace(south) {
			e.t.Error("both are one workspace")
		}
	})
}

// What a workspace had before it uninstalled the app, it finds again. Nothing is sent meanwhile, and nothing is lost.
func TestUninstallingAndInstallingAgainKeepsEverything(t *testing.T) {
	for name, order := range map[string][]string{
		"tokens first": {"tokens_revoked", "app_uninstalled"},
		"app first":    {"app_uninstalled", "tokens_revoked"},
	} {
		t.Run(name, func(t *testing.T) {
			tellOfMany(t, false, func(e *estate) {
				e.install(north)
				e.install(south)
				e.people(north, mia, ada)

				e.control(north, http.MethodPost, "uninstall", fields{"order": order}, nil)
				gone := e.installation(north)
				if gone.State != core.InstallationRevoked || gone.Tokens != (core.Tokens{}) || gone.Reason != order[0] {
					e.t.Errorf("after uninstalling: %s because of %s, tokens deleted: %v", gone.State, gone.Reason, gone.Tokens == (core.Tokens{}))
				}
				e.answers(south)
				e.asks(north, mia, "Written while nobody could read it.", ada)
				if got := e.about(north, ada, "Written while"); got > 0 {
					e.t.Errorf("%d messages were sent by an app that is not installed", got)
				}

				e.clock.Advance(time.Minute)
				e.install(north)
				if got := e.about(north, ada, "Written while"); got != 1 {
					e.t.Errorf("the request arrived %d times after installing again, want once", got)
				}
				profile, err := e.app.Service.ProfileFacts(e.t.Context(), e.as(north, mia))
				e.must(err)
				if profile.Profile.Summary != "Summary of "+north {
					e.t.Errorf("the profile from before: %+v", profile.Profile)
				}
			})
		})
	}
}

func TestWhoDeclinesInstallsNothing(t *testing.T) {
	tellOfMany(t, false, func(e *estate) {
		browser := e.browser()
		response, page := e.visit(browser, e.consent(browser, north, fields{"decision": "deny"}))
		if response.StatusCode != http.StatusOK || !strings.Contains(page, "Nothing was installed") {
			e.t.Errorf("%d %s", response.StatusCode, page)
		}
		e.nothingInstalled()
		e.install(north) // and may think better of it
	})
}

func TestAStateFromElsewhereInstallsNothing(t *testing.T) {
	tellOfMany(t, false, func(e *estate) {
		back := e.consent(e.browser(), north, nil)
		address, err := url.Parse(back)
		e.must(err)
		query := address.Query()
		query.Set("state", "forged")
		for name, target := range map[string]string{
			"a state nobody gave out":  e.base + "/slack/oauth?" + query.Encode(),
			"a state of another start": back, // sent to a victim's browser
		} {
			victim := e.browser()
			e.consent(victim, north, nil)
			if response, page := e.visit(victim, target); response.StatusCode != http.StatusBadRequest || !strings.Contains(page, "start again") {
				e.t.Errorf("%s: %d %s", name, response.StatusCode, page)
			}
		}
		e.nothingInstalled()
	})
}

func TestAWholeOrganisationCannotInstall(t *testing.T) {
	tellOfMany(t, false, func(e *estate) {
		browser := e.browser()
		response, page := e.visit(browser, e.consent(browser, north, fields{"org_wide": true}))
		if response.StatusCode != http.StatusForbidden || !strings.Contains(page, "choose one workspace") {
			e.t.Errorf("%d %s", response.StatusCode, page)
		}
		e.nothingInstalled()
		if out := e.command(north, mia, "/mentor help"); out.App.Status != "dispatch_failed" {
			e.t.Errorf("the token was not given back: %+v", out.App)
		}
	})
}

func (e *estate) nothingInstalled() {
	e.t.Helper()
	if all, err := e.app.Service.Installations(e.t.Context()); err != nil || len(all) > 0 {
		e.t.Errorf("installed: %v, %v", all, err)
	}
}

// Slack may deliver something of a workspace that has not installed the app, or not any more, and old news at any time.
func TestNewsThatIsNoConcernOfTheAppIsTakenAndChangesNothing(t *testing.T) {
	tellOfMany(t, false, func(e *estate) {
		e.install(north)
		click := func(team string) (int, string) {
			return e.post(map[string]any{
				"type": "block_actions", "trigger_id": "1.2.x", "team": map[string]any{"id": team}, "user": map[string]any{"id": mia},
				"actions": []map[string]any{{"type": "button", "action_id": "profile_open", "block_id": "b"}},
			})
		}
		for _, team := range []string{"T0NOWHERE", south} {
			if status, answer := click(team); status != http.StatusOK || answer != "" {
				e.t.Errorf("a click in %s: %d %q", team, status, answer)
			}
			if status, _ := e.event(team, e.clock.Now(), map[string]any{"type": "app_uninstalled"}); status != http.StatusOK {
				e.t.Errorf("uninstalling %s: %d", team, status)
			}
		}
		later := e.clock.Now().Add(time.Minute)
		for name, news := range map[string]struct {
			at    time.Time
			inner map[string]any
		}{
			"a person's token ended": {later, map[string]any{"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{mia}, "bot": []string{}}}},
			"an earlier uninstall":   {opening.Add(-time.Hour), map[string]any{"type": "app_uninstalled"}},
		} {
			if status, _ := e.event(north, news.at, news.inner); status != http.StatusOK || e.installation(north).State != core.InstallationActive {
				e.t.Errorf("%s: %d, %s", name, status, e.installation(north).State)
			}
		}
		e.answers(north)
	})
}

func TestTokensAreRenewedBeforeTheyExpireAndAfter(t *testing.T) {
	tellOfMany(t, true, func(e *estate) {
		e.install(north)
		e.answers(north)
		tokens := []string{e.installation(north).BotToken}
		for _, later := range []time.Duration{11*time.Hour + 45*time.Minute, 13 * time.Hour} { // near its end, and past it
			e.protocol.advance(later)
			e.answers(north)
			tokens = append(tokens, e.installation(north).BotToken)
		}
		slices.Sort(tokens)
		if n := len(slices.Compact(tokens)); n != 3 {
			e.t.Errorf("%d tokens in a day, want 3", n)
		}
		e.people(north, mia, ada)
		e.asks(north, mia, "With the third token.", ada)
		if got := e.about(north, ada, "With the third token."); got != 1 {
			e.t.Errorf("the request arrived %d times", got)
		}
	})
}

// Somebody else used the refresh token: the installation is over, and everybody can see that.
func TestATokenThatCannotBeRenewedEndsTheInstallation(t *testing.T) {
	tellOfMany(t, true, func(e *estate) {
		e.install(north)
		e.answers(north)
		form := url.Values{
			"client_id": {"1.2"}, "client_secret": {"client-secret"}, "grant_type": {"refresh_token"},
			"refresh_token": {e.installation(north).RefreshToken},
		}
		response, err := http.PostForm(e.slack+"/api/oauth.v2.access", form)
		e.must(err)
		response.Body.Close()
		e.protocol.advance(13 * time.Hour)
		e.command(north, mia, "/mentor help")
		if i := e.installation(north); i.State != core.InstallationRevoked || i.Reason != "invalid_refresh_token" {
			e.t.Errorf("%s because of %q", i.State, i.Reason)
		}
		if lines := e.errors.take(); len(lines) != 1 || !strings.Contains(lines[0], "has to be installed again") {
			e.t.Errorf("logged: %q", lines)
		}
		e.install(north)
		e.answers(north)
	})
}

// take removes the error lines that belong to a story.
func (l *errorLog) take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	lines := l.lines
	l.lines = nil
	return lines
}

// people gives people profiles, and makes all but the first mentors of leadership.
func (e *estate) people(team string, users ...string) {
	e.t.Helper()
	ctx := e.t.Context()
	for i, user := range users {
		e.command(team, user, "/mentor help") // they introduce themselves
		call := e.as(team, user)
		_, err := e.app.Service.SaveBasics(ctx, call, core.Basics{
			Name: team + " " + user, TimeZone: "Europe/Paris", DutyStation: "Geneva", Languages: []string{"en"},
		})
		e.must(err)
		_, err = e.app.Service.SaveWork(ctx, call, core.Work{Headline: "Headline of " + team, Unit: "Water", JobFunctions: []string{"engineering"}})
		e.must(err)
		_, err = e.app.Service.SaveSkills(ctx, call, core.Skills{
			Summary: "Summary of " + team, Skills: []string{"Hydraulics"}, Wishes: []string{"Leadership"}, MeetingModes: []string{"online"},
		})
		e.must(err)
		if i > 0 {
			_, err = e.app.Service.SaveMentor(ctx, call, core.MentorSettings{Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: 2})
			e.must(err)
		}
	}
	e.must(e.app.Settle(ctx))
}

// asks sends a mentee's request.
func (e *estate) asks(team, mentee, words string, mentors ...string) {
	e.t.Helper()
	in := core.Submission{Message: words}
	for _, m := range mentors {
		in.Mentors = append(in.Mentors, e.as(team, m).Actor)
	}
	_, err := e.app.Service.SubmitChoices(e.t.Context(), e.as(team, mentee), in)
	e.must(err)
	e.must(e.app.Settle(e.t.Context()))
}

// about counts a person's messages with these words.
func (e *estate) about(team, user, words string) int {
	e.t.Helper()
	n := 0
	for _, m := range e.messages(team, user) {
		if strings.Contains(m.all(), words) {
			n++
		}
	}
	return n
}
