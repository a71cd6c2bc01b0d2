// rich_text blocks, which Slack makes from what people type, and a plain stand-in for the rich text input.

import { el } from '../dom.js';
import { link, mention, plain } from '../mrkdwn.js';
import { emoji } from '../emoji.js';
import { formatDate } from '../tokens.js';
import { textInput } from './text.js';

/** A rich_text block. */
export function richText(block, surface) {
  return el('div', { class: 'text' }, (block.elements ?? []).map((part) => container(part, surface.reader)));
}

function container(part, reader) {
  const children = (part.elements ?? []).map((child) => (child.elements ? container(child, reader) : leaf(child, reader)));
  switch (part.type) {
    case 'rich_text_list': return list(part, children);
    case 'rich_text_quote': return el('blockquote', {}, children);
    case 'rich_text_preformatted': return el('pre', { class: 'code-block' }, children);
    default: return el('div', { class: 'rich-section' }, children);
  }
}

function list(part, children) {
  const tag = part.style === 'ordered' ? 'ol' : 'ul';
  return el(tag, { class: `rich-list indent-${Math.min(part.indent ?? 0, 5)}`, start: tag === 'ol' && part.offset ? part.offset + 1 : null },
    children.map((child) => el('li', {}, child)));
}

function leaf(part, reader) {
  switch (part.type) {
    case 'link': return styled(link(part.url, part.text), part.style);
    case 'user': return styled(mention(part.user_id, reader), part.style);
    case 'channel': return el('span', { class: 'mention', text: `#${reader.channelName(part.channel_id) ?? part.channel_id}` });
    case 'usergroup': return el('span', { class: 'mention', text: '@group' });
    case 'broadcast': return el('span', { class: 'mention', text: `@${part.range}` });
    case 'emoji': return el('span', { class: 'emoji', text: character(part) });
    case 'date': return el('time', { text: formatDate(part.timestamp, part.format ?? '{date}', reader) });
    case 'color': return el('code', { text: part.value });
    default: return styled(document.createTextNode(plain(part.text ?? '', false)), part.style);
  }
}

/** Slack's clients send the code points along; an app names the emoji only. */
function character(part) {
  if (part.unicode) return String.fromCodePoint(...part.unicode.split('-').map((point) => parseInt(point, 16)));
  return emoji(part.name) ?? `:${part.name}:`;
}

const STYLE_TAGS = [['code', 'code'], ['strike', 's'], ['italic', 'em'], ['bold', 'strong']];

function styled(node, style = {}) {
  return STYLE_TAGS.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}

/** rich_text_input, offered as a plain multi-line field: the simulator has no rich text editor. */
export function richTextInput(block, part, surface, field) {
  return textInput(block, { ...part, type: 'plain_text_input', multiline: true, initial_value: '' }, surface, field);
}
