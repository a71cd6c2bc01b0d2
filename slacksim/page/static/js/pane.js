// The main pane: its header with the app's tabs, and what the place calls for below it.

import { el, fill, redraw } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { appConversation, appUser, memberIds, openConversation, state, watch } from './state.js';
import { go } from './route.js';
import { composer } from './command.js';
import { conversationName } from './sidebar.js';
import { hintCard } from './hint.js';
import { homePane } from './home.js';
import { mailPane } from './mailbox.js';
import { messageList } from './messages.js';
import { badge } from './persona.js';

/** Fills the main pane and keeps it current. */
export function pane(root) {
  const header = el('header', { class: 'pane-header' });
  const hint = el('div', { class: 'hint-host' });
  const home = homePane();
  const messages = messageList();
  const mail = mailPane();
  const write = composer();
  fill(root, header, hint, home.root, messages.root, write, mail.root);
  const draw = () => {
    const { kind } = state.place;
    document.body.dataset.place = kind;
    const chat = kind === 'app' || kind === 'channel';
    home.root.hidden = !(kind === 'home' || kind === 'list');
    hint.hidden = home.root.hidden;
    messages.root.hidden = !chat;
    write.hidden = !chat;
    mail.root.hidden = kind !== 'mail';
    redraw(header, title());
    if (!home.root.hidden) home.draw();
    if (chat) messages.draw();
    if (kind === 'mail') mail.draw();
    write.querySelector('textarea').placeholder = placeholder();
  };
  watch(['place', 'personaId', 'users', 'conversations', 'messages', 'messagesOf', 'notes', 'home', 'mail', 'openMail', 'app', 'unreadFrom'], draw);
  watch(['personaId', 'users', 'app'], () => hintCard(hint));
}

function placeholder() {
  const conversation = openConversation();
  const name = state.place.kind === 'channel' && conversation ? conversationName(conversation) : appUser()?.real_name ?? 'the app';
  return `Message ${name}, or / for commands`;
}

function title() {
  const back = el('button', { type: 'button', class: 'back', 'aria-label': 'All conversations', on: { click: () => go({ kind: 'list' }) } }, icon('back'));
  if (state.place.kind === 'mail') return [back, heading(el('span', { class: 'row-icon' }, icon('mail')), 'Mailbox', 'What was mailed to this person')];
  if (state.place.kind === 'channel') return [back, channelTitle()];
  return [back, appTitle()];
}

function heading(leading, name, under) {
  return el('div', { class: 'pane-title' }, leading,
    el('div', { class: 'pane-words' }, el('h1', { text: name }), under && el('p', { text: under })));
}

function channelTitle() {
  const conversation = openConversation();
  if (!conversation) return heading(null, 'Conversation', '');
  const members = memberIds(conversation).map((id) => state.byId.get(id)?.real_name ?? id);
  const mark = icon(conversation.kind === 'channel' ? 'hash' : 'group');
  return heading(el('span', { class: 'row-icon' }, mark), conversationName(conversation), members.length > 6 ? `${members.length} members` : members.join(', '));
}

function appTitle() {
  const bot = appUser();
  const unread = appConversation()?.unread ?? 0;
  return [
    heading(avatar(bot ?? { name: 'App' }, 36), bot?.real_name ?? 'App', state.app.connected === false ? 'Not connected' : ''),
    el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'The app' },
      tab('home', 'Home', 0), tab('app', 'Messages', unread)),
  ];
}

function tab(kind, label, unread) {
  const selected = state.place.kind === kind;
  return el('button', {
    type: 'button', class: 'tab', role: 'tab', 'aria-selected': String(selected), tabindex: selected ? '0' : '-1',
    dataset: { tab: kind === 'app' ? 'messages' : kind },
    on: { click: () => go({ kind }), keydown: (event) => otherTab(event, kind) },
  }, label, unread > 0 && !selected && badge(unread));
}

/** Arrow keys go to the other tab, as tab lists do, and keep the focus on it. */
function otherTab(event, kind) {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const other = kind === 'home' ? 'app' : 'home';
  go({ kind: other });
  queueMicrotask(() => document.querySelector('.tab[aria-selected=true]')?.focus());
}
