// Finding records by words: accents, case and one wrong letter are forgiven, the beginning of a word is enough.

import { wordsOf } from "../core/finding.js";

const LEAST_TO_FORGIVE = 4; // shorter words are too near to one another
const LEAST_TO_FORGIVE_BEGINNING = 5;
export const RANKS = { exact: 0, beginning: 1, forgiven: 2 };
const NO_MATCH = 3;

/**
 * Whether a word becomes another by one letter put in, left out or changed, or by two neighbours swapped. With
 * `beginning` it may also become the beginning of the other.
 */
export function isOneOff(word, other, beginning = false) {
  if (!beginning && Math.abs(word.length - other.length) > 1) return false;
  let at = 0;
  while (at < word.length && word[at] === other[at]) at += 1;
  const fits = (rest, from) =>
    beginning ? other.startsWith(rest, from) : other.length - from === rest.length && other.endsWith(rest);
  const swapped = at + 1 < word.length && word[at] === other[at + 1] && word[at + 1] === other[at];
  return (
    (at < other.length && fits(word.slice(at + 1), at + 1)) || // changed
    (at < other.length && fits(word.slice(at), at + 1)) || // left out
    (at < word.length && fits(word.slice(at + 1), at)) || // put in
    (swapped && fits(word.slice(at + 2), at + 2))
  );
}

/** How well a typed word fits a known one: a rank, the lower the better. */
function rankOf(word, known) {
  if (known === word) return RANKS.exact;
  if (known.startsWith(word)) return RANKS.beginning;
  if (word.length < LEAST_TO_FORGIVE) return NO_MATCH;
  return isOneOff(word, known, word.length >= LEAST_TO_FORGIVE_BEGINNING) ? RANKS.forgiven : NO_MATCH;
}

/** An index of rows by the words of their texts. */
export class WordIndex {
  constructor() {
    this.rows = new Map(); // word -> rows that have it, each once
  }

  add(row, texts) {
    for (const word of new Set(texts.flatMap(wordsOf))) {
      if (this.rows.has(word)) this.rows.get(word).push(row);
      else this.rows.set(word, [row]);
    }
  }

  /**
   * Rows that have every word, or one of those `alike` beside it, as [row, rank of its worst word] in order of rank; one-letter
   * misses only where nothing else fits.
   */
  find(words, alike = []) {
    let found = null;
    for (const [at, word] of words.entries()) {
      const ranks = this.ranksOf(word, found, alike[at]);
      if (found) for (const [row, rank] of ranks) ranks.set(row, Math.max(rank, found.get(row)));
      found = ranks;
    }
    const all = [...(found ?? [])];
    const sure = all.filter(([, rank]) => rank < RANKS.forgiven);
    return (sure.length ? sure : all).sort((one, other) => one[1] - other[1]);
  }

  /** Best rank of a word, or of one of those `alike`, by row, among the rows of `within`. */
  ranksOf(word, within, alike) {
    const ranks = new Map();
    for (const [known, rows] of this.rows) {
      const rank = alike?.has(known) ? RANKS.exact : rankOf(word, known);
      if (rank === NO_MATCH) continue;
      for (const row of rows) {
        if ((!within || within.has(row)) && !(ranks.get(row) <= rank)) ranks.set(row, rank);
      }
    }
    return ranks;
  }
}
