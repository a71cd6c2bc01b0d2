// Select menus for one choice, of all five sources.

import { el } from '../dom.js';
import { icon } from '../icons.js';
import { plain } from '../mrkdwn.js';
import { confirmFirst } from './confirm.js';
import { combobox } from './combobox.js';
import { naming } from './naming.js';
import { chosenEntries, isRemote, loadEntries, minQuery, selection } from './options.js';

/** A select menu; the field shows the choice, typing filters. Optional inputs can be cleared. */
export function singleSelect(block, part, surface, field) {
  const menu = { block, part, surface, chosen: chosenEntries(block, part, surface)[0] ?? null };
  menu.input = el('input', { type: 'text', class: 'select-input', ...naming(part, field), placeholder: plain(part.placeholder?.text) || 'Select' });
  menu.clear = el('button', { type: 'button', class: 'select-clear', 'aria-label': 'Clear', tabindex: '-1', on: { click: () => pick(menu, null) } }, icon('close'));
  menu.control = el('div', { class: 'control select-control' }, menu.input, menu.clear, icon('chevron', 'select-arrow'));
  menu.optional = block.type === 'input' && block.optional;
  menu.box = combobox({
    input: menu.input, anchor: menu.control, remote: isRemote(part), minLength: minQuery(part),
    load: (query) => loadEntries(block, part, surface, query),
    choose: (entry) => pick(menu, entry),
    isChosen: (entry) => entry.value === menu.chosen?.value,
  });
  wire(menu);
  show(menu);
  return el('div', { class: 'select' }, menu.control, menu.box.popup);
}

function wire(menu) {
  const { input, box, control } = menu;
  input.addEventListener('focus', () => input.select());
  input.addEventListener('input', () => { input.dataset.typing = ''; });
  control.addEventListener('click', (event) => {
    if (menu.clear.contains(event.target)) return;
    input.focus();
    if (!box.isOpen()) box.open();
  });
  input.addEventListener('blur', () => settle(menu));
  box.popup.addEventListener('popup-close', () => settle(menu));
}

/** Emptying the field clears an optional choice; any other unfinished typing is dropped. */
function settle(menu) {
  const emptied = menu.input.dataset.typing !== undefined && menu.input.value === '';
  if (emptied && menu.optional && menu.chosen) pick(menu, null);
  else show(menu);
}

function show(menu) {
  delete menu.input.dataset.typing;
  menu.input.value = menu.chosen?.label ?? '';
  menu.clear.hidden = !(menu.optional && menu.chosen);
}

async function pick(menu, entry) {
  delete menu.input.dataset.typing;
  menu.box.close();
  if (entry?.value === menu.chosen?.value) return;
  if (!await confirmFirst(menu.part.confirm, menu.surface.reader)) return;
  menu.chosen = entry;
  show(menu);
  menu.surface.change(menu.block, menu.part, selection(menu.part, entry ? [entry] : []));
}
