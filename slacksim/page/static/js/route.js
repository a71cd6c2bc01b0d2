// The address bar: ?as=USER names the persona, the fragment what the main pane shows. Back and forward work.

import { persona, state, update } from './state.js';
import { refresh, refreshConversation, refreshPersona } from './sync.js';

const REMEMBERED = 'simulator.persona';

function fragment(place) {
  switch (place.kind) {
    case 'app': return '#messages';
    case 'channel': return `#c/${place.id}`;
    case 'mail': return place.id ? `#mail/${place.id}` : '#mail';
    case 'list': return '#list';
    default: return '#home';
  }
}

function parse(hash) {
  const [kind, id] = hash.replace(/^#/, '').split('/');
  switch (kind) {
    case 'messages': return { kind: 'app' };
    case 'c': return { kind: 'channel', id: decodeURIComponent(id ?? '') };
    case 'mail': return { kind: 'mail', id: id ? decodeURIComponent(id) : null };
    case 'list': return { kind: 'list' };
    default: return { kind: 'home' };
  }
}

/** The address of a place of the current persona, relative to the page's. */
export function addressOf(place) {
  return `?as=${encodeURIComponent(state.personaId)}${fragment(place)}`;
}

/** Shows a place of the current persona. "list" is the list of conversations, which only a narrow window shows alone. */
export function go(place) {
  history.pushState(null, '', addressOf(place));
  show(place);
}

function show(place) {
  update({ place, messages: [], messagesOf: null, unreadFrom: null, openMail: null });
  if (place.kind === 'home') refresh('openHome');
  if (place.kind === 'mail') refresh('mail');
  refreshConversation();
}

/** Acts as somebody else, optionally going to a place at once. */
export function actAs(id, place = staying()) {
  try { localStorage.setItem(REMEMBERED, id); } catch { /* storage may be off; the address still tells */ }
  update({ personaId: id, home: undefined, view: null, stack: [], mail: [], conversations: [] });
  go(place);
  refreshPersona();
}

/** A place that exists for everybody: another person has other conversations and other mail. */
function staying() {
  return { home: { kind: 'home' }, mail: { kind: 'mail' } }[state.place.kind] ?? { kind: 'app' };
}

/** Sets persona and place from the address, then from memory, then the first person; call once the users are known. */
export function startRouting() {
  const wanted = [new URLSearchParams(location.search).get('as'), remembered()];
  const people = state.users.filter((user) => !user.is_bot && !user.deleted);
  const found = wanted.map((id) => people.find((user) => user.id === id)).find(Boolean) ?? people[0];
  if (!found) return;
  update({ personaId: found.id });
  history.replaceState(null, '', `?as=${encodeURIComponent(found.id)}${fragment(parse(location.hash))}`);
  show(parse(location.hash));
  refreshPersona();
  window.addEventListener('popstate', onPop);
}

function remembered() {
  try { return localStorage.getItem(REMEMBERED); } catch { return null; }
}

function onPop() {
  const id = new URLSearchParams(location.search).get('as');
  if (id && id !== persona()?.id && state.byId.has(id)) {
    update({ personaId: id, home: undefined, view: null, stack: [], mail: [], conversations: [] });
    refreshPersona();
  }
  show(parse(location.hash));
}
