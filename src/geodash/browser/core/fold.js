// @ts-check
// Folding for search: the same as Python's model.selection.fold.

/**
 * Lower case without accents, typographic apostrophes made plain, so that what is typed meets what is written.
 * @param {string} text
 */
export const fold = (text) =>
  text.replaceAll("\u2019", "'").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
