package stories

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/core"
	"mentorbot/core/slots"
	"mentorbot/web"
)

// letterbox writes the links the product mails, for anybody and about anything: whoever can do that has its secret, and still may do no
// more than the person named in the link.
type letterbox struct {
	answers  web.Links
	sessions web.AttendLinks
	feeds    web.FeedLinks
	files    web.SessionFileLinks
	data     web.DataLinks
}

func (h *hearing) letterbox() letterbox {
	h.s.t.Helper()
	base := "http://" + h.s.box.App.Addr()
	answers, err := web.NewLinks([]byte(sandbox.LinkSecret), base)
	h.s.must(err)
	sessions, err := web.NewAttendLinks([]byte(sandbox.LinkSecret), base)
	h.s.must(err)
	feeds, err := web.NewFeedLinks([]byte(sandbox.LinkSecret), base)
	h.s.must(err)
	files, err := web.NewSessionFileLinks([]byte(sandbox.LinkSecret), base)
	h.s.must(err)
	data, err := web.NewDataLinks([]byte(sandbox.LinkSecret), base)
	h.s.must(err)
	return letterbox{answers: answers, sessions: sessions, feeds: feeds, files: files, data: data}
}

// linkDeed is a row of the permission table whose door is a page behind a link.
type linkDeed struct {
	name string
	by   string     // whose link it is
	also string     // who else might do it
	form url.Values // what the page's button sends; nil for a link that gives something to look at and changes nothing
	link func(core.WorkspaceID, core.PersonID, things) string
}

func (l linkDeed) String() string { return "link to " + l.name }

// deeds are the rows. What belongs to everybody's things has its place there, but for a series, of which repeats is a session.
func (h *hearing) deeds(l letterbox, repeats core.SessionID) []linkDeed {
	now := h.s.box.Clock.Now()
	answer := func(action core.Action, of func(things) core.InvitationID) func(core.WorkspaceID, core.PersonID, things) string {
		return func(ws core.WorkspaceID, p core.PersonID, th things) string {
			return l.answers.URL(web.AnswerLink{Workspace: ws, Invitation: of(th), Person: p, Action: action, Expires: now.Add(time.Hour)})
		}
	}
	session := func(action core.Action, of func(things) core.SessionID) func(core.WorkspaceID, core.PersonID, things) string {
		return func(ws core.WorkspaceID, p core.PersonID, th things) string {
			return l.sessions.URL(web.AttendLink{Workspace: ws, Session: of(th), Person: p, Action: action})
		}
	}
	file := func(ws core.WorkspaceID, p core.PersonID, th things) string {
		return l.files.URL(web.SessionFileLink{Workspace: ws, Session: th.toMove, Person: p, Expires: now.Add(time.Hour)})
	}
	series := func(ws core.WorkspaceID, p core.PersonID, th things) string {
		of := th.toMove
		if of == h.th.toMove {
			of = repeats
		}
		return l.sessions.URL(web.AttendLink{Workspace: ws, Session: of, Person: p, Action: core.ActionAttend, All: true})
	}
	return []linkDeed{
		{"accept a request", ada, "", url.Values{}, answer(core.ActionAccept, func(th things) core.InvitationID { return th.toAccept })},
		{"decline a request", ada, "", url.Values{"reason": {"no_time"}}, answer(core.ActionDecline, func(th things) core.InvitationID { return th.toDecline })},
		{"accept an offer", sam, "", url.Values{}, answer(core.ActionAccept, func(th things) core.InvitationID { return th.offerToAccept })},
		{"come to a session", ada, zoe, url.Values{}, session(core.ActionAttend, func(th things) core.SessionID { return th.toMove })},
		{"perhaps come to a session", ada, zoe, url.Values{}, func(ws core.WorkspaceID, p core.PersonID, th things) string {
			return l.sessions.URL(web.AttendLink{Workspace: ws, Session: th.toMove, Person: p, Action: core.ActionAttend, Maybe: true})
		}},
		{"come to all sessions of a series", ada, zoe, url.Values{}, series},
		{"the file of a session", ada, zoe, nil, file},
		{"cancel a session", ada, zoe, url.Values{"reason": {"I am away."}}, session(core.ActionCancelSession, func(th things) core.SessionID { return th.cancelByMentor })},
	}
}

