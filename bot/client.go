package bot

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// ClientOptions configure a connection to the Slack Web API.
type ClientOptions struct {
	Token    string        // bot token, "xoxb-...", of NewClient; NewClients gets them later
	AppToken string        // app-level token, "xapp-...", for Socket Mode only
	APIURL   string        // base address ending in "/"; empty for Slack itself
	Timeout  time.Duration // of one call, 10 s when zero
	// Observer watches every call of the client; nil where the calls are watched by those who make them, as this package does.
	Observer Observer
}

// defaultTimeout bounds a call to Slack; slack-go's own client has no timeout at all.
const defaultTimeout = 10 * time.Second

// Clients makes a client for the bot token of an installation. All of them share their connections.
type Clients func(token string) (*slack.Client, error)

// NewClients prepares to make clients that fail in time and never repeat a call by themselves: a repetition would outlast the three
// seconds an interaction has, and jobs are repeated by their worker. It refuses options that would call the wrong server silently.
func NewClients(o ClientOptions) (Clients, error) {
	options, err := o.prepare()
	if err != nil {
		return nil, err
	}
	return func(token string) (*slack.Client, error) {
		if token == "" {
			return nil, errNoToken
		}
		return slack.New(token, options...), nil
	}, nil
}

var errNoToken = errors.New("slack client: no bot token")

// NewClient makes one client as [NewClients] does, with the token of the options. One for Socket Mode alone needs only the app-level
// token.
func NewClient(o ClientOptions) (*slack.Client, error) {
	if o.Token == "" && o.AppToken == "" {
		return nil, errNoToken
	}
	options, err := o.prepare()
	if err != nil {
		return nil, err
	}
	return slack.New(o.Token, options...), nil
}

func (o ClientOptions) prepare() ([]slack.Option, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32
	var through http.RoundTripper = transport
	if o.Observer != nil {
		through = overhearing{transport, o.Observer}
	}
	timeout := o.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	options := []slack.Option{slack.OptionHTTPClient(&http.Client{Timeout: timeout, Transport: through})}
	if o.AppToken != "" {
		options = append(options, slack.OptionAppLevelToken(o.AppToken))
	}
	if o.APIURL != "" {
		if err := checkAPIURL(o.APIURL); err != nil {
			return nil, err
		}
		options = append(options, slack.OptionAPIURL(o.APIURL))
	}
	return options, nil
}

// checkAPIURL exists because slack-go appends method names to the address as it stands.
func checkAPIURL(address string) error {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return errors.New("slack client: API address is not an http or https URL")
	}
	if !strings.HasSuffix(address, "/") {
		return errors.New(`slack client: API address must end in "/"`)
	}
	return nil
}
