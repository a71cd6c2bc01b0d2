package main

import (
	"fmt"
	"io"
	"strings"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// tell says what changed, or would.
func (p program) tell(to io.Writer, d core.ProgramDifference, dry bool) error {
	lines := []string{p.headline(d, dry)}
	if d.Name != d.Program.Name && !d.Created {
		lines = append(lines, fmt.Sprintf("  Name: %s → %s", d.Program.Name, d.Name))
	}
	if d.State != d.Program.State && !d.Created {
		lines = append(lines, fmt.Sprintf("  State: %s → %s", d.Program.State, d.State))
	}
	for _, change := range d.Changes {
		lines = append(lines, "  "+view.PolicyChangeWords(p.texts, change))
	}
	for _, change := range d.Questions {
		lines = append(lines, "  "+questionWords(change))
	}
	for _, change := range d.Resources {
		lines = append(lines, "  "+entryWords("Resource", change.Entry.Title, change.Kind()))
	}
	for _, change := range d.Courses {
		lines = append(lines, "  "+entryWords("Course", change.Entry.Title, change.Kind()))
	}
	for _, s := range d.Revoked {
		lines = append(lines, fmt.Sprintf("  Team: without %s", s.ChatUserID))
	}
	for _, s := range d.Granted {
		lines = append(lines, fmt.Sprintf("  Team: %s as %s", s.ChatUserID, s.Role))
	}
	if impact := view.PolicyImpactWords(p.texts, d.Impact); dry && len(impact) > 0 {
		lines = append(lines, p.texts.T("policy_impact.heading")+":", "  "+strings.Join(impact, "\n  "))
	}
	_, err := fmt.Fprintln(to, strings.Join(lines, "\n"))
	return err
}

func (p program) headline(d core.ProgramDifference, dry bool) string {
	switch {
	case d.Created && dry:
		return fmt.Sprintf("Would create %q, %s, unlike a new programme in:", d.Name, d.State)
	case d.Created:
		return fmt.Sprintf("Created %q, %s, unlike a new programme in:", d.Name, d.State)
	case d.Empty():
		return fmt.Sprintf("No difference: %q is as the file says.", d.Program.Name)
	case dry:
		return fmt.Sprintf("Would change in %q:", d.Program.Name)
	}
	return fmt.Sprintf("Changed in %q:", d.Program.Name)
}

// questionWords says what happens to a question.
func questionWords(c core.QuestionChange) string {
	words := fmt.Sprintf("Question “%s”: ", c.Question.Text.EN)
	switch {
	case c.Added:
		return words + "new"
	case c.Removed:
		return words + "removed; its answers are kept and count no more"
	}
	what := c.Keys
	if c.Moved {
		what = append([]string{"place"}, what...)
	}
	return words + strings.Join(what, ", ")
}

// entryWords says what happens to an entry of a list, such as a resource.
func entryWords(what, title string, kind core.ListChangeKind) string {
	words := map[core.ListChangeKind]string{core.EntryAdded: "new", core.EntryRemoved: "removed", core.EntryChanged: "changed", core.EntryMoved: "place"}
	return fmt.Sprintf("%s “%s”: %s", what, title, words[kind])
}
