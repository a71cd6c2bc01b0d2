// Slack's date tokens, <!date^UNIX^{date_long} at {time}^link|fallback>, in the reader's zone and locale.
// Rule: docs.slack.dev/messaging/formatting-message-text, "Date formatting".

import { formatter, daysBetween, dayKey } from './dates.js';

const DATES = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
};

/** The format string with every token replaced; unknown tokens stay as written. */
export function formatDate(unixSeconds, format, reader) {
  const ms = unixSeconds * 1000;
  return format.replaceAll(/\{([a-z_]+)\}/g, (written, token) => one(ms, token, reader) ?? written);
}

function one(ms, token, reader) {
  const { locale, tz } = reader;
  switch (token) {
    case 'date_num': return dayKey(ms, tz);
    case 'time': return formatter(locale, tz, { hour: 'numeric', minute: '2-digit' }).format(ms);
    case 'time_secs': return formatter(locale, tz, { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(ms);
    case 'ago': return ago(ms, reader);
    default: return date(ms, token, reader);
  }
}

function date(ms, token, reader) {
  const pretty = token.endsWith('_pretty');
  const options = DATES[pretty ? token.slice(0, -'_pretty'.length) : token];
  if (!options) return null;
  return (pretty && nearDay(ms, reader)) || formatter(reader.locale, reader.tz, options).format(ms);
}

/** "yesterday", "today" or "tomorrow" in the reader's language, empty for other days. */
function nearDay(ms, reader) {
  const away = daysBetween(reader.now, ms, reader.tz);
  return Math.abs(away) <= 1 ? relative(reader.locale, { numeric: 'auto' }).format(away, 'day') : '';
}

function ago(ms, reader) {
  const seconds = Math.round((ms - reader.now) / 1000);
  const steps = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return relative(reader.locale, { numeric: 'always' }).format(Math.trunc(seconds / size), unit);
}

function relative(locale, options) {
  try { return new Intl.RelativeTimeFormat(locale, options); } catch { return new Intl.RelativeTimeFormat('en-GB', options); }
}
