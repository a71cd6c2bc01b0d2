package app

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentorbot/cmd/internal/tracing"
	"mentorbot/storage"
)

// minSecret is the least length of the secret, in bytes.
const minSecret = 32

// maxDrain leaves the rest of what systemd and container engines allow a stop for finishing what is under way.
const maxDrain = time.Minute

// Validate checks the whole configuration and names every variable that is wrong with what it expects. No value is quoted: a secret
// may have ended up in any of them. How to listen and log may be left empty, for hosts that see to it themselves.
func (c Config) Validate() error {
	var w wrong
	w.unless(validDatabase(c.DatabaseURL), "MENTORBOT_DATABASE_URL", "sqlite:///path/to/file.db or postgres://user:password@host/name")
	w.unless(c.Listen == "" || validListen(c.Listen), "MENTORBOT_LISTEN", "an address to listen on such as :8080 or 127.0.0.1:8080")
	w.unless(c.DrainDelay >= 0 && c.DrainDelay <= maxDrain, "MENTORBOT_DRAIN_DELAY", "from 0s to "+maxDrain.String())
	w.unless(c.MetricsListen == "" || validListen(c.MetricsListen), "MENTORBOT_METRICS_LISTEN", "an address to listen on such as 127.0.0.1:9090, or nothing")
	w.unless(c.TracesEndpoint == "" || tracing.ValidEndpoint(c.TracesEndpoint), "OTEL_EXPORTER_OTLP_ENDPOINT", "an http or https address such as http://127.0.0.1:4318, or nothing")
	w.unless(c.BaseURL == "" || validBase(c.BaseURL), "MENTORBOT_BASE_URL", "the service's public https address without a path (http on this machine only)")
	c.validateSlack(&w)
	c.validateBusy(&w)
	if c.MailEnabled() {
		c.validateMail(&w)
	} else {
		w.unless(c.ReplyListen == "", "MENTORBOT_REPLY_LISTEN", "nothing, since there is no mail server to send invitations by")
		alone := c.SMTPUser != "" || c.SMTPPassword != "" || c.MailFrom != ""
		w.unless(!alone, "MENTORBOT_SMTP_HOST", "the mail server, since other mail settings are there; without one, remove those too")
	}
	return errors.Join(w...)
}

// MailEnabled tells whether sessions are mailed at all.
func (c Config) MailEnabled() bool { return c.SMTPHost != "" }

// wrong collects complaints.
type wrong []error

// unless complains about a variable that does not hold what is expected.
func (w *wrong) unless(fine bool, variable, expected string) {
	if !fine {
		*w = append(*w, fmt.Errorf("%s: expected %s", variable, expected))
	}
}

func (c Config) validateSlack(w *wrong) {
	if c.ByOAuth() {
		c.validateOAuth(w)
	} else {
		bot := strings.HasPrefix(c.BotToken, "xoxb-") || strings.HasPrefix(c.BotToken, "xoxe.xoxb-")
		w.unless(bot, "SLACK_BOT_TOKEN", "the bot token of the installation, which starts with xoxb-")
	}
	w.unless(c.SlackAPIURL == "" || validAPI(c.SlackAPIURL), "SLACK_API_URL", "an http or https address that ends in /, or nothing for Slack itself")
	switch c.Mode {
	case "socket":
		w.unless(strings.HasPrefix(c.AppToken, "xapp-"), "SLACK_APP_TOKEN", "an app-level token with connections:write, which starts with xapp-")
	case "http":
		w.unless(c.SigningSecret != "", "SLACK_SIGNING_SECRET", "the signing secret from the app's Basic Information page")
	default:
		w.unless(false, "MENTORBOT_MODE", "socket or http")
	}
}

// ByOAuth tells whether workspaces install the app themselves, instead of the one of SLACK_BOT_TOKEN.
func (c Config) ByOAuth() bool { return c.ClientID != "" || c.ClientSecret != "" }

