package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// pages are the documents people read, by path.
func pages(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, pattern := range []string{"README.md", "docs/*.md", "docs/decisions/*.md"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			found[path] = string(text)
		}
	}
	if len(found) == 0 {
		t.Fatal("no documents")
	}
	return found
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestLinksInDocumentsLeadSomewhere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for page, text := range pages(t) {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, heading, _ := strings.Cut(match[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			file := page
			if target != "" {
				file = filepath.Join(filepath.Dir(page), target)
			}
			if !exists(file) {
				t.Errorf("%s: no file for the link %s", page, match[1])
			} else if heading != "" && !hasHeading(t, file, heading) {
				t.Errorf("%s: no heading for the link %s", page, match[1])
			}
		}
	}
}

// hasHeading looks for a heading by the anchor a forge makes of it: lower case, hyphens, no punctuation.
func hasHeading(t *testing.T, file, anchor string) bool {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dropped := regexp.MustCompile(`[^a-z0-9 \-]`)
	for line := range strings.Lines(string(text)) {
		title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		if !ok || !strings.HasPrefix(line, "#") {
			continue
		}
		plain := dropped.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), "")
		if strings.ReplaceAll(plain, " ", "-") == anchor {
			return true
		}
	}
	return false
}

func TestSourceFilesNamedInDocumentsExist(t *testing.T) {
	source := regexp.MustCompile("`([a-z0-9_]+(?:/[a-z0-9_]+)*\\.(?:go|sh))`")
	for page, text := range pages(t) {
		for _, match := range source.FindAllStringSubmatch(text, -1) {
			if name := match[1]; strings.Contains(name, "/") && !exists(filepath.Join(root, name)) {
				t.Errorf("%s names %s, which does not exist", page, name)
			}
		}
	}
}

func TestCommandsNamedInDocumentsExist(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, command := range commands() {
		known["mentorbot "+command] = true
	}
	for _, match := range regexp.MustCompile(`(?m)^([a-z]+):`).FindAllStringSubmatch(string(makefile), -1) {
		known["make "+match[1]] = true
	}
	command := regexp.MustCompile("(?m)(?:`|^ *|bin/)((?:make|mentorbot) [a-z]+(?:-[a-z]+)*)")
	for page, text := range pages(t) {
		for _, match := range command.FindAllStringSubmatch(code(text), -1) {
			if !known[match[1]] {
				t.Errorf("%s names the command %q, which does not exist", page, match[1])
			}
		}
	}
}

// code is what a document shows as code, with its backquotes.
func code(text string) string {
	var shown strings.Builder
	for _, part := range regexp.MustCompile("(?s)```.*?```|`[^`\n]+`").FindAllString(text, -1) {
		shown.WriteString(part + "\n")
	}
	return shown.String()
}
