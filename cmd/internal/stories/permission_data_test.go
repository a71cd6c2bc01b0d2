package stories

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/web"
)

// A link to personal data names nothing but its person: whoever holds it has what is stored about that one, and to look at the page is not
// to have it yet.
func TestALinkToPersonalDataGivesOnePersonsOnly(t *testing.T) {
	t.Parallel()
	h := convene(t, settingsOver(true, true)[0])
	l, own := h.letterbox(), h.s.box.App.Workspace.ID
	elsewhere, err := h.s.box.App.Service.EnsureWorkspace(h.s.in(), core.Workspace{ChatTeamID: otherTeam})
	h.s.must(err)
	_ = h.s.elsewhere(h.r)
	until := h.s.box.Clock.Now().Add(time.Hour)
	for _, user := range h.people() {
		if user == vic { // who is deactivated
			h.opensNothing(linkDeed{name: "the data of " + user, form: url.Values{}}, l.data.URL(web.DataLink{Workspace: own, Person: h.s.id(user), Expires: until}), user)
			continue
		}
		d := linkDeed{name: "the data of " + user, by: user, form: url.Values{}}
		link := func(ws core.WorkspaceID, p core.PersonID, until time.Time) string {
			return l.data.URL(web.DataLink{Workspace: ws, Person: p, Expires: until})
		}
		mine := link(own, h.s.id(user), until)
		h.nothingChanged(d, func() {
			h.opensNothing(d, link(elsewhere.ID, h.s.id(user), until), "its person, in another workspace")
			h.opensNothing(d, link(own, "other-mentor", until), "somebody of another workspace, in this one")
			h.opensNothing(d, link(own, h.s.id(user), h.s.box.Clock.Now()), "its person, too late")
			for at := len(mine) - 1; at > len(mine)-70; at -= 7 {
				h.opensNothing(d, changedAt(mine, at), fmt.Sprintf("somebody who changed the character %d from the end", len(mine)-at))
			}
			h.opensNothing(d, mine[:len(mine)-4], "somebody who cut it short")
			if status, page := h.s.browse(mine, nil); status != http.StatusOK || strings.Contains(page, "@example.org") {
				t.Errorf("%s: to look at the page has status %d and reads %s", d, status, page)
			}
		})
		status, data := h.s.browse(mine, d.form)
		if status != http.StatusOK {
			t.Errorf("%s: status %d: %s", d, status, data)
		}
		h.look() // that data were given is noted
		for _, other := range h.people() {
			if has := strings.Contains(data, h.mail(other)); has != (other == user) {
				t.Errorf("%s: it has the address of %s: %t", d, other, has)
			}
		}
	}
	for _, line := range h.s.errors.all() {
		t.Errorf("logged as an error: %s", line)
	}
	t.Logf("%d people, %d cells", len(h.people()), h.cells)
}

// mail is somebody's address.
func (h *hearing) mail(user string) string {
	h.s.t.Helper()
	p, err := h.s.box.App.Service.Person(h.s.in(), h.s.box.App.Workspace.ID, h.s.id(user))
	h.s.must(err)
	return p.Email
}
