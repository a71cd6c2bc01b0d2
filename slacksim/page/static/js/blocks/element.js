// Which module draws which Block Kit element.

import { el } from '../dom.js';
import { picture } from './picture.js';
import { button } from './button.js';
import { overflow } from './overflow.js';
import { singleSelect } from './select.js';
import { multiSelect } from './multiselect.js';
import { checkboxes, radioButtons } from './choices.js';
import { datePicker, timePicker, dateTimePicker } from './pickers.js';
import { textInput } from './text.js';
import { fileInput } from './files.js';
import { richTextInput } from './richtext.js';

const RENDERERS = {
  image: (block, part) => picture(part, 'accessory-picture'),
  button, workflow_button: button, overflow,
  static_select: singleSelect, external_select: singleSelect, users_select: singleSelect,
  conversations_select: singleSelect, channels_select: singleSelect,
  multi_static_select: multiSelect, multi_external_select: multiSelect, multi_users_select: multiSelect,
  multi_conversations_select: multiSelect, multi_channels_select: multiSelect,
  checkboxes, radio_buttons: radioButtons,
  datepicker: datePicker, timepicker: timePicker, datetimepicker: dateTimePicker,
  plain_text_input: textInput, email_text_input: textInput, url_text_input: textInput, number_input: textInput,
  rich_text_input: richTextInput, file_input: fileInput,
};

/**
 * One element as a node that carries data-action-id.
 *
 * `field` ({label, described, required, invalid}: ids and flags) is given inside an input block, so that the control
 * can point at its label, hint and error.
 */
export function element(block, part, surface, field = {}) {
  const render = RENDERERS[part.type] ?? unsupported;
  const node = render(block, part, surface, field);
  if (part.action_id) {
    node.dataset.actionId = part.action_id;
    node.dataset.focusKey = `${block.block_id}/${part.action_id}`;
    if (part.focus_on_load) node.dataset.focusOnLoad = '';
  }
  return node;
}

function unsupported(block, part) {
  return el('p', { class: 'unsupported', text: `The simulator does not offer elements of type “${part.type}”.` });
}
