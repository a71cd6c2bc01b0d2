// An iCalendar object read out: what a calendar program would show, and the properties that decide how it is taken.

import { el } from './dom.js';
import { icon } from './icons.js';
import { dayKey, formatter, longDay, time, zoneCity, zoneName } from './dates.js';
import { persona } from './state.js';

const METHODS = {
  REQUEST: ['Invitation', 'request'], CANCEL: ['Cancelled', 'cancel'], REPLY: ['Reply', 'reply'], PUBLISH: ['For information', 'reply'],
};
const STATUSES = {
  ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative', 'NEEDS-ACTION': 'not answered', DELEGATED: 'delegated',
};

/** The card for a calendar object; `href` is where its file can be fetched, if it is an attachment. */
export function calendarCard(calendar, href) {
  const [words, kind] = METHODS[calendar.method] ?? ['Calendar entry', 'reply'];
  const raw = el('pre', { class: 'ics-raw', hidden: true, text: calendar.raw ?? '' });
  return el('section', { class: `ics ics-${kind}`, 'aria-label': 'Calendar entry', dataset: { ics: calendar.uid ?? '' } },
    el('div', { class: 'ics-main' },
      leaf(calendar),
      el('div', { class: 'ics-words' },
        el('p', { class: 'ics-badges' },
          el('span', { class: `ics-method ics-method-${kind}`, text: words }),
          el('code', { text: `METHOD:${calendar.method ?? 'none'}` }),
          calendar.status && el('code', { text: `STATUS:${calendar.status}` })),
        el('h3', { text: calendar.summary || '(no summary)' }),
        when(calendar),
        calendar.recurrence && el('p', { class: 'ics-line' }, icon('calendar'), el('code', { class: 'ics-rule', text: calendar.recurrence })),
        calendar.location && el('p', { class: 'ics-line' }, icon('pin'), place(calendar.location)),
        calendar.url && calendar.url !== calendar.location && el('p', { class: 'ics-line' }, icon('link'), place(calendar.url)),
        people(calendar))),
    problems(calendar),
    calendar.description && el('p', { class: 'ics-description', text: calendar.description }),
    el('footer', { class: 'ics-footer' },
      el('dl', {}, facts(calendar)),
      el('div', { class: 'ics-buttons' },
        calendar.raw && rawToggle(raw),
        href && el('a', { class: 'button', href, download: 'invitation.ics' }, icon('download'), 'Download'))),
    raw);
}

/** The page of a calendar: month, day, weekday. */
function leaf(calendar) {
  const starts = Date.parse(calendar.starts);
  if (Number.isNaN(starts)) return el('div', { class: 'leaf' }, icon('calendar'));
  const tz = calendar.all_day ? 'UTC' : persona()?.tz || 'UTC';
  const part = (options) => formatter('en-GB', tz, options).format(starts);
  return el('div', { class: 'leaf', 'aria-hidden': 'true' },
    el('span', { class: 'leaf-month', text: part({ month: 'short' }) }),
    el('span', { class: 'leaf-day', text: part({ day: 'numeric' }) }),
    el('span', { class: 'leaf-weekday', text: part({ weekday: 'short' }) }));
}

function when(calendar) {
  const [starts, ends] = [Date.parse(calendar.starts), Date.parse(calendar.ends)];
  if (Number.isNaN(starts)) return null;
  if (calendar.all_day) return el('p', { class: 'ics-line' }, icon('clock'), el('strong', { text: `${longDay(starts, 'UTC')}, all day` }));
  const tz = persona()?.tz || 'UTC';
  return el('div', { class: 'ics-when' },
    el('p', { class: 'ics-line' }, icon('clock'), el('span', {},
      el('strong', { text: span(starts, ends, tz) }), el('br'),
      el('span', { class: 'ics-zone', text: `${zoneCity(tz)} time (${zoneName(starts, tz)})` }), el('br'),
      el('span', { class: 'ics-zone', text: `${span(starts, ends, 'UTC')} UTC` }))));
}

/** Thursday 8 January 2026, 14:00 – 15:00; with the second day named when it is another. */
function span(starts, ends, tz) {
  const begin = `${longDay(starts, tz)}, ${time(starts, tz)}`;
  if (Number.isNaN(ends)) return begin;
  return dayKey(starts, tz) === dayKey(ends, tz) ? `${begin} – ${time(ends, tz)}` : `${begin} – ${longDay(ends, tz)}, ${time(ends, tz)}`;
}

function place(location) {
  return /^https?:\/\/\S+$/i.test(location) ? el('a', { href: location, target: '_blank', rel: 'noopener noreferrer', text: location }) : location;
}

/** A person as {name, email, status}, however the simulator puts it. */
function person(value) {
  if (typeof value === 'string') return { name: '', email: value.replace(/^mailto:/i, ''), status: '' };
  return {
    name: value?.name ?? value?.cn ?? '',
    email: (value?.email ?? value?.address ?? '').replace(/^mailto:/i, ''),
    status: value?.status ?? value?.partstat ?? '',
  };
}

function people(calendar) {
  const organizer = calendar.organizer && person(calendar.organizer);
  const attendees = (calendar.attendees ?? []).map(person);
  if (!organizer && attendees.length === 0) return null;
  return el('div', { class: 'ics-people' },
    organizer && el('p', { class: 'ics-line' }, icon('mail'), el('span', {}, 'Organised by ', whom(organizer))),
    attendees.length > 0 && el('ul', {}, attendees.map(attendee)));
}

function whom({ name, email }) {
  return el('span', {}, name && el('strong', { text: name }), name ? ' ' : '', el('span', { class: 'ics-email', text: email }));
}

function attendee(someone) {
  const status = STATUSES[someone.status] ?? someone.status.toLowerCase();
  return el('li', {}, whom(someone), status && el('span', { class: `partstat partstat-${status.replaceAll(' ', '-')}`, text: status }));
}

function problems(calendar) {
  const list = calendar.problems ?? [];
  if (list.length === 0) return null;
  return el('div', { class: 'ics-problems', role: 'note' },
    el('strong', {}, icon('warning'), 'Calendar programs may refuse this'),
    el('ul', {}, list.map((problem) => el('li', { text: typeof problem === 'string' ? problem : problem.detail ?? JSON.stringify(problem) }))));
}

function facts(calendar) {
  const shown = [['UID', calendar.uid], ['SEQUENCE', calendar.sequence], ['Zone in the file', calendar.tz]];
  return shown.filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => el('div', {}, el('dt', { text: name }), el('dd', { text: String(value) })));
}

function rawToggle(raw) {
  const button = el('button', { type: 'button', class: 'button', 'aria-expanded': 'false' }, 'Show source');
  button.addEventListener('click', () => {
    raw.hidden = !raw.hidden;
    button.setAttribute('aria-expanded', String(!raw.hidden));
    button.textContent = raw.hidden ? 'Show source' : 'Hide source';
  });
  return button;
}
