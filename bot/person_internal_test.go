package bot

import (
	"testing"

	"github.com/slack-go/slack"
)

func TestWhoBelongsToAnotherWorkspace(t *testing.T) {
	for name, c := range map[string]struct {
		user    slack.User
		outside bool
	}{
		"a member":                              {slack.User{TeamID: "T1"}, false},
		"a record without a workspace":          {slack.User{}, false},
		"somebody met in a shared channel":      {slack.User{TeamID: "T2"}, true},
		"a stranger":                            {slack.User{TeamID: "T2", IsStranger: true}, true},
		"a member who is of two of one's own":   {slack.User{TeamID: "T2", Enterprise: slack.EnterpriseUser{Teams: []string{"T2", "T1"}}}, false},
		"a colleague in another of one's own":   {slack.User{TeamID: "T2", Enterprise: slack.EnterpriseUser{Teams: []string{"T2"}}}, true},
		"an admin of the workspace they are of": {slack.User{TeamID: "T2", IsAdmin: true}, true},
	} {
		if got := profileOf(&c.user, "T1"); got.Outside != c.outside {
			t.Errorf("%s: outside is %t", name, got.Outside)
		}
	}
}
