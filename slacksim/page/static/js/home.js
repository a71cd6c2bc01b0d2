// The app's Home tab.

import { el, fill, rememberFocus, restoreFocus } from './dom.js';
import { icon } from './icons.js';
import { persona, state } from './state.js';
import { homeSurface } from './surface.js';
import { renderBlocks } from './blocks/blocks.js';

/** Makes the Home pane. Its draw redraws only when the published view changed, so that a menu stays open and typed text stays put. */
export function homePane() {
  const body = el('div', { class: 'home', dataset: { view: 'home' } });
  const root = el('div', { class: 'scroll', role: 'tabpanel', 'aria-label': 'Home', tabindex: '-1' }, body);
  let drawn = null;
  return {
    root,
    draw() {
      const signature = JSON.stringify([state.personaId, state.home === undefined ? 'loading' : essence(state.home)]);
      if (signature === drawn) return;
      drawn = signature;
      const focus = rememberFocus(body);
      fill(body, content());
      restoreFocus(body, focus);
    },
  };
}

function essence(view) {
  return view && { id: view.id, blocks: view.blocks };
}

function content() {
  if (state.home === undefined) return el('p', { class: 'empty', text: 'Opening Home…' });
  if (!state.home) return empty();
  return el('div', { class: 'home-blocks', dataset: { viewId: state.home.id } }, renderBlocks(state.home.blocks, homeSurface(state.home)));
}

function empty() {
  return el('div', { class: 'empty' },
    icon('home', 'empty-icon'),
    el('h2', { text: 'Nothing here yet' }),
    el('p', { text: `The app has not published a Home tab for ${persona()?.real_name ?? 'this person'}.` }));
}
