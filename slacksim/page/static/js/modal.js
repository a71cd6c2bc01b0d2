// The persona's open modal: the top of the stack of views.

import { el, fill, focusable, rememberFocus, restoreFocus, trapTab, uniqueId } from './dom.js';
import { icon } from './icons.js';
import { unlessPressed } from './press.js';
import { plain } from './mrkdwn.js';
import { api } from './api.js';
import { state, watch } from './state.js';
import { detail, failure } from './outcome.js';
import { refresh, refreshConversation } from './sync.js';
import { baseSurface, forget } from './surface.js';
import { endTyping, typingFor } from './typing.js';
import { renderBlocks } from './blocks/blocks.js';

const FAILED = 'We had some trouble connecting. Try again?';

/** What belongs to the view on screen besides the view itself. */
const fresh = () => ({ viewId: null, user: null, drawn: null, errors: {}, notice: '', noticeDetail: '', busy: false, opener: null });

/** Draws modals in their layer above the workspace; the top bar stays usable, so that a modal can be left open while acting as somebody else. */
export function modal(layer, workspace) {
  let shown = fresh();
  const draw = () => {
    const { view } = state;
    if (!view) {
      shown = hide(layer, workspace, shown);
      return;
    }
    if (shown.viewId !== view.id || shown.user !== state.personaId) shown = arrive(shown, view);
    layer.hidden = false;
    workspace.inert = true;
    render(layer, shown, draw);
  };
  watch(['view', 'stack', 'personaId'], () => unlessPressed(draw));
  document.addEventListener('keydown', (event) => {
    if (layer.hidden || !ownsFocus(layer)) return;
    trapTab(layer, event);
    if (event.key === 'Escape' && !event.defaultPrevented && !shown.busy) {
      event.preventDefault();
      close(shown, false, draw);
    }
  });
}

/** Keys belong to the modal unless the focus is in the top bar or a dialog above. */
function ownsFocus(layer) {
  return document.activeElement === document.body || layer.contains(document.activeElement);
}

function arrive(before, view) {
  return { ...fresh(), viewId: view.id, user: state.personaId, opener: before.opener ?? document.activeElement, first: true };
}

function hide(layer, workspace, shown) {
  layer.hidden = true;
  workspace.inert = false;
  fill(layer);
  if (shown.opener?.isConnected) shown.opener.focus({ preventScroll: true });
  return fresh();
}

/** Redraws when something other than the kept typing changed, and keeps focus and scroll. */
function render(layer, shown, redraw) {
  const { view, stack } = state;
  const signature = JSON.stringify([view.id, view.title, view.submit, view.close, view.blocks, stack.length, shown.errors, shown.notice, shown.busy]);
  if (signature === shown.drawn) return;
  shown.drawn = signature;
  const inside = layer.contains(document.activeElement);
  const focus = rememberFocus(layer);
  const scroll = layer.querySelector('.modal-body')?.scrollTop ?? 0;
  fill(layer, dialog(view, shown, redraw));
  if (shown.first) {
    shown.first = false;
    focusFirst(layer);
  } else {
    layer.querySelector('.modal-body').scrollTop = scroll;
    restoreFocus(layer, focus);
    if (inside && !layer.contains(document.activeElement)) layer.querySelector('.modal').focus({ preventScroll: true });
  }
}

/** The element that asks for focus, else the first field; not on touch screens, where it would open the keyboard. */
function focusFirst(layer) {
  const host = layer.querySelector('[data-focus-on-load]') ?? layer.querySelector('.block-input [data-action-id]');
  const touch = window.matchMedia('(pointer: coarse)').matches;
  const target = host && !touch ? focusable(host)[0] : null;
  (target ?? layer.querySelector('.modal')).focus({ preventScroll: true });
}

