package core

import "time"

// AttentionKind is why an admin should look; words are in the catalogue under "attention.<key>".
type AttentionKind string

// The kinds of attention items.
const (
	// AttentionExhausted: nobody on a mentee's list could take them.
	AttentionExhausted AttentionKind = "choices_exhausted"
	// AttentionUnmatched: a committed pairing run had no mentor for a mentee.
	AttentionUnmatched AttentionKind = "run_unmatched"
	// AttentionDisputed: the two say different things about a session.
	AttentionDisputed AttentionKind = "session_disputed"
	// AttentionMissed: somebody missed or cancelled late as many sessions of a mentorship as the programme sets.
	AttentionMissed AttentionKind = "sessions_missed"
	// AttentionGone: somebody with ongoing mentorships was deactivated in the chat system, and the others wait in vain.
	AttentionGone AttentionKind = "person_gone"
	// AttentionQuiet: nothing has happened in a mentorship for long, and the two do not answer.
	AttentionQuiet AttentionKind = "mentorship_quiet"
)

// subject names what an item is about in the audit log.
func (a Attention) subject() string {
	if a.Session != "" {
		return SessionSubject(a.Session)
	}
	if a.Mentorship != "" {
		return MentorshipSubject(a.Mentorship)
	}
	if a.List == "" {
		return PersonSubject(a.Person)
	}
	return ListSubject(a.List)
}

// Waits reports whether an item puts the mentee it is about on the waiting list.
func (k AttentionKind) Waits() bool { return k == AttentionExhausted || k == AttentionUnmatched }

// Attention is an item waiting for a programme's admins. It closes by itself when its cause is gone.
type Attention struct {
	ID         AttentionID
	Program    ProgramID
	Kind       AttentionKind
	Person     PersonID // whom it is about
	List       ChoiceListID
	Session    SessionID    // of items about a session
	Mentorship MentorshipID // of items about a mentorship as such
	CreatedAt  time.Time
	ResolvedAt time.Time
	ResolvedBy PersonID // empty when it resolved itself
}
