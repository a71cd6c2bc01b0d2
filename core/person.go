package core

import (
	"strings"
	"time"
)

// Person is a member of a workspace as the chat system describes them, with their own settings here.
type Person struct {
	ID           PersonID
	Workspace    WorkspaceID
	ChatUserID   string // id of the user in the chat system, unique in the workspace
	Name         string // the name to show
	Email        string // empty when the chat system does not tell
	Title        string // job title of the chat profile
	PictureURL   string
	OwnPicture   bool   // the picture is not the chat system's default one
	ChatLocale   string // BCP 47, as set in the chat system
	Language     string // own choice in settings: "en", "fr", or empty to follow ChatLocale
	MailCopies   bool   // own choice in settings: what they are told in Slack goes to their mailbox as well
	TimeZone     string // IANA name
	Admin        bool   // workspace admin
	Bot          bool
	Outside      bool // belongs to another workspace, and is met in a channel that the two share
	Deactivated  bool
	Program      ProgramID // the programme their screens are about; empty until they chose one
	Unreachable  bool      // the chat system refuses direct messages to them, and there is no way by e-mail
	HomeOpenedAt time.Time // first time they opened the app's Home; zero if never
	SyncedAt     time.Time
	CreatedAt    time.Time
	ErasingAt    time.Time // when it was decided to erase them; zero if never
	ErasedAt     time.Time // when that was done; the name is FormerMember then
}

// Locale is the language texts for this person are written in: their own choice, else the chat system's.
func (p *Person) Locale() string {
	if p.Language != "" {
		return p.Language
	}
	return p.ChatLocale
}

// Location is the person's time zone; UTC when the stored name is unknown to this machine.
func (p *Person) Location() *time.Location {
	loc, err := time.LoadLocation(p.TimeZone)
	if err != nil || p.TimeZone == "" || p.TimeZone == "Local" {
		return time.UTC
	}
	return loc
}

// FirstName is the first word of the name to show.
func (p *Person) FirstName() string {
	first, _, _ := strings.Cut(strings.TrimSpace(p.Name), " ")
	return first
}

// Active reports whether the person can take part at all.
func (p *Person) Active() bool { return !p.Deactivated && !p.Bot && !p.Outside }

// Gone reports whether somebody who may have taken part no longer can: they left the workspace, or turned out to belong to another one.
func (p *Person) Gone() bool { return p.Deactivated || p.Outside }

// Stays reports whether others can count on the person: they are there and are not being erased.
func (p *Person) Stays() bool { return p.Active() && !p.Erasing() }

// SeesHome reports whether the person's Home is kept up to date: nobody looks at one that was never opened.
func (p *Person) SeesHome() bool { return p.Active() && !p.HomeOpenedAt.IsZero() }

// Visibility says who may see an HR fact.
type Visibility string

const (
	// VisiblePublic facts prefill the public profile.
	VisiblePublic Visibility = "public"
	// VisibleMatching facts count in matching but are not shown.
	VisibleMatching Visibility = "matching"
	// VisibleAdmins facts are for admins only.
	VisibleAdmins Visibility = "admins"
)

// FactKey names an HR fact.
type FactKey string

// The HR facts the product understands.
const (
	FactUnit         FactKey = "unit"
	FactDutyStation  FactKey = "duty_station"
	FactJobTitle     FactKey = "job_title"
	FactGender       FactKey = "gender"
	FactPracticeArea FactKey = "practice_area"
	FactJobFunction  FactKey = "job_function"
	FactManager      FactKey = "manager"
)

// Fact is one datum about a person from the organisation's HR system.
type Fact struct {
	Person     PersonID
	Key        FactKey
	Value      string
	Visibility Visibility
}
