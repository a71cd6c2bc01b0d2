// Package core is the mentoring domain: people, programmes, choices, invitations, mentorships and sessions, with the
// rules that hold between them.
//
// It knows no chat system, no SQL and no calendar format. What it needs from outside (a [Store], a [Clock], an [IDSource]) is
// an interface declared here; adapters depend on core and never the other way round. Every change goes through one
// [Service] method, which decides, and commits the new state, its audit entry and the [Job]s that tell people in one
// transaction. All instants are UTC.
package core
