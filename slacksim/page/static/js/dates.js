// Instants as words, in a person's own zone. The page's own labels are English; what an app writes with date tokens
// follows the reader's locale (tokens.js).

const cache = new Map();

/** A cached Intl.DateTimeFormat; an unknown zone or locale falls back instead of failing. */
export function formatter(locale, tz, options) {
  const key = `${locale}|${tz}|${JSON.stringify(options)}`;
  if (!cache.has(key)) cache.set(key, build(locale, tz, options));
  return cache.get(key);
}

function build(locale, tz, options) {
  const attempts = [[locale, tz], ['en-GB', tz], ['en-GB', 'UTC']];
  for (const [language, timeZone] of attempts) {
    try { return new Intl.DateTimeFormat(language, { ...options, timeZone }); } catch { /* next attempt */ }
  }
  return new Intl.DateTimeFormat('en-GB', options);
}

const english = (tz, options) => formatter('en-GB', tz, options);

/** 14:05 */
export function time(ms, tz) {
  return english(tz, { hour: '2-digit', minute: '2-digit' }).format(ms);
}

/** Thu 8 Jan 2026 */
export function day(ms, tz) {
  return english(tz, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(ms).replaceAll(',', '');
}

/** Thursday 8 January 2026 */
export function longDay(ms, tz) {
  return english(tz, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(ms).replaceAll(',', '');
}

/** Thu 8 Jan 2026, 14:05 */
export function dayTime(ms, tz) {
  return `${day(ms, tz)}, ${time(ms, tz)}`;
}

/** 2026-01-08 in the zone: two instants on one local day give the same key. */
export function dayKey(ms, tz) {
  return formatter('en-CA', tz, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
}

/** Whole days from one instant's local day to another's. */
export function daysBetween(from, to, tz) {
  const start = Date.parse(`${dayKey(from, tz)}T00:00:00Z`);
  const end = Date.parse(`${dayKey(to, tz)}T00:00:00Z`);
  return Math.round((end - start) / 86_400_000);
}

/** Today, Yesterday, Tomorrow, or the long day. */
export function namedDay(ms, nowMs, tz) {
  const away = daysBetween(nowMs, ms, tz);
  return { '-1': 'Yesterday', 0: 'Today', 1: 'Tomorrow' }[away] ?? longDay(ms, tz);
}

/** 14:05 today, the short day otherwise: for lists. */
export function brief(ms, nowMs, tz) {
  if (daysBetween(nowMs, ms, tz) === 0) return time(ms, tz);
  return english(tz, { day: 'numeric', month: 'short' }).format(ms);
}

/** The zone's short name at an instant, such as CET or GMT+5:30. */
export function zoneName(ms, tz) {
  const parts = english(tz, { timeZoneName: 'short', hour: '2-digit' }).formatToParts(ms);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? tz;
}

/** The city of an IANA zone: "Buenos Aires" for America/Argentina/Buenos_Aires. */
export function zoneCity(tz) {
  return (tz || 'UTC').split('/').pop().replaceAll('_', ' ');
}

/** +3 d 2 h, −45 min, or "in step" for an offset in seconds. */
export function offset(seconds) {
  const total = Math.round(Math.abs(seconds) / 60);
  if (total === 0) return 'real time';
  const parts = [[Math.floor(total / 1440), 'd'], [Math.floor((total % 1440) / 60), 'h'], [total % 60, 'min']];
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return `${seconds < 0 ? '−' : '+'}${words.join(' ')}`;
}

/** The instant at which a wall clock in the zone shows local ("2026-01-08T14:05"); the earlier one when it shows it twice. */
export function instant(local, tz) {
  const wall = Date.parse(`${local}:00Z`);
  if (Number.isNaN(wall)) return NaN;
  const shownAt = (ms) => Date.parse(`${wallClock(ms, tz)}:00Z`) - ms;
  const first = wall - shownAt(wall - 86_400_000);
  const second = wall - shownAt(wall + 86_400_000);
  return shownAt(first) + first === wall ? first : second;
}

/** What a wall clock in the zone shows, as 2026-01-08T14:05. */
export function wallClock(ms, tz) {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const parts = Object.fromEntries(formatter('en-CA', tz, options).formatToParts(ms).map((p) => [p.type, p.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}
