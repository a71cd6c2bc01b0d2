// Block Kit: one function per block type. Elements are in the sibling modules.
// Rules: docs.slack.dev/reference/block-kit.

import { el } from '../dom.js';
import { textObject, plain, mrkdwn } from '../mrkdwn.js';
import { element } from './element.js';
import { inputBlock } from './input.js';
import { richText } from './richtext.js';
import { picture } from './picture.js';
import { fromMarkdown } from '../markdown.js';

const RENDERERS = {
  section, header, divider, context, actions, image, video, markdown,
  input: inputBlock,
  rich_text: richText,
};

/** Every block as a node, in order. `surface` says where they stand and takes what the person does; see surface.js. */
export function renderBlocks(blocks, surface) {
  return (blocks ?? []).map((block) => {
    const render = RENDERERS[block.type] ?? unknown;
    const node = render(block, surface);
    node.classList.add('block', `block-${block.type}`);
    if (block.block_id) node.dataset.blockId = block.block_id;
    return node;
  });
}

function section(block, surface) {
  const body = el('div', { class: 'section-body' },
    block.text && el('div', { class: 'text' }, textObject(block.text, surface.reader)),
    block.fields && el('div', { class: 'fields' },
      block.fields.map((field) => el('div', { class: 'text field' }, textObject(field, surface.reader)))));
  const node = el('div', {}, body);
  if (block.accessory) {
    const wide = isWide(block.accessory);
    node.classList.add(wide ? 'accessory-below' : 'accessory-beside');
    node.append(el('div', { class: `accessory accessory-${block.accessory.type}` }, element(block, block.accessory, surface)));
  }
  return node;
}

/** Choices need a line of their own; buttons, menus and pictures stand beside the text. */
function isWide(accessory) {
  return ['checkboxes', 'radio_buttons', 'plain_text_input'].includes(accessory.type);
}

function header(block, surface) {
  return el('h3', {}, textObject(block.text, surface.reader));
}

function divider() {
  return el('hr');
}

function context(block, surface) {
  return el('div', {}, (block.elements ?? []).map((part) => (part.type === 'image'
    ? picture(part, 'context-image')
    : el('span', { class: 'text' }, textObject(part, surface.reader)))));
}

function actions(block, surface) {
  return el('div', {}, (block.elements ?? []).map((part) => element(block, part, surface)));
}

function image(block, surface) {
  return el('figure', {},
    block.title && el('figcaption', {}, textObject(block.title, surface.reader)),
    picture(block, 'block-picture'));
}

function video(block, surface) {
  return el('figure', {},
    el('figcaption', {}, textObject(block.title, surface.reader)),
    picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, 'block-picture'));
}

function markdown(block, surface) {
  return el('div', { class: 'text' }, mrkdwn(fromMarkdown(block.text), surface.reader));
}

function unknown(block) {
  return el('p', { class: 'unsupported', text: plain(`The simulator does not draw blocks of type “${block.type}”.`) });
}
