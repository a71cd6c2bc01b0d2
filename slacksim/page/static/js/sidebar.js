// The persona's conversations, mailbox, and who else has news.

import { el, redraw, rememberFocus, restoreFocus } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { brief } from './dates.js';
import { plain } from './mrkdwn.js';
import { appConversation, appUser, memberIds, now, persona, state, watch } from './state.js';
import { actAs, go } from './route.js';
import { badge } from './persona.js';

const OTHERS_SHOWN = 6;

/** Fills the sidebar and keeps it current. */
export function sidebar(root) {
  const draw = () => {
    const focus = rememberFocus(root);
    redraw(root, appSection(), conversationSections(), mailSection(), othersSection());
    restoreFocus(root, focus);
  };
  watch(['users', 'conversations', 'place', 'personaId', 'mail', 'app', 'team', 'features'], draw);
}

function heading(text) {
  return el('h2', { class: 'sidebar-heading', text });
}

function row({ key, current, unread, leading, name, preview, when, onOpen, data }) {
  return el('button', {
    type: 'button', class: `row ${unread > 0 ? 'unread' : ''}`, 'aria-current': current ? 'page' : null,
    dataset: { focusKey: `row/${key}`, ...data }, on: { click: onOpen },
  },
  leading,
  el('span', { class: 'row-words' },
    el('span', { class: 'row-name', text: name }),
    preview && el('span', { class: 'row-preview', text: preview })),
  el('span', { class: 'row-end' }, when && el('span', { class: 'row-when', text: when }), unread > 0 && badge(unread)));
}

function appSection() {
  const bot = appUser();
  const dm = appConversation();
  const open = state.place.kind === 'home' || state.place.kind === 'app';
  return el('section', {}, heading('App'), row({
    key: 'app', current: open, unread: dm?.unread ?? 0,
    leading: avatar(bot ?? { name: 'App' }, 28),
    name: bot?.real_name ?? 'App',
    preview: dm?.last_text ? oneLine(dm.last_text) : connection(),
    when: lastTime(dm),
    data: { conversation: dm?.id ?? '', app: '' },
    onOpen: () => go({ kind: dm?.unread > 0 ? 'app' : 'home' }),
  }));
}

function connection() {
  return state.app.connected === false ? 'Not connected' : '';
}

function lastTime(conversation) {
  const seconds = Number(conversation?.last_ts);
  return seconds ? brief(seconds * 1000, now(), persona()?.tz || 'UTC') : '';
}

/** A message's text in one line without its markup. */
function oneLine(text) {
  const words = text
    .replaceAll(/<@(\w+)(?:\|[^>]*)?>/g, (written, id) => `@${state.byId.get(id)?.real_name ?? id}`)
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<[^|>]+\|([^>]+)>/g, '$1')
    .replaceAll(/<([^>]+)>/g, '$1')
    .replaceAll(/[*_~`]/g, '')
    .replaceAll(/\s+/g, ' ');
  return plain(words);
}

function conversationSections() {
  const dm = appConversation();
  const others = state.conversations.filter((c) => c.id !== dm?.id);
  const kinds = [['Group and direct messages', (c) => c.kind !== 'channel'], ['Channels', (c) => c.kind === 'channel']];
  return kinds.map(([title, belongs]) => {
    const list = others.filter(belongs);
    return list.length > 0 && el('section', {}, heading(title), list.map(conversationRow));
  });
}

function conversationRow(conversation) {
  return row({
    key: conversation.id,
    current: state.place.kind === 'channel' && state.place.id === conversation.id,
    unread: conversation.unread,
    leading: el('span', { class: 'row-icon' }, icon(conversation.kind === 'channel' ? 'hash' : 'group')),
    name: conversationName(conversation),
    preview: conversation.last_text ? oneLine(conversation.last_text) : '',
    when: lastTime(conversation),
    data: { conversation: conversation.id },
    onOpen: () => go({ kind: 'channel', id: conversation.id }),
  });
}

/** A channel by its name, other conversations by the people in them besides the persona. */
export function conversationName(conversation) {
  if (conversation.kind === 'channel') return conversation.name;
  const others = memberIds(conversation).filter((id) => id !== state.personaId && !state.byId.get(id)?.is_bot);
  const names = others.map((id) => state.byId.get(id)?.real_name ?? id);
  return names.join(', ') || conversation.name;
}

function mailSection() {
  if (state.features.mail === false) return null;
  const unread = state.mail.filter((item) => item.unread).length;
  return el('section', {}, heading('Outside the workspace'), row({
    key: 'mail', current: state.place.kind === 'mail', unread,
    leading: el('span', { class: 'row-icon' }, icon('mail')),
    name: 'Mailbox', preview: state.mail[0]?.subject ?? 'No mail yet',
    data: { tab: 'mail' },
    onOpen: () => go({ kind: 'mail' }),
  }));
}

function othersSection() {
  const others = state.users
    .filter((user) => !user.is_bot && !user.deleted && user.unread > 0 && user.id !== state.personaId)
    .sort((a, b) => b.unread - a.unread || a.real_name.localeCompare(b.real_name));
  if (others.length === 0) return null;
  return el('section', { class: 'others' }, heading('News for others'),
    others.slice(0, OTHERS_SHOWN).map((user) => row({
      key: `person-${user.id}`, unread: user.unread, leading: avatar(user, 28), name: user.real_name, preview: user.title,
      data: { personaNews: user.id }, onOpen: () => actAs(user.id, { kind: 'app' }),
    })),
    others.length > OTHERS_SHOWN && el('p', { class: 'sidebar-note', text: `and ${others.length - OTHERS_SHOWN} more` }));
}
