// Building DOM nodes. Text from people and apps only ever becomes text nodes: nothing here or elsewhere in the page
// parses HTML.

/**
 * Makes an element.
 *
 * Properties: `class`, `text`, `dataset` (object), `on` (event → listener), `hidden`/`disabled`/... (booleans set as
 * properties), everything else as an attribute; null, undefined and false leave it out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    applyProperty(node, key, value);
  }
  append(node, children);
  return node;
}

function applyProperty(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key === 'class') node.className = value;
  else if (key === 'text') node.textContent = value;
  else if (key === 'dataset') assignData(node, value);
  else if (key === 'on') listen(node, value);
  else if (value === true) node.setAttribute(key, '');
  else node.setAttribute(key, String(value));
}

function assignData(node, data) {
  for (const [name, value] of Object.entries(data)) {
    if (value !== null && value !== undefined && value !== false) node.dataset[name] = value;
  }
}

function listen(node, handlers) {
  for (const [event, handler] of Object.entries(handlers)) {
    if (handler) node.addEventListener(event, handler);
  }
}

/** Appends nodes, strings and nested lists, leaving out null, undefined and false. */
export function append(parent, children) {
  parent.append(...present(children));
  return parent;
}

function present(children) {
  return [children].flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Replaces everything inside a node. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

/**
 * Makes a node's children look like the given ones and touches only those that differ, so that a redraw does not take an
 * element away from under a click or a menu.
 */
export function redraw(parent, ...children) {
  const wanted = present(children).map((child) => (child instanceof Node ? child : document.createTextNode(child)));
  const needed = new Set(wanted);
  wanted.forEach((node, i) => {
    const current = parent.childNodes[i];
    if (!current) parent.append(node);
    else if (current === node || (!needed.has(current) && current.isEqualNode(node))) return;
    else if (needed.has(current) || parent === node.parentNode) parent.insertBefore(node, current);
    else current.replaceWith(node);
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}

let counter = 0;

/** A document-wide unique id, for labels and aria references. */
export function uniqueId(prefix = 'x') {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** Says a sentence to screen readers without moving the focus. */
export function announce(sentence) {
  const live = document.getElementById('announcer');
  live.textContent = '';
  requestAnimationFrame(() => { live.textContent = sentence; });
}

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), ' +
  'select:not([disabled]), [tabindex="0"]';

/** The elements inside root that the Tab key reaches, in order. */
export function focusable(root) {
  return [...root.querySelectorAll(FOCUSABLE)].filter((node) => node.offsetParent !== null && node.tabIndex >= 0);
}

/** Keeps Tab and Shift+Tab inside root. */
export function trapTab(root, event) {
  if (event.key !== 'Tab') return;
  const nodes = focusable(root);
  if (nodes.length === 0) return;
  const first = nodes[0];
  const last = nodes[nodes.length - 1];
  const outside = !root.contains(document.activeElement);
  if (event.shiftKey && (outside || document.activeElement === first)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (outside || document.activeElement === last)) {
    event.preventDefault();
    first.focus();
  }
}

/** A stable description of where the focus is inside root, so that it survives a redraw; see restoreFocus. */
export function rememberFocus(root) {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return null;
  const key = active.closest('[data-focus-key]')?.dataset.focusKey;
  if (!key) return null;
  return { key, start: active.selectionStart ?? null, end: active.selectionEnd ?? null };
}

/** Puts the focus, and the caret in a text field, back to where rememberFocus found it. */
export function restoreFocus(root, memory) {
  if (!memory) return;
  const host = root.querySelector(`[data-focus-key="${CSS.escape(memory.key)}"]`);
  if (!host) return;
  const target = host.matches(FOCUSABLE) ? host : focusable(host)[0];
  target?.focus({ preventScroll: true });
  if (target && memory.start !== null && typeof target.setSelectionRange === 'function') {
    try { target.setSelectionRange(memory.start, memory.end); } catch { /* number and e-mail inputs have no caret API */ }
  }
}

/** Runs fn once, wait ms after the last call; flush runs a waiting call at once. */
export function debounce(fn, wait) {
  let timer = 0;
  const run = () => { timer = 0; return fn(); };
  const debounced = () => { clearTimeout(timer); timer = setTimeout(run, wait); };
  debounced.flush = () => { if (timer) { clearTimeout(timer); return run(); } return undefined; };
  debounced.cancel = () => { clearTimeout(timer); timer = 0; };
  return debounced;
}
