// Package slacksim behaves like Slack towards any Slack app, without a network and without an account.
//
// It keeps a workspace's state (people, conversations, messages, open modals, published Homes, files), speaks the Web API,
// Socket Mode and signed HTTP, and refuses what Slack refuses with the same codes and texts. Where Slack's behaviour is not
// documented it takes the stricter reading; such choices are marked "choice" in comments.
//
// Two clocks are kept apart. Product time (message timestamps, times shown) follows the movable [Clock]. Protocol time
// (trigger life, response windows, signatures, PINGs, rate limits) follows [Options].Protocol, the real clock by default.
//
// People act through the control API under /_sim/, which the page and scripts share; see docs/simulator.md.
//
// Every Web API method is one row of the table in method.go. Handlers run with the server's mutex held and touch memory
// only; whatever is sent to the app is sent without it.
package slacksim
