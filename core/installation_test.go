package core_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func grant(team, token string) core.Grant {
	return core.Grant{
		ChatTeamID: team, TeamName: "Team " + team, AppID: "A1", BotUser: "UBOT", Scopes: []string{"chat:write"}, InstalledBy: "UINSTALLER",
		Tokens: core.Tokens{BotToken: token, RefreshToken: "xoxe-1-" + token, ExpiresAt: start.Add(12 * time.Hour)},
	}
}

func (w *world) install(team, token string) core.Installation {
	w.t.Helper()
	i, err := w.svc.Install(context.Background(), grant(team, token))
	w.must(err)
	return i
}

func (w *world) installation(workspace core.WorkspaceID) core.Installation {
	w.t.Helper()
	i, err := w.svc.Installation(context.Background(), workspace)
	w.must(err)
	return i
}

func TestInstallingMakesAWorkspaceWithAProgramme(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T-old")
		i := w.install("T-new", "xoxb-1")
		if i.Workspace == w.ws || i.State != core.InstallationActive || i.BotToken != "xoxb-1" {
			t.Errorf("installed: %v in %s", i.State, i.Workspace)
		}
		workspace, err := w.svc.WorkspaceOfTeam(t.Context(), "T-new")
		w.must(err)
		if workspace.ID != i.Workspace || workspace.Name != "Team T-new" {
			t.Errorf("workspace: %+v", workspace)
		}
		w.must(db.Read(t.Context(), i.Workspace, func(tx core.Tx) error {
			programs, err := tx.Programs().List(t.Context())
			if len(programs) != 1 {
				t.Errorf("%d programmes, want 1", len(programs))
			}
			return err
		}))
	})
}

func TestAnOrganisationWideInstallationIsRefused(t *testing.T) {
	db := storagetest.SQLite(t)
	w := newWorld(t, db, "T-old")
	for name, g := range map[string]core.Grant{
		"by the flag":   {OrgWide: true, ChatTeamID: "T1", Tokens: core.Tokens{BotToken: "xoxb-1"}},
		"without team":  {Enterprise: "E1", Tokens: core.Tokens{BotToken: "xoxb-1"}},
		"nothing known": {},
	} {
		_, err := w.svc.Install(t.Context(), g)
		if refusal := core.Refusal(err); refusal == nil || refusal.Code != core.CodeOrgWideInstall {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, err := w.svc.Installations(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("installations: %v, %v", all, err)
	}
}

func TestUninstallingDeletesTokensAndReinstallingFindsTheData(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ctx := t.Context()
		first := w.install("T1", "xoxb-1")
		mia := w.mentee("mia")
		for _, reason := range []string{"tokens_revoked", "app_uninstalled", "tokens_revoked"} {
			w.must(w.svc.Uninstall(ctx, "T1", reason, w.svc.Now()))
		}
		gone := w.installation(first.Workspace)
		if gone.State != core.InstallationRevoked || gone.Reason != "tokens_revoked" || gone.Tokens != (core.Tokens{}) {
			t.Errorf("after uninstalling: %s because of %q, tokens kept: %v", gone.State, gone.Reason, gone.Tokens != (core.Tokens{}))
		}
		w.clock.advance(time.Hour)
		again := w.install("T1", "xoxb-2")
		if again.Workspace != first.Workspace || again.State != core.InstallationActive || again.BotToken != "xoxb-2" {
			t.Errorf("installed again: %v", again)
		}
		if p, err := w.svc.Person(ctx, again.Workspace, mia.ID); err != nil || p.Name != mia.Name {
			t.Errorf("the person from before: %v, %v", p.Name, err)
		}
	})
}

func TestLateNewsOfAnEarlierInstallationChangesNothing(t *testing.T) {
	db := storagetest.SQLite(t)
	w := newWorld(t, db, "T1")
	ctx := t.Context()
	before := w.install("T1", "xoxb-1")
	uninstalledAt := w.svc.Now()
	w.clock.advance(time.Minute)
	w.install("T1", "xoxb-2")

	w.must(w.svc.Uninstall(ctx, "T1", "app_uninstalled", uninstalledAt))
	w.must(w.svc.Revoke(ctx, before, "token_revoked"))
	w.must(w.svc.Uninstall(ctx, "T-unknown", "app_uninstalled", w.svc.Now()))
	if i := w.installation(w.ws); i.State != core.InstallationActive || i.BotToken != "xoxb-2" {
		t.Errorf("the new installation is %s", i.State)
	}
	w.must(w.svc.Revoke(ctx, w.installation(w.ws), "token_revoked"))
	if i := w.installation(w.ws); i.State != core.InstallationRevoked {
		t.Errorf("refused by Slack, yet %s", i.State)
	}
}

func TestOneRefreshesAndNewerNewsWins(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ctx := t.Context()
		i := w.install("T1", "xoxb-1")
		claim := func() bool {
			claimed, err := w.svc.ClaimRefresh(ctx, i, start, time.Minute)
			w.must(err)
			return claimed
		}
		if first, second := claim(), claim(); !first || second {
			t.Errorf("claimed %v, then %v; want one", first, second)
		}
		next := core.Tokens{BotToken: "xoxb-2", RefreshToken: "xoxe-1-2", ExpiresAt: start.Add(24 * time.Hour)}
		refreshed, err := w.svc.Refreshed(ctx, i, next)
		w.must(err)
		if refreshed.Tokens != next || w.installation(w.ws).Tokens != next {
			t.Error("the new tokens are not kept")
		}
		if claim() {
			t.Error("the refresh of an older generation was claimed")
		}
		w.must(w.svc.Uninstall(ctx, "T1", "app_uninstalled", w.svc.Now()))
		late, err := w.svc.Refreshed(ctx, refreshed, core.Tokens{BotToken: "xoxb-3"})
		w.must(err)
		if late.State != core.InstallationRevoked || w.installation(w.ws).BotToken != "" {
			t.Error("a refresh that ended after uninstalling brought a token back")
		}
	})
}

