// Package view draws every screen and message of the app: core's facts in, Block Kit out. It is pure: it knows no client, no
// clock and no database, and one file holds one screen. Goldens of every state in both languages are in testdata.
//
// # Writing for somebody
//
// A [For] is whom a screen is drawn for. Its methods give a [Message] for conversations, a slack.ModalViewRequest for modals and a
// slack.HomeTabViewRequest for the Home.
//
// # Ids
//
// Everything a person can click is named in ids.go; nothing else is sent to Slack as an id.
//
//   - Callback... are the callback ids of modals. Those in the first group are submitted, the others only read.
//   - Action... are the action ids of buttons. Their value is a [Meta].
//   - Input... are the action ids of inputs. The block id of an input is the field name core uses, so that a refusal's Field is the key
//     of Slack's field errors. [InputValue] sends nothing before the form is submitted.
//   - Suggest... are the action ids of inputs that ask for suggestions.
//   - Option... and Availability... are option values the forms understand; every other option value is a key of core's vocabulary,
//     an id, or the very words a person typed.
//   - Verb... are the words understood after the slash command.
//
// # Safety
//
// A person's words are escaped wherever mrkdwn would parse them; plain_text never parses. Metadata holds ids only and is checked
// on its way back by [DecodeMeta], because people can forge it.
package view