func (c Config) validateOAuth(w *wrong) {
	w.unless(c.BotToken == "", "SLACK_BOT_TOKEN", "nothing where SLACK_CLIENT_ID is set: either one workspace or all that install the app")
	w.unless(c.ClientID != "", "SLACK_CLIENT_ID", "the client ID from the app's Basic Information page")
	w.unless(c.ClientSecret != "", "SLACK_CLIENT_SECRET", "the client secret from the app's Basic Information page")
	w.unless(c.BaseURL != "", "MENTORBOT_BASE_URL", "the service's public https address without a path, since SLACK_CLIENT_ID is set")
	w.unless(c.EncryptionKeys != "", "MENTORBOT_ENCRYPTION_KEYS", encryptionKeys)
}

const encryptionKeys = "id:key,id:key with 32 bytes each in base64, such as k1:$(openssl rand -base64 32)"

// validateBusy checks what connecting calendars needs.
func (c Config) validateBusy(w *wrong) {
	if c.EncryptionKeys != "" {
		_, err := storage.ParseKeyring(c.EncryptionKeys)
		w.unless(err == nil, "MENTORBOT_ENCRYPTION_KEYS", encryptionKeys)
	}
	if _, err := c.calendarNetworks(); err != nil {
		*w = append(*w, err)
	}
}

func (c Config) validateMail(w *wrong) {
	w.unless(c.SMTPPort >= 1 && c.SMTPPort <= 65535, "MENTORBOT_SMTP_PORT", "a port from 1 to 65535")
	w.unless(oneOf(c.SMTPTLS, "starttls", "implicit", "none"), "MENTORBOT_SMTP_TLS", "starttls, implicit or none")
	w.unless(c.SMTPUser == "" || c.SMTPTLS != "none", "MENTORBOT_SMTP_TLS", "starttls or implicit: a password needs an encrypted connection")
	w.unless(c.SMTPUser == "" || c.SMTPPassword != "", "MENTORBOT_SMTP_PASSWORD", "the password of MENTORBOT_SMTP_USER")
	w.unless(c.SMTPPassword == "" || c.SMTPUser != "", "MENTORBOT_SMTP_USER", "the user MENTORBOT_SMTP_PASSWORD belongs to")
	if _, err := c.mailDomain(); err != nil {
		*w = append(*w, err)
	}
	w.unless((c.DKIMSelector == "") == (c.DKIMKeyFile == ""), "MENTORBOT_DKIM_SELECTOR", "set together with MENTORBOT_DKIM_KEY_FILE, or neither")
	w.unless(c.ReplyListen == "" || validListen(c.ReplyListen), "MENTORBOT_REPLY_LISTEN", "an address to listen on such as 127.0.0.1:2525, or nothing")
	w.unless(len(c.Secret) >= minSecret, "MENTORBOT_SECRET", "at least "+strconv.Itoa(minSecret)+" random characters")
}

// mailDomain is the domain of the sender's address.
func (c Config) mailDomain() (string, error) {
	address, err := mail.ParseAddress(c.MailFrom)
	if err != nil || address.Address != c.MailFrom {
		return "", errors.New("MENTORBOT_MAIL_FROM: expected a bare mail address such as sessions@example.org")
	}
	_, domain, _ := strings.Cut(address.Address, "@")
	return domain, nil
}

func oneOf(value string, allowed ...string) bool { return slices.Contains(allowed, value) }

// validDatabase looks at the form only; storage says the rest when it opens it.
func validDatabase(address string) bool {
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		return strings.TrimLeft(path, "/") != ""
	}
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql")
}

func validListen(address string) bool {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	number, err := strconv.Atoi(port)
	return err == nil && number >= 0 && number <= 65535
}

// validBase wants https, which Slack insists on, and lets http pass where nobody is between: on this machine.
func validBase(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	loopback := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	return u.Scheme == "https" || u.Scheme == "http" && loopback
}

func validAPI(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && oneOf(u.Scheme, "http", "https") && strings.HasSuffix(address, "/")
}
