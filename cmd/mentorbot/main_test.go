package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"mentorbot/cmd/internal/app"
)

// asProgram makes the test binary behave like the program, so that tests can send it signals.
const asProgram = "MENTORBOT_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	for _, variable := range os.Environ() { // what is set on the developer's machine must not matter
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "SLACK_") || strings.HasPrefix(name, "OTEL_") || strings.HasPrefix(name, "MENTORBOT_") && name != "MENTORBOT_TEST" {
			if err := os.Unsetenv(name); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}
	os.Exit(m.Run())
}

// result is what a command line led to.
type result struct {
	status   int
	out, err string
}

func run(t *testing.T, args ...string) result {
	t.Helper()
	return runUntil(t.Context(), args...)
}

func runUntil(ctx context.Context, args ...string) result {
	var out, err bytes.Buffer
	status := Run(ctx, args, &out, &err)
	return result{status: status, out: out.String(), err: err.String()}
}

// secrets are values for everything that must stay hidden, with the variable it is set by.
func secrets() map[string]string {
	return map[string]string{
		"SLACK_BOT_TOKEN": "xoxb-1-secret-bot", "SLACK_APP_TOKEN": "xapp-1-secret-app", "SLACK_SIGNING_SECRET": "secret-signing",
		"MENTORBOT_SMTP_PASSWORD": "secret-mail-password", "MENTORBOT_SECRET": "secret-key-of-at-least-32-characters",
		"MENTORBOT_ENCRYPTION_KEYS": "k1:c2VjcmV0LWVuY3J5cHRpb24ta2V5LW9mLTMyLWJ5dGU=",
	}
}

const databasePassword = "secret-database-password"

// setSecrets puts every secret into the environment.
func setSecrets(t testing.TB) {
	t.Helper()
	for name, value := range secrets() {
		t.Setenv(name, value)
	}
	t.Setenv("MENTORBOT_DATABASE_URL", "postgres://mentorbot:"+databasePassword+"@127.0.0.1:1/mentorbot")
}

func refuseSecrets(t *testing.T, text string) {
	t.Helper()
	for _, secret := range secrets() {
		if strings.Contains(text, secret) {
			t.Errorf("shows %q:\n%s", secret, text)
		}
	}
	if strings.Contains(text, databasePassword) {
		t.Errorf("shows the database's password:\n%s", text)
	}
}

func commands() []string {
	return []string{"serve", "migrate", "backup", "audit", "program", "rotate-keys", "people", "manifest", "doctor", "health", "version"}
}

func TestHelpNamesEveryCommand(t *testing.T) {
	got := run(t, "--help")
	for _, command := range commands() {
		if !strings.Contains(got.out, "\n  "+command+" ") {
			t.Errorf("does not name %s:\n%s", command, got.out)
		}
	}
	if got.status != statusOK || got.err != "" {
		t.Errorf("status %d, said %q", got.status, got.err)
	}
}

func TestNothingShowsASecret(t *testing.T) {
	setSecrets(t)
	for _, command := range commands() {
		got := run(t, command, "--help")
		if got.status != statusOK || !strings.HasPrefix(got.out, "Usage: mentorbot "+command) {
			t.Errorf("%s --help: status %d\n%s", command, got.status, got.out)
		}
		refuseSecrets(t, got.out+got.err)
	}
	for _, args := range [][]string{
		{"serve"},
		{"migrate"},
		{"doctor", "--slack-api-url=http://127.0.0.1:1/"},
		{"serve", "--mode", secrets()["SLACK_BOT_TOKEN"]},
		{"serve", "--smtp-port", secrets()["MENTORBOT_SMTP_PASSWORD"]},
		{"serve", "--smtp-password", secrets()["MENTORBOT_SMTP_PASSWORD"], secrets()["MENTORBOT_SMTP_PASSWORD"]},
		{"serve", "--listen", secrets()["MENTORBOT_SECRET"]},
		{"migrate", "--database-url", "mysql://mentorbot:" + databasePassword + "@db/x"},
		{"migrate", "--database-url", "postgres://mentorbot:" + databasePassword + "@db:port/x"},
		{secrets()["SLACK_APP_TOKEN"]},
	} {
		got := run(t, args...)
		if got.status == statusOK {
			t.Errorf("%v succeeded", args[0])
		}
		refuseSecrets(t, got.out+got.err)
	}
}

