// @ts-check
// What somebody asks of the events in words: which must occur, which stand for one another, and when. By the rule and the
// tables of Python's model.query.

import { wordsOf } from "./finding.js";

/**
 * @typedef {{ passedOver: string[], alike: string[], months: string[], years: [number, number] }} Tables
 * @typedef {{ words: string[], alike: Set<string>[], period: [number, number] | null }} Query
 */

const LEAST_OF_MONTH = 3;
const DAY_MS = 86400000;

/**
 * Read a typed text.
 * @param {string} text
 * @param {Tables} tables
 * @returns {Query}
 */
export function readQuery(text, tables) {
  const { left, period } = withoutPeriod(wordsOf(text), tables);
  const telling = left.filter((word) => !tables.passedOver.includes(word));
  const words = [...new Set(telling.length || period ? telling : left)];
  return { words, alike: words.map((word) => alikeOf(word, tables)), period };
}

/** @type {(word: string, tables: Tables) => Set<string>} */
const alikeOf = (word, { alike }) =>
  new Set(alike.map((line) => line.split(" ")).find((line) => line.includes(word)) ?? []);

/**
 * @param {string[]} words
 * @param {Tables} tables
 * @returns {{ left: string[], period: [number, number] | null }}
 */
function withoutPeriod(words, tables) {
  const at = words.findIndex(
    (word) => /^\d{4}$/.test(word) && +word >= tables.years[0] && +word <= tables.years[1],
  );
  if (at < 0) return { left: words, period: null };
  const [start, end, period] = around(words, at, tables);
  return { left: [...words.slice(0, start), ...words.slice(end)], period };
}

/**
 * The words that a day, month or year of a text takes, and its days: the longest form around a year.
 * @param {string[]} words
 * @param {number} at
 * @param {Tables} tables
 * @returns {[number, number, [number, number]]}
 */
function around(words, at, tables) {
  const year = +words[at];
  const before = words.slice(Math.max(0, at - 2), at);
  const behind = words.slice(at + 1, at + 3);
  const months = before.map((word) => monthOf(word, tables));
  /** @type {[number, number, number, number][]} */
  const forms = [];
  if (before.length === 2) {
    const [one, two] = before.map(numberOf);
    forms.push(
      ...[
        [months[1], one],
        [months[0], two],
        [two, one],
      ].map(([month, day]) => /** @type {[number, number, number, number]} */ ([at - 2, at + 1, month, day])),
    );
  }
  if (behind.length === 2) forms.push([at, at + 3, numberOf(behind[0]), numberOf(behind[1])]);
  for (const [start, end, month, day] of forms) {
    if (!month || !day || month > 12 || day > lengthOf(year, month)) continue;
    return [start, end, [dayFrom(year, month, day), dayFrom(year, month, day)]];
  }
  const doubled = before.length === 2 && before[0] === before[1]; // a name such as Mai-Mai
  const month = months.at(-1);
  if (month && !doubled)
    return [at - 1, at + 1, [dayFrom(year, month, 1), dayFrom(year, month, lengthOf(year, month))]];
  return [at, at + 1, [dayFrom(year, 1, 1), dayFrom(year, 12, 31)]];
}

/** @type {(year: number, month: number, day: number) => number} */
const dayFrom = (year, month, day) => Date.UTC(year, month - 1, day) / DAY_MS;

/** @type {(year: number, month: number) => number} */
const lengthOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * Number of a month by its name or the beginning of one, or 0 where it fits none or several.
 * @type {(word: string, tables: Tables) => number}
 */
function monthOf(word, { months }) {
  if (word.length < LEAST_OF_MONTH) return 0;
  const fitting = months.flatMap((names, at) =>
    names.split(" ").some((name) => name.startsWith(word)) ? [at + 1] : [],
  );
  return fitting.length === 1 ? fitting[0] : 0;
}

/** @type {(word: string) => number} */
const numberOf = (word) => Number(word.match(/^(\d{1,2})(?:st|nd|rd|th|er)?$/)?.[1] ?? 0);

/**
 * Whether a folded text has every word, or one that stands for it.
 * @param {string} text
 * @param {Query} query
 */
export function hasAll(text, { words, alike }) {
  /** @type {string[] | null} */
  let whole = null;
  return words.every((word, at) => {
    if (text.includes(word)) return true;
    if (!alike[at].size) return false;
    whole ??= wordsOf(text);
    return whole.some((each) => alike[at].has(each));
  });
}
