// Package mailbox is the mail server of the sandbox: it accepts mail for anybody over real SMTP, sends none of it on, and
// shows what arrived. Each message is taken apart as a mail program would, and an invitation in it is read out and judged:
// what would keep a calendar from taking it is listed as a problem (RFC 5545, RFC 5546, RFC 6047 and what the common
// clients are known to demand).
//
// It is meant for a loopback address and needs no credentials. Everything from outside is bounded: the size of a message,
// the number kept, parts and their nesting, the time a client may take.
package mailbox
