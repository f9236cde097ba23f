// Discs that stand for the events of a dense map, and where their numbers go.

import { overlaps } from "./hit.js";

export const DENSE_FROM = 1000; // events in view: beyond this, sizes say more than symbols
/* Pixels at the usual size of text. */
const RADIUS = { least: 2.5, tenfold: 4, numbered: 10.5 };
const NUMBER = { digit: 6.5, height: 11, gap: 1 }; // what a number takes
const NUMBER_SPOTS = [
  [0, 0],
  ...[0.7, 1].flatMap((out) => [-2, 2, -3, 3, -1, 1, 4, 0].map((eighth) => [(eighth * Math.PI) / 4, out])),
];

/**
 * One disc a spot, wider by a fixed step for ten times the events, the largest below. A wide disc says its number where that
 * covers no town, name or other number.
 */
export function densityMarks({ textScale }, positions, seen, names) {
  const { least, tenfold, numbered } = RADIUS;
  const marks = seen.map(({ group, total, anchor }) => {
    const size = least + tenfold * Math.log10(total + 1);
    const text = size >= numbered ? shortCount(total) : "";
    return {
      kind: "count",
      dense: true,
      text,
      total,
      group,
      r: size * textScale,
      x: positions.x[anchor],
      y: positions.y[anchor],
    };
  });
  marks.sort((a, b) => b.r - a.r);
  const taken = [...names.boxes];
  for (const mark of marks) if (mark.text) mark.number = numberSpot(mark, taken, marks, textScale);
  return marks;
}

/**
 * Where a disc's number goes: in its middle, else near or on its rim, where it covers nothing and no other disc could be
 * meant; null for nowhere. Takes the spot.
 */
function numberSpot(disc, taken, discs, textScale) {
  const wide = disc.text.length * NUMBER.digit * textScale;
  const [aside, off] = [wide / 2 + NUMBER.gap, (NUMBER.height * textScale) / 2 + NUMBER.gap];
  for (const [turn, out] of NUMBER_SPOTS) {
    const x = disc.x + out * disc.r * Math.cos(turn);
    const y = disc.y + out * disc.r * Math.sin(turn);
    const box = [x - aside, y - off, x + aside, y + off];
    const covers = taken.some((other) => overlaps(box, other));
    const strays = discs.some(
      (other) => other !== disc && Math.hypot(other.x - x, other.y - y) < other.r + off,
    );
    if (covers || (out > 0 && strays)) continue;
    taken.push(box);
    return { x, y };
  }
  return null;
}

/** 874, 1.2k, 16k: three figures say enough on a disc. */
const shortCount = (count) =>
  count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10000 ? 1 : 0)}k`;
