// What a call that reached the app came to, in words for the person who clicked.

import { toast } from './toast.js';

const STATUS_WORDS = {
  timeout: 'The app did not acknowledge within 3 seconds.',
  dispatch_failed: 'No app is connected, so nobody received this.',
  error: 'The app answered something that is not allowed.',
};

/** The sentence to show when the app failed, or "" when it did its part. */
export function failure(outcome) {
  if (!outcome || !outcome.app || outcome.app.status === 'ok') return outcome?.notice ?? '';
  return outcome.notice || STATUS_WORDS[outcome.app.status] || `The app failed: ${outcome.app.status}.`;
}

/** The technical reason behind a failure, "" when the simulator gives none. */
export function detail(outcome) {
  return outcome?.app?.detail ?? '';
}

/** Awaits a call and shows its failure as a toast. Answers the outcome, or null when the call itself was refused. */
export async function report(promise) {
  try {
    const outcome = await promise;
    const words = failure(outcome);
    if (words) toast({ title: words, body: detail(outcome), kind: 'error' });
    return outcome;
  } catch (error) {
    toast({ title: error.message, kind: 'error' });
    return null;
  }
}
