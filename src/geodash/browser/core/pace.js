// @ts-check
// Drawing what is read no more often than it can be read, so that what is watched stays smooth.

const AFTER_MS = 20; // longer than a frame: while calls go on, what waits is drawn with one of them and not in a frame of its own

/**
 * A function that calls `draw` at once, but not twice within `ms`: the last of the calls in between is made up for.
 * A call for which `cannotWait` holds is not kept waiting.
 * @template {unknown[]} Call
 * @param {(...call: Call) => void} draw
 * @param {number} ms
 * @param {(...call: Call) => boolean} cannotWait
 * @returns {(...call: Call) => void}
 */
export function paced(draw, ms, cannotWait) {
  let last = -Infinity;
  let timer = 0;
  return (...call) => {
    const run = () => {
      last = performance.now();
      draw(...call);
    };
    clearTimeout(timer);
    const left = last + ms - performance.now();
    if (left <= 0 || cannotWait(...call)) run();
    else timer = setTimeout(run, left + AFTER_MS);
  };
}
