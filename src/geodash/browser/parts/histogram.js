// Counts of events over time and the marks of the time axis. Pure: no drawing here.

import { countsAmong } from "../core/eventtable.js";
import { formatDay } from "../core/scene.js";

const BIN_DAYS = [1, 2, 7, 14, 28, 56, 91, 182, 364];
const LEAST_BIN_WIDTH = 5;
const MONDAY = 4; // 1970-01-05: bins of whole weeks start on Mondays
const MS_PER_DAY = 86400000;

/** Running totals: entry i counts the events that start before day domain[0] + i, parts of an event that is kept left out. */
export function runningTotals(scene, mask) {
  const [first, last] = scene.domain;
  const totals = new Uint32Array(last - first + 2);
  const { start, here } = scene.events;
  for (let row = here.from; row < here.to; row += 1) {
    if (countsAmong(scene, row, mask)) totals[Math.min(Math.max(start[row], first), last) - first + 1] += 1;
  }
  for (let i = 1; i < totals.length; i += 1) totals[i] += totals[i - 1];
  return totals;
}

/** Events that start in [from, to). */
export function countBetween(scene, totals, from, to) {
  const at = (day) => totals[Math.min(Math.max(day - scene.domain[0], 0), totals.length - 1)];
  return at(to) - at(from);
}

/** Length of a bin in days, so that a bar is wide enough to see. */
export function binDays(span, width) {
  const perDay = width / (span.to - span.from);
  return BIN_DAYS.find((days) => days * perDay >= LEAST_BIN_WIDTH) ?? BIN_DAYS.at(-1);
}

/** First day of the bin that holds a day. */
export const binStart = (day, size) => Math.floor((day - MONDAY) / size) * size + MONDAY;

/** Bars {from, to, count} over a span; empty bins are left out. */
export function barsOf(scene, totals, span, width) {
  const size = binDays(span, width);
  const bars = [];
  for (let from = binStart(Math.floor(span.from), size); from < span.to; from += size) {
    const count = countBetween(scene, totals, from, from + size);
    if (count > 0) bars.push({ from, to: from + size, count });
  }
  return bars;
}

const dayNumber = (year, month, date = 1) => Math.round(Date.UTC(year, month, date) / MS_PER_DAY);

const STEPS = [
  { unit: "day", every: 1, days: 1 },
  { unit: "day", every: 7, days: 7 },
  { unit: "month", every: 1, days: 30 },
  { unit: "month", every: 3, days: 91 },
  { unit: "month", every: 6, days: 182 },
  { unit: "year", every: 1, days: 365 },
  { unit: "year", every: 2, days: 730 },
  { unit: "year", every: 5, days: 1826 },
];

/** Axis marks {day, style} over a span, far enough apart for their labels; style is "year", "month" or "day". */
export function axisMarks(span, width, room) {
  const perDay = width / (span.to - span.from);
  const step = STEPS.find((each) => each.days * perDay >= room) ?? STEPS.at(-1);
  if (step.unit === "day") return dayMarks(span, step.every);
  const marks = [];
  const start = new Date(span.from * MS_PER_DAY);
  const months = step.unit === "year" ? 12 * step.every : step.every;
  let index = start.getUTCFullYear() * 12 + start.getUTCMonth();
  index -= index % months;
  for (; ; index += months) {
    const day = dayNumber(Math.floor(index / 12), index % 12);
    if (day >= span.to) return marks;
    if (day >= span.from) marks.push({ day, style: index % 12 === 0 ? "year" : "month" });
  }
}

function dayMarks(span, every) {
  const marks = [];
  for (let day = binStart(Math.ceil(span.from), every); day < span.to; day += every) {
    if (day >= span.from) marks.push({ day, style: "day" });
  }
  return marks;
}

/** Text of an axis mark. */
export function markText(mark, lang) {
  return formatDay(mark.day, lang, `axis-${mark.style}`);
}
