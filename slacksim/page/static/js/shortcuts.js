// The ⋮ menu of a message: what the app offers to do with it.

import { api } from './api.js';
import { overflow } from './blocks/overflow.js';
import { el } from './dom.js';
import { report } from './outcome.js';
import { reader, state } from './state.js';

/** The menu of a message, or null when the app has no shortcuts on messages or Slack offers none on this one. */
export function shortcutMenu(message) {
  const offered = state.app.message_shortcuts ?? [];
  if (offered.length === 0 || message.ephemeral) return null;
  const run = (block, part, callback) =>
    report(api.messageShortcut({ user: state.personaId, channel: message.channel, message_ts: message.ts, callback_id: callback }));
  const part = {
    accessibility_label: 'More actions on this message',
    options: offered.map((shortcut) => ({ text: { text: shortcut.name }, value: shortcut.callback_id })),
  };
  return el('div', { class: 'message-menu' }, overflow({}, part, { reader: reader(), act: run }));
}
