// Lists that float above everything, placed below (or above) what opened them.

const GAP = 4;

/** Shows a popover="manual" element at its anchor, at least as wide as it when `match` is set. */
export function openPopup(popup, anchor, { match = false, align = 'start' } = {}) {
  if (!popup.matches(':popover-open')) popup.showPopover();
  const place = () => position(popup, anchor, match, align);
  place();
  const outside = (event) => {
    if (!popup.contains(event.target) && !anchor.contains(event.target)) closePopup(popup);
  };
  popup.stopFollowing?.();
  window.addEventListener('scroll', place, true);
  window.addEventListener('resize', place);
  document.addEventListener('pointerdown', outside, true);
  popup.stopFollowing = () => {
    window.removeEventListener('scroll', place, true);
    window.removeEventListener('resize', place);
    document.removeEventListener('pointerdown', outside, true);
  };
}

/** Hides the popup and tells it with a "popup-close" event. */
export function closePopup(popup) {
  popup.stopFollowing?.();
  popup.stopFollowing = null;
  if (!popup.isConnected || !popup.matches(':popover-open')) return;
  popup.hidePopover();
  popup.dispatchEvent(new CustomEvent('popup-close'));
}

function position(popup, anchor, match, align) {
  if (!anchor.isConnected) {
    closePopup(popup);
    return;
  }
  const box = anchor.getBoundingClientRect();
  if (match) popup.style.minWidth = `${box.width}px`;
  const below = window.innerHeight - box.bottom - GAP - 8;
  const above = box.top - GAP - 8;
  const up = below < Math.min(popup.scrollHeight, 220) && above > below;
  popup.style.maxHeight = `${Math.max(120, Math.min(up ? above : below, 340))}px`;
  const height = popup.offsetHeight;
  popup.style.top = `${up ? box.top - GAP - height : box.bottom + GAP}px`;
  const wanted = align === 'end' ? box.right - popup.offsetWidth : box.left;
  popup.style.left = `${Math.max(8, Math.min(wanted, window.innerWidth - popup.offsetWidth - 8))}px`;
}
