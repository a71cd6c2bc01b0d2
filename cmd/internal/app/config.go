package app

import "time"

// Config is everything an operator sets, read from flags and environment by the commands under cmd. docs/configuration.md lists it
// for people; a test keeps the two in step. Fields tagged secret are never shown, see [Config.Hide].
type Config struct {
	DatabaseURL string `name:"database-url" env:"MENTORBOT_DATABASE_URL" default:"sqlite://mentorbot.db" help:"Where data is kept: sqlite:///path/to/file.db or postgres://user:password@host/name."`
	NoMigrate   bool   `name:"no-migrate" env:"MENTORBOT_NO_MIGRATE" help:"Do not bring the database schema up to date at start; run \"mentorbot migrate\" instead."`

	Mode          string `name:"mode" env:"MENTORBOT_MODE" default:"socket" enum:"socket,http" help:"How Slack reaches the app: socket (no public address needed) or http."`
	BotToken      string `name:"slack-bot-token" env:"SLACK_BOT_TOKEN" secret:"" help:"Bot token of the installation, starts with xoxb-. For one workspace; see SLACK_CLIENT_ID for many."`
	AppToken      string `name:"slack-app-token" env:"SLACK_APP_TOKEN" secret:"" help:"App-level token with connections:write, starts with xapp-. Socket mode only."`
	SigningSecret string `name:"slack-signing-secret" env:"SLACK_SIGNING_SECRET" secret:"" help:"Signing secret of the app. HTTP mode only."`
	SlackAPIURL   string `name:"slack-api-url" env:"SLACK_API_URL" help:"Address of another Slack Web API, ending in /. For simulators; leave empty for Slack."`

	ClientID         string `name:"slack-client-id" env:"SLACK_CLIENT_ID" help:"Client ID of the app, to serve every workspace that installs it. Instead of SLACK_BOT_TOKEN."`
	ClientSecret     string `name:"slack-client-secret" env:"SLACK_CLIENT_SECRET" secret:"" help:"Client secret of the app. With SLACK_CLIENT_ID only."`
	BaseURL          string `name:"base-url" env:"MENTORBOT_BASE_URL" help:"Public address of the service without a path, such as https://mentorbot.example.org; people install from its /slack/install, answer requests sent by e-mail, and let their calendars read their sessions. Needed with SLACK_CLIENT_ID; without it mails lead to Slack and calendars get mails only."`
	EncryptionKeys   string `name:"encryption-keys" env:"MENTORBOT_ENCRYPTION_KEYS" secret:"" help:"Keys for the tokens of installations and the addresses of people's calendars, as id:key,id:key with 32 bytes each in base64. The first encrypts, all decrypt. Needed with SLACK_CLIENT_ID; without it people cannot connect calendars to be read from."`
	CalendarNetworks string `name:"calendar-networks" env:"MENTORBOT_CALENDAR_NETWORKS" help:"Networks of your own in which people publish calendars, such as 10.1.0.0/16, with commas between them. Without it calendars are fetched from public addresses only."`

	Listen string `name:"listen" env:"MENTORBOT_LISTEN" default:":8080" help:"Address for Slack's requests (HTTP mode) and for /healthz and /readyz."`

	DrainDelay     time.Duration `name:"drain-delay" env:"MENTORBOT_DRAIN_DELAY" default:"0s" help:"How long /readyz fails before a stop refuses connections, so that a load balancer notices, such as 10s."`
	MetricsListen  string        `name:"metrics-listen" env:"MENTORBOT_METRICS_LISTEN" help:"Address for /metrics, such as 127.0.0.1:9090; nobody outside should reach it. Without it there are no metrics."`
	TracesEndpoint string        `name:"otlp-endpoint" env:"OTEL_EXPORTER_OTLP_ENDPOINT" help:"Collector for OpenTelemetry traces over HTTP, such as http://127.0.0.1:4318. Without it nothing is traced."`

	SMTPHost     string `name:"smtp-host" env:"MENTORBOT_SMTP_HOST" help:"Mail server for calendar invitations and for messages Slack refuses. Without it everything is told in Slack only."`
	SMTPPort     int    `name:"smtp-port" env:"MENTORBOT_SMTP_PORT" default:"587" help:"Port of the mail server."`
	SMTPTLS      string `name:"smtp-tls" env:"MENTORBOT_SMTP_TLS" default:"starttls" enum:"starttls,implicit,none" help:"Encryption: starttls, implicit (TLS from the first byte) or none."`
	SMTPUser     string `name:"smtp-user" env:"MENTORBOT_SMTP_USER" help:"User name at the mail server, empty for none."`
	SMTPPassword string `name:"smtp-password" env:"MENTORBOT_SMTP_PASSWORD" secret:"" help:"Password at the mail server."`
	MailFrom     string `name:"mail-from" env:"MENTORBOT_MAIL_FROM" help:"Sender and organiser of calendar invitations, a mailbox somebody reads, such as sessions@example.org. Never change it while sessions are booked."`
	DKIMSelector string `name:"dkim-selector" env:"MENTORBOT_DKIM_SELECTOR" help:"Name of the key mails are signed with, as the sender's domain publishes it below _domainkey. Without it the mail server signs, or nobody."`
	DKIMKeyFile  string `name:"dkim-key-file" env:"MENTORBOT_DKIM_KEY_FILE" help:"File with the private key to MENTORBOT_DKIM_SELECTOR, RSA or Ed25519 in PEM."`
	ReplyListen  string `name:"reply-listen" env:"MENTORBOT_REPLY_LISTEN" help:"Address where the organisation's mail server delivers what calendars answer to MENTORBOT_MAIL_FROM, such as 127.0.0.1:2525. Without it people answer in Slack only."`
	Secret       string `name:"secret" env:"MENTORBOT_SECRET" secret:"" help:"At least 32 random characters; calendar identifiers and the signatures of links in mails and of calendar addresses are derived from it. Keep it: with another one, calendars cannot match updates and links stop working."`

	LogLevel  string `name:"log-level" env:"MENTORBOT_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"Least severe level to log."`
	LogFormat string `name:"log-format" env:"MENTORBOT_LOG_FORMAT" default:"text" enum:"text,json" help:"Log as text or json."`
}
