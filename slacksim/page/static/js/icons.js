// The page's line icons, drawn on a 20 × 20 grid with the current text colour.

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  back: ['M12.5 4.5 7 10l5.5 5.5'],
  bell: ['M5 13.5V9a5 5 0 0 1 10 0v4.5l1.2 1.5H3.8z', 'M8.4 17a1.7 1.7 0 0 0 3.2 0'],
  calendar: ['M4 5.5h12v11H4z', 'M4 9h12', 'M7 3.5v3', 'M13 3.5v3'],
  chat: ['M4 6.5A2.5 2.5 0 0 1 6.5 4h7A2.5 2.5 0 0 1 16 6.5v4a2.5 2.5 0 0 1-2.5 2.5H10l-3.5 3v-3A2.5 2.5 0 0 1 4 10.5z'],
  check: ['M4.5 10.5 8.5 14.5 15.5 6'],
  chevron: ['M5.5 8 10 12.5 14.5 8'],
  clock: ['M10 3.2a6.8 6.8 0 1 1 0 13.6 6.8 6.8 0 0 1 0-13.6z', 'M10 6.5V10l2.6 1.8'],
  close: ['M5.5 5.5 14.5 14.5', 'M14.5 5.5 5.5 14.5'],
  download: ['M10 3.5v9', 'M6.5 9.5 10 13l3.5-3.5', 'M4 16.5h12'],
  eye: ['M2.8 10S5.4 5 10 5s7.2 5 7.2 5-2.6 5-7.2 5-7.2-5-7.2-5z', 'M10 7.9a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2z'],
  file: ['M5.5 3.5h6l3.5 3.5v9.5h-9.5z', 'M11.5 3.5V7H15'],
  forward: ['M4 5v10l6-5z', 'M11 5v10l6-5z'],
  group: ['M7.5 5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z', 'M2.8 16c.3-3 2.2-4.4 4.7-4.4s4.4 1.4 4.7 4.4', 'M13 5.5a2.2 2.2 0 0 1 0 4.3', 'M14.4 11.8c1.7.5 2.7 1.9 2.9 4.2'],
  hash: ['M8 4 6.5 16', 'M13.5 4 12 16', 'M4.5 8h12', 'M3.8 12.5h12'],
  home: ['M3.5 9.5 10 4l6.5 5.5', 'M5.5 8.5v7.5h9V8.5', 'M8.5 16v-4h3v4'],
  link: ['M8.5 11.5l3-3', 'M9.5 6.5 11 5a2.8 2.8 0 0 1 4 4l-1.5 1.5', 'M10.5 13.5 9 15a2.8 2.8 0 0 1-4-4l1.5-1.5'],
  lock: ['M5.5 9h9v7h-9z', 'M7.5 9V6.8a2.5 2.5 0 0 1 5 0V9'],
  log: ['M4 5.5h12', 'M4 10h8', 'M4 14.5h10'],
  mail: ['M3.5 5.5h13v9.5h-13z', 'M3.5 6.5 10 11l6.5-4.5'],
  more: ['M10 4.6v.1', 'M10 10v.1', 'M10 15.4v.1'],
  pin: ['M10 17s5-4.7 5-8.6a5 5 0 0 0-10 0C5 12.3 10 17 10 17z', 'M10 6.9a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2z'],
  search: ['M8.8 4a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6z', 'M12.4 12.4 16.5 16.5'],
  send: ['M3.5 10 16.5 4l-4 12.5-3-5z', 'M9.5 11.5 16.5 4'],
  shield: ['M10 3.2l5.5 2v4.3c0 3.6-2.3 6-5.5 7.3-3.2-1.3-5.5-3.7-5.5-7.3V5.2z'],
  warning: ['M10 3.8 17.2 16H2.8z', 'M10 8.5v3.5', 'M10 14v.1'],
};

/** An icon by name, hidden from screen readers: whatever carries it has words of its own. */
export function icon(name, className = '') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', `icon ${className}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  for (const d of PATHS[name] ?? []) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
