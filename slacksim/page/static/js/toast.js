// Short notices in the corner.

import { el } from './dom.js';
import { icon } from './icons.js';

const STAY_MS = 7000;
const MOST = 4;

/**
 * Shows a notice: {title, body?, kind?: "info" | "error" | "news", actions?: [{label, run}]}. It leaves by itself, later
 * when it has actions, and not while the pointer rests on it.
 */
export function toast({ title, body = '', kind = 'info', actions = [] }) {
  const host = document.getElementById('toasts');
  const node = el('div', { class: `toast toast-${kind}`, dataset: { toast: kind } },
    icon({ error: 'warning', news: 'bell', info: 'check' }[kind], 'toast-icon'),
    el('div', { class: 'toast-words' },
      el('strong', { text: title }),
      body && el('span', { text: body }),
      actions.length > 0 && el('div', { class: 'toast-actions' }, actions.map((action) => actionButton(action, () => node.remove())))),
    el('button', { type: 'button', class: 'toast-close', 'aria-label': 'Dismiss', on: { click: () => node.remove() } }, icon('close')));
  host.append(node);
  while (host.children.length > MOST) host.firstElementChild.remove();
  leaveLater(node, actions.length > 0 ? STAY_MS * 2 : STAY_MS);
  return node;
}

function actionButton({ label, run }, done) {
  return el('button', { type: 'button', class: 'link-button', on: { click: () => { done(); run(); } } }, label);
}

function leaveLater(node, wait) {
  let timer = setTimeout(() => node.remove(), wait);
  node.addEventListener('pointerenter', () => clearTimeout(timer));
  node.addEventListener('pointerleave', () => { timer = setTimeout(() => node.remove(), wait); });
}
