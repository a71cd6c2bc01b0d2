package mentorbot_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "mentorbot/"

// allowed says what each package may import besides the standard library: our own packages by path, libraries by the beginning of
// theirs. A package that is not listed fails the test, so that a new one gets its line here. Packages under cmd may import everything.
var allowed = map[string][]string{
	"core":                {"core/matching", "core/slots"},
	"core/matching":       {"golang.org/x/text"},
	"core/slots":          {},
	"storage":             {"core", "core/slots", "github.com/uptrace/bun", "github.com/jackc/pgx", "modernc.org/sqlite"},
	"storage/storagetest": {"storage", "github.com/jackc/pgx", "github.com/uptrace/bun"},
	"i18n":                {"github.com/nicksnyder/go-i18n", "golang.org/x/text", "gopkg.in/yaml.v3"},
	"calendar":            {"core", "core/slots", "i18n", "github.com/emersion/go-ical", "github.com/teambition/rrule-go"},
	"certificate":         {"core", "i18n", "codeberg.org/go-pdf/fpdf", "github.com/go-fonts/liberation", "golang.org/x/image/font", "golang.org/x/text"},
	"feeds":               {"core"},
	"bot/view":            {"core", "core/matching", "i18n", "github.com/slack-go/slack"},
	"bot":                 {"core", "bot/view", "i18n", "github.com/slack-go/slack", "gopkg.in/yaml.v3"},
	"roster":              {"core", "github.com/jszwec/csvutil"},
	"jobs":                {"core", "github.com/robfig/cron"},
	"mail":                {"core", "i18n", "github.com/wneessen/go-mail", "github.com/emersion"},
	"web":                 {"core", "i18n"},
	"metrics":             {"github.com/prometheus/client_golang"},
	"slacksim":            {"slacksim/blockkit", "github.com/gorilla/websocket", "github.com/google/uuid"},
	"slacksim/blockkit":   {},
	"slacksim/mailbox":    {"github.com/emersion"},
	"slacksim/page":       {},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestPackagesImportOnlyWhatTheLayoutAllows(t *testing.T) {
	for _, p := range listPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		if strings.HasPrefix(name, "cmd/") || name == "mentorbot" {
			continue
		}
		rules, known := allowed[name]
		if !known {
			t.Errorf("package %s has no line in the table of allowed imports", name)
			continue
		}
		for _, path := range p.Imports {
			if !permits(rules, path) {
				t.Errorf("%s must not import %s", name, path)
			}
		}
	}
}

func permits(rules []string, path string) bool {
	if own, ours := strings.CutPrefix(path, module); ours {
		return slices.Contains(rules, own)
	}
	first, _, _ := strings.Cut(path, "/")
	if !strings.Contains(first, ".") { // the standard library
		return true
	}
	return slices.ContainsFunc(rules, func(rule string) bool { return strings.HasPrefix(path, rule) })
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("list packages: %v", err)
	}
	var all []listed
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("read list of packages: %v", err)
		}
		all = append(all, p)
	}
}
