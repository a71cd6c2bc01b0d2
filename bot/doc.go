// Package bot joins Slack to core.
//
// In: [HTTP] and [Socket] receive what Slack sends, each in its own way, and make the same [Envelope] of it. [App] decodes the
// envelope, finds who acts, routes it by verb, action id, callback id or event type to a handler, calls core once, and turns
// the handler's [Reply] into what Slack expects. One file per flow holds its handlers.
//
// Out: [Deliverer] carries out the jobs that tell people: it loads fresh facts through core, has package view render them in the
// reader's language and zone, sends, and records what was sent.
//
// The contract with Slack this package keeps to, acknowledging within three seconds above all, is cited where it shows.
package bot
