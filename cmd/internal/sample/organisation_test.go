package sample_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"mentorbot/cmd/internal/sample"
)

func load(t *testing.T) *sample.Organisation {
	t.Helper()
	o, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestEverybodyIsSomebodySlackCouldHave(t *testing.T) {
	addresses := map[string]string{}
	for _, u := range load(t).Users() {
		if u.Name == "" || u.RealName == "" || u.Name != strings.ToLower(u.Name) {
			t.Errorf("%s: name %q and handle %q", u.ID, u.RealName, u.Name)
		}
		if !strings.HasPrefix(u.ID, "U") || u.ID != strings.ToUpper(u.ID) || u.ID == "USLACKBOT" {
			t.Errorf("%s is no user id", u.ID)
		}
		if _, err := time.LoadLocation(u.TZ); err != nil || u.TZ == "" {
			t.Errorf("%s: zone %q: %v", u.ID, u.TZ, err)
		}
		if _, err := language.Parse(u.Locale); err != nil {
			t.Errorf("%s: locale %q: %v", u.ID, u.Locale, err)
		}
		if other := addresses[u.Email]; u.Email != "" && other != "" {
			t.Errorf("%s has the address of %s", u.ID, other)
		}
		addresses[u.Email] = u.ID
	}
}

func TestThePeopleAreVaried(t *testing.T) {
	o := load(t)
	users := o.Users()
	got := map[string]int{}
	for _, u := range users {
		continent, _, _ := strings.Cut(u.TZ, "/")
		got["zone "+continent]++
		got["locale "+u.Locale]++
		count(got, "admin", u.IsAdmin)
		count(got, "guest", u.IsGuest)
		count(got, "deactivated", u.Deleted)
		count(got, "without e-mail", u.Email == "")
		count(got, "name of more than 60 characters", len([]rune(u.RealName)) > 60)
	}
	for what, least := range map[string]int{
		"zone Africa": 3, "zone America": 3, "zone Antarctica": 1, "zone Asia": 3, "zone Australia": 1, "zone Europe": 3, "zone Pacific": 1,
		"locale en-GB": 3, "locale en-US": 3, "locale fr-FR": 3, "locale fr-CA": 1, "locale ja-JP": 1, "locale pt-BR": 1,
		"without e-mail": 2, "name of more than 60 characters": 1,
	} {
		if got[what] < least {
			t.Errorf("%s: %d, want at least %d", what, got[what], least)
		}
	}
	exact := map[string]int{"admin": got["admin"], "guest": got["guest"], "deactivated": got["deactivated"]}
	if diff := cmp.Diff(map[string]int{"admin": 2, "guest": 1, "deactivated": 1}, exact); diff != "" {
		t.Error(diff)
	}
	if len(users) < 38 || len(users) > 45 {
		t.Errorf("%d people, want about forty", len(users))
	}
}

func count(into map[string]int, what string, is bool) {
	if is {
		into[what]++
	}
}

func TestTheTourNamesPeopleAndReasons(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range load(t).Tour() {
		if p.Name == "" || p.Why == "" || seen[p.UserID] {
			t.Errorf("persona %+v", p)
		}
		seen[p.UserID] = true
	}
	if len(seen) < 5 {
		t.Errorf("%d people on the tour", len(seen))
	}
}

func TestLoadingTwiceGivesTheSamePeople(t *testing.T) {
	// An unexported field of slacksim.User is the simulator's own bookkeeping, empty here.
	first, second := load(t).Users(), load(t).Users()
	for i := range first {
		if !reflect.DeepEqual(first[i], second[i]) {
			t.Errorf("person %d: %v, then %v", i, first[i], second[i])
		}
	}
}
