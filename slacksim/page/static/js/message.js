// One message as Slack shows it.

import { el } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { dayTime, time } from './dates.js';
import { mrkdwn } from './mrkdwn.js';
import { appUser, reader, state } from './state.js';
import { messageSurface } from './surface.js';
import { renderBlocks } from './blocks/blocks.js';
import { shortcutMenu } from './shortcuts.js';

/** When a message was sent, in milliseconds of the simulated clock. */
export function sentAt(message) {
  const at = Date.parse(message.time ?? '');
  return Number.isNaN(at) ? Number(message.ts) * 1000 : at;
}

/** The user who wrote the message; an app's message may name only its bot. */
export function author(message) {
  return state.byId.get(message.user) ?? (message.bot ? appUser() : null) ?? { id: message.user ?? '', name: 'Unknown' };
}

/** A message node. `joined` leaves out picture and name because the message above is by the same author. */
export function messageNode(message, joined) {
  const who = author(message);
  const surface = messageSurface(message);
  const at = sentAt(message);
  return el('article', {
    class: `message ${joined ? 'joined' : ''} ${message.ephemeral ? 'ephemeral' : ''}`,
    dataset: { messageTs: message.ts, channel: message.channel },
    'aria-label': `${who.real_name || who.name}, ${time(at, surface.reader.tz)}`,
  },
  el('div', { class: 'message-margin' }, joined ? stamp(at, surface.reader.tz) : avatar(who, 36)),
  el('div', { class: 'message-main' },
    message.ephemeral && el('p', { class: 'only-you' }, icon('eye'), 'Only visible to you'),
    !joined && byline(who, at, surface.reader.tz),
    message.thread_ts && message.thread_ts !== message.ts && el('p', { class: 'only-you', text: 'In a thread' }),
    content(message, surface),
    files(message)),
  shortcutMenu(message));
}

function byline(who, at, tz) {
  return el('div', { class: 'byline' },
    el('strong', { text: who.real_name || who.name }),
    who.is_bot && el('span', { class: 'tag', text: 'App' }),
    stamp(at, tz));
}

function stamp(at, tz) {
  return el('time', { class: 'stamp', datetime: new Date(at).toISOString(), title: dayTime(at, tz), text: time(at, tz) });
}

function content(message, surface) {
  const edited = message.edited && el('span', { class: 'edited', text: '(edited)' });
  if (message.blocks?.length > 0) return el('div', { class: 'blocks' }, renderBlocks(message.blocks, surface), edited);
  return el('div', { class: 'text' }, mrkdwn(message.text ?? '', surface.reader), edited && [' ', edited]);
}

function files(message) {
  if (!message.files?.length) return null;
  return el('div', { class: 'files' }, message.files.map(file));
}

function file(item) {
  const name = item.title || item.name || item.id;
  const address = item.url_private_download ?? item.url_private ?? item.permalink ?? item.href;
  const inside = [icon('file'), el('span', { class: 'file-words' }, el('strong', { text: name }), el('span', { text: fileFacts(item) }))];
  if (!address) return el('span', { class: 'file' }, inside);
  return el('a', { class: 'file', href: address, download: item.name ?? '' }, inside, icon('download'));
}

function fileFacts(item) {
  return [item.pretty_type ?? item.filetype ?? item.mimetype, item.size ? readableSize(item.size) : ''].filter(Boolean).join(' · ');
}

/** 12 KB, 3.4 MB. */
export function readableSize(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Text that changes whenever the message must be drawn anew for this reader. */
export function fingerprint(message, joined) {
  return JSON.stringify([message, joined, state.personaId, reader().tz]);
}

/** A command that failed, drawn as Slack does: only for the person who typed it. */
export function noteNode(note) {
  return el('article', { class: 'message note', dataset: { note: '' } },
    el('div', { class: 'message-margin' }, el('span', { class: 'note-icon' }, icon('warning'))),
    el('div', { class: 'message-main' },
      el('p', { class: 'only-you' }, icon('eye'), 'Only visible to you'),
      note.command && el('p', { class: 'note-command' }, 'You typed ', el('code', { text: note.command })),
      el('div', { class: 'text', text: note.text }),
      note.detail && el('p', { class: 'note-detail', text: note.detail })));
}
