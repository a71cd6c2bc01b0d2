package main

import (
	"fmt"
	"io"

	"mentorbot/cmd/internal/sample"
	"mentorbot/cmd/internal/sandbox"
)

// greet says where the page is and whom to be there; without an app, what an app of one's own needs to connect.
func greet(out io.Writer, box *sandbox.Sandbox, organisation *sample.Organisation) {
	if box.App == nil {
		fmt.Fprint(out, box.Credentials())
		return
	}
	fmt.Fprintf(out, "\nMentorbot sandbox: open %s in your browser.\n\nGood people to be there:\n", box.URL())
	for _, persona := range organisation.Tour() {
		fmt.Fprintf(out, "  %-22s %s\n", persona.Name, persona.Why)
	}
	fmt.Fprint(out, "\nAll of them, and all they write, stay on this machine. Ctrl-C ends it.\n")
}
