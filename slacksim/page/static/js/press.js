// Pressing and letting go. A browser makes a click of the two only on the same element: a redraw in between would lose it.

const waiting = new Set();
let pressed = false;

document.addEventListener('pointerdown', () => { pressed = true; }, true);
for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => setTimeout(release), true); // after the click that follows
}

function release() {
  pressed = false;
  const drawings = [...waiting];
  waiting.clear();
  for (const draw of drawings) draw();
}

/** Draws at once, or when the button or finger that is down now has been lifted. */
export function unlessPressed(draw) {
  if (pressed) waiting.add(draw);
  else draw();
}