// repeats books a series with the mentor and gives its first session.
func (h *hearing) repeats() core.SessionID {
	h.s.t.Helper()
	booked, err := h.s.box.App.Service.BookSeries(h.s.in(), h.s.as(zoe), h.th.mentorship,
		core.Booking{Date: "2026-09-02", Time: "15:00", Minutes: 30}, core.Repeating{Every: slots.Weekly, Times: 3}, nil)
	h.s.must(err)
	h.s.settle()
	return booked.Session.ID
}

// opensNothing looks at a page and presses its button, and expects that neither is there for this link.
func (h *hearing) opensNothing(d linkDeed, address, who string) {
	h.s.t.Helper()
	for _, form := range []url.Values{nil, d.form} {
		h.cells++
		if status, page := h.s.browse(address, form); status < http.StatusBadRequest {
			h.s.t.Errorf("%s by %s: status %d, %.300s", d, who, status, page)
		}
	}
}

func TestALinkLetsThePersonItNamesDoOneThing(t *testing.T) {
	t.Parallel()
	h := convene(t, settingsOver(true, true)[0])
	l, own, other := h.letterbox(), h.s.box.App.Workspace.ID, h.s.elsewhere(h.r)
	elsewhere, err := h.s.box.App.Service.EnsureWorkspace(h.s.in(), core.Workspace{ChatTeamID: otherTeam})
	h.s.must(err)
	deeds := h.deeds(l, h.repeats())
	for i, d := range deeds {
		mine := d.link(own, h.s.id(d.by), h.th)
		h.nothingChanged(d, func() {
			for _, user := range h.people() {
				if user != d.by && user != d.also {
					h.opensNothing(d, d.link(own, h.s.id(user), h.th), user)
				}
			}
			h.opensNothing(d, d.link(own, h.s.id(d.by), other), "its person, about what belongs to another workspace")
			h.opensNothing(d, d.link(elsewhere.ID, h.s.id(d.by), h.th), "its person, in another workspace")
			h.opensNothing(d, d.link(elsewhere.ID, "other-mentor", h.th), "somebody of another workspace")
			h.opensNothing(d, d.link(own, "other-mentor", h.th), "somebody of another workspace, in this one")
			h.opensNothing(d, d.link(own, h.s.id(d.by), things{}), "its person, about nothing")
			for at := len(mine) - 1; at > len(mine)-70; at -= 7 {
				h.opensNothing(d, changedAt(mine, at), fmt.Sprintf("somebody who changed the character %d from the end", len(mine)-at))
			}
			h.opensNothing(d, mine[:len(mine)-4], "somebody who cut it short")
			if status, page := h.s.browse(mine, nil); status != http.StatusOK {
				h.s.t.Errorf("%s by its person: to look has status %d: %s", d, status, page)
			}
		})
		before := h.known()
		if status, page := h.s.browse(mine, d.form); status != http.StatusOK {
			t.Errorf("%s by its person: status %d: %s", d, status, page)
		}
		if after := h.look(); (fmt.Sprint(before) == fmt.Sprint(after)) != (d.form == nil) {
			t.Errorf("%s by its person: to look is all that changes nothing", d)
		}
		if d.form != nil && !strings.Contains(d.name, "come to") { // which may be said twice
			h.nothingChanged(d, func() { h.opensNothing(d, mine, "its person, once more") })
		}
		t.Logf("%s: row %d of %d", d, i+1, len(deeds))
	}
	for _, line := range h.s.errors.all() {
		t.Errorf("logged as an error: %s", line)
	}
	t.Logf("%d rows, %d cells", len(deeds), h.cells)
}

