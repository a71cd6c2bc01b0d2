package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Headers of a signed request (https://docs.slack.dev/authentication/verifying-requests-from-slack/).
const (
	headerSignature = "X-Slack-Signature"
	headerTimestamp = "X-Slack-Request-Timestamp"
)

// maxSignatureAge is how far a request's time may be from ours, in either direction, before it counts as a replay.
const maxSignatureAge = 5 * time.Minute

// The reasons to refuse a request. They are for logs; who sent it learns only that it was refused.
var (
	ErrNoSignature  = errors.New("signature headers are missing or malformed")
	ErrOldSignature = errors.New("request time is more than five minutes away")
	ErrBadSignature = errors.New("signature does not match")
)

// Verifier checks that a request was signed by Slack. slack-go's verifier reads the machine's clock; this one is told the time,
// so that the limits can be tested.
type Verifier struct {
	Secret string           // the app's signing secret
	Now    func() time.Time // real time, not product time
}

// Verify checks the signature over the raw body. Errors: ErrNoSignature, ErrOldSignature, ErrBadSignature.
func (v Verifier) Verify(header http.Header, body []byte) error {
	stamp := header.Get(headerTimestamp)
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return ErrNoSignature
	}
	given, err := hex.DecodeString(strings.TrimPrefix(header.Get(headerSignature), "v0="))
	if err != nil || len(given) != sha256.Size || !strings.HasPrefix(header.Get(headerSignature), "v0=") {
		return ErrNoSignature
	}
	if age := v.Now().Unix() - seconds; age > int64(maxSignatureAge/time.Second) || age < -int64(maxSignatureAge/time.Second) {
		return ErrOldSignature
	}
	if v.Secret == "" || !hmac.Equal(given, v.sign(stamp, body)) {
		return ErrBadSignature
	}
	return nil
}

func (v Verifier) sign(stamp string, body []byte) []byte {
	mac := hmac.New(sha256.New, []byte(v.Secret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	return mac.Sum(nil)
}
