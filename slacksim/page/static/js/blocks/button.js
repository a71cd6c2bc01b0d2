// Buttons, with their confirmation dialogs and links.

import { el } from '../dom.js';
import { follow } from '../deeplink.js';
import { plain } from '../mrkdwn.js';
import { confirmFirst } from './confirm.js';

/** A button; a link button opens its address and still tells the app. */
export function button(block, part, surface) {
  const node = el('button', {
    type: 'button',
    class: `button ${part.style ? `button-${part.style}` : ''}`.trim(),
    'aria-label': part.accessibility_label,
    on: { click: () => press(block, part, surface, node) },
  }, plain(part.text?.text, part.text?.emoji !== false));
  return node;
}

async function press(block, part, surface, node) {
  if (node.getAttribute('aria-busy') === 'true') return;
  if (!await confirmFirst(part.confirm, surface.reader)) return;
  if (part.url && /^https?:/i.test(part.url) && !follow(part.url)) window.open(part.url, '_blank', 'noopener,noreferrer');
  node.setAttribute('aria-busy', 'true');
  try {
    await surface.act(block, part);
  } finally {
    node.removeAttribute('aria-busy');
  }
}