func TestADetachedWorkspaceHasNoInstallation(t *testing.T) {
	db := storagetest.SQLite(t)
	w := newWorld(t, db, "T1")
	w.install("T1", "xoxb-1")
	w.must(w.svc.Uninstall(t.Context(), "T1", "app_uninstalled", w.svc.Now()))
	for range 2 {
		w.must(w.svc.Detach(t.Context(), w.ws))
	}
	if _, err := w.svc.Installation(t.Context(), w.ws); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("still there: %v", err)
	}
}

func TestNeitherTheLogNorPrintingShowsATokenOfAnInstallation(t *testing.T) {
	db := storagetest.SQLite(t)
	w := newWorld(t, db, "T1")
	ctx := t.Context()
	i := w.install("T1", "xoxb-secret")
	_, err := w.svc.Refreshed(ctx, i, core.Tokens{BotToken: "xoxb-secret-2", RefreshToken: "xoxe-secret"})
	w.must(err)
	w.must(w.svc.Uninstall(ctx, "T1", "app_uninstalled", w.svc.Now()))

	var actions []core.Action
	text := fmt.Sprintf("%v %+v %#v %v %+v %#v %v %#v", i, i, i, grant("T1", "xoxb-secret"), &i, grant("T1", "xoxb-secret"), i.Tokens, i.Tokens)
	w.must(db.Read(ctx, w.ws, func(tx core.Tx) error {
		entries, err := tx.Audit().ForSubject(ctx, core.InstallationSubject(w.ws))
		for _, e := range entries {
			actions = append(actions, e.Action)
			text += fmt.Sprint(e)
		}
		return err
	}))
	if strings.Contains(text, "secret") {
		t.Errorf("a token shows in: %s", text)
	}
	want := []core.Action{core.ActionInstall, core.ActionRefreshTokens, core.ActionUninstall}
	if diff := cmp.Diff(want, actions); diff != "" {
		t.Errorf("audited (-want +got):\n%s", diff)
	}
}

// lapses lets the chat system refuse to renew an installation's tokens.
func (w *world) lapses(i core.Installation) core.Installation {
	w.t.Helper()
	now, err := w.svc.Lapse(context.Background(), i, "invalid_refresh_token")
	w.must(err)
	w.work()
	return now
}

func TestAnInstallationLapsesOnceAndItsAdminsAreToldOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		first := w.install("T1", "xoxb-1")
		kim, mia := w.admin("kim"), w.mentee("mia")
		for range 3 {
			now := w.lapses(first)
			if now.State != core.InstallationLapsing || now.Tokens != first.Tokens || now.Generation != first.Generation {
				t.Errorf("lapsed: %s, tokens kept: %v, generation %d", now.State, now.Tokens == first.Tokens, now.Generation)
			}
		}
		w.hears(kim, core.NoticeLapsing)
		w.hears(mia)
		if d := w.dashboardOf(kim); d.Lapse == nil || !d.Lapse.Until.Equal(first.ExpiresAt) || d.Lapse.Workspace.Name == "" {
			t.Errorf("an admin's Home: %+v", d.Lapse)
		}
		if d := w.dashboardOf(mia); d.Lapse != nil {
			t.Errorf("somebody else's Home: %+v", d.Lapse)
		}
		if claimed, err := w.svc.ClaimRefresh(t.Context(), first, start, time.Minute); err != nil || claimed {
			t.Errorf("claimed %v, %v: a refused token would be tried again", claimed, err)
		}

		w.clock.advance(time.Minute)
		second := w.install("T1", "xoxb-2")
		if d := w.dashboardOf(kim); second.State != core.InstallationActive || d.Lapse != nil {
			t.Errorf("installed again: %s, on the Home %+v", second.State, d.Lapse)
		}
		if now := w.lapses(first); now.State != core.InstallationActive { // late news of the earlier one
			t.Errorf("the new installation is %s", now.State)
		}
		w.lapses(second)
		w.hears(kim, core.NoticeLapsing)
	})
}

func (w *world) dashboardOf(p core.Person) core.Dashboard {
	w.t.Helper()
	d, err := w.svc.Dashboard(context.Background(), w.call(p))
	w.must(err)
	return d
}

func TestWhoInstalledTheAppIsToldWhereNoAdminIsKnown(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t), "T1")
	leo := w.mentee("leo")
	g := grant("T1", "xoxb-1")
	g.InstalledBy = leo.ChatUserID
	i, err := w.svc.Install(t.Context(), g)
	w.must(err)
	w.lapses(i)
	w.hears(leo, core.NoticeLapsing)
}

func TestALapsingInstallationEndsAsAnyOther(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t), "T1")
	i := w.lapses(w.install("T1", "xoxb-1"))
	w.must(w.svc.Revoke(t.Context(), i, i.Reason))
	if now := w.installation(w.ws); now.State != core.InstallationRevoked || now.Tokens != (core.Tokens{}) {
		t.Errorf("%s, tokens deleted: %v", now.State, now.Tokens == core.Tokens{})
	}
}
