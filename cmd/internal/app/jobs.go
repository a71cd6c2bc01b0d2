package app

import (
	"context"
	"errors"
	"maps"

	"mentorbot/bot"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/jobs"
	"mentorbot/roster"
)

// wireJobs gives every kind of job its handler: those of the domain, those that end in Slack, and those that end in a mailbox.
func (a *App) wireJobs(config Config, options Options, catalogue *i18n.Catalogue, limits *bot.Limits) error {
	busy, err := busyReader(config, options.CalendarRoots)
	if err != nil {
		return err
	}
	reading := readers()
	reading.Busy = busy
	dataURL, err := a.dataPages(config, options, catalogue)
	if err != nil {
		return err
	}
	certificates, err := a.wireCertificates(config, options, catalogue)
	if err != nil {
		return err
	}
	files, err := a.calendarFiles(config, options, catalogue)
	if err != nil {
		return err
	}
	deliverer := bot.NewDeliverer(bot.DelivererConfig{
		Service: a.Service, Registry: a.registry, Catalogue: catalogue, Logger: a.log,
		Observer: &a.telemetry, Limits: limits, Mail: config.MailEnabled(), Readers: reading, DataURL: dataURL, Files: files, Certificates: certificates,
	})
	handlers := a.Service.Handlers()
	maps.Copy(handlers, a.renewals())
	maps.Copy(handlers, deliverer.Handlers())
	mailers, err := a.mailers(config, options, catalogue)
	if err != nil {
		return err
	}
	maps.Copy(handlers, mailers)
	a.worker = jobs.NewWorker(jobs.Config{
		Queue: a.db, Handlers: handlers, Clock: options.Clock, Logger: a.log, GiveUp: a.giveUp(deliverer),
		Observer: &a.telemetry,
		Timeout:  options.JobTimeout,
		Yield:    func(ctx context.Context) { a.bot.Yield(ctx) },
	})
	a.scheduler = jobs.NewScheduler(jobs.ScheduleConfig{
		Queue: a.db, Clock: options.Clock, IDs: core.IDFunc(NewID), Wake: a.worker.Wake, Logger: a.log, Renew: a.stored != nil,
	})
	return nil
}

// renewals are the handlers of the jobs that renew tokens. A token of the configuration does not expire: jobs from when the app was
// installed by OAuth have nothing to do.
func (a *App) renewals() map[core.JobKind]core.Handler {
	if a.stored != nil {
		return a.stored.Handlers()
	}
	nothing := func(context.Context, core.Job) error { return nil }
	return map[core.JobKind]core.Handler{core.JobRenewals: nothing, core.JobRenewal: nothing}
}

// errPromised keeps the job of an erasure in the queue: people were told that it cannot be taken back, so it is tried until it is done. The
// log says each time why it was not.
var errPromised = errors.New("an erasure is not given up")

// giveUp tells who has to know of a job that failed for good.
func (a *App) giveUp(deliverer *bot.Deliverer) func(context.Context, core.Job, error) error {
	return func(ctx context.Context, job core.Job, cause error) error {
		switch job.Kind {
		case core.JobNoticeMail:
			return a.Service.NoticeMailGivenUp(ctx, job, cause)
		case core.JobErase:
			return errPromised
		}
		return deliverer.GiveUp(ctx, job, cause)
	}
}

// readers are how files about people are read.
func readers() bot.Readers { return bot.Readers{People: roster.ReadPeople, Emails: roster.ReadEmails} }
