// The persona's mailbox: a list and a reading pane.

import { el, fill, redraw } from './dom.js';
import { icon } from './icons.js';
import { api } from './api.js';
import { brief, dayTime } from './dates.js';
import { calendarCard } from './calendar.js';
import { localLinks } from './deeplink.js';
import { readableSize } from './message.js';
import { now, persona, state, update } from './state.js';
import { go } from './route.js';
import { refresh } from './sync.js';

/** Makes the mailbox; draw keeps the open mail as it is while others arrive. */
export function mailPane() {
  const list = el('div', { class: 'mail-list', role: 'list', 'aria-label': 'Mails' });
  const letter = el('div', { class: 'mail-letter', tabindex: '-1' });
  const root = el('div', { class: 'mail' }, list, letter);
  let drawn = null;
  return {
    root,
    draw() {
      root.classList.toggle('reading', Boolean(state.place.id));
      redraw(list, state.mail.length === 0 ? nothing() : state.mail.map(row));
      ensureLoaded();
      const key = `${state.personaId}/${state.openMail?.id}`;
      if (key === drawn) return;
      drawn = key;
      fill(letter, state.openMail ? letterContent(state.openMail) : invitation());
      letter.scrollTop = 0;
    },
  };
}

function nothing() {
  return el('p', { class: 'empty', text: `No mail for ${persona()?.real_name ?? 'this person'} yet.` });
}

function invitation() {
  const words = state.mail.length > 0 ? 'Choose a mail to read it.' : 'Mails sent by the app appear here.';
  return el('div', { class: 'empty' }, icon('mail', 'empty-icon'), el('p', { text: words }));
}

function row(item) {
  const current = item.id === state.place.id;
  return el('div', { role: 'listitem' }, el('button', {
    type: 'button', class: `mail-row ${item.unread ? 'unread' : ''}`, 'aria-current': current ? 'true' : null, dataset: { mail: item.id },
    on: { click: () => go({ kind: 'mail', id: item.id }) },
  },
  el('span', { class: 'mail-from', text: senderName(item.from) }),
  el('span', { class: 'mail-when', text: brief(Date.parse(item.date), now(), persona()?.tz || 'UTC') }),
  el('span', { class: 'mail-subject' }, item.has_calendar && icon('calendar'), item.subject || '(no subject)')));
}

/** "Ada" out of "Ada <ada@example.org>". */
function senderName(from) {
  return /^"?([^"<]+?)"?\s*</.exec(from ?? '')?.[1] ?? from ?? '';
}

let loading = null;

/** Fetches the mail that the address names; reading it marks it as read. */
async function ensureLoaded() {
  const { id } = state.place;
  if (!id || state.openMail?.id === id || loading === id) return;
  loading = id;
  try {
    const mail = await api.mailItem(id);
    if (state.place.id === id) update({ openMail: { ...mail, id } });
    refresh('mail');
  } catch (error) {
    if (state.place.id === id) update({ openMail: { id, subject: 'This mail cannot be shown', text: error.message, to: [] } });
  } finally {
    loading = null;
  }
}

function letterContent(mail) {
  return [
    el('header', { class: 'letter-header' },
      el('button', { type: 'button', class: 'back letter-back', 'aria-label': 'All mails', on: { click: () => go({ kind: 'mail' }) } }, icon('back')),
      el('div', {},
        el('h2', { text: mail.subject || '(no subject)' }),
        el('p', { class: 'letter-facts' }, el('strong', { text: mail.from ?? '' })),
        el('p', { class: 'letter-facts', text: `to ${(mail.to ?? []).join(', ')}` }),
        mail.date && el('p', { class: 'letter-facts', text: dayTime(Date.parse(mail.date), persona()?.tz || 'UTC') }))),
    mail.problems?.length > 0 && problems(mail.problems),
    mail.calendar && calendarCard(mail.calendar, icsAddress(mail)),
    body(mail),
    attachments(mail),
    headers(mail),
  ];
}

function problems(list) {
  return el('div', { class: 'letter-problems', role: 'note' },
    el('strong', {}, icon('warning'), 'This mail has faults'),
    el('ul', {}, list.map((text) => el('li', { text }))));
}

function icsAddress(mail) {
  const at = (mail.attachments ?? []).findIndex((part) => /calendar|\.ics$/i.test(`${part.type} ${part.name}`));
  return at < 0 ? null : mail.attachments[at].href ?? api.attachment(mail.id, at);
}

/** HTML in a frame without scripts, or the plain text; when there are both, buttons choose. */
function body(mail) {
  const host = el('div', { class: 'letter-body' });
  const views = [
    mail.html && ['HTML', () => frame(mail.html)],
    mail.text && ['Plain text', () => el('pre', { class: 'letter-text', text: mail.text })],
  ].filter(Boolean);
  if (views.length === 0) return null;
  const select = (chosen) => {
    host.replaceChildren(...(views.length > 1 ? [switcher(views, chosen, select)] : []), views[chosen][1]());
  };
  select(0);
  return host;
}

function switcher(views, chosen, select) {
  return el('div', { class: 'segmented', role: 'group', 'aria-label': 'Show as' }, views.map(([label], i) =>
    el('button', { type: 'button', 'aria-pressed': String(i === chosen), on: { click: () => select(i) } }, label)));
}

const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'";

const FRAME_STYLE = 'body { margin: 0; padding: 16px; color: #222; background: #fff; overflow-wrap: anywhere;'
  + ' font: 15px/1.5 -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif }';

/** A sandboxed frame: no scripts, no forms, no network; links open elsewhere. */
function frame(html) {
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}">`
    + `<base target="_blank"><style>${FRAME_STYLE}</style>${localLinks(html)}`;
  return el('iframe', { class: 'letter-frame', sandbox: 'allow-popups allow-popups-to-escape-sandbox', srcdoc: page, title: 'Mail text' });
}

function attachments(mail) {
  if (!mail.attachments?.length) return null;
  return el('div', { class: 'files' }, mail.attachments.map((part, i) =>
    el('a', { class: 'file', href: part.href ?? api.attachment(mail.id, i), download: part.name ?? '' },
      icon('file'),
      el('span', { class: 'file-words' },
        el('strong', { text: part.name || 'attachment' }),
        el('span', { text: `${part.type} · ${readableSize(part.size ?? 0)}` })),
      icon('download'))));
}

function headers(mail) {
  if (!mail.headers) return null;
  const rows = Array.isArray(mail.headers) ? mail.headers.map((h) => [h.name, h.value]) : Object.entries(mail.headers);
  return el('details', { class: 'disclosure' }, el('summary', { text: 'Mail headers' }),
    el('dl', { class: 'headers' }, rows.flatMap(([name, value]) => [el('dt', { text: name }), el('dd', { text: [value].flat().join('\n') })])));
}
