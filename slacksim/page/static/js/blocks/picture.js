// Pictures of blocks and accessories.

import { el } from '../dom.js';

/** A picture from an image block, a context or an accessory; without an address it is shown by its description. */
export function picture(source, className) {
  const url = source.image_url ?? '';
  if (!/^(https?:|\/)/i.test(url)) return el('span', { class: `${className} picture-missing`, text: source.alt_text ?? 'Picture' });
  return el('img', { class: className, src: url, alt: source.alt_text ?? '', loading: 'lazy' });
}
