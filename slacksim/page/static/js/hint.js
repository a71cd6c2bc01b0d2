// The card that tells a first-time visitor what this page is.

import { el, fill, redraw } from './dom.js';
import { icon } from './icons.js';
import { persona, state } from './state.js';

const DISMISSED = 'simulator.hint';

/** Shows the card in its host until it was dismissed once in this browser. */
export function hintCard(host) {
  const person = persona();
  if (dismissed() || !person) {
    fill(host);
    return;
  }
  const command = state.app.command?.[0];
  redraw(host, el('section', { class: 'hint', 'aria-label': 'First steps', dataset: { hint: '' } },
    el('div', {},
      el('h2', {}, 'You are acting as ', el('strong', { text: person.real_name })),
      el('p', { text: 'This is a simulated workspace: its people are invented, the app is real.' }),
      el('ul', {},
        el('li', {}, el('b', { text: 'Home' }), ' shows what the app offers this person.'),
        command && el('li', {}, 'In ', el('b', { text: 'Messages' }), ', type ', el('code', { text: command }), ' to run a command.'),
        el('li', {}, el('b', { text: 'Switch person' }), ' at the top to see the other side.'),
        el('li', {}, el('b', { text: 'Move the clock' }), ' to see what happens later.'))),
    el('button', { type: 'button', class: 'hint-close', 'aria-label': 'Dismiss this hint', on: { click: () => { dismiss(); fill(host); } } }, icon('close'))));
}

function dismissed() {
  try { return localStorage.getItem(DISMISSED) !== null; } catch { return false; }
}

function dismiss() {
  try { localStorage.setItem(DISMISSED, 'dismissed'); } catch { /* shown again next time */ }
}
