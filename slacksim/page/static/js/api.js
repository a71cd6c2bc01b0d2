// The control API (docs/simulator.md), one function per call, and its event stream.

/** A refusal by the control API, or no answer at all (code "unreachable"). */
export class ApiError extends Error {
  constructor(code, detail, status) {
    super(detail || code);
    this.code = code;
    this.status = status;
  }
}

async function call(method, path, body) {
  const form = body instanceof FormData;
  let response;
  try {
    response = await fetch(`/_sim/${path}`, {
      method,
      headers: body === undefined || form ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined || form ? body : JSON.stringify(body),
      cache: 'no-store',
    });
  } catch {
    throw new ApiError('unreachable', 'The simulator does not answer. Is it still running?', 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.ok === false) {
    throw new ApiError(answer.error || `http_${response.status}`, answer.detail, response.status);
  }
  return answer;
}

const get = (path) => call('GET', path);
const post = (path, body = {}) => call('POST', path, body);
const segment = encodeURIComponent;

function query(params) {
  const pairs = Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** A form of files, as the upload call takes them. */
function formOf(files) {
  const form = new FormData();
  for (const file of files) form.append('file', file);
  return form;
}

export const api = {
  state: () => get('state'),
  emoji: () => get('emoji').then((answer) => answer.emoji ?? {}),
  users: () => get('users').then((answer) => answer.users ?? []),
  conversations: (user) => get(`users/${segment(user)}/conversations`).then((answer) => answer.conversations ?? []),
  messages: (user, channel, mark) =>
    get(`users/${segment(user)}/messages${query({ channel, mark: mark ? 1 : '' })}`).then((answer) => answer.messages ?? []),
  view: (user) => get(`users/${segment(user)}/view`),
  home: (user) => get(`users/${segment(user)}/home`).then((answer) => answer.view ?? null),
  openHome: (user) => post(`users/${segment(user)}/home`).then((answer) => answer.view ?? null),
  message: (body) => post('message', body),
  command: (body) => post('command', body),
  messageShortcut: (body) => post('message_shortcut', body),
  click: (body) => post('click', body),
  type: (body) => post('type', body),
  suggest: (body) => post('suggest', body),
  submit: (body) => post('submit', body),
  upload: (user, files) => post(`upload${query({ user })}`, formOf(files)).then((answer) => answer.files ?? []),
  close: (body) => post('close', body),
  clock: () => get('clock'),
  moveClock: (body) => post('clock', body),
  mail: (user) => get(`mail${query({ user })}`).then((answer) => answer.mail ?? []),
  mailItem: (id) => get(`mail/${segment(id)}`).then((answer) => answer.mail),
  attachment: (id, n) => `/_sim/mail/${segment(id)}/attachments/${n}`,
  log: (after, limit) => get(`log${query({ after, limit })}`).then((answer) => answer.log ?? []),
};

const RECONNECT_MS = 1500;

/**
 * Listens to the simulator's events for as long as the page lives.
 *
 * onEvent gets each event; onOpen runs after every (re)connection, since events sent meanwhile are lost; onDown runs
 * when the stream breaks.
 */
export function listen({ onEvent, onOpen, onDown }) {
  const connect = () => {
    const source = new EventSource('/_sim/events');
    source.onopen = onOpen;
    source.onmessage = (message) => {
      try { onEvent(JSON.parse(message.data)); } catch { /* not JSON: a comment or keep-alive of some proxy */ }
    };
    source.onerror = () => {
      onDown();
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, RECONNECT_MS);
    };
    window.addEventListener('pagehide', () => source.close(), { once: true });
  };
  connect();
}
