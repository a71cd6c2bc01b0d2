// Typed inputs: plain text, e-mail, URL and number.

import { el } from '../dom.js';
import { plain } from '../mrkdwn.js';
import { naming } from './naming.js';

const KINDS = { plain_text_input: 'text', email_text_input: 'email', url_text_input: 'url', number_input: 'text' };
const COUNT_FROM = 0.8;

/**
 * A typed input. Every keystroke is reported; an input with dispatch_action tells the app on Enter, or while typing when
 * its dispatch_action_config says so.
 */
export function textInput(block, part, surface, field) {
  const state = surface.stateOf(block, part);
  const value = (state ? state.value : part.initial_value) ?? '';
  const control = part.multiline ? el('textarea', { rows: '4' }) : el('input', { type: KINDS[part.type] });
  control.value = value;
  describe(control, part, field);
  const counter = part.max_length ? el('span', { class: 'counter', 'aria-hidden': 'true' }) : null;
  const host = el('div', { class: 'typed' }, control, counter);
  const report = (dispatch) => {
    count(counter, control.value, part.max_length);
    surface.change(block, part, { state: { type: part.type, value: control.value || null }, value: control.value, dispatch });
  };
  control.addEventListener('input', () => report(triggers(part).includes('on_character_entered')));
  control.addEventListener('keydown', (event) => enter(event, { block, part, report }));
  count(counter, value, part.max_length);
  return host;
}

function describe(control, part, field) {
  control.className = 'control';
  for (const [name, value] of Object.entries(naming(part, field))) {
    if (value) control.setAttribute(name, value);
  }
  if (part.placeholder) control.placeholder = plain(part.placeholder.text);
  if (part.type === 'number_input') control.inputMode = part.is_decimal_allowed ? 'decimal' : 'numeric';
  control.autocomplete = 'off';
}

function triggers(part) {
  return part.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
}

/** Enter in a one-line field tells the app if the block dispatches; otherwise it is left to the form. */
function enter(event, { block, part, report }) {
  if (event.key !== 'Enter' || part.multiline || event.isComposing) return;
  if (block.dispatch_action && triggers(part).includes('on_enter_pressed')) {
    event.preventDefault();
    event.stopPropagation();
    report(true);
  }
}

/** Shows what is left once most of the room is used; Slack counts code points. */
function count(counter, value, max) {
  if (!counter) return;
  const used = [...value].length;
  counter.textContent = used >= max * COUNT_FROM ? String(max - used) : '';
  counter.classList.toggle('over', used > max);
}
