package core

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// AgreementID identifies one version of the agreement of a mentorship.
type AgreementID string

// AgreementState is the life of a version of an agreement (features.md 4); words are in the catalogue under "agreement_state.<key>".
type AgreementState string

// The states of a version. A mentorship has at most one that is proposed and one that is agreed.
const (
	AgreementProposed   AgreementState = "proposed"   // one of the two has written it, the other one is to agree
	AgreementAgreed     AgreementState = "agreed"     // it holds between the two
	AgreementSuperseded AgreementState = "superseded" // another version has taken its place
	AgreementWithdrawn  AgreementState = "withdrawn"  // who proposed it took it back
)

// AgreementSection is a part of an agreement; titles are in the catalogue under "agreement_section.<key>", the product's own words for it
// under "agreement_template.<key>".
type AgreementSection string

// The sections.
const (
	AgreementExpectations    AgreementSection = "expectations"
	AgreementConfidentiality AgreementSection = "confidentiality"
	AgreementRhythm          AgreementSection = "rhythm"
	AgreementChannels        AgreementSection = "channels"
	AgreementNoFit           AgreementSection = "no_fit" // what if it does not fit
)

// AgreementSections lists the sections in the order they are read in.
func AgreementSections() []AgreementSection {
	return []AgreementSection{AgreementExpectations, AgreementConfidentiality, AgreementRhythm, AgreementChannels, AgreementNoFit}
}

const (
	// MaxAgreementText limits one section, in code points.
	MaxAgreementText = 1000
	// MaxAgreementVersions limits how often two people can write an agreement anew.
	MaxAgreementVersions = 100
)

// AgreementTexts are the words of an agreement by section. Sections without words are absent.
type AgreementTexts map[AgreementSection]string

// Agreement is one version of what a mentor and a mentee agree on about working together.
type Agreement struct {
	ID         AgreementID
	Mentorship MentorshipID
	Number     int // of the version, from 1
	Texts      AgreementTexts
	State      AgreementState
	ProposedBy PersonID // who agreed by proposing it
	ProposedAt time.Time
	AgreedAt   time.Time // when the other one agreed; zero while they have not
	ClosedAt   time.Time // when it was superseded or withdrawn; zero before
	SharedAt   time.Time // when it was first sent to the group conversation; zero before
}

// WasAgreed reports whether both have agreed to the version, whatever became of it since.
func (a *Agreement) WasAgreed() bool { return !a.AgreedAt.IsZero() }

// worthTelling reports whether a notice about the version is still true.
func (a *Agreement) worthTelling(notice NoticeKind) bool {
	if notice == NoticeAgreement {
		return a.State == AgreementProposed
	}
	return a.State == AgreementAgreed
}

// AgreementChange is a section that differs between two versions.
type AgreementChange struct {
	Section  AgreementSection
	From, To string // empty where a version does not have the section
}

// AgreementChanges lists the sections in which two texts differ, in their order.
func AgreementChanges(from, to AgreementTexts) []AgreementChange {
	var all []AgreementChange
	for _, s := range AgreementSections() {
		if from[s] != to[s] {
			all = append(all, AgreementChange{Section: s, From: from[s], To: to[s]})
		}
	}
	return all
}

// cleanAgreement takes over what somebody wrote. Each section may be empty, but not all of them.
func cleanAgreement(in AgreementTexts) (AgreementTexts, error) {
	var bad fieldErrors
	texts := AgreementTexts{}
	for _, s := range AgreementSections() {
		text := clean(in[s])
		bad.add(checkLength(string(s), text, MaxAgreementText))
		if text != "" {
			texts[s] = text
		}
	}
	if len(texts) == 0 {
		bad.add(invalid(string(AgreementExpectations), CodeAgreementEmpty))
	}
	return texts, bad.err()
}

// latestAgreement is the newest of a mentorship's versions; nil when there is none. all are the latest first.
func latestAgreement(all []Agreement) *Agreement {
	if len(all) == 0 {
		return nil
	}
	return &all[0]
}

// agreementIn finds the version in a state; nil when there is none.
func agreementIn(all []Agreement, state AgreementState) *Agreement {
	i := slices.IndexFunc(all, func(a Agreement) bool { return a.State == state })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// comparedWith is the version that one is read against: the one both had agreed to when it was written, else the one before it that was not
// withdrawn; nil for a first version. all are the latest first.
func comparedWith(all []Agreement, a *Agreement) *Agreement {
	var before *Agreement
	for i := range all {
		earlier := &all[i]
		switch {
		case earlier.Number >= a.Number:
		case earlier.WasAgreed():
			return earlier
		case before == nil && earlier.State != AgreementWithdrawn:
			before = earlier
		}
	}
	return before
}

// AgreementTemplate are a programme's own words for its agreements by section. A section that is absent has the product's own words.
type AgreementTemplate map[AgreementSection]LocalText

// with is the template with other words for a section in a language, "en" or "fr".
func (t AgreementTemplate) with(s AgreementSection, language, text string) AgreementTemplate {
	changed := maps.Clone(t) // drafts and versions of a programme share their maps
	if changed == nil {
		changed = AgreementTemplate{}
	}
	words := changed[s]
	if language == "fr" {
		words.FR = text
	} else {
		words.EN = text
	}
	if changed[s] = words; words == (LocalText{}) {
		delete(changed, s)
	}
	if len(changed) == 0 {
		return nil
	}
	return changed
}

// of are the programme's words for a section in a language; empty where it has none in it.
func (t AgreementTemplate) of(s AgreementSection, language string) string {
	if language == "fr" {
		return t[s].FR
	}
	return t[s].EN
}

// AgreementStanding sums up how far two people are with their agreement.
type AgreementStanding struct {
	AgreedAt   time.Time // when they agreed to what holds now; zero when nothing does
	ProposedBy PersonID  // of the version that waits for the other one; empty when none does
}

// Agreed reports whether an agreement holds.
func (s AgreementStanding) Agreed() bool { return !s.AgreedAt.IsZero() }

// WaitsFor reports whether a version waits for this person, one of the two.
func (s AgreementStanding) WaitsFor(person PersonID) bool {
	return s.ProposedBy != "" && s.ProposedBy != person
}

// agreementOutdated is the refusal to act on a version that another one has taken the place of.
func agreementOutdated(newer int) error {
	return &Error{Kind: Conflict, Code: CodeAgreementOutdated, Args: map[string]any{"Number": newer}}
}

// AgreementSubject names a version of an agreement in audit entries and message records.
func AgreementSubject(id AgreementID) string { return fmt.Sprintf("agreement:%s", id) }
