// @ts-check
// How large the reader's browser is set to write text. The style sheets follow by themselves; what is measured or drawn here asks.

const USUAL = 16; // pixels of text that browsers come with

/** Pixels of the unit that all lengths of the style sheets are in. */
export const rootUnit = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Times the usual size. */
export const textScale = () => rootUnit() / USUAL;

/** Whether the page is one column. */
export const NARROW = matchMedia(`(max-width: ${639 / USUAL}rem)`);
