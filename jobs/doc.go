// Package jobs carries out what transactions decided on: a [Worker] takes jobs from the queue, runs their handlers and
// records how they ended; a [Scheduler] adds the sweeps that look for deadlines that have passed.
//
// Delivery is at least once. A job is claimed under a lease, run with no transaction open, and recorded, in three
// separate steps; when the process dies between the steps the lease expires and the job is run again, by whichever
// replica comes first. Handlers therefore make their effect happen once, and core says how.
//
// Leases, polling and timeouts are real time. When a job may run (its RunAt) is product time, as core's Clock tells it.
package jobs
