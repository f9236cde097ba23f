// @ts-check
// Finding: text made ready for search, and positions in what is sorted.

/** What word processors put for a hyphen: the one that does not break, dashes, the minus sign. As in Python's link.codec. */
export const HYPHENS = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
/** Marks that nobody sees: of direction, of width nothing, the soft hyphen. */
export const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Lower case without accents, typographic apostrophes made plain, so that what is typed meets what is written. The same as
 * Python's model.selection.fold.
 * @param {string} text
 */
export const fold = (text) =>
  text.replaceAll("\u2019", "'").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

/**
 * Folded words of a text: letters and digits, whatever signs stand around them. As Python's model.selection.words_of.
 * @param {string} text
 */
export const wordsOf = (text) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/**
 * Number of leading positions, of `count`, for which something holds that holds for none behind them.
 * @param {number} count
 * @param {(position: number) => boolean} holds
 */
export function leading(count, holds) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
