package doctor

import (
	"errors"
	"strings"
	"testing"
)

func TestRoomThatIsLeftIsJudged(t *testing.T) {
	for name, test := range map[string]struct {
		bytes uint64
		err   error
		fails bool
		says  string
	}{
		"enough":         {bytes: 3 << 30, says: "3072 MiB left"},
		"little":         {bytes: 100 << 20, fails: true, says: "100 MiB left in /data"},
		"not known here": {err: errors.ErrUnsupported, says: "does not tell"},
		"not readable":   {err: errors.New("input/output error"), fails: true, says: "input/output error"},
	} {
		found := room("/data", func(string) (uint64, error) { return test.bytes, test.err })
		text := check{name: "disk"}.line(found)
		if (found.err != nil) != test.fails || !strings.Contains(text, test.says) {
			t.Errorf("%s: %s", name, text)
		}
	}
	if bytes, err := free(t.TempDir()); !errors.Is(err, errors.ErrUnsupported) && (err != nil || bytes == 0) {
		t.Errorf("here: %d, %v", bytes, err)
	}
}
