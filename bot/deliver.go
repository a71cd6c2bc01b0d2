package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

// DelivererConfig is what a [Deliverer] needs. All but Logger and Observer are required.
type DelivererConfig struct {
	Service   *core.Service
	Registry  Registry
	Catalogue *i18n.Catalogue
	Logger    *slog.Logger
	Observer  Observer
	Limits    *Limits // of Slack's, shared with who answers clicks
	Mail      bool    // notices Slack refuses can go by e-mail
	Readers   Readers
	// DataURL is the address of a page that gives somebody their data until an instant; nil without a public address.
	DataURL func(p core.Person, until time.Time) string
	// Files writes files for calendars; without it nobody has chosen them.
	Files Files
	// Certificates writes certificates of mentorships; all of a [Deliverer] need its PDF.
	Certificates Certificates
}

// Files is what files for calendars are written with.
type Files struct {
	Identity core.CalendarIdentity
	ICS      func(core.CalendarMail) ([]byte, error) // writes the iCalendar object; nil where no files can be written
	// URL is the address of a session's file until an instant; nil without a public address.
	URL func(of core.SessionFacts, until time.Time) string
}

// Deliverer carries out the jobs that end in Slack. Each loads fresh facts: what was true when the job was decided may not be any
// more.
type Deliverer struct {
	service      *core.Service
	registry     Registry
	text         *i18n.Catalogue
	log          *slog.Logger
	observer     Observer
	limits       *Limits
	mail         bool
	readers      Readers
	dataURL      func(core.Person, time.Time) string
	files        Files
	certificates Certificates
	directs      sync.Map // core.PersonID -> id of their conversation with the app; these never change
}

// delivery is the carrying out of jobs in one workspace.
type delivery struct {
	*Deliverer
	tenant
}

// NewDeliverer makes the deliverer.
func NewDeliverer(config DelivererConfig) *Deliverer {
	if config.Logger == nil {
		config.Logger = slog.Default()
	}
	return &Deliverer{
		service: config.Service, registry: config.Registry, text: config.Catalogue, log: config.Logger, observer: orBlind(config.Observer),
		limits: config.Limits, mail: config.Mail, readers: config.Readers, dataURL: config.DataURL, files: config.Files, certificates: config.Certificates,
	}
}

// Handlers are the handlers of the kinds of jobs this package carries out.
func (d *Deliverer) Handlers() map[core.JobKind]core.Handler {
	return map[core.JobKind]core.Handler{
		core.JobNotice:       d.handled(delivery.notice),
		core.JobRefresh:      d.handled(delivery.refresh),
		core.JobHome:         d.handled(delivery.home),
		core.JobConversation: d.handled(delivery.conversation),
		core.JobErrand:       d.handled(delivery.errand),
		core.JobBusyFeed:     d.handled(delivery.busyFeed),
		core.JobSupport:      d.handled(delivery.support),
		core.JobAgreement:    d.handled(delivery.agreement),
		core.JobPersonalData: d.handled(delivery.personalData),
		core.JobCalendarFile: d.handled(delivery.calendarFile),
		core.JobCertificate:  d.handled(delivery.certificate),
		core.JobSilence:      d.handled(delivery.silence),
	}
}

// handled gives a handler's errors the outcome the worker acts on. A refusal by core means that the facts have moved on and there is
// nothing left to tell.
func (d *Deliverer) handled(deliver func(delivery, context.Context, core.Job) error) core.Handler {
	return func(ctx context.Context, job core.Job) error {
		installation, err := d.registry.ByWorkspace(ctx, job.Workspace)
		if errors.Is(err, ErrNotInstalled) && !core.Permanent(err) {
			return &core.SnoozeError{After: installationPause}
		}
		if err != nil {
			return err
		}
		err = deliver(delivery{d, newTenant(installation, d.service, d.text, d.observer, d.limits)}, ctx, job)
		if refusal := core.Refusal(err); refusal != nil || errors.Is(err, core.ErrNotFound) {
			d.log.InfoContext(ctx, "nothing left to deliver", "job", job.ID, "kind", job.Kind, "reason", err)
			return nil
		}
		if code := codeOf(err); uninstalled(code) {
			d.log.ErrorContext(ctx, "Slack refuses the app; its jobs wait until it is installed again", "error", err)
			if err := d.registry.Refused(ctx, installation, code); err != nil {
				return err
			}
		}
		return outcome(err)
	}
}

// refresh brings every message about a subject to its present state. One that is gone is left alone.
func (d delivery) refresh(ctx context.Context, job core.Job) error {
	messages, err := d.service.MessagesAbout(ctx, job.Workspace, subjectOf(job.Task))
	if err != nil {
		return fmt.Errorf("load messages: %w", err)
	}
	for _, m := range messages {
		err := d.present.redraw(ctx, d.chat, m, job.Task)
		if gone(codeOf(err)) {
			d.log.InfoContext(ctx, "message cannot be changed any more", "job", job.ID, "error", err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// home publishes a person's Home again, if they have ever opened it.
func (d delivery) home(ctx context.Context, job core.Job) error {
	dashboard, err := d.service.DashboardFor(ctx, job.Workspace, job.Task.To)
	if err != nil {
		return fmt.Errorf("load dashboard: %w", err)
	}
	person := dashboard.Viewer.Person
	if !person.SeesHome() {
		return nil
	}
	if person.Erasing() {
		return d.chat.publish(ctx, person.ChatUserID, d.present.writeFor(person).HomeErasing())
	}
	f := d.present.writeFor(person)
	home := f.Home(dashboard)
	sayFormer(f.L, &home)
	return d.chat.publish(ctx, person.ChatUserID, home)
}
