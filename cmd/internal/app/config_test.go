package app_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/cmd/internal/app"
	"mentorbot/mail"
)

// valid is a configuration that uses everything.
func valid() app.Config {
	return app.Config{
		DatabaseURL: "postgres://mentorbot:database-password@db.example.org/mentorbot", Mode: "socket", Listen: ":8080",
		BotToken: "xoxb-1-bot", AppToken: "xapp-1-app", SigningSecret: "signing-secret",
		SMTPHost: "mail.example.org", SMTPPort: 587, SMTPTLS: "starttls", SMTPUser: "mentorbot", SMTPPassword: "mail-password",
		MailFrom: "sessions@example.org", Secret: strings.Repeat("k", 32), LogLevel: "info", LogFormat: "text",
	}
}

// byOAuth makes it a configuration for many workspaces.
func byOAuth(c *app.Config) {
	c.BotToken, c.ClientID, c.ClientSecret, c.BaseURL = "", "1.2", "client-secret", "https://mentors.example.org"
	c.EncryptionKeys = "k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("e", 32)))
}

// complaints are the variables an error of Validate names, in order.
func complaints(err error) []string {
	var variables []string
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			variable, _, _ := strings.Cut(line, ":")
			variables = append(variables, variable)
		}
	}
	return variables
}

