// What a person types into an open view is sent to the simulator after a short pause, as Slack's client keeps it.

import { api } from './api.js';
import { debounce } from './dom.js';

const PAUSE_MS = 300;
const open = new Map();

/** The typing of one person into one view; the same object as long as it is open. */
export function typingFor(user, viewId) {
  const key = `${user}/${viewId}`;
  if (!open.has(key)) open.set(key, createTyping(user, viewId));
  return open.get(key);
}

/** Drops what was not sent, when the view is gone. */
export function endTyping(user, viewId) {
  const key = `${user}/${viewId}`;
  open.get(key)?.cancel();
  open.delete(key);
}

function createTyping(user, viewId) {
  let pending = {};
  let held = {};
  let sending = Promise.resolve();
  const send = () => {
    if (Object.keys(pending).length === 0) return sending;
    const values = pending;
    pending = {};
    sending = sending
      .then(() => api.type({ user, view_id: viewId, values }))
      .then((outcome) => { held = merge(refused(values, outcome.errors), held); })
      .catch((error) => { if (error.code === 'unreachable') pending = merge(values, pending); });
    return sending;
  };
  const soon = debounce(send, PAUSE_MS);
  return {
    /** Takes a change. One that would tell the app too early (dispatch_action before Enter) waits for the submission. */
    put(block, part, { value, dispatch }) {
      const early = block.dispatch_action && dispatch === false;
      const values = { [block.block_id]: { [part.action_id]: value } };
      if (early) {
        held = merge(held, values);
        return;
      }
      delete held[block.block_id];
      pending = merge(pending, values);
      soon();
    },
    /** Sends what waits and resolves when the simulator has it. */
    async flush() {
      soon.cancel();
      await send();
    },
    /** Waits for what is under way and hands over the rest, to go with the submission. */
    async take() {
      soon.cancel();
      await sending;
      const values = merge(held, pending);
      pending = {};
      held = {};
      return values;
    },
    /** Puts values back that a failed submission did not deliver. */
    restore(values) { pending = merge(values, pending); },
    cancel: () => soon.cancel(),
  };
}

/** The values that the simulator did not keep because a field's rule forbids them: the submission must bring them up again. */
function refused(values, errors = {}) {
  return Object.fromEntries(Object.entries(values).filter(([block]) => block in errors));
}

function merge(first, second) {
  const merged = { ...first };
  for (const [block, actions] of Object.entries(second)) merged[block] = { ...merged[block], ...actions };
  return merged;
}