// changedAt has another letter at a place.
func changedAt(address string, at int) string {
	letter := byte('A')
	if address[at] == letter {
		letter = 'B'
	}
	return address[:at] + string(letter) + address[at+1:]
}

func TestALinkOfOneKindOpensNoOther(t *testing.T) {
	t.Parallel()
	h := convene(t, settingsOver(true, true)[0])
	l, own := h.letterbox(), h.s.box.App.Workspace.ID
	now, person := h.s.box.Clock.Now(), h.s.id(ada)
	answer := web.AnswerLink{Workspace: own, Invitation: h.th.toAccept, Person: person, Action: core.ActionAccept, Expires: now.Add(time.Hour)}
	prefix := "http://" + h.s.box.App.Addr()
	token := func(address, path string) string { return address[len(prefix)+len(path):] }
	asked := token(l.answers.URL(answer), web.PathAnswer)
	came := token(l.sessions.URL(web.AttendLink{Workspace: own, Session: h.th.toMove, Person: person, Action: core.ActionAttend}), web.PathAttend)
	filed := token(l.files.URL(web.SessionFileLink{Workspace: own, Session: h.th.toMove, Person: person, Expires: now.Add(time.Hour)}), web.PathSessionFile)
	fed := token(l.feeds.URL(web.FeedLink{Workspace: own, Person: person, Generation: 1}), web.PathFeed)
	exported := token(l.data.URL(web.DataLink{Workspace: own, Person: person, Expires: now.Add(time.Hour)}), web.PathData)
	answer.Expires = now
	late := linkDeed{name: "accept a request too late", form: url.Values{}}
	h.nothingChanged(late, func() {
		h.opensNothing(late, l.answers.URL(answer), "its person")
		h.opensNothing(linkDeed{name: "the file of a session too late"}, l.files.URL(web.SessionFileLink{Workspace: own, Session: h.th.toMove, Person: person, Expires: now}), "its person")
		for _, path := range []string{web.PathAnswer + came, web.PathAnswer + fed, web.PathAttend + asked, web.PathAttend + fed, web.PathFeed + asked + ".ics", web.PathFeed + came + ".ics",
			web.PathSessionFile + asked, web.PathSessionFile + came, web.PathSessionFile + fed, web.PathAnswer + filed, web.PathAttend + filed, web.PathFeed + filed + ".ics",
			web.PathData + asked, web.PathData + came, web.PathData + filed, web.PathData + fed, web.PathAnswer + exported, web.PathAttend + exported,
			web.PathSessionFile + exported, web.PathFeed + exported + ".ics"} {
			h.opensNothing(linkDeed{name: path, form: url.Values{}}, prefix+path, "its person")
		}
		for what, feed := range map[string]web.FeedLink{
			"an address that was never given": {Workspace: own, Person: person, Generation: 7},
			"in another workspace":            {Workspace: "elsewhere", Person: person, Generation: 1},
			"of somebody elsewhere":           {Workspace: own, Person: "other-mentor", Generation: 1},
		} {
			if status, page := h.s.browse(l.feeds.URL(feed), nil); status != http.StatusNotFound {
				t.Errorf("%s: status %d: %s", what, status, page)
			}
		}
	})
}

func TestTheLinksOfSomebodyWhoLeftOpenNothing(t *testing.T) {
	t.Parallel()
	h := convene(t, settingsOver(true, true)[0])
	l, own := h.letterbox(), h.s.box.App.Workspace.ID
	for _, user := range []string{ada, sam} {
		h.s.deactivate(user, true)
	}
	h.s.settle()
	for _, d := range h.deeds(l, h.th.toMove) {
		h.nothingChanged(d, func() { h.opensNothing(d, d.link(own, h.s.id(d.by), h.th), "its person, who left") })
	}
}
