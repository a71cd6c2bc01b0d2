// Package storage keeps the records of package core in SQLite or PostgreSQL.
//
// There is one implementation, written in SQL that both understand; what differs sits in dialect.go and in the few type
// names that migrations are rendered with. Every repository reads and writes through a scope that holds the workspace of its
// transaction, and the workspace is the first part of every primary and foreign key, so that neither a forgotten condition
// nor a guessed id can reach into another workspace.
//
// Instants are TIMESTAMPTZ on PostgreSQL. SQLite has no type for them, so they are text of fixed width in UTC
// ("2006-01-02T15:04:05.000000Z"): it sorts and compares in order of time, is the literal PostgreSQL takes as well, and can
// be read by whoever opens the file. Both keep microseconds; the zero instant is NULL. Lists and policies are JSON text that
// no query looks into.
package storage
