// The file input: files are uploaded as soon as they are chosen, as Slack's client does.

import { el } from '../dom.js';
import { icon } from '../icons.js';

const MOST = 10;
const MB = 1_000_000;
const LARGEST = 10 * MB;

/** A button that takes files, and the list of those uploaded. */
export function fileInput(block, part, surface, field) {
  const most = part.max_files ?? MOST;
  const input = el('input', {
    type: 'file', hidden: true, multiple: most > 1,
    accept: part.filetypes?.map((type) => `.${type.replace(/^\./, '')}`).join(','),
  });
  const described = [field.label, field.described].filter(Boolean).join(' ');
  const button = el('button', { type: 'button', class: 'button', 'aria-describedby': described, on: { click: () => input.click() } },
    icon('file'), most > 1 ? 'Choose files' : 'Choose a file');
  const list = el('div', { class: 'file-list', role: 'list', 'aria-label': 'Files' });
  const problem = el('p', { class: 'file-problem', role: 'alert' });
  const files = { block, part, surface, most, input, button, list, problem, chosen: surface.stateOf(block, part)?.files ?? [] };
  input.addEventListener('change', () => add(files));
  show(files);
  return el('div', { class: 'files' }, list, button, input, problem);
}

function show(files) {
  files.list.replaceChildren(...files.chosen.map((file) => entry(files, file)));
  files.button.disabled = files.chosen.length >= files.most;
}

function entry(files, file) {
  return el('span', { class: 'chip', role: 'listitem', dataset: { value: file.id } },
    el('span', { class: 'chip-label', text: file.name }),
    el('span', { class: 'file-size', text: size(file.size) }),
    el('button', { type: 'button', class: 'chip-remove', 'aria-label': `Remove ${file.name}`, on: { click: () => remove(files, file) } }, icon('close')));
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < MB ? `${Math.round(bytes / 1000)} KB` : `${(bytes / MB).toFixed(1)} MB`;
}

/** Uploads what was chosen, or says why Slack would not take it. */
async function add(files) {
  const added = [...files.input.files];
  files.input.value = '';
  files.problem.textContent = refusal(files, added);
  if (added.length === 0 || files.problem.textContent) return;
  files.button.disabled = true;
  try {
    files.chosen = [...files.chosen, ...await files.surface.upload(added)];
    report(files);
  } catch (error) {
    files.problem.textContent = error.message;
  }
  show(files);
}

function remove(files, file) {
  files.chosen = files.chosen.filter((other) => other.id !== file.id);
  files.problem.textContent = '';
  show(files);
  files.button.focus();
  report(files);
}

function refusal({ part, most, chosen }, added) {
  const ends = part.filetypes?.map((type) => `.${type.replace(/^\./, '').toLowerCase()}`);
  const wrong = added.find((file) => ends && !ends.some((end) => file.name.toLowerCase().endsWith(end)));
  const large = added.find((file) => file.size > LARGEST);
  if (wrong) return `${wrong.name} cannot be used here. Allowed: ${part.filetypes.join(', ')}.`;
  if (large) return `${large.name} is larger than 10 MB.`;
  return chosen.length + added.length > most ? `You can add at most ${most} ${most > 1 ? 'files' : 'file'}.` : '';
}

function report({ block, part, surface, chosen }) {
  surface.change(block, part, { state: { type: part.type, files: chosen }, value: chosen.map((file) => file.id) });
}
