package slacksim_test

import (
	"testing"

	"mentorbot/slacksim"
)

// TestOptionsStayTheCallers holds that one list of people can be given to several simulators at once.
func TestOptionsStayTheCallers(t *testing.T) {
	given := options()
	given.Users = []slacksim.User{{ID: ana, Name: "ana", RealName: "Ana"}}
	server, err := slacksim.New(given)
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	if u := given.Users[0]; u.DisplayName != "" || u.TZ != "" || u.Locale != "" {
		t.Errorf("the caller's user was filled in: %+v", u)
	}
}
