package core

import "time"

// AuditEntry records one change or refusal. Entries are appended, never changed.
type AuditEntry struct {
	At        time.Time
	Actor     PersonID // empty for the system
	Action    Action
	Subject   string            // kind and id of what changed, as "invitation:..."
	Refused   Code              // set when the action was refused
	Detail    map[string]string // ids, states and numbers; never what people wrote
	RequestID string
}
