// Fetching: one loader per part of the state, run again when an event says that it changed.

import { api } from './api.js';
import { clockFrom, openConversation, state, update } from './state.js';

const readHome = forPersona((id) => api.home(id), (home) => ({ home }));
const running = new Map();

/** Loaders by name. Each fetches for the persona of the moment and drops its answer when the persona changed meanwhile. */
const LOADERS = {
  async state() {
    const answer = await api.state();
    update({ team: answer.team ?? {}, app: answer.app ?? {}, features: answer.features ?? {}, clock: { ...state.clock, ...clockFrom(answer.clock) } });
  },
  async clock() {
    update({ clock: clockFrom(await api.clock()) });
  },
  async users() {
    const users = await api.users();
    update({ users, byId: new Map(users.map((user) => [user.id, user])) });
  },
  conversations: forPersona((id) => api.conversations(id), (conversations) => ({ conversations })),
  async home() {
    // Opening the tab answers with what the app publishes then; what was there before would only flash up.
    if (!running.has('openHome')) await readHome();
  },
  openHome: forPersona((id) => api.openHome(id).catch(() => api.home(id)), (home) => ({ home })),
  view: forPersona((id) => api.view(id), ({ view, stack }) => ({ view: view ?? null, stack: stack ?? [] })),
  mail: forPersona((id) => api.mail(id), (mail) => ({ mail })),
  messages: loadMessages,
  log: loadLog,
};

function forPersona(fetchFor, patch) {
  return async () => {
    const id = state.personaId;
    if (!id) return;
    const answer = await fetchFor(id);
    if (id === state.personaId) update(patch(answer));
  };
}

/** Messages of the open conversation, marked as read when they are on screen; the unread mark is kept where it was. */
async function loadMessages() {
  const conversation = openConversation();
  const id = state.personaId;
  if (!conversation || !id) {
    update({ messages: [], messagesOf: null });
    return;
  }
  const unread = conversation.unread ?? 0;
  const seen = unread > 0 && !document.hidden;
  const messages = await api.messages(id, conversation.id, seen);
  if (id !== state.personaId || openConversation()?.id !== conversation.id) return;
  const firstLook = state.messagesOf !== conversation.id;
  update({ messages, messagesOf: conversation.id, unreadFrom: firstLook ? firstUnread(messages, unread) : state.unreadFrom });
  if (seen) refresh('conversations', 'users');
}

function firstUnread(messages, unread) {
  const others = messages.filter((message) => message.user !== state.personaId);
  return unread > 0 ? others.at(-unread)?.ts ?? null : null;
}

const LOG_PAGE = 200;
const LOG_KEPT = 500;

async function loadLog() {
  if (!state.logOpen) return;
  const after = state.log.at(-1)?.n ?? 0;
  const fresh = await api.log(after, LOG_PAGE);
  if (fresh.length > 0) update({ log: [...state.log, ...fresh].slice(-LOG_KEPT) });
}

/** Loads parts again. A part that is being loaded is loaded once more afterwards, however often it was asked for. */
export function refresh(...names) {
  return Promise.all(names.map((name) => {
    const job = running.get(name);
    if (job) {
      job.again = true;
      return job.promise;
    }
    const fresh = { again: false };
    fresh.promise = repeat(name, fresh);
    running.set(name, fresh);
    return fresh.promise;
  }));
}

async function repeat(name, job) {
  try {
    do {
      job.again = false;
      await LOADERS[name]();
    } while (job.again);
  } catch (error) {
    if (error.code === 'unreachable') update({ online: false });
  } finally {
    running.delete(name);
  }
}

/** Conversations first: whether a message is unread decides whether it is to be marked. */
export async function refreshConversation() {
  await refresh('conversations');
  await refresh('messages');
}

/** Everything about the persona, after a switch or a reconnection. */
export function refreshPersona() {
  return Promise.all([refreshConversation(), refresh('view', 'mail', 'home')]);
}

/** Fetches what an event of the simulator made stale. */
export function onEvent({ type, user }) {
  const mine = !user || user === state.personaId;
  switch (type) {
    case 'message':
      refresh('users', 'clock');
      if (mine) refreshConversation();
      break;
    case 'view': if (mine) refresh('view'); break;
    case 'home': if (mine) refresh('home'); break;
    case 'mail': if (mine) refresh('mail'); break;
    case 'clock': refresh('clock', 'users'); break;
    case 'users': refresh('users'); break;
    case 'log': refresh('log'); break;
    case 'app': refresh('state'); break;
    default:
  }
}
