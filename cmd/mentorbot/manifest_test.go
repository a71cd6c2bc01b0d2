package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestManifestFileIsWhatTheCommandPrints(t *testing.T) {
	file, err := os.ReadFile("../../manifest.yml")
	if err != nil {
		t.Fatal(err)
	}
	got := run(t, "manifest")
	if diff := cmp.Diff(got.out, string(file)); got.status != statusOK || diff != "" {
		t.Errorf("status %d; write it anew with: go run ./cmd/mentorbot manifest > manifest.yml (-command +file)\n%s", got.status, diff)
	}
}

func TestManifestForHTTPNeedsAnAddress(t *testing.T) {
	if got := run(t, "manifest", "--mode", "http"); got.status != statusFailed || !strings.Contains(got.err, "https address") {
		t.Errorf("status %d: %q", got.status, got.err)
	}
	got := run(t, "manifest", "--mode", "http", "--base-url", "https://mentors.example.org")
	if got.status != statusOK || strings.Count(got.out, "https://mentors.example.org/slack/") != 4 {
		t.Errorf("status %d:\n%s", got.status, got.out)
	}
}
