// Command mentorbot is the service: it serves the Slack app, brings the database up to date, prints the app's manifest and
// finds out what is wrong with an installation.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the machine, or the image, may have no time zones
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal does not wait
	os.Exit(Run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
