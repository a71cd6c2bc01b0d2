// The drawer with every call between the app and the simulator.

import { append, el, fill, redraw } from './dom.js';
import { icon } from './icons.js';
import { time } from './dates.js';
import { persona, state, update, watch } from './state.js';
import { refresh } from './sync.js';

/** The button that opens the drawer, for the top bar. */
export function logButton() {
  const button = el('button', {
    type: 'button', class: 'button log-button', 'aria-expanded': 'false', 'aria-controls': 'log', dataset: { log: 'toggle' }, on: { click: () => toggle() },
  }, icon('log'), el('span', { text: 'API log' }));
  watch(['logOpen'], () => button.setAttribute('aria-expanded', String(state.logOpen)));
  return button;
}

function toggle() {
  update({ logOpen: !state.logOpen });
  if (state.logOpen) refresh('log');
}

/** Fills the drawer and keeps it current. Newest calls are on top. */
export function logDrawer(root) {
  const filter = { errors: false, text: '' };
  const list = el('div', { class: 'log-list', role: 'list' });
  const errors = el('input', { type: 'checkbox', on: { change: () => { filter.errors = errors.checked; draw(); } } });
  const search = el('input', {
    type: 'search', class: 'control', placeholder: 'Filter by method', 'aria-label': 'Filter by method',
    on: { input: () => { filter.text = search.value.toLowerCase(); draw(); } },
  });
  const nodes = new Map();
  fill(root,
    el('header', { class: 'log-header' }, el('h2', { text: 'API log' }),
      el('button', { type: 'button', class: 'button button-icon', 'aria-label': 'Close the log', on: { click: toggle } }, icon('close'))),
    el('div', { class: 'log-tools' }, search, el('label', { class: 'choice' }, errors, 'Errors only')),
    list);
  const draw = () => {
    root.hidden = !state.logOpen;
    document.body.classList.toggle('log-open', state.logOpen);
    if (!state.logOpen) return;
    const shown = state.log.filter((entry) => (!filter.errors || failed(entry)) && (entry.method ?? '').toLowerCase().includes(filter.text));
    redraw(list, shown.length === 0 ? el('p', { class: 'empty', text: 'No calls to show.' }) : shown.toReversed().map((entry) => row(nodes, entry)));
  };
  watch(['log', 'logOpen', 'personaId'], draw);
}

/** Whether the call went wrong, by status or by Slack's error code. */
function failed(entry) {
  if (entry.error) return true;
  const status = String(entry.status ?? 'ok');
  return /^\d+$/.test(status) ? Number(status) >= 400 : status !== 'ok';
}

function row(nodes, entry) {
  if (!nodes.has(entry.n)) nodes.set(entry.n, build(entry));
  return nodes.get(entry.n);
}

function build(entry) {
  const inward = entry.direction === 'in';
  const details = el('details', { class: failed(entry) ? 'log-entry failed' : 'log-entry', dataset: { logEntry: entry.n } },
    el('summary', {},
      direction(inward),
      el('span', { class: 'log-method', text: entry.method || entry.kind }),
      el('span', { class: 'log-status', text: entry.error || String(entry.status ?? '') }),
      el('span', { class: 'log-ms', text: entry.ms === undefined ? '' : `${Math.round(entry.ms)} ms` }),
      el('span', { class: 'log-time', text: entry.time ? time(Date.parse(entry.time), persona()?.tz || 'UTC') : '' })));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) append(details, [json('Request', entry.request), json('Response', entry.response)]);
  });
  return el('div', { role: 'listitem' }, details);
}

function direction(inward) {
  return el('span', {
    class: `log-direction ${inward ? 'in' : 'out'}`,
    title: inward ? 'The app called the Web API' : 'The simulator called the app',
    text: inward ? '→' : '←',
  });
}

function json(title, value) {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? pretty(value) : JSON.stringify(value, null, 2);
  return el('div', { class: 'log-json' }, el('h3', { text: title }), el('pre', { text }));
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}
