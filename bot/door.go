package bot

import (
	"errors"
	"net/http"
)

// DoorReason says why something that came in was turned away before it was handled.
type DoorReason string

// The reasons to turn something away. All but the last two tell of somebody who is not Slack, of a wrong signing secret or of a clock that
// is wrong.
const (
	DoorTooLarge     DoorReason = "too_large"     // above the largest body taken
	DoorUnreadable   DoorReason = "unreadable"    // the connection broke before the body was whole
	DoorNoSignature  DoorReason = "no_signature"  // headers missing or malformed
	DoorOldSignature DoorReason = "old_signature" // signed too long ago, or in the future
	DoorBadSignature DoorReason = "bad_signature" // signed with another secret, or changed since
	DoorMalformed    DoorReason = "malformed"     // signed by Slack, and not what Slack describes
	DoorBusy         DoorReason = "busy"          // every worker of Socket Mode has something to do
)

// doorReason sorts an error of reading or checking a request.
func doorReason(err error) (status int, reason DoorReason) {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, DoorTooLarge
	case errors.Is(err, ErrNoSignature):
		return http.StatusUnauthorized, DoorNoSignature
	case errors.Is(err, ErrOldSignature):
		return http.StatusUnauthorized, DoorOldSignature
	case errors.Is(err, ErrBadSignature):
		return http.StatusUnauthorized, DoorBadSignature
	}
	return http.StatusBadRequest, DoorUnreadable
}
