// Reading a typed date and stepping by months. Days are integers since 1970-01-01.

import { dayOf } from "../core/scene.js";
import { HYPHENS, UNSEEN, fold } from "../core/finding.js";

const LONGEST = 60; // characters: a date has half as many
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

const WEEKDAYS = ["en-GB", "fr-FR"].flatMap((locale) => {
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, day) => fold(format.format(Date.UTC(2025, 0, day))));
});
const ARTICLE = /^(?:le|the|on) +/u;
const TIME = /(?:t|,? +(?:at|a) +|,? +)\d{1,2}[:h]\d{0,2}.*$/u; // of the day, as spreadsheets and agencies add it
const GAP = "(?: *, *| *- *| *\\. *| +)";
const FORMS = [
  [/^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/, [1, 2, 3]],
  [/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/, [1, 2, 3]],
  [/^(\d{4})(\d{2})(\d{2})$/, [1, 2, 3]],
  [/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, [3, 2, 1]],
  [
    new RegExp(`^(\\d{1,2})(?: ?er|st|nd|rd|th)?(?: of|${GAP})?${GAP}?(\\p{L}+)${GAP}(\\d{4})$`, "u"),
    [3, 2, 1],
  ],
  [/^(\d{1,2})(\p{L}+)(\d{4})$/u, [3, 2, 1]],
  [new RegExp(`^()(\\p{L}+)${GAP}(\\d{4})$`, "u"), [3, 2, 1]],
  [new RegExp(`^(\\p{L}+)${GAP}(\\d{1,2})(?:st|nd|rd|th)?${GAP}(\\d{4})$`, "u"), [3, 1, 2]],
  [new RegExp(`^(\\d{4})${GAP}(\\p{L}+)${GAP}(\\d{1,2})$`, "u"), [1, 2, 3]],
];

/** A typed text as one that a keyboard writes: plain hyphens and spaces, no quotation marks and no full stop around it. */
const plainly = (text) =>
  fold(text.replace(HYPHENS, "-").replace(UNSEEN, ""))
    .replace(/\s+/g, " ")
    .replace(/ ?([/-]) ?/g, "$1")
    .replace(/^[ "'«“‘([]+|[ "'»”’)\].,;:]+$/g, "");

/** Without the name of a weekday in front, or the beginning of one: other words there change what is meant. */
function withoutWeekday(text) {
  const [whole, word] = text.match(/^(\p{L}{2,})\.?,? +/u) ?? ["", ""];
  return word && WEEKDAYS.some((name) => name.startsWith(word)) ? text.slice(whole.length) : text;
}

/**
 * Day of a typed date, or null: 2025-03-17, 2025/03/17, 17/3/2025, 17-Mar-2025, 17 March 2025, March 17, 2025, 17 mars 2025,
 * 1er mars 2025, with a weekday before or a time behind it; a month alone (March 2025, 2025-03) is its first day. Of
 * two numbers below 13 the first is the day; a year has four digits.
 */
export function parseDay(text) {
  const whole = plainly(text.slice(0, LONGEST));
  for (const timeless of [whole, whole.replace(TIME, "")]) {
    const named = timeless.replace(ARTICLE, "");
    for (const tried of [named, withoutWeekday(named).replace(ARTICLE, "")]) {
      const day = dayIn(tried);
      if (day !== undefined) return day;
    }
  }
  return null;
}

const TODAY = new Set(
  ["en-GB", "fr-FR"].map((locale) =>
    plainly(new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "day")),
  ),
);

/** Whether a typed text means the reader's own day: today, aujourd’hui. */
export const isToday = (text) => TODAY.has(plainly(text.slice(0, LONGEST)));

/** Day of a plain date; null where there is no such day, undefined where it has no form of a date. */
function dayIn(text) {
  for (const [form, order] of FORMS) {
    const found = text.match(form);
    if (!found) continue;
    const [year, month, date] = order.map((at) => found[at]);
    return dayFrom(+year, /^\d+$/.test(month) ? +month : monthOf(month), +(date || 1));
  }
  return undefined;
}

/** The same date some months on; the last day of the month where that month is shorter. */
export function addMonths(day, months) {
  const date = new Date(day * 86400000);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return Math.round(first.getTime() / 86400000);
}