func TestValidateNamesEveryVariableThatIsWrong(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*app.Config)
		want   []string
	}{
		"all is well":                   {func(*app.Config) {}, nil},
		"SQLite in a file":              {func(c *app.Config) { c.DatabaseURL = "sqlite:///data/mentorbot.db" }, nil},
		"SQLite in memory":              {func(c *app.Config) { c.DatabaseURL = "sqlite::memory:" }, nil},
		"SQLite without a file":         {func(c *app.Config) { c.DatabaseURL = "sqlite:///" }, []string{"MENTORBOT_DATABASE_URL"}},
		"a database nobody knows":       {func(c *app.Config) { c.DatabaseURL = "mysql://db/x" }, []string{"MENTORBOT_DATABASE_URL"}},
		"no database":                   {func(c *app.Config) { c.DatabaseURL = "" }, []string{"MENTORBOT_DATABASE_URL"}},
		"a rotated bot token":           {func(c *app.Config) { c.BotToken = "xoxe.xoxb-1-rotated" }, nil},
		"a user's token as bot token":   {func(c *app.Config) { c.BotToken = "xoxp-1-user" }, []string{"SLACK_BOT_TOKEN"}},
		"socket mode without app token": {func(c *app.Config) { c.AppToken = "" }, []string{"SLACK_APP_TOKEN"}},
		"HTTP needs no app token":       {func(c *app.Config) { c.Mode, c.AppToken = "http", "" }, nil},
		"HTTP without signing secret":   {func(c *app.Config) { c.Mode, c.SigningSecret = "http", "" }, []string{"SLACK_SIGNING_SECRET"}},
		"workspaces that install":       {func(c *app.Config) { byOAuth(c) }, nil},
		"installing on this machine":    {func(c *app.Config) { byOAuth(c); c.BaseURL = "http://127.0.0.1:8080" }, nil},
		"installing over plain http":    {func(c *app.Config) { byOAuth(c); c.BaseURL = "http://mentors.example.org" }, []string{"MENTORBOT_BASE_URL"}},
		"a base address with a path":    {func(c *app.Config) { byOAuth(c); c.BaseURL += "/app" }, []string{"MENTORBOT_BASE_URL"}},
		"keys that are none":            {func(c *app.Config) { byOAuth(c); c.EncryptionKeys = "k1:c2hvcnQ=" }, []string{"MENTORBOT_ENCRYPTION_KEYS"}},
		"keys of one workspace":         {func(c *app.Config) { byOAuth(c); c.ClientID, c.ClientSecret, c.BotToken = "", "", "xoxb-1-bot" }, nil},
		"such keys that are none":       {func(c *app.Config) { c.EncryptionKeys = "k1:c2hvcnQ=" }, []string{"MENTORBOT_ENCRYPTION_KEYS"}},
		"networks with calendars":       {func(c *app.Config) { c.CalendarNetworks = "10.1.0.0/16, fd00::/8" }, nil},
		"an address as a network":       {func(c *app.Config) { c.CalendarNetworks = "10.1.0.1" }, []string{"MENTORBOT_CALENDAR_NETWORKS"}},
		"one workspace and many":        {func(c *app.Config) { byOAuth(c); c.BotToken = "xoxb-1-bot" }, []string{"SLACK_BOT_TOKEN"}},
		"a client secret alone": {func(c *app.Config) { c.BotToken, c.ClientSecret = "", "client-secret" }, []string{
			"SLACK_CLIENT_ID", "MENTORBOT_BASE_URL", "MENTORBOT_ENCRYPTION_KEYS",
		}},
		"a mode nobody knows":            {func(c *app.Config) { c.Mode = "carrier pigeon" }, []string{"MENTORBOT_MODE"}},
		"an API address without slash":   {func(c *app.Config) { c.SlackAPIURL = "http://127.0.0.1:1/api" }, []string{"SLACK_API_URL"}},
		"an API address of another kind": {func(c *app.Config) { c.SlackAPIURL = "ftp://slack.example/" }, []string{"SLACK_API_URL"}},
		"a port alone to listen on":      {func(c *app.Config) { c.Listen = "8080" }, []string{"MENTORBOT_LISTEN"}},
		"a port that cannot be":          {func(c *app.Config) { c.Listen = ":80800" }, []string{"MENTORBOT_LISTEN"}},
		"a minute to drain":              {func(c *app.Config) { c.DrainDelay = time.Minute }, nil},
		"longer than a stop may take":    {func(c *app.Config) { c.DrainDelay = time.Hour }, []string{"MENTORBOT_DRAIN_DELAY"}},
		"metrics and traces":             {func(c *app.Config) { c.MetricsListen, c.TracesEndpoint = "127.0.0.1:9090", "http://127.0.0.1:4318" }, nil},
		"metrics on a port alone":        {func(c *app.Config) { c.MetricsListen = "9090" }, []string{"MENTORBOT_METRICS_LISTEN"}},
		"a collector without a scheme":   {func(c *app.Config) { c.TracesEndpoint = "localhost:4318" }, []string{"OTEL_EXPORTER_OTLP_ENDPOINT"}},
		"no mail at all": {func(c *app.Config) {
			c.SMTPHost, c.SMTPUser, c.SMTPPassword, c.MailFrom, c.Secret = "", "", "", "", ""
		}, nil},
		"mail settings without a server": {func(c *app.Config) { c.SMTPHost = "" }, []string{"MENTORBOT_SMTP_HOST"}},
		"no port":                        {func(c *app.Config) { c.SMTPPort = 0 }, []string{"MENTORBOT_SMTP_PORT"}},
		"a user without password":        {func(c *app.Config) { c.SMTPPassword = "" }, []string{"MENTORBOT_SMTP_PASSWORD"}},
		"a password without user":        {func(c *app.Config) { c.SMTPUser = "" }, []string{"MENTORBOT_SMTP_USER"}},
		"a password in the clear":        {func(c *app.Config) { c.SMTPTLS = "none" }, []string{"MENTORBOT_SMTP_TLS"}},
		"an unknown way to encrypt":      {func(c *app.Config) { c.SMTPTLS = "rot13" }, []string{"MENTORBOT_SMTP_TLS"}},
		"a sender with a name":           {func(c *app.Config) { c.MailFrom = "Mentorbot <sessions@example.org>" }, []string{"MENTORBOT_MAIL_FROM"}},
		"a sender without a domain":      {func(c *app.Config) { c.MailFrom = "sessions" }, []string{"MENTORBOT_MAIL_FROM"}},
		"a secret anybody could guess":   {func(c *app.Config) { c.Secret = "secret" }, []string{"MENTORBOT_SECRET"}},
		"several at once, none forgotten": {func(c *app.Config) { *c = app.Config{SMTPHost: "mail"} }, []string{
			"MENTORBOT_DATABASE_URL", "SLACK_BOT_TOKEN", "MENTORBOT_MODE", "MENTORBOT_SMTP_PORT", "MENTORBOT_SMTP_TLS",
			"MENTORBOT_MAIL_FROM", "MENTORBOT_SECRET",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			config := valid()
			test.change(&config)
			err := config.Validate()
			if diff := cmp.Diff(test.want, complaints(err)); diff != "" {
				t.Errorf("variables complained about (-want +got):\n%s\n%v", diff, err)
			}
		})
	}
}

