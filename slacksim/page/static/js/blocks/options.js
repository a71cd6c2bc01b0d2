// Where the entries of a select menu come from, and how Slack's state names what was chosen.

import { plain } from '../mrkdwn.js';

const DEFAULT_MIN_QUERY = 3;

/**
 * An entry of a menu: {value, label, description, option}; `option` is Slack's option object, absent for users and
 * conversations, whose state holds ids only.
 */
function fromOption(option) {
  return { value: option.value, label: plain(option.text?.text), description: plain(option.description?.text ?? ''), option };
}

function fromUser(user) {
  return { value: user.id, label: user.real_name || user.name, description: user.title ?? '', avatar: user };
}

function fromConversation(conversation) {
  return { value: conversation.id, label: conversation.name, description: '' };
}

/** "users", "conversations", "external" or "static". */
function family(part) {
  const type = part.type.replace(/^multi_/, '').replace(/_select$/, '');
  return type === 'channels' ? 'conversations' : type;
}

/** How many characters must be typed before this menu can answer. */
export function minQuery(part) {
  return family(part) === 'external' ? part.min_query_length ?? DEFAULT_MIN_QUERY : 0;
}

/** Whether typing asks the app, so that keystrokes are worth waiting for. */
export function isRemote(part) {
  return family(part) === 'external';
}

/** Loads the entries for a query, as groups: [{label, entries}]. */
export async function loadEntries(block, part, surface, query) {
  switch (family(part)) {
    case 'external': return groups(await surface.suggest(block, part, query));
    case 'users': return filtered([{ label: '', entries: surface.users().filter((u) => !u.deleted).map(fromUser) }], query);
    case 'conversations': return filtered([{ label: '', entries: surface.conversations(part).map(fromConversation) }], query);
    default: return filtered(groups(part), query);
  }
}

function groups(source) {
  const ungrouped = source.options?.length ? [{ label: '', entries: source.options.map(fromOption) }] : [];
  const grouped = (source.option_groups ?? []).map((group) => ({ label: plain(group.label?.text), entries: group.options.map(fromOption) }));
  return [...ungrouped, ...grouped];
}

/** Text without case and accents, for filtering. */
export function folded(text) {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function filtered(all, query) {
  const wanted = folded(query.trim());
  if (!wanted) return all;
  const matches = (entry) => folded(`${entry.label} ${entry.description}`).includes(wanted);
  return all.map((group) => ({ ...group, entries: group.entries.filter(matches) })).filter((group) => group.entries.length > 0);
}

const SINGLE = { users: 'user', conversations: 'conversation', channels: 'channel' };

/** The state field of a type: "selected_option", "selected_users" ... and whether it holds ids. */
function field(part) {
  const type = part.type.replace(/^multi_/, '').replace(/_select$/, '');
  const noun = SINGLE[type] ?? 'option';
  return { name: noun + (part.type.startsWith('multi_') ? 's' : ''), ids: noun !== 'option' };
}

/** The chosen entries, from state when there is one, else from the element's initial value. */
export function chosenEntries(block, part, surface) {
  const { name, ids } = field(part);
  const state = surface.stateOf(block, part);
  const raw = state ? state[`selected_${name}`] : part[`initial_${name}`];
  const list = raw === null || raw === undefined ? [] : [raw].flat();
  return list.map((item) => (ids ? byId(item, surface) : fromOption(item)));
}

function byId(id, surface) {
  const user = surface.users().find((candidate) => candidate.id === id);
  return user ? fromUser(user) : { value: id, label: surface.reader.channelName(id) ?? id, description: '' };
}

/** Slack's state object and the control API's value for what is now chosen. */
export function selection(part, entries) {
  const { name, ids } = field(part);
  const several = part.type.startsWith('multi_');
  const raw = entries.map((entry) => (ids ? entry.value : entry.option));
  const values = entries.map((entry) => entry.value);
  return {
    state: { type: part.type, [`selected_${name}`]: several ? raw : raw[0] ?? null },
    value: several ? values : values[0] ?? null,
  };
}
