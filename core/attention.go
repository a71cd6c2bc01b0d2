package core

import "time"

// AttentionKind is why an admin should look; words are in the catalogue under "attention.<key>".
type AttentionKind string

// The kinds of attention items.
const (
	// AttentionExhausted: nobody on a mentee's list could take them.
	AttentionExhausted AttentionKind = "choices_exhausted"
)

// Attention is an item waiting for a programme's admins. It closes by itself when its cause is gone.
type Attention struct {
	ID         AttentionID
	Program    ProgramID
	Kind       AttentionKind
	Person     PersonID // whom it is about
	List       ChoiceListID
	CreatedAt  time.Time
	ResolvedAt time.Time
	ResolvedBy PersonID // empty when it resolved itself
}
