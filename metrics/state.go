package metrics

import (
	"context"
	"database/sql"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// scrapeTime bounds what a scrape may ask of the database.
const scrapeTime = 2 * time.Second

// Waiting is how much of one kind of job is due and not yet run.
type Waiting struct {
	Kind string
	Jobs int
	Age  time.Duration // of the one that has been due longest
}

// Source is what is the case, asked when somebody scrapes. Every field may be nil; then its metrics are not there.
type Source struct {
	Waiting     func(ctx context.Context) ([]Waiting, error) // a kind that is not in the answer has nothing waiting
	Dead        func(ctx context.Context) (int, error)       // installations Slack no longer lets in
	Lapsing     func(ctx context.Context) (int, error)       // installations Slack will no longer let in soon
	Connections func() int                                   // sockets that are up
	Pools       func() map[string]sql.DBStats
	JobKinds    []string // which kinds of jobs there are, so that none goes missing when nothing waits
}

// stateCollector asks a source at each scrape.
type stateCollector struct {
	source Source

	waiting, age, dead, lapsing, connections, up *prometheus.Desc
	open, inUse, limit, waits, waited            *prometheus.Desc
}

func newStateCollector(source Source) *stateCollector {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(namespace+"_"+name, help, labels, nil)
	}
	return &stateCollector{
		source:      source,
		waiting:     desc("jobs_due", "Jobs that could run now and wait for a worker.", labelKind),
		age:         desc("jobs_oldest_due_seconds", "How long the oldest of them has been due, in product time.", labelKind),
		dead:        desc("installations_dead", "Workspaces whose installation Slack no longer lets in; their jobs wait."),
		lapsing:     desc("installations_lapsing", "Workspaces whose tokens Slack refuses to renew; they work until these expire."),
		connections: desc("socket_connections", "Socket Mode connections that are up."),
		up:          desc("database_up", "1 when the database answered this scrape."),
		open:        desc("database_connections_open", "Connections to the database.", labelPool),
		inUse:       desc("database_connections_in_use", "Connections that are being used.", labelPool),
		limit:       desc("database_connections_max", "The most connections there may be; 0 for no limit.", labelPool),
		waits:       desc("database_connection_waits_total", "How often somebody had to wait for a connection.", labelPool),
		waited:      desc("database_connection_wait_seconds_total", "How long altogether.", labelPool),
	}
}

// Describe implements prometheus.Collector.
func (c *stateCollector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		c.waiting, c.age, c.dead, c.lapsing, c.connections, c.up, c.open, c.inUse, c.limit, c.waits, c.waited,
	} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (c *stateCollector) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTime)
	defer cancel()
	if c.source.Connections != nil {
		out <- gauge(c.connections, float64(c.source.Connections()))
	}
	c.pools(out)
	if c.source.Waiting == nil || c.source.Dead == nil || c.source.Lapsing == nil {
		return
	}
	waiting, err := c.source.Waiting(ctx)
	if err != nil {
		out <- gauge(c.up, 0)
		return
	}
	dead, err := c.source.Dead(ctx)
	if err != nil {
		out <- gauge(c.up, 0)
		return
	}
	lapsing, err := c.source.Lapsing(ctx)
	if err != nil {
		out <- gauge(c.up, 0)
		return
	}
	out <- gauge(c.up, 1)
	out <- gauge(c.dead, float64(dead))
	out <- gauge(c.lapsing, float64(lapsing))
	c.queue(out, waiting)
}

// queue writes one line for every kind, with zeros where nothing waits: a line that is absent cannot be told from a scrape that failed.
func (c *stateCollector) queue(out chan<- prometheus.Metric, waiting []Waiting) {
	byKind := map[string]Waiting{}
	for _, kind := range c.source.JobKinds {
		byKind[kind] = Waiting{}
	}
	for _, w := range waiting {
		kind := known(c.source.JobKinds, w.Kind)
		sum := byKind[kind]
		byKind[kind] = Waiting{Jobs: sum.Jobs + w.Jobs, Age: max(sum.Age, w.Age)}
	}
	for kind, w := range byKind {
		out <- gauge(c.waiting, float64(w.Jobs), kind)
		out <- gauge(c.age, w.Age.Seconds(), kind)
	}
}

func (c *stateCollector) pools(out chan<- prometheus.Metric) {
	if c.source.Pools == nil {
		return
	}
	for name, p := range c.source.Pools() {
		out <- gauge(c.open, float64(p.OpenConnections), name)
		out <- gauge(c.inUse, float64(p.InUse), name)
		out <- gauge(c.limit, float64(p.MaxOpenConnections), name)
		out <- prometheus.MustNewConstMetric(c.waits, prometheus.CounterValue, float64(p.WaitCount), name)
		out <- prometheus.MustNewConstMetric(c.waited, prometheus.CounterValue, p.WaitDuration.Seconds(), name)
	}
}

func gauge(desc *prometheus.Desc, value float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, labels...)
}
