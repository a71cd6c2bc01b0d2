package core

// TipKind is what a tip leads to; names are in the catalogue under "tip_kind.<key>".
type TipKind string

// The kinds of tips (features.md S3-08).
const (
	TipBook     TipKind = "book"
	TipEvent    TipKind = "event"
	TipResource TipKind = "resource"
	TipNetwork  TipKind = "network"
)

// TipKinds are the kinds that can be chosen, in the order of the form.
func TipKinds() []TipKind { return []TipKind{TipBook, TipEvent, TipResource, TipNetwork} }

// Tip is something a person recommends to everybody who reads their profile.
type Tip struct {
	ID    TipID   `json:"id"`
	Kind  TipKind `json:"kind"`
	Title string  `json:"title"`
	Link  string  `json:"link,omitempty"` // https; empty for none
}

// MaxTips is how many one person can give.
const MaxTips = 10
