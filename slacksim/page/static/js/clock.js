// The clock of the simulated workspace: what it shows, and the buttons that move it.

import { el, fill, redraw, uniqueId } from './dom.js';
import { icon } from './icons.js';
import { api } from './api.js';
import { day, dayTime, instant, offset, time, wallClock, zoneCity } from './dates.js';
import { clockFrom, now, persona, state, update, watch } from './state.js';
import { refresh, refreshPersona } from './sync.js';
import { toast } from './toast.js';
import { newsSince, snapshot } from './news.js';
import { openPopup, closePopup } from './blocks/popup.js';

const STEPS = [['15m', '+15 min'], ['1h', '+1 h'], ['24h', '+1 day'], ['72h', '+3 days'], ['168h', '+1 week']];

/** The clock bar: the time, two quick steps, and a panel with everything else. */
export function clockBar() {
  const face = el('button', { type: 'button', class: 'clock-face', 'aria-haspopup': 'dialog', dataset: { clock: 'open' } });
  const panel = el('div', { class: 'popup clock-panel', popover: 'manual', role: 'dialog', 'aria-label': 'Move the clock' });
  const next = el('button', { type: 'button', class: 'button clock-next', dataset: { clock: 'next_deadline' }, on: { click: () => move({ to: 'next_deadline' }) } });
  const bar = el('div', { class: 'clock', role: 'group', 'aria-label': 'Clock' }, face,
    el('div', { class: 'clock-steps' }, stepButton('1h', '+1 h'), stepButton('24h', '+1 day'), next), panel);
  face.addEventListener('click', () => toggle(panel, face));
  panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') { closePopup(panel); face.focus(); } });
  const draw = () => { drawFace(face); drawNext(next); };
  watch(['clock', 'personaId', 'users', 'features'], draw);
  setInterval(() => drawFace(face), 1000);
  return bar;
}

function stepButton(advance, label) {
  return el('button', { type: 'button', class: 'button', dataset: { clock: advance }, on: { click: () => move({ advance }) } }, label);
}

function drawFace(face) {
  if (!state.clock) return;
  const tz = persona()?.tz || 'UTC';
  const words = `${day(now(), tz)}|${time(now(), tz)}|${zoneCity(tz)}|${state.clock.offset_seconds}`;
  if (face.dataset.words === words) return;
  face.dataset.words = words;
  const ahead = Math.abs(state.clock.offset_seconds) >= 30;
  face.setAttribute('aria-label', `${dayTime(now(), tz)} in ${zoneCity(tz)}. Move the clock`);
  redraw(face, icon('clock'),
    el('span', { class: 'clock-words' },
      el('span', { class: 'clock-time' }, el('span', { class: 'clock-day', text: `${day(now(), tz)} ` }), el('strong', { text: time(now(), tz) })),
      el('span', { class: 'clock-zone', text: `${zoneCity(tz)} · ${time(now(), 'UTC')} UTC` })),
    ahead && el('span', { class: 'clock-offset', title: 'Compared with real time', text: offset(state.clock.offset_seconds) }));
}

function drawNext(button) {
  button.hidden = !state.features.next_deadline;
  button.disabled = !state.clock?.next_deadline;
  redraw(button, icon('forward'), 'Next deadline');
  button.title = deadlineWords() || 'Nothing is due';
}

function deadlineWords() {
  const { next_deadline: due, next_deadline_label: label } = state.clock ?? {};
  if (!due) return '';
  return `${label ? `${label} · ` : ''}${dayTime(Date.parse(due), persona()?.tz || 'UTC')}`;
}

function toggle(panel, face) {
  if (panel.matches(':popover-open')) {
    closePopup(panel);
    return;
  }
  drawPanel(panel);
  openPopup(panel, face);
  panel.querySelector('button')?.focus();
  refresh('clock').then(() => { if (panel.matches(':popover-open')) drawDeadline(panel.querySelector('.clock-deadline')); });
}

function drawPanel(panel) {
  const tz = persona()?.tz || 'UTC';
  const id = uniqueId('to');
  const input = el('input', { id, type: 'datetime-local', class: 'control', value: wallClock(now() + 3_600_000, tz) });
  const leave = (step) => () => { closePopup(panel); move(step()); };
  fill(panel,
    el('p', { class: 'clock-panel-now' }, el('strong', { text: dayTime(now(), tz) }), ` in ${zoneCity(tz)}`, el('br'),
      `${dayTime(now(), 'UTC')} UTC · ${offset(state.clock?.offset_seconds ?? 0)}`),
    el('div', { class: 'clock-grid' }, STEPS.map(([advance, label]) =>
      el('button', { type: 'button', class: 'button', dataset: { clock: `panel-${advance}` }, on: { click: leave(() => ({ advance })) } }, label))),
    state.features.next_deadline && el('div', {
      class: 'clock-deadline',
      on: { click: (event) => event.target.closest('button') && leave(() => ({ to: 'next_deadline' }))() },
    }),
    el('form', {
      class: 'clock-custom',
      on: { submit: (event) => { event.preventDefault(); leave(() => ({ to: new Date(instant(input.value, tz)).toISOString() }))(); } },
    },
      el('label', { for: id, text: `Move to (${zoneCity(tz)} time)` }),
      el('div', { class: 'clock-custom-row' }, input, el('button', { type: 'submit', class: 'button button-primary', dataset: { clock: 'custom' } }, 'Move'))));
  const deadline = panel.querySelector('.clock-deadline');
  if (deadline) drawDeadline(deadline);
}

function drawDeadline(host) {
  if (!host) return;
  const words = deadlineWords();
  fill(host,
    el('button', { type: 'button', class: 'button', disabled: !words }, icon('forward'), 'To the next deadline'),
    el('p', { text: words || 'Nothing is due.' }));
}

let moving = false;

/** Moves the clock, waits until the app has caught up and tells what it led to. */
async function move(step) {
  if (moving) return;
  moving = true;
  document.body.classList.add('clock-moving');
  try {
    const due = step.to === 'next_deadline' ? state.clock?.next_deadline_label : '';
    const before = await snapshot();
    update({ clock: clockFrom(await api.moveClock(step)) });
    await Promise.all([refresh('users'), refreshPersona()]);
    await newsSince(before, due);
  } catch (error) {
    toast({ title: error.message, kind: 'error' });
  } finally {
    moving = false;
    document.body.classList.remove('clock-moving');
  }
}
