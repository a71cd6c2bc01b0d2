// What happened elsewhere while the clock moved: new messages and mails, by person.

import { api } from './api.js';
import { dayTime } from './dates.js';
import { now, persona, state } from './state.js';
import { actAs } from './route.js';
import { toast } from './toast.js';

const NAMED = 3;

/** What is unread and mailed now, to compare with later. */
export async function snapshot() {
  const [users, mail] = await Promise.all([api.users(), state.features.mail ? api.mail() : []]);
  return { unread: new Map(users.map((user) => [user.id, user.unread ?? 0])), mails: new Set(mail.map((item) => item.id)) };
}

/** Shows what is new since the snapshot, with a way to the people concerned; `due` names the deadline that was moved to, if any. */
export async function newsSince(before, due = '') {
  const after = await snapshot();
  const gained = [...after.unread]
    .map(([id, unread]) => ({ user: state.byId.get(id), count: unread - (before.unread.get(id) ?? 0) }))
    .filter(({ user, count }) => user && !user.is_bot && count > 0)
    .sort((a, b) => b.count - a.count);
  const mails = [...after.mails].filter((id) => !before.mails.has(id)).length;
  toast({
    title: `It is now ${dayTime(now(), persona()?.tz || 'UTC')}`,
    body: [due && `Due: ${due}.`, sentence(gained, mails)].filter(Boolean).join(' '),
    kind: gained.length + mails > 0 ? 'news' : 'info',
    actions: gained.filter(({ user }) => user.id !== state.personaId).slice(0, NAMED)
      .map(({ user }) => ({ label: `Act as ${user.real_name}`, run: () => actAs(user.id, { kind: 'app' }) })),
  });
}

function sentence(gained, mails) {
  const total = gained.reduce((sum, { count }) => sum + count, 0);
  const parts = [];
  if (total > 0) parts.push(`${plural(total, 'new message')} for ${names(gained)}`);
  if (mails > 0) parts.push(plural(mails, 'new e-mail'));
  return parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing new happened.';
}

function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function names(gained) {
  const shown = gained.slice(0, NAMED).map(({ user }) => user.real_name);
  const more = gained.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${plural(more, 'other')}` : shown.join(', ');
}
