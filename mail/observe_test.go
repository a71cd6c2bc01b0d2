package mail

import (
	"context"
	"testing"

	"github.com/emersion/go-smtp"
)

func TestEveryMailIsObserved(t *testing.T) {
	for name, refusal := range map[string]error{"taken": nil, "refused": &smtp.SMTPError{Code: 550, Message: "because"}} {
		t.Run(name, func(t *testing.T) {
			s := startServer(t, TLSNone, func(s *server) { s.onRcpt = refusal })
			var ends []error
			config := s.config()
			config.Observe = func(ctx context.Context) (context.Context, func(error)) {
				return ctx, func(err error) { ends = append(ends, err) }
			}
			sender, err := New(config)
			if err != nil {
				t.Fatal(err)
			}
			err = sender.Send(t.Context(), sample())
			if len(ends) != 1 || ends[0] != err || (err != nil) != (refusal != nil) {
				t.Errorf("sent with %v, observed %v", err, ends)
			}
		})
	}
}
