// What a call that reached the app came to, in words for the person who clicked.

import { appUser, openConversation, state } from './state.js';
import { go } from './route.js';
import { toast } from './toast.js';

const FINE = ['ok', 'not_sent'];
const STATUS_WORDS = {
  timeout: 'The app did not acknowledge within 3 seconds.',
  dispatch_failed: 'No app is connected, so nobody received this.',
  error: 'The app answered something that is not allowed.',
};

/** The sentence to show when the app failed, or "" when it did its part. */
export function failure(outcome) {
  if (!outcome?.app || FINE.includes(outcome.app.status)) return outcome?.notice ?? '';
  return outcome.notice || STATUS_WORDS[outcome.app.status] || `The app failed: ${outcome.app.status}.`;
}

/** The technical reason behind a failure, "" when the simulator gives none. */
export function detail(outcome) {
  return outcome?.app?.detail ?? '';
}

/** Awaits a call, shows its failure as a toast and points to an answer elsewhere. Answers the outcome, or null when the call itself was refused. */
export async function report(promise) {
  try {
    const outcome = await promise;
    const words = failure(outcome);
    if (words) toast({ title: words, body: detail(outcome), kind: 'error' });
    else pointToReply(outcome.reply);
    return outcome;
  } catch (error) {
    toast({ title: error.message, kind: 'error' });
    return null;
  }
}

/** Says where the answer to an action is when the open conversation does not show it. */
export function pointToReply(reply) {
  if (!reply?.channel || reply.channel === openConversation()?.id) return;
  const there = state.conversations.find((conversation) => conversation.id === reply.channel);
  toast({
    title: `${appUser()?.real_name ?? 'The app'} answered in its messages`,
    kind: 'news',
    actions: [{ label: 'Read it', run: () => go(there && there.kind !== 'im' ? { kind: 'channel', id: there.id } : { kind: 'app' }) }],
  });
}
