// Package app joins the parts of the product into one running service: it introduces the adapters to one another and to core.
package app

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/google/uuid"

	"mentorbot/bot"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/jobs"
	"mentorbot/storage"
	"mentorbot/web"
)

// Options are what a host of the service decides rather than its operator.
type Options struct {
	Clock  core.Clock // product time; nil is the machine's clock
	Logger *slog.Logger
	// RealTime tells the time Slack's signatures and tokens go by; nil is the machine's clock.
	RealTime func() time.Time
	// Listener is where HTTP is served; nil listens on Config.Listen.
	Listener net.Listener
	// JobTimeout bounds one run of a job; its lease is three times as long. Zero is the worker's default.
	JobTimeout time.Duration
	// CalendarRoots are the certificates trusted where calendars are fetched from; nil for the system's.
	CalendarRoots *x509.CertPool
	// Patience is how long Slack waits for an acknowledgement; zero is what Slack does, 3 s.
	Patience time.Duration
}

// App is the whole service. Make one with [New], start it with [App.Run], and close it afterwards.
type App struct {
	Service   *core.Service
	Workspace core.Workspace // the one of SLACK_BOT_TOKEN, zero where workspaces install the app themselves

	db           *storage.DB
	registry     bot.Registry
	stored       *bot.Stored       // the registry, unless there is one workspace
	installer    *web.Installer    // the same
	answers      *web.Answers      // nil without mail or a public address
	attend       *web.Attendances  // the same
	feeds        *web.Feeds        // nil without a public address
	data         *web.DataPages    // the same
	files        *web.SessionFiles // the same
	certificates *web.Certificates // the same
	replies      *replies          // nil unless calendars may answer by mail
	bot          *bot.App
	socket       *bot.Socket // nil in HTTP mode
	server       *web.Server
	worker       *jobs.Worker
	scheduler    *jobs.Scheduler
	listener     net.Listener
	telemetry    telemetry
	log          *slog.Logger
}

// New opens the database, asks Slack who we are, and wires everything. Nothing runs yet.
func New(ctx context.Context, config Config, options Options) (*App, error) {
	if err := config.Validate(); err != nil {
		return nil, fmt.Errorf("configuration:\n%w", err)
	}
	if options.Clock == nil {
		options.Clock = core.ClockFunc(time.Now)
	}
	if options.RealTime == nil {
		options.RealTime = time.Now
	}
	if options.Logger == nil {
		options.Logger = slog.New(slog.DiscardHandler)
	}
	a := &App{log: identified(options.Logger), listener: options.Listener}
	if err := a.build(ctx, config, options); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) build(ctx context.Context, config Config, options Options) error {
	if err := a.openDatabase(ctx, config); err != nil {
		return err
	}
	a.Service = core.New(a.db, options.Clock, core.IDFunc(NewID))
	if err := a.openTelemetry(ctx, config, options.Clock); err != nil {
		return err
	}
	catalogue, err := i18n.New()
	if err != nil {
		return err
	}
	if err := a.wireRegistry(ctx, config, options, catalogue); err != nil {
		return err
	}
	limits := bot.NewLimits(a.Service.Now)
	if err := a.wireJobs(config, options, catalogue, limits); err != nil {
		return err
	}
	a.Service.OnJobs(a.worker.Wake)
	calendars, err := a.calendars(config, catalogue)
	if err != nil {
		return err
	}
	a.bot = bot.NewApp(bot.Config{
		Service: a.Service, Registry: a.registry, Catalogue: catalogue, Logger: a.log,
		Observer: &a.telemetry, Limits: limits, Readers: readers(), Calendars: calendars, Patience: options.Patience,
	})
	if err := a.wireReplies(config); err != nil {
		return err
	}
	return a.wireTransport(config, options)
}

func (a *App) openDatabase(ctx context.Context, config Config) error {
	open := storage.Options{URL: config.DatabaseURL, Logger: a.log}
	if config.EncryptionKeys != "" {
		var err error
		if open.Keys, err = storage.ParseKeyring(config.EncryptionKeys); err != nil {
			return err
		}
	}
	db, err := storage.Open(ctx, open)
	if err != nil {
		return err
	}
	a.db = db
	if config.NoMigrate {
		return db.CheckSchema(ctx)
	}
	return db.Migrate(ctx)
}