func TestComplaintsQuoteNoValue(t *testing.T) {
	const leak = "hunter2-in-the-wrong-place"
	config := app.Config{
		DatabaseURL: leak, Mode: leak, BotToken: leak, AppToken: leak, SlackAPIURL: leak, Listen: leak, SMTPHost: leak, SMTPTLS: leak,
		SMTPPassword: leak, MailFrom: leak,
	}
	if err := config.Validate(); err == nil || strings.Contains(err.Error(), leak) {
		t.Errorf("complaints: %v", err)
	}
}

var confidential = []string{"xoxb-1-bot", "xapp-1-app", "signing-secret", "mail-password", "database-password", strings.Repeat("k", 32)}

func TestPrintingAConfigurationShowsNoSecret(t *testing.T) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		text := fmt.Sprintf(verb, valid())
		for _, secret := range confidential {
			if strings.Contains(text, secret) {
				t.Errorf("%s shows %q:\n%s", verb, secret, text)
			}
		}
		for _, fact := range []string{"MENTORBOT_SMTP_HOST=mail.example.org", "SLACK_BOT_TOKEN=[hidden]"} {
			if !strings.Contains(text, fact) {
				t.Errorf("%s does not show %q:\n%s", verb, fact, text)
			}
		}
	}
}

func TestHideTakesSecretsOutOfAnyText(t *testing.T) {
	for text, want := range map[string]string{
		"nothing to hide":                              "nothing to hide",
		"auth.test with xoxb-1-bot failed":             "auth.test with [hidden] failed",
		"another one: xoxp-99-abc, quoted":             "another one: [hidden] quoted",
		"rotated xoxe.xoxb-1-abc":                      "rotated [hidden]",
		"dial postgres://u:p%40ss@h/db":                "dial postgres://u:[hidden]@h/db",
		"the password database-password was wrong":     "the password [hidden] was wrong",
		"login mail-password, key " + confidential[5]:  "login [hidden], key [hidden]",
		"http://127.0.0.1:8080/healthz stays as it is": "http://127.0.0.1:8080/healthz stays as it is",
	} {
		if got := valid().Hide(text); got != want {
			t.Errorf("Hide(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestTheMailServerIsReachedInEveryWayThatCanBeConfigured(t *testing.T) {
	field, _ := reflect.TypeFor[app.Config]().FieldByName("SMTPTLS")
	for mode := range strings.SplitSeq(field.Tag.Get("enum"), ",") {
		config := valid()
		config.SMTPTLS = mode
		if mode == "none" {
			config.SMTPUser, config.SMTPPassword = "", ""
		}
		if err := config.Validate(); err != nil {
			t.Errorf("%s: %v", mode, err)
		}
		server, err := config.Mail()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := mail.New(server); err != nil {
			t.Errorf("%s: %v", mode, err)
		}
	}
}

func TestAKeyForMailsThatCannotBeUsedIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dkim.pem")
	if err := os.WriteFile(file, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"not there": file + ".gone", "not a key": file} {
		config := valid()
		config.DKIMSelector, config.DKIMKeyFile = "bot", path
		if _, err := config.Mail(); err == nil || !strings.Contains(err.Error(), "MENTORBOT_DKIM_KEY_FILE") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
