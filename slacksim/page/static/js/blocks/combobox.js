// The list half of a combobox: filtering, loading, keyboard and pointer. Pattern: ARIA Authoring Practices, "Combobox
// with list autocomplete".

import { el, fill, uniqueId, debounce } from '../dom.js';
import { avatar } from '../avatar.js';
import { openPopup, closePopup } from './popup.js';

const REMOTE_WAIT_MS = 250;

/**
 * Turns an input into a combobox.
 *
 * options: input, anchor (what the list aligns with), load(query) → Promise of groups, minLength, remote (wait for
 * typing to pause), choose(entry), isChosen(entry), removeLast() on Backspace in an empty field.
 * Answers {popup, open, close, refresh}.
 */
export function combobox(options) {
  const list = { ...options, groups: [], active: -1, generation: 0 };
  list.popup = el('div', { id: uniqueId('list'), class: 'popup listbox', role: 'listbox', popover: 'manual' });
  const { input, popup } = list;
  assign(input, { role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': popup.id, autocomplete: 'off', spellcheck: 'false' });
  list.reload = options.remote ? debounce(() => load(list), REMOTE_WAIT_MS) : () => load(list);
  input.addEventListener('input', () => { open(list); list.reload(); });
  input.addEventListener('keydown', (event) => onKey(list, event));
  input.addEventListener('keypress', (event) => { if (event.key === 'Enter') event.preventDefault(); }); // chooses, never submits the form
  popup.addEventListener('popup-close', () => onClosed(list));
  popup.addEventListener('pointerdown', (event) => event.preventDefault());
  return {
    popup,
    open: () => { open(list); load(list); },
    close: () => closePopup(popup),
    isOpen: () => isOpen(list),
    refresh: () => draw(list),
  };
}

function assign(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

function isOpen(list) {
  return list.popup.matches(':popover-open');
}

function open(list) {
  openPopup(list.popup, list.anchor, { match: true });
  list.input.setAttribute('aria-expanded', 'true');
}

function onClosed(list) {
  list.input.setAttribute('aria-expanded', 'false');
  list.input.removeAttribute('aria-activedescendant');
  list.active = -1;
  list.generation += 1;
}

/** What the person typed: nothing while the field still shows the current choice. */
function queryOf(list) {
  return list.input.dataset.typing === undefined ? '' : list.input.value;
}

async function load(list) {
  const query = queryOf(list);
  const short = list.minLength - [...query.trim()].length;
  list.generation += 1;
  const { generation } = list;
  if (short > 0) {
    say(list, `Type ${list.minLength} or more characters to search`);
    return;
  }
  if (list.remote) say(list, 'Searching…');
  try {
    const groups = await list.load(query);
    if (generation !== list.generation) return;
    list.groups = groups;
    draw(list);
  } catch (error) {
    if (generation === list.generation) say(list, error.message || 'The app did not answer.');
  }
}

function say(list, sentence) {
  list.groups = [];
  list.active = -1;
  fill(list.popup, el('div', { class: 'popup-message', text: sentence }));
  if (isOpen(list)) open(list);
}

function entries(list) {
  return list.groups.flatMap((group) => group.entries);
}

function draw(list) {
  const all = entries(list);
  if (all.length === 0) {
    say(list, 'No matches');
    return;
  }
  list.active = Math.max(0, all.findIndex((entry) => list.isChosen(entry)));
  fill(list.popup, list.groups.map((group) => drawGroup(list, group)));
  if (isOpen(list)) {
    open(list);
    highlight(list);
  }
}

function drawGroup(list, group) {
  const options = group.entries.map((entry) => drawEntry(list, entry));
  if (!group.label) return options;
  const id = uniqueId('group');
  return el('div', { role: 'group', 'aria-labelledby': id }, el('div', { id, class: 'group-label', text: group.label }), options);
}

function drawEntry(list, entry) {
  return el('div', {
    id: uniqueId('option'), class: 'option', role: 'option', 'aria-selected': String(Boolean(list.isChosen(entry))),
    dataset: { value: entry.value }, on: { click: () => list.choose(entry) },
  },
  entry.avatar && avatar(entry.avatar, 24),
  el('span', { class: 'option-words' },
    el('span', { class: 'option-label', text: entry.label }),
    entry.description && el('span', { class: 'option-description', text: entry.description })));
}

function highlight(list) {
  const nodes = list.popup.querySelectorAll('[role=option]');
  nodes.forEach((node, i) => node.classList.toggle('active', i === list.active));
  const node = nodes[list.active];
  if (!node) return;
  list.input.setAttribute('aria-activedescendant', node.id);
  node.scrollIntoView({ block: 'nearest' });
}

function onKey(list, event) {
  const handler = KEYS[event.key];
  if (handler && !event.isComposing) handler(list, event);
}

function step(list, event, delta) {
  event.preventDefault();
  if (!isOpen(list)) {
    open(list);
    load(list);
    return;
  }
  const count = entries(list).length;
  if (count === 0) return;
  list.active = (list.active + delta + count) % count;
  highlight(list);
}

const KEYS = {
  ArrowDown: (list, event) => step(list, event, 1),
  ArrowUp: (list, event) => step(list, event, -1),
  Enter(list, event) {
    const entry = isOpen(list) ? entries(list)[list.active] : null;
    if (!entry) return;
    event.preventDefault();
    event.stopPropagation();
    list.choose(entry);
  },
  Escape(list, event) {
    if (!isOpen(list)) return;
    event.preventDefault();
    event.stopPropagation();
    closePopup(list.popup);
  },
  Tab: (list) => closePopup(list.popup),
  Backspace(list) {
    if (list.input.value === '' && list.removeLast) list.removeLast();
  },
};
