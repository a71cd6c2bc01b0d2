package feeds

import (
	"strconv"

	"mentorbot/core"
)

// Failure is the only error of this package. It has no cause to unwrap: those of net/http quote the address.
type Failure struct {
	Kind   core.BusyFailure
	Status int // of HTTP, for core.BusyDenied
}

// Error names the kind, without the address.
func (f *Failure) Error() string {
	text := "fetch calendar: " + string(f.Kind)
	if f.Status != 0 {
		text += " " + strconv.Itoa(f.Status)
	}
	return text
}