// NewID makes identifiers that sort by creation.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

func (a *App) wireTransport(config Config, options Options) error {
	var slackHandler http.Handler
	if config.Mode == "http" {
		slackHandler = bot.NewHTTP(bot.HTTPConfig{
			Receiver: a.bot, SigningSecret: config.SigningSecret, Now: options.RealTime, Observer: &a.telemetry, Logger: a.log,
		})
	} else {
		client, err := bot.NewClient(bot.ClientOptions{AppToken: config.AppToken, APIURL: config.SlackAPIURL, Observer: &a.telemetry})
		if err != nil {
			return err
		}
		a.socket = bot.NewSocket(bot.SocketConfig{Client: client, Receiver: a.bot, Observer: &a.telemetry, Logger: a.log})
	}
	a.server = web.NewServer(web.Config{Slack: slackHandler, Install: a.installer, Answers: a.answers, Attend: a.attend, Feeds: a.feeds, Data: a.data, Files: a.files, Certificates: a.certificates, Parts: a.parts(), Drain: config.DrainDelay, Logger: a.log})
	if a.listener != nil {
		return nil
	}
	listener, err := net.Listen("tcp", config.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", config.Listen, err)
	}
	a.listener = listener
	return nil
}

// Addr is where HTTP is served.
func (a *App) Addr() string { return a.listener.Addr().String() }

// Run serves until ctx ends or a part fails, then lets what is under way finish: first no new requests, then no new jobs.
func (a *App) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	background, stopJobs := context.WithCancel(context.WithoutCancel(ctx))
	defer stopJobs()
	var requests, work sync.WaitGroup
	run := func(group *sync.WaitGroup, part string, f func() error) {
		group.Go(func() {
			if err := f(); err != nil {
				cancel(fmt.Errorf("%s: %w", part, err))
			}
		})
	}
	if a.replies != nil {
		run(&requests, "mail listener", func() error { return a.replies.inbound.Serve(ctx, a.replies.listener) })
	}
	run(&requests, "http server", func() error { return a.server.Serve(ctx, a.listener) })
	if a.telemetry.server != nil {
		run(&work, "metrics server", func() error { return a.telemetry.server.Serve(background, a.telemetry.listener) })
	}
	if a.socket != nil {
		run(&requests, "socket", func() error { a.socket.Run(ctx); return nil })
	}
	run(&work, "worker", func() error { a.worker.Run(background); return nil })
	run(&work, "scheduler", func() error { return a.scheduler.Run(background) })
	<-ctx.Done()
	requests.Wait()
	stopJobs()
	work.Wait()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) && !errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	return nil
}

// Person finds somebody by their id in Slack, asking Slack about those the service has never seen.
func (a *App) Person(ctx context.Context, chatUserID string) (core.Person, error) {
	return a.bot.Person(ctx, a.Workspace.ID, chatUserID)
}

// Settle waits until every request is answered and no job can be run now.
func (a *App) Settle(ctx context.Context) error { return Replicas{a}.Settle(ctx) }

// CatchUp does what has become due, for hosts that move the clock, and waits for what follows from it.
func (a *App) CatchUp(ctx context.Context) error { return Replicas{a}.CatchUp(ctx) }

// Ready is closed when a running app hears from Slack: at once over HTTP, with the first connection over Socket Mode.
func (a *App) Ready() <-chan struct{} {
	if a.socket != nil {
		return a.socket.Ready()
	}
	heard := make(chan struct{})
	close(heard)
	return heard
}

// Close releases the database and the listener.
func (a *App) Close() error {
	var problems []error
	if a.listener != nil {
		if err := a.listener.Close(); !errors.Is(err, net.ErrClosed) {
			problems = append(problems, err)
		}
	}
	if a.replies != nil {
		if err := a.replies.listener.Close(); !errors.Is(err, net.ErrClosed) {
			problems = append(problems, err)
		}
	}
	if a.stored != nil {
		a.stored.Close()
	}
	problems = append(problems, a.telemetry.close())
	if a.db != nil {
		problems = append(problems, a.db.Close())
	}
	return errors.Join(problems...)
}
