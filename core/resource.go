package core

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
)

// ResourceID names something in a programme's own library. It stays when the words change.
type ResourceID string

// ResourceKind is what a resource is; words are in the catalogue under "resource_kind.<key>".
type ResourceKind string

// The kinds of resources. A file stays where it is, in Slack or elsewhere, and is a link here.
const (
	ResourceLink ResourceKind = "link"
	ResourceText ResourceKind = "text" // read in place
)

// ResourceKinds are the kinds in the order they are offered.
func ResourceKinds() []ResourceKind { return []ResourceKind{ResourceLink, ResourceText} }

// Limits of a programme's own library. All of it is a part of each version of the programme, and of one page in Slack.
const (
	MaxResources     = 20
	MaxResourceTitle = 80
	MaxResourceAbout = 300  // what a link is about
	MaxResourceText  = 3000 // what a modal's input takes
	maxResourceID    = 40
)

// Resource is something to read that a programme offers of its own, written in one language.
type Resource struct {
	ID       ResourceID   `json:"id"`
	Kind     ResourceKind `json:"kind"`
	Title    string       `json:"title"`
	Text     string       `json:"text,omitempty"`     // of a link what it is about, if anything; of a text all of it
	Address  string       `json:"address,omitempty"`  // of a link, https
	For      Role         `json:"for,omitempty"`      // empty for both
	Stage    GuideStage   `json:"stage,omitempty"`    // when it helps; empty for any time
	Language string       `json:"language,omitempty"` // "en" or "fr", of the readers it is shown to; empty for everybody
}

// ResourceLanguages are the languages a resource can be kept to.
func ResourceLanguages() []string { return []string{"en", "fr"} }

// forRole reports whether a resource is for people in a role.
func (r Resource) forRole(role Role) bool { return r.For == "" || r.For == role }

// inLanguage reports whether readers of a language are shown a resource.
func (r Resource) inLanguage(locale string) bool { return readIn(r.Language, locale) }

// readIn reports whether readers of a language are shown what is kept to one, or to none. Who reads none the product speaks is served in English.
func readIn(kept, locale string) bool {
	read := "en"
	if strings.HasPrefix(locale, "fr") {
		read = "fr"
	}
	return kept == "" || kept == read
}

// Resource finds a resource of the programme.
func (p Policy) Resource(id ResourceID) (Resource, bool) {
	if at := p.shelfPlace(id); at >= 0 {
		return p.Resources[at], true
	}
	return Resource{}, false
}

// shelfPlace is the index of a resource, or -1.
func (p Policy) shelfPlace(id ResourceID) int {
	return slices.IndexFunc(p.Resources, func(r Resource) bool { return r.ID == id })
}

// ResourcesAt are the resources that help somebody in a role at a stage and are not for any time, for readers of a language, in order.
func (p Policy) ResourcesAt(stage GuideStage, role Role, language string) []Resource {
	var all []Resource
	for _, r := range p.Resources {
		if r.Stage == stage && r.forRole(role) && r.inLanguage(language) {
			all = append(all, r)
		}
	}
	return all
}

// cleaned is a resource as forms store it.
func (r Resource) cleaned() Resource {
	r.Title, r.Text, r.Address = cleanLine(r.Title), clean(r.Text), clean(r.Address)
	return r
}

// Fields of the form of a resource, and keys of it in a programme's file. The others are those of questions.
const (
	fieldTitle    = "title"
	fieldAddress  = "address"
	fieldFor      = "for"
	fieldStage    = "stage"
	fieldLanguage = "language"
)

// check refuses a resource that could not be shown as what it says it is.
func (r Resource) check() fieldErrors {
	var bad fieldErrors
	bad.add(checkRequired(fieldTitle, r.Title))
	bad.add(checkLength(fieldTitle, r.Title, MaxResourceTitle))
	switch r.Kind {
	case ResourceLink:
		bad.add(checkLength(fieldText, r.Text, MaxResourceAbout))
		bad.add(checkRequired(fieldAddress, r.Address))
		bad.add(checkNamedHost(fieldAddress, r.Address))
	case ResourceText:
		bad.add(checkRequired(fieldText, r.Text))
		bad.add(checkLength(fieldText, r.Text, MaxResourceText))
		if r.Address != "" {
			bad.add(invalid(fieldAddress, CodeResourceUnused))
		}
	default:
		bad.add(invalid(fieldKind, CodeUnknownOption))
	}
	if r.For != "" && r.For != RoleMentor && r.For != RoleMentee {
		bad.add(invalid(fieldFor, CodeUnknownOption))
	}
	if r.Stage != "" && !slices.Contains(GuideStages(), r.Stage) {
		bad.add(invalid(fieldStage, CodeUnknownOption))
	}
	if r.Language != "" && !slices.Contains(ResourceLanguages(), r.Language) {
		bad.add(invalid(fieldLanguage, CodeUnknownOption))
	}
	return bad
}

// checkNamedHost accepts what checkLink does where the name of the host, which is all readers see of an address, is what it looks like: letters
// of other scripts make names that read as those of somebody else (UTS 39). Such a host has a name in ASCII too, which may be given.
func checkNamedHost(field, address string) *Error {
	if e := checkLink(field, address); e != nil || address == "" {
		return e
	}
	u, err := url.Parse(address)
	if err != nil || strings.ContainsFunc(u.Host, func(r rune) bool { return r > unicode.MaxASCII }) {
		return invalid(field, CodeBadURL)
	}
	return nil
}

// HelpStage is where a mentorship stands, for what helps there: its end begins some days before the planned one, as its reminder does, or that one's
// usual days where there is none.
func (f *MentorshipFacts) HelpStage(now time.Time) GuideStage {
	days := f.Program.Policy.EndReminderDays
	if days == 0 {
		days = DefaultPolicy().EndReminderDays
	}
	m := f.Mentorship
	switch {
	case !m.Ongoing(), !m.PlannedEnd.IsZero() && !now.Before(m.PlannedEnd.AddDate(0, 0, -days)):
		return HelpsClosing
	case f.Held == 0:
		return HelpsFirst
	}
	return HelpsUnderWay
}
