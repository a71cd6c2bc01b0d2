// A person's picture, or initials on a colour of their own when there is none.

import { el } from './dom.js';

/** The picture of a user (or of anything with a name) in a square of the given size in pixels. */
export function avatar(user, size = 36) {
  const name = user?.real_name || user?.name || '?';
  const box = el('span', { class: `avatar avatar-${size}`, 'aria-hidden': 'true' });
  const initials = () => box.replaceChildren(el('span', { class: `initials hue-${hue(user?.id ?? name)}`, text: letters(name) }));
  if (!user?.avatar) {
    initials();
    return box;
  }
  box.append(el('img', { src: user.avatar, alt: '', on: { error: initials } }));
  return box;
}

function letters(name) {
  const words = name.split(/[\s.]+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...word][0].toUpperCase()).join('');
}

/** One of eight colours, always the same for the same id. */
function hue(id) {
  return [...id].reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 997, 7) % 8;
}
