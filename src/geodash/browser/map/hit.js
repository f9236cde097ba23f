// What lies under a point of the map: event symbols, discs with a number, places; and which boxes lie over each other.

import { townRadius } from "./towns.js";

const TOLERANCE = { mouse: 3, touch: 14 };

/** Everything within reach of a point: {type, row | group, x, y, r, distance}; nearest first, discs of a dense map last. */
export function hitsAt(x, y, { marks, rows, scene, positions, zoom }, pointer) {
  const reach = TOLERANCE[pointer] ?? TOLERANCE.touch;
  const hits = [];
  const add = (type, at, extra) => {
    const distance = Math.hypot(at.x - x, at.y - y);
    if (distance <= at.r + reach) hits.push({ type, distance: distance - at.r, ...at, ...extra });
  };
  for (const mark of marks) add(mark.kind, mark);
  for (const row of rows) {
    const r = scene.places.tracked[row] ? townRadius(scene, scene.places.rank[row], zoom) : 3;
    add("place", { x: positions.x[row], y: positions.y[row], r }, { row });
  }
  const isBelow = ({ dense }) => dense === true; // drawn below the towns
  return hits.sort((a, b) => isBelow(a) - isBelow(b) || a.distance - b.distance);
}

/** The one thing meant by a click, or null where several are as likely and the reader must choose. */
export function clearHit(hits, places) {
  if (hits.length < 2) return hits[0] ?? null;
  const inside = hits.filter(({ distance }) => distance <= 0);
  if (inside.length === 1) return inside[0];
  const symbols = inside.filter(({ type, dense }) => type !== "place" && !dense); // drawn above the towns
  const towns = inside.filter(({ type }) => type === "place");
  if (symbols.length || !towns.length) return symbols.length === 1 ? symbols[0] : null;
  const weight = ({ row }) => places.rank[row] * 2 + (places.tracked[row] ? 0 : 1);
  const [first, second] = towns.toSorted((a, b) => weight(a) - weight(b));
  return second === undefined || weight(first) < weight(second) ? first : null;
}

/** Whether two boxes [left, top, right, bottom] have a point in common. */
export const overlaps = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
