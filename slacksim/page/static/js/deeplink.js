// Links to Slack itself, as https://slack.com/app_redirect?team=T…&channel=C…: Slack opens the conversation or the app
// they name. So does this page, when it is in this workspace.
// Rule: docs.slack.dev/interactivity/deep-linking.

import { appConversation, state } from './state.js';
import { addressOf, go } from './route.js';

const REDIRECT = /^https:\/\/slack\.com\/app_redirect\?/i;
const REDIRECTS = /https:\/\/slack\.com\/app_redirect\?[^\s"'<>]+/gi;

/** The place an address names, or null when it leads out of this workspace or to where the persona is not. */
function placeOf(address) {
  if (!REDIRECT.test(address)) return null;
  const query = new URL(address).searchParams;
  const team = query.get('team');
  if (team && team !== state.team.id) return null;
  if (query.get('app') === state.app.id) return { kind: query.get('tab') === 'messages' ? 'app' : 'home' };
  return conversation(query.get('channel'));
}

/** A conversation by its id, or the direct one with the app by its user's. */
function conversation(id) {
  if (!id) return null;
  if (id === state.app.bot_user || id === appConversation()?.id) return { kind: 'app' };
  return state.conversations.some((one) => one.id === id) ? { kind: 'channel', id } : null;
}

/** Goes to the place an address names; false when it names none here. */
export function follow(address) {
  const place = placeOf(address);
  if (place) go(place);
  return place !== null;
}

/** Makes links anywhere in the page lead to their place in it. */
export function followLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (link && !elsewhere && follow(link.href)) event.preventDefault();
  });
}

/** The same for the text of an HTML mail, whose frame cannot reach the page: its links lead to the page's own addresses. */
export function localLinks(html) {
  return html.replaceAll(REDIRECTS, (written) => {
    const place = placeOf(written.replaceAll('&amp;', '&'));
    return place ? new URL(addressOf(place), location.href).href.replaceAll('&', '&amp;') : written;
  });
}
