package core_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

var update = flag.Bool("update", false, "write the table of permissions in the documentation anew")

const (
	securityPage = "../docs/security.md"
	tableBegins  = "<!-- permissions: written by make golden -->\n"
	tableEnds    = "<!-- end of permissions -->"
)

// writtenTable is the table of permissions as the documentation shows it.
func writtenTable() string {
	columns := []struct {
		relation core.Relation
		title    string
	}{
		{core.RelationSelf, "every member, for themselves"}, {core.RelationMentee, "the mentee concerned"},
		{core.RelationMentor, "the mentor concerned"}, {core.RelationAdmin, "workspace admins"},
		{core.RelationProgramAdmin, "the programme’s admins"}, {core.RelationObserver, "its observers"}, {core.RelationSystem, "the product"},
	}
	var out strings.Builder
	out.WriteString("| action |")
	for _, c := range columns {
		out.WriteString(" " + c.title + " |")
	}
	out.WriteString("\n|---|" + strings.Repeat(":-:|", len(columns)) + "\n")
	for _, p := range core.Permissions() {
		fmt.Fprintf(&out, "| `%s` |", p.Action)
		for _, c := range columns {
			mark := " "
			if slices.Contains(p.Allows, c.relation) {
				mark = " yes "
			}
			out.WriteString(mark + "|")
		}
		out.WriteString("\n")
	}
	return out.String()
}

func TestTheDocumentedPermissionsAreTheRealOnes(t *testing.T) {
	page, err := os.ReadFile(securityPage)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := strings.Cut(string(page), tableBegins)
	table, tail, ended := strings.Cut(rest, tableEnds)
	if !found || !ended {
		t.Fatalf("%s has no place for the table", securityPage)
	}
	if *update {
		whole := head + tableBegins + writtenTable() + tableEnds + tail
		if err := os.WriteFile(securityPage, []byte(whole), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(writtenTable(), table); diff != "" {
		t.Errorf("docs/security.md differs (-code +page); run make golden:\n%s", diff)
	}
}

// An action outside the table is the product's own, which is safe but nobody's intention.
func TestEveryActionHasOnePermission(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "call.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	lines := map[core.Action]int{}
	for _, p := range core.Permissions() {
		lines[p.Action]++
		if len(p.Allows) == 0 {
			t.Errorf("nobody may do %s", p.Action)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Action") {
			return true
		}
		name, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		if lines[core.Action(name)] != 1 {
			t.Errorf("%s has %d lines in the table, want one", spec.Names[0], lines[core.Action(name)])
		}
		return true
	})
}
