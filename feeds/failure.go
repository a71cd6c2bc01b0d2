package feeds

import "strconv"

// Kind is why a calendar could not be fetched.
type Kind string

// Kinds of failures.
const (
	NotAnAddress Kind = "not_an_address" // nothing that could be fetched by HTTPS
	Refused      Kind = "refused"        // it leads into a network of somebody's own, to another port than 443, or too far
	Unreachable  Kind = "unreachable"    // no answer, not in time, or not with a certificate that can be trusted
	Denied       Kind = "denied"         // an answer other than a calendar: Status says which
	TooLarge     Kind = "too_large"
)

// Failure is the only error of this package. It has no cause to unwrap: those of net/http quote the address.
type Failure struct {
	Kind   Kind
	Status int // of HTTP, for Denied
}

// Error names the kind, without the address.
func (f *Failure) Error() string {
	text := "fetch calendar: " + string(f.Kind)
	if f.Status != 0 {
		text += " " + strconv.Itoa(f.Status)
	}
	return text
}
