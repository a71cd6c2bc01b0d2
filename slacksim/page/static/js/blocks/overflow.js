// The overflow menu: "⋯" with up to five entries.

import { el, uniqueId } from '../dom.js';
import { icon } from '../icons.js';
import { plain } from '../mrkdwn.js';
import { confirmFirst } from './confirm.js';
import { openPopup, closePopup } from './popup.js';

/** An overflow menu, worked with the arrow keys as a menu button. */
export function overflow(block, part, surface) {
  const id = uniqueId('menu');
  const trigger = el('button', {
    type: 'button', class: 'button button-icon', 'aria-label': part.accessibility_label ?? 'More actions',
    'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': id,
  }, icon('more'));
  const menu = el('div', { id, class: 'popup menu', role: 'menu', popover: 'manual' },
    (part.options ?? []).map((option) => entry(option, () => choose(option))));
  const close = () => { closePopup(menu); trigger.focus(); };
  const choose = async (option) => {
    close();
    if (!await confirmFirst(part.confirm, surface.reader)) return;
    if (option.url && /^https?:/i.test(option.url)) window.open(option.url, '_blank', 'noopener,noreferrer');
    await surface.act(block, part, option.value);
  };
  trigger.addEventListener('click', () => open(trigger, menu));
  menu.addEventListener('popup-close', () => trigger.setAttribute('aria-expanded', 'false'));
  menu.addEventListener('keydown', (event) => move(event, menu, close));
  return el('div', { class: 'overflow' }, trigger, menu);
}

function entry(option, onChoose) {
  return el('button', { type: 'button', class: 'menu-item', role: 'menuitem', tabindex: '-1', dataset: { value: option.value }, on: { click: onChoose } },
    el('span', { text: plain(option.text?.text) }),
    option.description && el('span', { class: 'option-description', text: plain(option.description.text) }));
}

function open(trigger, menu) {
  openPopup(menu, trigger, { align: 'end' });
  trigger.setAttribute('aria-expanded', 'true');
  menu.querySelector('[role=menuitem]')?.focus();
}

function move(event, menu, close) {
  const items = [...menu.querySelectorAll('[role=menuitem]')];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[to].focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}
