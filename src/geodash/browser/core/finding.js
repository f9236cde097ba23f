// @ts-check
// Finding: text made ready for search, and positions in what is sorted.

/**
 * Lower case without accents, typographic apostrophes made plain, so that what is typed meets what is written. The same as
 * Python's model.selection.fold.
 * @param {string} text
 */
export const fold = (text) =>
  text.replaceAll("\u2019", "'").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");

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
