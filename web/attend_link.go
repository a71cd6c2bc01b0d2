package web

import "mentorbot/core"

// PathAttend is where the links in mails about sessions lead; the token follows.
const PathAttend = "/session/"

// AttendLink is what a link in a mail lets whoever holds it do: say that one person comes to one session, or perhaps, or cancel it for them; or the same of
// all sessions of a series that are still to come.
type AttendLink struct {
	Workspace core.WorkspaceID
	Session   core.SessionID
	Person    core.PersonID
	Action    core.Action // core.ActionAttend or core.ActionCancelSession
	All       bool        // of the session's series
	Maybe     bool        // with core.ActionAttend: they do not know yet
}

// AttendLinks writes and reads the addresses of such pages. They need no expiry: a session that is over can be neither.
type AttendLinks struct {
	base   string
	signer signer
}

const (
	attendPurpose = "mentorbot session links 1"
	attendVersion = 1
)

// NewAttendLinks derives the key from a secret of at least 32 random bytes. The base address has no slash at its end.
func NewAttendLinks(secret []byte, baseURL string) (AttendLinks, error) {
	signer, err := newSigner(secret, attendPurpose)
	return AttendLinks{base: baseURL, signer: signer}, err
}

// URL is the address of a page.
func (l AttendLinks) URL(a AttendLink) string {
	text := appendIDs([]byte{attendVersion, attendByte(a)}, string(a.Workspace), string(a.Session), string(a.Person))
	return l.base + PathAttend + l.signer.seal(text)
}

// attendByte writes what a link is for: a small letter for one session, a capital for all of a series.
func attendByte(a AttendLink) byte {
	action := byte('y')
	if a.Maybe {
		action = 'm'
	}
	if a.Action == core.ActionCancelSession {
		action = 'n'
	}
	if a.All {
		action -= 'a' - 'A'
	}
	return action
}

func (l AttendLinks) read(token string) (AttendLink, error) {
	text, err := l.signer.open(token)
	if err != nil {
		return AttendLink{}, err
	}
	if len(text) < 2 || text[0] != attendVersion {
		return AttendLink{}, errLink
	}
	all, letter := text[1] < 'a', text[1]
	if all {
		letter += 'a' - 'A'
	}
	action := map[byte]core.Action{'y': core.ActionAttend, 'm': core.ActionAttend, 'n': core.ActionCancelSession}[letter]
	ids, err := takeIDs(text[2:], 3)
	if err != nil || action == "" {
		return AttendLink{}, errLink
	}
	return AttendLink{
		Workspace: core.WorkspaceID(ids[0]), Session: core.SessionID(ids[1]), Person: core.PersonID(ids[2]), Action: action, All: all, Maybe: letter == 'm',
	}, nil
}
