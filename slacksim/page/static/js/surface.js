// The place where blocks stand (a message, the Home tab, a modal): it keeps what the person filled in and passes on
// what they do.
//
// Block renderers see this interface:
//   reader                          zone, locale and names for rendering text
//   stateOf(block, element)         Slack's state object for the element, or undefined when untouched
//   change(block, element, {state, value, dispatch})  the person changed a value
//   act(block, element, value)      the person pressed something
//   suggest(block, element, query)  asks the app for the options of an external select
//   upload(files)                   hands over the person's files, answers Slack's file objects
//   users(), conversations(element) what user and conversation menus list
//   errorOf(block_id)               the error of the last submission for an input block

import { api } from './api.js';
import { reader, state } from './state.js';
import { failure, report } from './outcome.js';
import { typingFor } from './typing.js';

/** State kept across redraws, by surface key and element. */
const drafts = new Map();

function draftsOf(key) {
  if (!drafts.has(key)) drafts.set(key, new Map());
  return drafts.get(key);
}

const elementKey = (block, part) => `${block.block_id}\u0000${part.action_id}`;

/**
 * The part of a surface that all three share.
 *
 * key names the surface, target ({message_ts, channel} | {home: true} | {view_id}) addresses it in the control API, kept
 * is Slack's state.values as the server knows it.
 */
export function baseSurface({ key, target, kept }) {
  const own = draftsOf(key);
  const user = state.personaId;
  return {
    reader: reader(),
    users: () => state.users,
    conversations: (part) => listed(part),
    errorOf: () => '',
    stateOf: (block, part) => own.get(elementKey(block, part)) ?? kept?.[block.block_id]?.[part.action_id],
    keep: (block, part, value) => own.set(elementKey(block, part), value),
    act: (block, part, value) => report(api.click({ user, ...target, block_id: block.block_id, action_id: part.action_id, value })),
    upload: (files) => api.upload(user, files),
    suggest: (block, part, query) => suggestions({ user, ...target, block_id: block.block_id, action_id: part.action_id, query }),
  };
}

/** The options the app offers; its failure is the menu's message. */
async function suggestions(request) {
  const answer = await api.suggest(request);
  const words = failure(answer);
  if (words) throw new Error(words);
  return answer;
}

/** Forgets what was filled in on a surface that is gone. */
export function forget(key) {
  drafts.delete(key);
}

function listed(part) {
  const kinds = part.type.includes('channels') ? ['channel'] : part.filter?.include?.map(kindOf) ?? null;
  return state.conversations.filter((c) => c.kind !== 'im' && (!kinds || kinds.includes(c.kind)));
}

function kindOf(included) {
  return { im: 'im', mpim: 'mpim' }[included] ?? 'channel';
}

/** A message's blocks. A change in a section or actions block is an action; in an input block only with dispatch_action. */
export function messageSurface(message) {
  const key = `message/${state.personaId}/${message.channel}/${message.ts}`;
  const surface = baseSurface({ key, target: { message_ts: message.ts, channel: message.channel }, kept: message.state?.values });
  surface.change = (block, part, change) => changed(surface, block, part, change);
  return surface;
}

/** The Home tab's blocks; what is filled into its inputs is kept by the server like that of a modal. */
export function homeSurface(view) {
  const surface = baseSurface({ key: `home/${state.personaId}`, target: { home: true }, kept: view.state?.values });
  const typing = typingFor(state.personaId, view.id);
  surface.change = (block, part, change) => {
    if (block.type === 'input') {
      surface.keep(block, part, change.state);
      typing.put(block, part, change);
    } else {
      changed(surface, block, part, change);
    }
  };
  const { act } = surface;
  surface.act = async (...args) => {
    await typing.flush();
    return act(...args);
  };
  return surface;
}

function changed(surface, block, part, { state: value, value: sent, dispatch }) {
  surface.keep(block, part, value);
  const tells = block.type !== 'input' || (block.dispatch_action && dispatch !== false);
  if (tells) surface.act(block, part, sent);
}
