// Starts the page: fetches what it needs, fills the regions of index.html and listens to events.

import { append, el } from './dom.js';
import { listen } from './api.js';
import { persona, state, update, watch } from './state.js';
import { onEvent, refresh, refreshPersona } from './sync.js';
import { startRouting } from './route.js';
import { loadEmoji } from './emoji.js';
import { followLinks } from './deeplink.js';
import { clockBar } from './clock.js';
import { logButton, logDrawer } from './log.js';
import { modal } from './modal.js';
import { pane } from './pane.js';
import { personaSwitch } from './persona.js';
import { sidebar } from './sidebar.js';

const region = (id) => document.getElementById(id);

/** The tab of the browser names the persona and counts what is unread. */
function nameTab() {
  const person = persona();
  if (person) document.title = `${person.unread > 0 ? `(${person.unread}) ` : ''}${person.real_name} · Workspace simulator`;
}

function build() {
  watch(['users', 'personaId'], nameTab);
  append(region('topbar'), [brand(), personaSwitch(), clockBar(), logButton(), offline()]);
  sidebar(region('sidebar'));
  pane(region('pane'));
  modal(region('modal-layer'), region('workspace'));
  logDrawer(region('log'));
}

function brand() {
  const team = el('span', { class: 'brand-team' });
  watch(['team'], () => { team.textContent = state.team.name ?? ''; });
  return el('div', { class: 'brand' },
    el('img', { src: '/page/icon.svg', alt: '', width: '28', height: '28' }),
    el('span', { class: 'brand-words' }, el('strong', { text: 'Workspace simulator' }), team));
}

function offline() {
  const banner = el('p', { class: 'offline', role: 'status', hidden: true, text: 'Connection lost. Trying again…' });
  watch(['online'], () => { banner.hidden = state.online; });
  return banner;
}

async function start() {
  build();
  followLinks();
  await load();
  listen({ onEvent, onOpen: catchUp, onDown: () => update({ online: false }) });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh('conversations', 'messages'); });
}

async function load() {
  await Promise.all([refresh('state'), refresh('users'), refresh('clock'), loadEmoji()]);
  if (state.personaId === null) startRouting();
}

/** After the stream (re)opened: what happened before was not told, and the simulator may even have been restarted. */
async function catchUp() {
  update({ online: true });
  await load();
  await refreshPersona();
  document.body.dataset.ready = '';
}

start();
