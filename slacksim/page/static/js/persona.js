// Whom the visitor acts as: the switch in the top bar and the palette of people behind it.

import { el, redraw } from './dom.js';
import { icon } from './icons.js';
import { avatar } from './avatar.js';
import { time, zoneCity } from './dates.js';
import { now, persona, state, watch } from './state.js';
import { actAs } from './route.js';
import { openPopup, closePopup } from './blocks/popup.js';
import { folded } from './blocks/options.js';

/** The switch; Ctrl+K or ⌘K opens it from anywhere. */
export function personaSwitch() {
  const trigger = el('button', { type: 'button', class: 'persona-switch', 'aria-haspopup': 'dialog', dataset: { personaSwitch: '' } });
  const search = el('input', {
    type: 'search', class: 'control', placeholder: 'Find a person by name or title', 'aria-label': 'Find a person',
    role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'people',
  });
  const list = el('div', { id: 'people', class: 'people', role: 'listbox', 'aria-label': 'People' });
  const palette = el('div', { class: 'popup palette', popover: 'manual', role: 'dialog', 'aria-label': 'Act as' },
    el('label', { class: 'palette-search' }, icon('search'), search), list);
  const menu = { trigger, search, list, palette, active: 0 };
  trigger.addEventListener('click', () => (palette.matches(':popover-open') ? closePopup(palette) : open(menu)));
  search.addEventListener('input', () => { menu.active = 0; draw(menu); });
  palette.addEventListener('keydown', (event) => onKey(menu, event));
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      open(menu);
    }
  });
  watch(['users', 'personaId'], () => {
    drawTrigger(menu);
    if (palette.matches(':popover-open')) draw(menu);
  });
  return el('div', { class: 'persona' }, trigger, palette);
}

function drawTrigger({ trigger }) {
  const person = persona();
  if (!person) return;
  trigger.dataset.current = person.id;
  trigger.setAttribute('aria-label', `Acting as ${person.real_name}. Switch person`);
  redraw(trigger,
    avatar(person, 28),
    el('span', { class: 'persona-words' },
      el('span', { class: 'persona-as', text: 'Acting as' }),
      el('span', { class: 'persona-name', text: person.real_name })),
    person.is_admin && adminTag(),
    icon('chevron'));
}

function open(menu) {
  menu.search.value = '';
  menu.active = 0;
  openPopup(menu.palette, menu.trigger);
  draw(menu);
  menu.search.focus();
}

/** People with news first, then by name; the palette leaves out bots and deactivated people. */
function people(query) {
  const wanted = folded(query.trim());
  return state.users
    .filter((user) => !user.is_bot && !user.deleted)
    .filter((user) => !wanted || folded(`${user.real_name} ${user.name} ${user.title ?? ''}`).includes(wanted))
    .sort((a, b) => Number(b.unread > 0) - Number(a.unread > 0) || a.real_name.localeCompare(b.real_name));
}

function draw(menu) {
  const found = people(menu.search.value);
  menu.active = Math.min(menu.active, Math.max(found.length - 1, 0));
  redraw(menu.list, found.map((user, i) => row(user, i === menu.active, () => choose(menu, user))),
    found.length === 0 && el('p', { class: 'popup-message', text: 'Nobody by that name.' }));
  openPopup(menu.palette, menu.trigger);
  const active = menu.list.querySelector('.active');
  if (active) menu.search.setAttribute('aria-activedescendant', active.id);
  active?.scrollIntoView({ block: 'nearest' });
}

function row(user, active, onChoose) {
  const current = user.id === state.personaId;
  return el('div', {
    id: `person-${user.id}`, class: `person ${active ? 'active' : ''} ${current ? 'current' : ''}`, role: 'option', 'aria-selected': String(current),
    dataset: { persona: user.id }, on: { click: onChoose },
  },
  avatar(user, 36),
  el('span', { class: 'person-words' },
    el('span', { class: 'person-name' }, user.real_name,
      user.is_admin && adminTag()),
    el('span', { class: 'person-title', text: user.title || `@${user.name}` }),
    el('span', { class: 'person-time', text: `${time(now(), user.tz || 'UTC')} in ${zoneCity(user.tz)}` })),
  user.unread > 0 && badge(user.unread));
}

function adminTag() {
  return el('span', { class: 'tag', title: 'Workspace admin' }, icon('shield'), 'Admin');
}

/** A count of unread things. */
export function badge(count) {
  return el('span', { class: 'badge', 'aria-label': `${count} unread`, text: count > 99 ? '99+' : String(count) });
}

function choose(menu, user) {
  closePopup(menu.palette);
  requestAnimationFrame(() => menu.trigger.focus()); // when the key that chose is done, or it would press the trigger
  if (user.id !== state.personaId) actAs(user.id);
}

function onKey(menu, event) {
  const found = people(menu.search.value);
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && found.length > 0) {
    event.preventDefault();
    menu.active = (menu.active + moves[event.key] + found.length) % found.length;
    draw(menu);
  } else if (event.key === 'Enter' && found[menu.active]) {
    event.preventDefault();
    choose(menu, found[menu.active]);
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    closePopup(menu.palette);
    menu.trigger.focus();
  }
}
