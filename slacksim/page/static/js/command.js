// The box below the messages: plain text is a message, a line that begins with "/" is a slash command.

import { el, fill, uniqueId } from './dom.js';
import { icon } from './icons.js';
import { api } from './api.js';
import { appUser, now, openConversation, state, update } from './state.js';
import { detail, failure, pointToReply } from './outcome.js';
import { noteKey } from './messages.js';
import { refresh, refreshConversation } from './sync.js';
import { openPopup, closePopup } from './blocks/popup.js';

const HISTORY = 'simulator.commands';
const REMEMBERED = 12;

/** Makes the box. */
export function composer() {
  const input = el('textarea', {
    rows: '1', class: 'composer-input', 'aria-label': 'Message or slash command', placeholder: 'Message, or / for commands',
    role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list', dataset: { composer: '' },
  });
  const popup = el('div', { id: uniqueId('commands'), class: 'popup listbox commands', role: 'listbox', popover: 'manual', 'aria-label': 'Commands' });
  input.setAttribute('aria-controls', popup.id);
  const form = el('form', { class: 'composer', on: { submit: (event) => { event.preventDefault(); send(box); } } },
    input, popup, el('button', { type: 'submit', class: 'composer-send', 'aria-label': 'Send', dataset: { composerSend: '' } }, icon('send')));
  const box = { form, input, popup, active: -1, entries: [] };
  input.addEventListener('input', () => { grow(input); complete(box); });
  input.addEventListener('keydown', (event) => onKey(box, event));
  input.addEventListener('beforeinput', (event) => swallowEnter(box, event));
  input.addEventListener('blur', () => closePopup(popup));
  popup.addEventListener('pointerdown', (event) => event.preventDefault());
  popup.addEventListener('popup-close', () => input.setAttribute('aria-expanded', 'false'));
  return form;
}

function grow(input) {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
}

/** Offers the app's commands and what was typed before, as long as the line is a prefix of them. */
function complete(box) {
  const typed = box.input.value;
  if (!typed.startsWith('/') || typed.includes('\n')) {
    closePopup(box.popup);
    return;
  }
  const commands = state.app.command ?? [];
  const recent = past().filter((line) => commands.includes(line.split(' ')[0]));
  const known = [...commands, ...recent, ...commands.flatMap(usages)];
  box.entries = [...new Set(known)].filter((line) => line.startsWith(typed) && line !== typed);
  box.active = -1;
  drawEntries(box);
}

function drawEntries(box) {
  if (box.entries.length === 0) {
    closePopup(box.popup);
    return;
  }
  fill(box.popup, box.entries.map((line, i) => el('div', {
    id: `${box.popup.id}-${i}`, class: `option ${i === box.active ? 'active' : ''}`, role: 'option', 'aria-selected': String(i === box.active),
    on: { click: () => take(box, line) },
  },
  el('span', { class: 'option-words' },
    el('span', { class: 'option-label' }, line, el('span', { class: 'usage', text: declared(line)?.usage_hint ?? '' })),
    declared(line)?.description && el('span', { class: 'option-description', text: declared(line).description })))));
  openPopup(box.popup, box.form, { match: true });
  box.input.setAttribute('aria-expanded', 'true');
  if (box.active >= 0) box.input.setAttribute('aria-activedescendant', `${box.popup.id}-${box.active}`);
}

/** What the app's manifest says about a command, if the simulator passes it on. */
function declared(line) {
  return state.app.commands?.find((command) => command.command === line);
}

/** "/tea [green | black]" announces "/tea green" and "/tea black". */
function usages(command) {
  const hint = declared(command)?.usage_hint ?? '';
  const words = /^\[([^[\]]+)\]$/.exec(hint)?.[1].split('|').map((word) => word.trim()) ?? [];
  return words.filter((word) => /^[\p{L}\d-]+$/u.test(word)).map((word) => `${command} ${word}`);
}

function take(box, line) {
  box.input.value = line.includes(' ') ? line : `${line} `;
  box.input.focus();
  complete(box);
}

function onKey(box, event) {
  if (event.isComposing) return;
  box.wantsBreak = event.shiftKey;
  const open = box.popup.matches(':popover-open');
  if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    const delta = event.key === 'ArrowDown' ? 1 : -1;
    box.active = (Math.max(box.active, delta < 0 ? 0 : -1) + delta + box.entries.length) % box.entries.length;
    drawEntries(box);
  } else if (open && (event.key === 'Tab' || (event.key === 'Enter' && box.active >= 0))) {
    event.preventDefault();
    take(box, box.entries[Math.max(box.active, 0)]);
  } else if (open && event.key === 'Escape') {
    event.preventDefault();
    closePopup(box.popup);
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    send(box);
  }
}

/** Enter sends; keyboards that report the character apart from the key must not leave a line break behind. */
function swallowEnter(box, event) {
  if (event.inputType === 'insertLineBreak' && !box.wantsBreak) event.preventDefault();
}

async function send(box) {
  const text = box.input.value.trim();
  if (!text || box.form.getAttribute('aria-busy') === 'true') return;
  box.input.value = '';
  grow(box.input);
  closePopup(box.popup);
  box.form.setAttribute('aria-busy', 'true');
  const channel = openConversation()?.id ?? appUser()?.id;
  const where = noteKey();
  try {
    if (text.startsWith('/')) await runCommand({ text, channel, where });
    else await api.message({ user: state.personaId, channel, text });
  } catch (error) {
    note(where, { text: error.message, command: text });
    if (error.code === 'unreachable') box.input.value = text;
  } finally {
    box.form.removeAttribute('aria-busy');
  }
  await Promise.all([refreshConversation(), refresh('view')]);
}

async function runCommand({ text, channel, where }) {
  remember(text);
  const outcome = await api.command({ user: state.personaId, text, channel });
  const words = failure(outcome);
  if (words) note(where, { text: words, detail: detail(outcome), command: text });
  else pointToReply(outcome.reply);
}

/** Adds a failure, which the simulator does not keep among the messages; it stays until the page is reloaded. */
function note(where, entry) {
  const notes = new Map(state.notes);
  notes.set(where, [...(notes.get(where) ?? []), { at: now(), ...entry }]);
  update({ notes });
}

function past() {
  try { return JSON.parse(localStorage.getItem(HISTORY) ?? '[]'); } catch { return []; }
}

function remember(line) {
  const lines = [line, ...past().filter((other) => other !== line)].slice(0, REMEMBERED);
  try { localStorage.setItem(HISTORY, JSON.stringify(lines)); } catch { /* no storage, no history */ }
}
