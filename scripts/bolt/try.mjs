// Uses the app of app.mjs as a person would, through the simulator's control API, and checks what the person sees.
import { start } from './app.mjs';

const base = process.env.SIM;
const socket = process.argv[2] === 'socket';
const failures = [];

async function sim(method, path, body) {
  const answer = await fetch(`${base}/_sim/${path}`, { method, body: body && JSON.stringify(body) });
  const out = await answer.json();
  if (!out.ok) throw new Error(`${method} ${path}: ${out.error}: ${out.detail}`);
  return out;
}

const act = (path, body) => sim('POST', path, body);

function check(what, holds, got) {
  console.log(`  ${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (!holds) failures.push(`${what}: ${JSON.stringify(got)}`);
}

/** What a person sees, once it is as expected or five seconds are over: the app works on after it has acknowledged. */
async function eventually(look, holds) {
  let seen = await look();
  for (let i = 0; i < 100 && !holds(seen); i += 1) {
    await new Promise((done) => { setTimeout(done, 50); });
    seen = await look();
  }
  return seen;
}

const app = await start({
  socket, port: Number(process.env.PORT), apiURL: process.env.SLACK_API_URL, botToken: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN, secret: process.env.SLACK_SIGNING_SECRET,
});
const { users } = await sim('GET', 'users');
const user = users.find((u) => !u.is_bot && !u.deleted).id;
const messages = async () => (await sim('GET', `users/${user}/messages`)).messages;
const message = (text) => eventually(messages, (all) => all.some((m) => m.text.includes(text)));
const top = async () => (await sim('GET', `users/${user}/view`)).view;
const has = (all, text) => all.some((m) => m.text.includes(text));

if (socket) await eventually(() => sim('GET', 'state'), (s) => s.app.connected);

let out = await act('command', { user, text: '/lunch' });
check('a command is answered at once', out.app.status === 'ok', out);
let all = await message('What would you like?');
const question = all.find((m) => m.text === 'What would you like?');
check('and by its response URL', Boolean(question), all);
out = await act('click', { user, message_ts: question.ts, channel: question.channel, action_id: 'salad' });
all = await message('Salad is on its way.');
check('a button replaces the message and says something', has(all, 'You chose Salad.') && has(all, 'Salad is on its way.') && !has(all, 'What would you like?'), all);

out = await act('command', { user, text: '/lunch order' });
let view = await eventually(top, Boolean);
check('a command opens a modal', view?.callback_id === 'order' && view.private_metadata !== '', view);
const options = await act('suggest', { user, view_id: view.id, block_id: 'dish', action_id: 'dish', query: 'c' });
check('options come from the app', options.options.map((o) => o.value).join() === 'Curry,Couscous', options);
const values = (guests) => ({ dish: { dish: 'Curry' }, guests: { guests } });
out = await act('submit', { user, view_id: view.id, values: values('many') });
check('a mistake is told at its field', out.errors?.guests === 'From 1 to 9, please.', out);
out = await act('submit', { user, view_id: view.id, values: values('3') });
check('the modal is replaced', (await top())?.callback_id === 'done', out);
check('a message to the person follows', has(await message('Curry for 3.'), 'Curry for 3.'), await messages());

await act(`users/${user}/home`, {});
const home = await eventually(async () => (await sim('GET', `users/${user}/home`)).view, Boolean);
check('the Home is published', JSON.stringify(home ?? '').includes('Hungry?'), home);
await act('message', { user, text: 'hello' });
check('a reply in a thread is updated', (await message('Hello again')).some((m) => m.text === 'Hello again' && m.thread_ts), await messages());
await act('message', { user, text: 'menu' });
all = await eventually(messages, (list) => list.some((m) => m.files?.length));
check('a file is uploaded', all.some((m) => m.files?.some((f) => f.name === 'menu.txt')), all);
await act('message', { user, text: 'everybody' });
check('pages of people are read to the end', has(await message(`${users.length + 1} accounts`), `${users.length + 1} accounts`), await messages());

await act('faults', { method: 'chat.postMessage', kind: 'ratelimited', retry_after: 1 });
await act('message', { user, text: 'hello' });
all = await eventually(messages, (list) => list.filter((m) => m.text === 'Hello again').length === 2);
check('the SDK waits when it is told to, and sends again', all.filter((m) => m.text === 'Hello again').length === 2, all);
if (socket) {
  await act('disconnect', { reason: 'refresh_requested' });
  await eventually(() => sim('GET', 'state'), (s) => !s.app.connected);
  for (let i = 0; i < 3; i += 1) await eventually(() => sim('GET', 'state'), (s) => s.app.connected);
  out = await act('command', { user, text: '/lunch' });
  check('the SDK connects again when its socket ends', out.app.status === 'ok', out);
}
await app.stop();
failures.forEach((f) => console.error(f));
process.exit(failures.length > 0 ? 1 : 0);
