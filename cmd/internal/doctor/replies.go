package doctor

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"mentorbot/cmd/internal/app"
)

// replies looks whether what calendars answer can be taken, or is already by the service that runs.
func replies(config app.Config) func(context.Context) finding {
	return func(ctx context.Context) finding {
		address := config.ReplyListen
		if address == "" {
			return fine("none: MENTORBOT_REPLY_LISTEN is not set, people answer in Slack")
		}
		listener, err := net.Listen("tcp", address)
		if err == nil {
			err = listener.Close()
		}
		if err != nil && greets(ctx, address) != nil {
			return trouble(err, "MENTORBOT_REPLY_LISTEN has to be an address of this machine with a port nobody else listens on.")
		}
		if loopback(address) {
			return fine("on %s", address)
		}
		return fine("on %s, which other machines may reach: see that a firewall lets in your mail server only", address)
	}
}

// greetingTime is how long our own service, on this machine, may take to greet.
const greetingTime = 3 * time.Second

// greets returns nil when a mail server says who it is (RFC 5321 section 4.2: 220).
func greets(ctx context.Context, address string) error {
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(greetingTime)); err != nil {
		return err
	}
	line, err := bufio.NewReader(connection).ReadString('\n')
	if err != nil {
		return fmt.Errorf("read greeting: %w", err)
	}
	if !strings.HasPrefix(line, "220") {
		return errors.New("not a mail server")
	}
	return nil
}
