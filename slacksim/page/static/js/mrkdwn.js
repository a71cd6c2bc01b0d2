// Slack's mrkdwn and plain_text as DOM nodes.
// Rules: docs.slack.dev/messaging/formatting-message-text. Lists stay as typed; only & < > are escaped in the source.

import { el } from './dom.js';
import { emoji } from './emoji.js';
import { formatDate } from './tokens.js';
import { dayTime, zoneName } from './dates.js';

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const STYLES = { '*': 'strong', _: 'em', '~': 's' };
const BARE_URL = /^https?:\/\/[^\s<>"'`*_~|]+[^\s<>"'`*_~|.,;:!?)\]}]/;

/** Replaces the three entities Slack uses. */
function unescapeText(text) {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

/** A text object ({type, text}) as nodes for this reader. */
export function textObject(object, reader) {
  if (!object) return [];
  if (object.type === 'mrkdwn') return mrkdwn(object.text, reader, { verbatim: object.verbatim });
  return [plain(object.text, object.emoji !== false)];
}

/** plain_text: no markup, but entities and, unless switched off, emoji names are resolved. */
export function plain(text = '', withEmoji = true) {
  const unescaped = unescapeText(text);
  return withEmoji ? unescaped.replaceAll(/:([a-z0-9_+'-]+):/g, (written, name) => emoji(name) ?? written) : unescaped;
}

/** mrkdwn as a list of nodes: code blocks, quotes and paragraphs of inline markup. */
export function mrkdwn(text = '', reader, { verbatim = false } = {}) {
  const context = { reader, verbatim };
  return text.split(/```/).flatMap((part, index, parts) => {
    const inCode = index % 2 === 1;
    if (inCode && index < parts.length - 1) return [el('pre', { class: 'code-block', text: unescapeText(trimBreaks(part)) })];
    const source = inCode ? `\`\`\`${part}` : part;
    return lines(trimAfterBlock(source, index), context);
  });
}

function trimBreaks(text) {
  return text.replace(/^\n/, '').replace(/\n$/, '');
}

function trimAfterBlock(text, index) {
  return index > 0 ? text.replace(/^\n/, '') : text;
}

/** Groups consecutive quoted lines; ">>>" quotes everything that follows. */
function lines(text, context) {
  const nodes = [];
  let quoted = [];
  const endQuote = () => {
    if (quoted.length > 0) nodes.push(el('blockquote', {}, inline(quoted.join('\n'), context)));
    quoted = [];
  };
  const source = text.split('\n');
  for (let i = 0; i < source.length; i += 1) {
    const all = source[i].match(/^(?:&gt;|>){3} ?(.*)$/);
    const one = source[i].match(/^(?:&gt;|>) ?(.*)$/);
    if (all) {
      quoted.push(all[1], ...source.slice(i + 1));
      break;
    }
    if (one) {
      quoted.push(one[1]);
      continue;
    }
    const followsText = nodes.length > 0 && quoted.length === 0;
    endQuote();
    if (followsText && !isBlock(nodes.at(-1))) nodes.push('\n');
    nodes.push(...inline(source[i], context));
  }
  endQuote();
  return nodes;
}

function isBlock(node) {
  return node instanceof Element && (node.tagName === 'BLOCKQUOTE' || node.tagName === 'PRE');
}

/** Inline markup of one or more lines. */
function inline(text, context) {
  const nodes = [];
  let literal = '';
  const flush = () => { if (literal) nodes.push(literal); literal = ''; };
  for (let i = 0; i < text.length;) {
    const match = tokenAt(text, i, context);
    if (match) {
      flush();
      nodes.push(...match.nodes);
      i += match.length;
    } else {
      literal += text[i];
      i += 1;
    }
  }
  flush();
  return nodes;
}

/** The markup that begins at i, or null when the character stands for itself. */
function tokenAt(text, i, context) {
  switch (text[i]) {
    case '<': return angle(text, i, context);
    case '&': return entity(text, i);
    case '`': return code(text, i);
    case '*': case '_': case '~': return styled(text, i, context);
    case ':': return emojiAt(text, i);
    case 'h': return context.verbatim ? null : bareLink(text, i);
    default: return null;
  }
}

function entity(text, i) {
  const match = /^&(?:amp|lt|gt);/.exec(text.slice(i, i + 5));
  return match && { nodes: [ENTITIES[match[0]]], length: match[0].length };
}

function code(text, i) {
  const match = /^`([^`\n]+)`/.exec(text.slice(i));
  return match && { nodes: [el('code', { text: unescapeText(match[1]) })], length: match[0].length };
}

function emojiAt(text, i) {
  const match = /^:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/.exec(text.slice(i, i + 60));
  const character = match && emoji(match[1]);
  return character ? { nodes: [el('span', { class: 'emoji', role: 'img', 'aria-label': match[1], text: character })], length: match[0].length } : null;
}

function bareLink(text, i) {
  if (i > 0 && /[\w/]/.test(text[i - 1])) return null;
  const match = BARE_URL.exec(text.slice(i));
  return match && { nodes: [link(unescapeText(match[0]))], length: match[0].length };
}

/** *bold*, _italic_ and ~struck~: the marks hug the words and stand between words, on one line. */
function styled(text, i, context) {
  const mark = text[i];
  if (i > 0 && /[\p{L}\p{N}]/u.test(text[i - 1])) return null;
  if (!text[i + 1] || /\s/.test(text[i + 1]) || text[i + 1] === mark) return null;
  const end = closing(text, i + 1, mark);
  if (end < 0) return null;
  return { nodes: [el(STYLES[mark], {}, inline(text.slice(i + 1, end), context))], length: end + 1 - i };
}

function closing(text, from, mark) {
  for (let i = from; i < text.length && text[i] !== '\n'; i += 1) {
    if (text[i] === '<') i = Math.max(i, text.indexOf('>', i));
    const closes = text[i] === mark && !/\s/.test(text[i - 1]) && !/[\p{L}\p{N}]/u.test(text[i + 1] ?? ' ');
    if (closes && i > from) return i;
  }
  return -1;
}

/** <...>: mention, channel, special mention, date or link. */
function angle(text, i, context) {
  const end = text.indexOf('>', i);
  if (end < 0) return null;
  const body = text.slice(i + 1, end);
  const nodes = angleNodes(body, context.reader);
  return nodes && { nodes: [nodes], length: end + 1 - i };
}

function angleNodes(body, reader) {
  const [target, label] = split(body, '|');
  switch (target[0]) {
    case '@': return mention(target.slice(1), reader);
    case '#': return el('span', { class: 'mention', text: `#${label || reader.channelName(target.slice(1)) || target.slice(1)}` });
    case '!': return special(target.slice(1), label, reader);
    default: return /^(https?|mailto|tel):/i.test(target) ? link(unescapeText(target), label && unescapeText(label)) : null;
  }
}

function split(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** @Name, marked when it is the reader. */
export function mention(id, reader) {
  return el('span', { class: id === reader.id ? 'mention mention-self' : 'mention', text: `@${reader.userName(id)}` });
}

/** A link that opens elsewhere and tells the target nothing about this page. */
export function link(url, label = '') {
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', text: plain(label) || url });
}

function special(body, label, reader) {
  if (body.startsWith('date^')) return dateToken(body, label, reader);
  if (body.startsWith('subteam^')) return el('span', { class: 'mention', text: label || '@group' });
  return el('span', { class: 'mention', text: `@${body}` });
}

/** <!date^UNIX^format^link|fallback>; hovering shows the instant in full. */
function dateToken(body, fallback, reader) {
  const [, unix, format, url] = body.split('^');
  const ms = Number(unix) * 1000;
  if (!Number.isFinite(ms) || !format) return el('span', { text: unescapeText(fallback) });
  const title = `${dayTime(ms, reader.tz)} ${zoneName(ms, reader.tz)}`;
  const shown = el('time', { datetime: new Date(ms).toISOString(), title, text: plain(formatDate(Number(unix), format, reader)) });
  if (!url || !/^https?:/i.test(url)) return shown;
  return el('a', { href: unescapeText(url), target: '_blank', rel: 'noopener noreferrer' }, shown);
}
