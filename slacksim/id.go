package slacksim

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// object is a JSON object on its way out.
type object = map[string]any

// newID returns a fresh random id as Slack's look: a letter prefix and ten capitals or digits. Ids are random, not counted,
// so that an app that keeps its data over a restart of the simulator never meets an id twice.
func newID(prefix string) string {
	id := uuid.New()
	return prefix + base32.StdEncoding.EncodeToString(id[9:])[:10]
}

// stableID returns the same id for the same parts, also after a restart: an app may have stored the id of a DM.
func stableID(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return prefix + base32.StdEncoding.EncodeToString(sum[:])[:10]
}

// newSecret returns 32 hexadecimal digits nobody can guess.
func newSecret() string {
	id := uuid.New()
	return hex.EncodeToString(id[:])
}

// newBlockID returns a random block or action id, as Slack makes where the app gave none.
func newBlockID() string { return newSecret()[:5] }

// newHash returns a view hash, which differs at every change of a view.
func (s *Server) newHash() string {
	return fmt.Sprintf("%d.%s", s.opt.Clock.Now().Unix(), newSecret()[:8])
}

// nextTS returns a message timestamp of the product's clock, later than every one before.
func (s *Server) nextTS() string { return s.tsAt(s.opt.Clock.Now()) }

// tsAt returns a message timestamp of a moment, or the first one after it that is later than every one before.
func (s *Server) tsAt(at time.Time) string {
	s.lastTS = max(s.lastTS+1, at.UnixMicro())
	return formatTS(s.lastTS)
}

// parseTS is the reverse of formatTS.
func parseTS(ts string) (micros int64, err error) {
	return strconv.ParseInt(strings.Replace(ts, ".", "", 1), 10, 64)
}

func formatTS(micros int64) string {
	return fmt.Sprintf("%d.%06d", micros/1e6, micros%1e6)
}
