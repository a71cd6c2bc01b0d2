package app_test

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/cmd/internal/app"
)

// documented is the table of docs/configuration.md as the fields of the configuration have it.
func documented() []string {
	var rows []string
	fields := reflect.TypeFor[app.Config]()
	for i := range fields.NumField() {
		tag := fields.Field(i).Tag
		rows = append(rows, fmt.Sprintf("| `%s` | `--%s` | %s | %s |", tag.Get("env"), tag.Get("name"), code(tag.Get("default")), tag.Get("help")))
	}
	return rows
}

func code(value string) string {
	if value == "" {
		return ""
	}
	return "`" + value + "`"
}

func TestConfigurationIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `.*$").FindAllString(string(page), -1)
	if diff := cmp.Diff(rows, documented()); diff != "" {
		t.Errorf("docs/configuration.md (-page +fields):\n%s\nThe rows are:\n%s", diff, strings.Join(documented(), "\n"))
	}
}

func TestEverySettingThatSoundsSecretIsTagged(t *testing.T) {
	fields := reflect.TypeFor[app.Config]()
	for i := range fields.NumField() {
		field := fields.Field(i)
		sounds := regexp.MustCompile(`(?i)token|secret|password|keys`).MatchString(field.Name)
		if _, tagged := field.Tag.Lookup("secret"); sounds != tagged {
			t.Errorf("%s: sounds secret %v, is tagged %v", field.Name, sounds, tagged)
		}
	}
}
