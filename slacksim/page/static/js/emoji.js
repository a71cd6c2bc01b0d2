// Emoji by their short names, as the simulator lists them. An unknown name stays as typed, which shows that it may not exist.

import { api } from './api.js';

const names = new Map();

/** Fetches the list. Without it names stay as typed; the next connection tries again. */
export async function loadEmoji() {
  if (names.size > 0) return;
  try {
    for (const [name, character] of Object.entries(await api.emoji())) names.set(name, character);
  } catch { /* the page says by itself that the simulator does not answer */ }
}

/** The character for a short name (without colons), with its skin tone if it names one, or null. */
export function emoji(name) {
  const [base, tone] = name.split('::');
  const character = names.get(base);
  const colour = tone && names.get(tone);
  if (!character || !colour) return character ?? null;
  const [first, ...rest] = character;
  return first + colour + rest.join('').replace(/^\uFE0F/, '');
}
