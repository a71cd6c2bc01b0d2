// Date, time and date-time pickers, on the browser's own inputs.

import { debounce, el } from '../dom.js';
import { instant, wallClock, zoneCity } from '../dates.js';
import { confirmFirst } from './confirm.js';
import { naming } from './naming.js';

const TYPING_PAUSE_MS = 1000;

/** A date without a zone, as YYYY-MM-DD. */
export function datePicker(block, part, surface, field) {
  const state = surface.stateOf(block, part);
  return picker({ block, part, surface, field }, {
    type: 'date',
    shown: (state ? state.selected_date : part.initial_date) ?? '',
    report: (text) => ({ state: { type: part.type, selected_date: text || null }, value: text || null }),
  });
}

/** A wall-clock time, as HH:mm; a zone named by the app is shown beside it and changes nothing. */
export function timePicker(block, part, surface, field) {
  const state = surface.stateOf(block, part);
  return picker({ block, part, surface, field }, {
    type: 'time',
    shown: (state ? state.selected_time : part.initial_time) ?? '',
    zone: part.timezone,
    report: (text) => ({ state: { type: part.type, selected_time: text || null }, value: text || null }),
  });
}

/** An instant, in Unix seconds, picked on the reader's own wall clock. */
export function dateTimePicker(block, part, surface, field) {
  const { tz } = surface.reader;
  const state = surface.stateOf(block, part);
  const seconds = state ? state.selected_date_time : part.initial_date_time;
  return picker({ block, part, surface, field }, {
    type: 'datetime-local',
    shown: seconds ? wallClock(seconds * 1000, tz) : '',
    zone: tz,
    report: (text) => {
      const chosen = text ? Math.floor(instant(text, tz) / 1000) : null;
      return { state: { type: part.type, selected_date_time: chosen }, value: chosen };
    },
  });
}

function picker({ block, part, surface, field }, { type, shown, zone, report }) {
  const input = el('input', { type, class: 'control', value: shown, ...naming(part, field), 'aria-label': field.label ? null : part.placeholder?.text ?? type });
  let accepted = shown;
  onceEntered(input, async () => {
    if (input.value === accepted) return;
    if (!await confirmFirst(part.confirm, surface.reader)) {
      input.value = accepted;
      return;
    }
    accepted = input.value;
    surface.change(block, part, report(accepted));
  });
  return el('div', { class: 'picker' }, input, zone && el('span', { class: 'picker-zone', text: `${zoneCity(zone)} time` }));
}

/**
 * Calls back when a value is entered. A browser takes every digit of a typed year for a new date, so what is typed counts
 * after a pause, on Enter, or when the person goes on; what is picked counts at once.
 */
function onceEntered(input, entered) {
  let typing = false;
  const afterPause = debounce(entered, TYPING_PAUSE_MS);
  const atOnce = () => { afterPause.cancel(); entered(); };
  input.addEventListener('pointerdown', () => { typing = false; });
  input.addEventListener('keydown', (event) => {
    typing = event.key !== 'Enter';
    if (!typing) atOnce();
  });
  input.addEventListener('change', () => (typing ? afterPause() : atOnce()));
  input.addEventListener('blur', atOnce);
}
