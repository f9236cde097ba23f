// What lies under a point of the map: event symbols, discs with a number, places.

import { townRadius } from "./control.js";

const TOLERANCE = { mouse: 3, touch: 14 };

/** Everything within reach of a point, nearest first: {type, row | group, x, y, r, distance}. */
export function hitsAt(x, y, { marks, rows, scene, positions, zoom }, pointer) {
  const reach = TOLERANCE[pointer] ?? TOLERANCE.touch;
  const hits = [];
  const add = (type, at, extra) => {
    const distance = Math.hypot(at.x - x, at.y - y);
    if (distance <= at.r + reach) hits.push({ type, distance: distance - at.r, ...at, ...extra });
  };
  for (const mark of marks) add(mark.kind, mark);
  for (const row of rows) {
    const r = scene.places.tracked[row] ? townRadius(scene.places.rank[row], zoom) : 3;
    add("place", { x: positions.x[row], y: positions.y[row], r }, { row });
  }
  return hits.sort((a, b) => a.distance - b.distance);
}

/** The one thing meant by a click, or null where several are as likely and the reader must choose. */
export function clearHit(hits, places) {
  if (hits.length < 2) return hits[0] ?? null;
  const inside = hits.filter(({ distance }) => distance <= 0);
  if (inside.length === 1) return inside[0];
  const symbols = inside.filter(({ type }) => type !== "place"); // drawn above the towns
  if (symbols.length || !inside.length) return symbols.length === 1 ? symbols[0] : null;
  const weight = ({ row }) => places.rank[row] * 2 + (places.tracked[row] ? 0 : 1);
  const [first, second] = inside.toSorted((a, b) => weight(a) - weight(b));
  return weight(first) < weight(second) ? first : null;
}
