// The messages of the open conversation, with day dividers and the mark of what is new.

import { announce, el, redraw, rememberFocus, restoreFocus } from './dom.js';
import { icon } from './icons.js';
import { dayKey, namedDay } from './dates.js';
import { author, fingerprint, messageNode, noteNode, sentAt } from './message.js';
import { now, openConversation, persona, state } from './state.js';

const JOIN_WITHIN_MS = 5 * 60_000;

/** Makes the list of messages; draw brings it up to date, redrawing only messages that changed. */
export function messageList() {
  const list = el('div', { class: 'message-list', role: 'log', 'aria-label': 'Messages', 'aria-live': 'off' });
  const root = el('div', { class: 'scroll message-scroll', tabindex: '-1' }, list);
  const pane = { root, list, drawn: new Map(), conversation: null, count: 0 };
  return { root, draw: () => draw(pane) };
}

function draw(pane) {
  const id = `${state.personaId}/${state.messagesOf}`;
  const opened = pane.conversation !== id;
  const atEnd = pane.root.scrollHeight - pane.root.scrollTop - pane.root.clientHeight < 80;
  const focus = rememberFocus(pane.list);
  redraw(pane.list, rows(pane));
  restoreFocus(pane.list, focus);
  if (opened) scrollToNew(pane.root);
  else if (atEnd) pane.root.scrollTop = pane.root.scrollHeight;
  if (!opened) announceNew(pane);
  pane.conversation = id;
  pane.count = state.messages.length;
}

/** Begins reading at what is new, or at the end when nothing is. */
function scrollToNew(root) {
  const scroll = () => {
    const mark = root.querySelector('.divider-new');
    const above = mark ? mark.getBoundingClientRect().top - root.getBoundingClientRect().top : root.scrollHeight;
    root.scrollTop += above;
  };
  scroll();
  requestAnimationFrame(scroll); // pictures and fonts may have changed the height
}

function announceNew(pane) {
  const fresh = state.messages.slice(pane.count).filter((message) => message.user !== state.personaId);
  if (fresh.length > 0) announce(`${author(fresh.at(-1)).real_name ?? 'App'}: ${fresh.at(-1).text ?? 'new message'}`);
}

function rows(pane) {
  if (state.messagesOf === null && openConversation()) return [el('p', { class: 'empty', text: 'Loading…' })];
  const items = timeline();
  if (items.length === 0) return [empty()];
  const tz = persona()?.tz || 'UTC';
  const kept = new Map();
  const nodes = items.flatMap((item, i) => {
    const previous = items[i - 1];
    const newDay = !previous || dayKey(previous.at, tz) !== dayKey(item.at, tz);
    const fresh = item.message && item.message.ts === state.unreadFrom;
    const joined = !newDay && !fresh && continues(previous, item);
    return [
      newDay && dayDivider(item.at, tz),
      fresh && el('div', { class: 'divider divider-new', role: 'separator' }, el('span', { text: 'New' })),
      node(pane, kept, item, joined),
    ];
  });
  pane.drawn = kept;
  return nodes;
}

/** Messages and the page's own notes in the order of time. */
function timeline() {
  const messages = state.messages.map((message) => ({ at: sentAt(message), message }));
  const notes = (state.notes.get(noteKey()) ?? []).map((note) => ({ at: note.at, note }));
  return [...messages, ...notes].sort((a, b) => a.at - b.at);
}

/** Where notes of the open conversation are kept: they belong to one person in one conversation. */
export function noteKey() {
  return `${state.personaId}/${openConversation()?.id ?? 'app'}`;
}

function node(pane, kept, item, joined) {
  if (item.note) return noteNode(item.note);
  const key = `${item.message.channel}/${item.message.ts}/${item.message.ephemeral ? 'e' : ''}`;
  const print = fingerprint(item.message, joined);
  const before = pane.drawn.get(key);
  const entry = before?.print === print ? before : { print, node: messageNode(item.message, joined) };
  kept.set(key, entry);
  return entry.node;
}

/** Whether a message goes on where the one before stopped. Messages with blocks stand for themselves. */
function continues(previous, item) {
  if (!previous?.message || !item.message) return false;
  const [a, b] = [previous.message, item.message];
  const plain = [a, b].every((message) => !message.ephemeral && !message.blocks?.length);
  return plain && a.user === b.user && Boolean(a.bot) === Boolean(b.bot) && item.at - previous.at < JOIN_WITHIN_MS;
}

function dayDivider(at, tz) {
  return el('div', { class: 'divider', role: 'separator' }, el('span', { text: namedDay(at, now(), tz) }));
}

function empty() {
  return el('div', { class: 'empty' },
    icon('chat', 'empty-icon'),
    el('h2', { text: 'No messages yet' }),
    el('p', { text: state.app.command?.length ? `Write something, or type ${state.app.command[0]} to run a command.` : 'Write something below.' }));
}