func TestAWrongConfigurationIsRefusedWhole(t *testing.T) {
	t.Setenv("MENTORBOT_DATABASE_URL", "mysql://db")
	t.Setenv("SLACK_BOT_TOKEN", "xoxp-not-a-bot")
	t.Setenv("MENTORBOT_SMTP_HOST", "mail.example.org")
	got := run(t, "serve")
	if got.status != statusFailed {
		t.Errorf("status %d", got.status)
	}
	for _, variable := range []string{
		"MENTORBOT_DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "MENTORBOT_MAIL_FROM", "MENTORBOT_SECRET",
	} {
		if !strings.Contains(got.err, "\n  "+variable+": expected ") {
			t.Errorf("does not name %s:\n%s", variable, got.err)
		}
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	for name, test := range map[string]struct {
		variable, value string
		args            []string
		want            string
	}{
		"an unknown command":        {args: []string{"frobnicate"}, want: "frobnicate"},
		"no command":                {want: "expected"},
		"an unknown flag":           {args: []string{"serve", "--frobnicate"}, want: "--frobnicate"},
		"a port in words":           {variable: "MENTORBOT_SMTP_PORT", value: "submission", args: []string{"serve"}, want: "MENTORBOT_SMTP_PORT"},
		"a mode nobody knows":       {variable: "MENTORBOT_MODE", value: "pigeon", args: []string{"serve"}, want: "--mode must be one of"},
		"two things to do at once":  {args: []string{"migrate", "--rollback", "--status"}, want: "can't be used together"},
		"a log level nobody knows":  {args: []string{"serve", "--log-level", "loud"}, want: "--log-level must be one of"},
		"a log format nobody knows": {args: []string{"serve", "--log-format", "xml"}, want: "--log-format must be one of"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.variable != "" {
				t.Setenv(test.variable, test.value)
			}
			got := run(t, test.args...)
			if got.status != statusUsage || !strings.Contains(got.err, test.want) || got.out != "" {
				t.Errorf("status %d, said %q, want it to say %q", got.status, got.err, test.want)
			}
		})
	}
}

func TestVersionNamesTheGoRelease(t *testing.T) {
	got := run(t, "version")
	if got.status != statusOK || !strings.HasPrefix(got.out, "mentorbot ") || !strings.Contains(got.out, " go1.") {
		t.Errorf("status %d: %q", got.status, got.out)
	}
}

// Commands that share a setting with serve have their own flag for it; it must be the same one.
func TestFlagsOfTheSameVariableAreTheSame(t *testing.T) {
	byVariable := map[string]string{}
	for _, flag := range flags(t) {
		for _, variable := range flag.Tag.Envs {
			this := fmt.Sprintf("--%s default %q of %q", flag.Name, flag.Default, flag.Enum)
			if other, known := byVariable[variable]; known && other != this {
				t.Errorf("%s is %s and %s", variable, this, other)
			}
			byVariable[variable] = this
		}
	}
	if len(byVariable) == 0 {
		t.Error("no flag has a variable")
	}
}

func TestSettingsAreTheConfigurationsFields(t *testing.T) {
	config := app.Config{Listen: ":1"}
	if got := app.Config(settings(config)); got != config {
		t.Errorf("settings lose something: %v", got)
	}
}

// flags lists the flags of all commands.
func flags(t *testing.T) []*kong.Flag {
	t.Helper()
	parser, err := kong.New(new(commandLine))
	if err != nil {
		t.Fatal(err)
	}
	var all []*kong.Flag
	for _, command := range parser.Model.Children {
		all = append(all, command.Flags...)
	}
	return all
}
