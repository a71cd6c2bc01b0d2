// Command screenshots takes the pictures of the README anew from the sandbox: go run ./cmd/internal/screenshots. It needs Chromium.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"mentorbot/cmd/internal/browser"
	"mentorbot/cmd/internal/sample"
	"mentorbot/cmd/internal/sandbox"
	"mentorbot/core"
)

// directory is where the pictures are kept, from the top of the repository.
const directory = "docs/images"

// taken is when the pictures are taken, so that they differ only when the product does: a Monday morning.
var taken = time.Date(2026, 9, 7, 8, 0, 0, 0, time.UTC)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

// run starts a sandbox with the sample programme and takes every picture.
func run(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "mentorbot-screenshots-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	organisation, err := sample.Load()
	if err != nil {
		return err
	}
	box, err := sandbox.Start(ctx, sandbox.Options{Dir: filepath.Join(dir, "data"), Users: organisation.Users(), Start: taken})
	if err != nil {
		return err
	}
	defer func() {
		if closing := box.Close(); err == nil {
			err = closing
		}
	}()
	if err := play(ctx, organisation, box); err != nil {
		return err
	}
	return takeAll(ctx, box.URL(), filepath.Join(dir, "browser"))
}

// play brings the sample programme to life.
func play(ctx context.Context, organisation *sample.Organisation, box *sandbox.Sandbox) error {
	return organisation.Play(ctx, sample.Host{
		Service: box.App.Service, Workspace: box.App.Workspace.ID, Settle: box.App.Settle,
		Person: func(ctx context.Context, userID string) (core.PersonID, error) {
			person, err := box.App.Person(ctx, userID)
			return person.ID, err
		},
	})
}

// takeAll opens the page and walks from picture to picture.
func takeAll(ctx context.Context, url, profile string) error {
	tab, err := browser.Open(ctx, browser.Options{
		URL: url, Width: 1360, Height: 900, ProfileDir: profile,
		Complain: func(err error) { fmt.Fprintln(os.Stderr, "screenshots:", err) },
	})
	if err != nil {
		return err
	}
	defer tab.Close()
	if err := tab.Click("[data-hint] button"); err != nil { // the hint for first-time visitors is no part of the product
		return err
	}
	for _, p := range pictures() {
		if err := p.take(tab, url); err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
	}
	return nil
}
