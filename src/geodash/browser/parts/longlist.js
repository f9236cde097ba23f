// What lists longer than the screen share: which rows are near the part that is seen, the keys that go through them,
// scrolling to one of them.

const PAGE = 8; // rows

/** Position that a key leads to from position `at` (-1: none yet) of a list, or undefined for a key that leads nowhere. */
export function positionByKey({ key }, at, last) {
  const target = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? last : at - 1,
    Home: 0,
    End: last,
    PageDown: at + PAGE,
    PageUp: at - PAGE,
  }[key];
  return target === undefined ? undefined : Math.min(last, Math.max(0, target));
}

/** Positions of the first and the last row within a margin around the part that is seen; `positionAt(y)` knows the rows. */
export const nearby = (positionAt, { top, height }, margin) => [
  positionAt(top - margin),
  positionAt(top + height + margin),
];

/**
 * Scroll a list, and nothing else, until what lies between two heights is seen, from its beginning where it is longer than
 * the list; `covered` pixels at the top are hidden by something else.
 */
export function scrollTo(box, top, bottom, covered = 0) {
  if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  if (top - covered < box.scrollTop) box.scrollTop = top - covered;
}

/** A function that runs once in the next frame, however often it is called before. */
export function oncePerFrame(run) {
  let waiting = 0;
  return () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      run();
    });
  };
}
