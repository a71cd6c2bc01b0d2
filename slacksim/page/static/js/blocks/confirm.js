// The confirmation dialog that an element may ask for before its action is sent.

import { el } from '../dom.js';
import { plain, textObject } from '../mrkdwn.js';

/** Asks when the element wants it. Resolves to true when the person goes on, or when nothing is to be asked. */
export function confirmFirst(confirm, reader) {
  return confirm ? ask(confirm, reader) : Promise.resolve(true);
}

function ask(confirm, reader) {
  return new Promise((resolve) => {
    const style = confirm.style === 'danger' ? 'button-danger' : 'button-primary';
    const dialog = el('dialog', { class: 'confirm', 'aria-labelledby': 'confirm-title', dataset: { dialog: 'confirm' } },
      el('h2', { id: 'confirm-title', text: plain(confirm.title?.text) }),
      el('div', { class: 'text' }, textObject(confirm.text, reader)),
      el('div', { class: 'dialog-buttons' },
        el('button', { type: 'button', class: 'button', dataset: { confirm: 'deny' }, on: { click: () => dialog.close('deny') } },
          plain(confirm.deny?.text) || 'Cancel'),
        el('button', { type: 'button', class: `button ${style}`, dataset: { confirm: 'confirm' }, on: { click: () => dialog.close('confirm') } },
          plain(confirm.confirm?.text) || 'OK')));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'confirm');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
