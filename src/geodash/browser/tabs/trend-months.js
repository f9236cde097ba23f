// Months shown side by side, given by the days on which they begin and the day after the last of them.

import { leading } from "../core/finding.js";
import { formatDay, translate } from "../core/scene.js";

const MS_PER_DAY = 86400000;

/** Position of the month that a day is in, or null for none. */
export function monthAt(starts, day) {
  if (day < starts[0] || day >= starts.at(-1)) return null;
  return leading(starts.length, (month) => starts[month] <= day) - 1;
}

/** Number of the month of a day, from January of the year 0, and whether the month begins with the day. */
export function calendarOf(day) {
  const date = new Date(day * MS_PER_DAY);
  return { number: date.getUTCFullYear() * 12 + date.getUTCMonth(), begins: date.getUTCDate() === 1 };
}

/** "March 2025"; of a month within which the record ends: "March 2025, up to 12 March 2025". */
export function monthText(scene, lang, starts, month) {
  const [name, end] = [formatDay(starts[month], lang, "long-month"), starts[month + 1]];
  if (calendarOf(end).begins) return name;
  return translate(scene, lang, "trends.month_until", { month: name, date: formatDay(end - 1, lang) });
}

/** "January 2025 to March 2025". */
export function monthsText(scene, lang, starts) {
  const last = starts.length - 2;
  if (last === 0) return monthText(scene, lang, starts, 0);
  const [from, to] = [0, last].map((month) => formatDay(starts[month], lang, "long-month"));
  return translate(scene, lang, "trends.months", { from, to });
}