function dialog(view, shown, redraw) {
  const title = uniqueId('title');
  const deep = state.stack.length > 1;
  const closeLabel = plain(view.close?.text) || (view.submit ? 'Cancel' : 'Close');
  const act = { close: () => close(shown, false, redraw), closeAll: () => close(shown, true, redraw), submit: () => submit(shown, redraw) };
  return el('form', {
    class: `modal ${deep ? 'modal-stacked' : ''}`, role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': title, tabindex: '-1',
    novalidate: true, 'aria-busy': shown.busy ? 'true' : null, dataset: { viewId: view.id, callbackId: view.callback_id },
    on: { submit: (event) => { event.preventDefault(); act.submit(); } },
  },
  el('header', { class: 'modal-header' },
    deep && corner('back', 'back', `Back (${closeLabel})`, act.close),
    el('h2', { id: title, text: plain(view.title?.text) }),
    corner('close', 'close-all', 'Close everything', act.closeAll)),
  shown.notice && notice(shown),
  el('div', { class: 'modal-body' }, renderBlocks(view.blocks, modalSurface(view, shown))),
  el('footer', { class: 'modal-footer' },
    el('button', { type: 'button', class: 'button', disabled: shown.busy, dataset: { modal: 'cancel' }, on: { click: act.close } }, closeLabel),
    view.submit && submitButton(view, shown)));
}

function corner(drawing, name, label, onClick) {
  return el('button', { type: 'button', class: 'button button-icon', 'aria-label': label, dataset: { modal: name }, on: { click: onClick } }, icon(drawing));
}

function submitButton(view, { busy }) {
  return el('button', { type: 'submit', class: 'button button-primary', 'aria-busy': busy ? 'true' : null, dataset: { modal: 'submit' } }, plain(view.submit.text));
}

function notice({ notice: words, noticeDetail }) {
  return el('div', { class: 'modal-notice', role: 'alert' }, icon('warning'),
    el('div', {}, el('strong', { text: words }), noticeDetail && el('p', { text: noticeDetail })));
}

/** Blocks of a modal: input blocks are kept as typed, everything else is an action with the typing sent first. */
function modalSurface(view, shown) {
  const surface = baseSurface({ key: `view/${shown.user}/${view.id}`, target: { view_id: view.id }, kept: view.state?.values });
  const typing = typingFor(shown.user, view.id);
  const send = surface.act;
  surface.errorOf = (blockId) => shown.errors[blockId] ?? '';
  surface.act = async (...action) => {
    await typing.flush();
    await send(...action);
    await refresh('view');
  };
  surface.change = (block, part, change) => {
    surface.keep(block, part, change.state);
    if (block.type === 'input') typing.put(block, part, change);
    else surface.act(block, part, change.value);
  };
  return surface;
}

async function submit(shown, redraw) {
  if (shown.busy) return;
  const typing = typingFor(shown.user, shown.viewId);
  set(shown, redraw, { busy: true, errors: {}, notice: '', noticeDetail: '' });
  const values = onlyPresent(await typing.take());
  try {
    const outcome = await api.submit({ user: shown.user, view_id: shown.viewId, values });
    settle(shown, redraw, outcome);
  } catch (error) {
    typing.restore(values);
    set(shown, redraw, { busy: false, notice: FAILED, noticeDetail: error.message });
  }
  await Promise.all([refresh('view'), refreshConversation()]);
}

/** Leaves out what was typed into fields that the app has since removed. */
function onlyPresent(values) {
  const present = new Set((state.view?.blocks ?? []).map((block) => block.block_id));
  return Object.fromEntries(Object.entries(values).filter(([block]) => present.has(block)));
}

function settle(shown, redraw, outcome) {
  const errors = outcome.errors ?? {};
  const words = failure(outcome);
  set(shown, redraw, { busy: false, errors, notice: words, noticeDetail: detail(outcome) });
  if (Object.keys(errors).length > 0) focusError(Object.keys(errors)[0]);
  else if (!words && outcome.view?.id !== shown.viewId) gone(shown);
}

function set(shown, redraw, patch) {
  Object.assign(shown, patch);
  redraw();
}

function focusError(blockId) {
  const block = document.querySelector(`.modal [data-block-id="${CSS.escape(blockId)}"]`);
  block?.scrollIntoView({ block: 'center' });
  if (block) focusable(block)[0]?.focus({ preventScroll: true });
}

function gone({ user, viewId }) {
  endTyping(user, viewId);
  forget(`view/${user}/${viewId}`);
}

/** Cancel, Back and Esc leave this view; × leaves all of them. */
async function close(shown, all, redraw) {
  await typingFor(shown.user, shown.viewId).flush();
  try {
    const outcome = await api.close({ user: shown.user, view_id: shown.viewId, ...(all && { all }) });
    const words = failure(outcome);
    if (words) set(shown, redraw, { notice: words, noticeDetail: detail(outcome) });
    gone(shown);
  } catch (error) {
    set(shown, redraw, { notice: FAILED, noticeDetail: error.message });
  }
  await refresh('view');
}
