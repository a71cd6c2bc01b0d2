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
	if got.status != statusOK || strings.Count(got.out, "https://mentors.example.org/slack/") != 5 {
		t.Errorf("status %d:\n%s", got.status, got.out)
	}
}

func TestManifestForManyWorkspacesSaysWhereInstallingEnds(t *testing.T) {
	got := run(t, "manifest", "--base-url", "https://mentors.example.org", "--token-rotation")
	for _, want := range []string{"redirect_urls:\n    - https://mentors.example.org/slack/oauth\n", "token_rotation_enabled: true", "org_deploy_enabled: false"} {
		if got.status != statusOK || !strings.Contains(got.out, want) {
			t.Errorf("status %d, no %q in:\n%s%s", got.status, want, got.out, got.err)
		}
	}
	if got := run(t, "manifest", "--base-url", "http://mentors.example.org"); got.status != statusFailed || !strings.Contains(got.err, "https") {
		t.Errorf("without TLS: status %d, %q", got.status, got.err)
	}
}
