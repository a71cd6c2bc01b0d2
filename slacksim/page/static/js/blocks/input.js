// The input block: label, optional mark, control, hint and the error of the last submission.

import { el, uniqueId } from '../dom.js';
import { plain } from '../mrkdwn.js';
import { icon } from '../icons.js';
import { element } from './element.js';

/** An input block. Errors come from surface.errorOf(block_id). */
export function inputBlock(block, surface) {
  const ids = { label: uniqueId('label'), hint: uniqueId('hint'), error: uniqueId('error') };
  const error = surface.errorOf(block.block_id);
  const described = [block.hint && ids.hint, ids.error].filter(Boolean).join(' ');
  const field = { label: ids.label, described, required: !block.optional, invalid: Boolean(error) };
  return el('div', { class: error ? 'has-error' : '' },
    el('div', { class: 'field-label', id: ids.label },
      plain(block.label?.text),
      block.optional && el('span', { class: 'optional', text: ' (optional)' })),
    element(block, block.element, surface, field),
    el('div', { class: 'field-error', id: ids.error, dataset: { error: block.block_id }, role: error ? 'alert' : null },
      error && [icon('warning'), plain(error)]),
    block.hint && el('div', { class: 'field-hint', id: ids.hint, text: plain(block.hint.text) }));
}
