// Select menus for several choices: chips in front of a search field.

import { el } from '../dom.js';
import { icon } from '../icons.js';
import { plain } from '../mrkdwn.js';
import { confirmFirst } from './confirm.js';
import { combobox } from './combobox.js';
import { naming } from './naming.js';
import { chosenEntries, isRemote, loadEntries, minQuery, selection } from './options.js';

/** A multi-select menu; it stays open while choosing and honours max_selected_items. */
export function multiSelect(block, part, surface, field) {
  const menu = { block, part, surface, chosen: chosenEntries(block, part, surface) };
  menu.input = el('input', { type: 'text', class: 'select-input', ...naming(part, field) });
  menu.chips = el('span', { class: 'chips', role: 'list', 'aria-label': 'Chosen' });
  menu.control = el('div', { class: 'control select-control multi' }, menu.chips, menu.input, icon('chevron', 'select-arrow'));
  menu.box = combobox({
    input: menu.input, anchor: menu.control, remote: isRemote(part), minLength: minQuery(part),
    load: (query) => loadEntries(block, part, surface, query),
    choose: (entry) => toggle(menu, entry),
    isChosen: (entry) => menu.chosen.some((candidate) => candidate.value === entry.value),
    removeLast: () => menu.chosen.length > 0 && toggle(menu, menu.chosen.at(-1)),
  });
  menu.box.popup.setAttribute('aria-multiselectable', 'true');
  menu.limit = el('p', { class: 'select-limit', role: 'status' });
  wire(menu);
  show(menu);
  return el('div', { class: 'select' }, menu.control, menu.limit, menu.box.popup);
}

function wire({ input, control, box }) {
  input.addEventListener('input', () => { input.dataset.typing = ''; });
  control.addEventListener('click', (event) => {
    if (event.target.closest('.chip')) return;
    input.focus();
    if (!box.isOpen()) box.open();
  });
  box.popup.addEventListener('popup-close', () => {
    input.value = '';
    delete input.dataset.typing;
  });
}

function show(menu) {
  menu.chips.replaceChildren(...menu.chosen.map((entry) => chip(menu, entry)));
  const max = menu.part.max_selected_items;
  menu.limit.textContent = max && menu.chosen.length >= max ? `You have chosen all ${max} you can. Remove one to choose another.` : '';
  menu.input.placeholder = menu.chosen.length === 0 ? plain(menu.part.placeholder?.text) || 'Select' : '';
}

function chip(menu, entry) {
  return el('span', { class: 'chip', role: 'listitem', dataset: { value: entry.value } },
    el('span', { class: 'chip-label', text: entry.label }),
    el('button', { type: 'button', class: 'chip-remove', 'aria-label': `Remove ${entry.label}`, on: { click: () => toggle(menu, entry) } }, icon('close')));
}

async function toggle(menu, entry) {
  const rest = menu.chosen.filter((candidate) => candidate.value !== entry.value);
  const adding = rest.length === menu.chosen.length;
  const max = menu.part.max_selected_items;
  if (adding && max && rest.length >= max) return;
  if (!await confirmFirst(menu.part.confirm, menu.surface.reader)) return;
  menu.chosen = adding ? [...rest, entry] : rest;
  menu.input.value = '';
  delete menu.input.dataset.typing;
  show(menu);
  menu.input.focus();
  if (menu.box.isOpen()) menu.box.open();
  menu.surface.change(menu.block, menu.part, selection(menu.part, menu.chosen));
}
