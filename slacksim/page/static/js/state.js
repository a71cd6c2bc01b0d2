// What the page knows, in one place, and who wants to hear about changes.

/**
 * The page's state.
 *
 * personaId   whom the visitor acts as
 * place       what the main pane shows: {kind: 'home' | 'app' | 'channel' | 'mail', id?}
 * unreadFrom  ts of the first message that was unread when the conversation was opened
 * notes       failed commands, which only this page knows, by persona and conversation
 * view, stack the persona's open modal, top view first known, and everything below it
 */
export const state = {
  team: {}, clock: null, app: {}, features: {},
  users: [], byId: new Map(),
  personaId: null, place: { kind: 'home' },
  conversations: [], messages: [], messagesOf: null, unreadFrom: null, notes: new Map(),
  home: undefined, view: null, stack: [],
  mail: [], openMail: null,
  log: [], logOpen: false,
  online: true,
};

const listeners = [];
let changed = new Set();

/** Changes part of the state; listeners of those keys run once, before the next frame. */
export function update(patch) {
  for (const key of Object.keys(patch)) {
    state[key] = patch[key];
    changed.add(key);
  }
  queueMicrotask(notify);
}

function notify() {
  if (changed.size === 0) return;
  const keys = changed;
  changed = new Set();
  for (const { wanted, listener } of listeners) {
    if (wanted.some((key) => keys.has(key))) listener();
  }
}

/** Calls listener whenever one of the keys changed. */
export function watch(wanted, listener) {
  listeners.push({ wanted, listener });
}

/** The person the visitor acts as, or null before the first answer. */
export function persona() {
  return state.byId.get(state.personaId) ?? null;
}

/** The app's bot user, or null when no app is known. */
export function appUser() {
  return state.users.find((user) => user.is_bot) ?? null;
}

/** The persona's direct conversation with the app, or null when they never met. */
export function appConversation() {
  const bot = appUser();
  return state.conversations.find((c) => c.kind === 'im' && (!bot || memberIds(c).includes(bot.id))) ?? null;
}

/** The ids of a conversation's members. */
export function memberIds(conversation) {
  return (conversation.members ?? []).map((member) => (typeof member === 'string' ? member : member.id));
}

/** The conversation that the main pane shows, or null when it shows something else. */
export function openConversation() {
  if (state.place.kind === 'app') return appConversation();
  if (state.place.kind !== 'channel') return null;
  return state.conversations.find((c) => c.id === state.place.id) ?? null;
}

/** The simulated present, in milliseconds, running on between two answers of the clock. */
export function now() {
  if (!state.clock) return Date.now();
  return state.clock.at + (performance.now() - state.clock.read);
}

/** Remembers the clock as answered by the control API. */
export function clockFrom(answer) {
  return { ...answer, at: Date.parse(answer.now), read: performance.now() };
}

/** What text rendering needs to know about reader and workspace. */
export function reader() {
  const person = persona();
  return {
    id: person?.id ?? '',
    tz: person?.tz || 'UTC',
    locale: person?.locale || 'en-GB',
    now: now(),
    userName: (id) => state.byId.get(id)?.real_name || state.byId.get(id)?.name || id,
    channelName: (id) => state.conversations.find((c) => c.id === id)?.name ?? null,
  };
}
