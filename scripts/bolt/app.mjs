// A small app made with Bolt for JavaScript. Only slackApiUrl is not as it would be for Slack itself.
import bolt from '@slack/bolt';

const plain = (text) => ({ type: 'plain_text', text });
const button = (action_id, text) => ({ type: 'button', action_id, text: plain(text), value: text });
const modal = (callback_id, blocks, more = {}) => ({ type: 'modal', callback_id, title: plain('Lunch'), blocks, ...more });

const order = (note = '') => modal('order', [
  { type: 'input', block_id: 'dish', label: plain('Dish'),
    element: { type: 'external_select', action_id: 'dish', min_query_length: 0 } },
  { type: 'input', block_id: 'guests', label: plain('Guests'), element: { type: 'plain_text_input', action_id: 'guests' } },
], { submit: plain('Order'), private_metadata: note });

export async function start({ socket, port, apiURL, botToken, appToken, secret }) {
  const app = new bolt.App({
    token: botToken, signingSecret: secret, clientOptions: { slackApiUrl: apiURL }, logLevel: 'error',
    ...(socket ? { socketMode: true, appToken } : {}),
  });
  app.command('/lunch', async ({ ack, command, client, respond }) => {
    if (command.text === 'order') {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: order(command.channel_id) });
      return;
    }
    await ack('Thinking...');
    await respond({ text: 'What would you like?', blocks: [{ type: 'actions', elements: [button('soup', 'Soup'), button('salad', 'Salad')] }] });
  });
  app.action(/^(soup|salad)$/, async ({ ack, action, respond, say }) => {
    await ack();
    await respond({ replace_original: true, text: `You chose ${action.value}.` });
    await say(`${action.value} is on its way.`);
  });
  app.options('dish', async ({ ack, payload }) => {
    const dishes = ['Curry', 'Couscous', 'Pasta'].filter((d) => d.toLowerCase().startsWith(payload.value.toLowerCase()));
    await ack({ options: dishes.map((d) => ({ text: plain(d), value: d })) });
  });
  app.view('order', async ({ ack, view, body, client }) => {
    const { dish, guests } = view.state.values;
    if (!/^[1-9]$/.test(guests.guests.value)) {
      await ack({ response_action: 'errors', errors: { guests: 'From 1 to 9, please.' } });
      return;
    }
    await ack({ response_action: 'update', view: modal('done', [{ type: 'section', text: plain('Thank you.') }]) });
    await client.chat.postMessage({ channel: body.user.id, text: `${dish.dish.selected_option.value} for ${guests.guests.value}.` });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: plain('Hungry?') }, { type: 'actions', elements: [button('soup', 'Soup')] }] } });
  });
  app.message('hello', async ({ message, say, client }) => {
    const posted = await say({ text: 'Hello', thread_ts: message.ts });
    await client.chat.update({ channel: posted.channel, ts: posted.ts, text: 'Hello again' });
  });
  app.message('menu', async ({ message, client }) => {
    await client.filesUploadV2({ channel_id: message.channel, filename: 'menu.txt', content: 'Curry, couscous, pasta' });
  });
  app.message('everybody', async ({ say, client }) => {
    const names = [];
    for await (const page of client.paginate('users.list', { limit: 10 })) names.push(...page.members);
    await say(`${names.length} accounts`);
  });
  await (socket ? app.start() : app.start(port));
  return app;
}
