// Checkboxes and radio buttons.

import { el, uniqueId } from '../dom.js';
import { textObject } from '../mrkdwn.js';
import { confirmFirst } from './confirm.js';
import { naming } from './naming.js';

/** A group of checkboxes; the value is the list of chosen option values. */
export function checkboxes(block, part, surface, field) {
  const state = surface.stateOf(block, part);
  const chosen = (state ? state.selected_options : part.initial_options) ?? [];
  const group = build(block, part, surface, field, { type: 'checkbox', chosen: chosen.map((option) => option.value) });
  group.setAttribute('role', 'group');
  return group;
}

/** A group of radio buttons; the value is the chosen option's value. */
export function radioButtons(block, part, surface, field) {
  const state = surface.stateOf(block, part);
  const chosen = state ? state.selected_option : part.initial_option;
  const group = build(block, part, surface, field, { type: 'radio', chosen: chosen ? [chosen.value] : [] });
  group.setAttribute('role', 'radiogroup');
  return group;
}

function build(block, part, surface, field, { type, chosen }) {
  const name = uniqueId('choice');
  const options = part.options ?? [];
  const group = el('div', { class: 'choices', ...naming(part, field) },
    options.map((option) => choice(option, { type, name, checked: chosen.includes(option.value) }, surface)));
  const inputs = [...group.querySelectorAll(`input[name="${name}"]`)];
  let accepted = inputs.map((input) => input.checked);
  group.addEventListener('change', async () => {
    const picked = inputs.map((input) => input.checked);
    if (await confirmFirst(part.confirm, surface.reader)) {
      accepted = picked;
      report(block, part, surface, { type, picked: options.filter((option, i) => picked[i]) });
    } else {
      inputs.forEach((input, i) => { input.checked = accepted[i]; });
    }
  });
  return group;
}

function choice(option, { type, name, checked }, surface) {
  const input = el('input', { type, name, value: option.value, checked });
  return el('label', { class: 'choice' }, input,
    el('span', { class: 'choice-words' },
      el('span', { class: 'text' }, textObject(option.text, surface.reader)),
      option.description && el('span', { class: 'option-description' }, textObject(option.description, surface.reader))));
}

function report(block, part, surface, { type, picked }) {
  const several = type === 'checkbox';
  const state = several ? { selected_options: picked } : { selected_option: picked[0] ?? null };
  const value = several ? picked.map((option) => option.value) : picked[0]?.value ?? null;
  surface.change(block, part, { state: { type: part.type, ...state }, value });
}
