// Reading a typed date and stepping by months. Days are integers since 1970-01-01.

import { fold } from "../core/finding.js";
import { dayOf } from "../core/scene.js";

const MONTHS = ["en-GB", "fr-FR"].flatMap((locale) => {
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => [fold(format.format(Date.UTC(2025, month, 1))), month + 1]);
});

/** Month number of a name or of the beginning of one, English or French, or 0 where it fits none or several. */
function monthOf(word) {
  if (word.length < 3) return 0;
  const found = new Set(MONTHS.filter(([name]) => name.startsWith(word)).map(([, month]) => month));
  return found.size === 1 ? [...found][0] : 0;
}

/** Day of a calendar date, or null where there is no such date. */
function dayFrom(year, month, date) {
  const iso = [
    String(year).padStart(4, "0"),
    String(month).padStart(2, "0"),
    String(date).padStart(2, "0"),
  ].join("-");
  const day = dayOf(iso);
  return Number.isNaN(day) || new Date(day * 86400000).getUTCDate() !== date ? null : day;
}

/**
 * Day of a typed date, or null: 2025-03-17, 17/3/2025, 17 March 2025, March 17, 2025, 17 mars 2025, 1er mars 2025;
 * a month alone (March 2025, 2025-03) is its first day.
 */
export function parseDay(text) {
  const plain = fold(text)
    .trim()
    .replace(/^\p{L}+\.?,?\s+(?=\d{1,2}(er)?\s+\p{L})/u, "");
  let match = plain.match(/^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/);
  if (match) return dayFrom(+match[1], +match[2], +(match[3] ?? 1));
  match = plain.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
  if (match) return dayFrom(+match[3], +match[2], +match[1]);
  match = plain.match(/^(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:of\s+)?)?(\p{L}+)\.?,?\s+(\d{4})$/u);
  if (match) return dayFrom(+match[3], monthOf(match[2]), +(match[1] ?? 1));
  match = plain.match(/^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u);
  return match ? dayFrom(+match[3], monthOf(match[1]), +match[2]) : null;
}

/** The same date some months on; the last day of the month where that month is shorter. */
export function addMonths(day, months) {
  const date = new Date(day * 86400000);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return Math.round(first.getTime() / 86400000);
}
