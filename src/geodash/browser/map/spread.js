// Where event symbols stand around their place: on a ring, or in a group beside it, where they cover no name and no town;
// where there is no such spot, in one disc with their number, off to the side if need be.

import { townRadius } from "./towns.js";
import { DENSE_FROM, densityMarks } from "./density.js";
import { Room, standOff } from "./standoff.js";

const SPREAD_FROM_ZOOM = 6;
const GROUPS_FROM_ZOOM = 6.75; // on a map further out, as on a phone, symbols beside each other would crowd it
const WIDEST_ARC = 4.4; // radians of a ring that a spread may cover, so that the name beside the place stays free
const LARGEST_EXTRA = 6;
const RING = 4; // pixels around the selected symbol
const FAR_OUT_SIDE = -Math.PI * 0.75; // up and left for all, so that symbols stay as far apart as their places
const TURNS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6].map((step) => (step * Math.PI) / 6);
const GROUP_REACH = 70; // pixels: a group of symbols further off than this is harder to read than one disc nearby

/** Radius of an event's symbol: larger for more deaths where the number is known. */
function eventRadius(scene, row, zoom) {
  const deaths = Math.max(0, scene.events.high[row]);
  const least = zoom < 7.5 ? 7 : zoom < 9 ? 7.5 : 8.5;
  return least + Math.min(zoom < SPREAD_FROM_ZOOM ? 2 : LARGEST_EXTRA, 0.35 * Math.sqrt(deaths));
}

const countRadius = (total, { textScale }) => (8.5 + Math.min(4, Math.log10(total) * 2)) * textScale;

const rooms = new WeakMap(); // for the boxes of a view what has been found of its free spots

/** The free spots of a view, for as long as its names stay. */
function roomOf(view, names) {
  if (!rooms.has(names.boxes)) {
    const { pad, width, height } = view;
    const frame = [pad.x, pad.y, width - pad.x, height - pad.y];
    rooms.set(names.boxes, new Room({ boxes: names.boxes, furniture: names.furniture, frame }));
  }
  return rooms.get(names.boxes);
}

/**
 * Symbols to draw for gathered events: kind, position, radius, rows behind them, and `from` where a line leads to their place.
 * `names` are the placed names and all boxes that they and the towns cover.
 */
export function layOut(view, { scene, positions, names, keep }, gathered) {
  const seen = gathered.filter(({ anchor }) => {
    const x = positions.x[anchor];
    const y = positions.y[anchor];
    return x > -60 && y > -60 && x < view.width + 60 && y < view.height + 60;
  });
  const room = roomOf(view, names);
  const measured = (entry) => measure(scene, view, { ...entry, keep, positions, names });
  if (seen.reduce((sum, { total }) => sum + total, 0) > DENSE_FROM) {
    const kept = seen.filter(({ shown }) => shown.includes(keep));
    const alone = kept.map((entry) => measured({ ...entry, shown: [keep], total: 1 }));
    return [...densityMarks(view, positions, seen, names), ...alone.flatMap((one) => arrange(one, room, []))];
  }
  const spreads = seen.map(measured);
  spreads.sort((a, b) => b.shown.includes(keep) - a.shown.includes(keep) || a.group - b.group);
  const marks = [];
  for (const spread of spreads) marks.push(...arrange(spread, room, marks));
  return marks;
}

/** What has to be placed: the symbols of one group, and the same folded into one disc, with the room that each takes. */
function measure(scene, view, { anchor, shown, total, group, keep, positions, names }) {
  const { zoom } = view;
  const symbol = (row) => ({
    kind: "event",
    row,
    group,
    r: eventRadius(scene, row, zoom),
    edge: row === keep ? RING : 0,
  });
  const count = (text) => ({ kind: "count", text, total, group, r: countRadius(total, view), edge: 0 });
  const symbols = shown.map(symbol);
  if (total > shown.length) symbols.push(count(`+${total - shown.length}`));
  const folded =
    total === 1 ? symbols : [count(String(total)), ...shown.filter((row) => row === keep).map(symbol)];
  const town = scene.places.tracked[anchor] ? townRadius(scene, scene.places.rank[anchor], zoom) + 2 : 3;
  const away = (names.own.get(anchor)?.side ?? 0) + Math.PI * 1.125; // opposite of the name, and a little up
  const side = zoom < SPREAD_FROM_ZOOM ? FAR_OUT_SIDE : away;
  const spot = { x: positions.x[anchor], y: positions.y[anchor], town, side, anchor };
  return { anchor, shown, group, symbols, folded, zoom, spot };
}

/** The symbols of one group on the best free spot; where there is none at all, they stand beside their place. */
function arrange({ symbols, folded, zoom, spot }, room, marks) {
  const group = zoom >= GROUPS_FROM_ZOOM ? () => beside(symbols, spot, room, marks, GROUP_REACH) : () => null;
  return (
    (zoom >= SPREAD_FROM_ZOOM && (around(symbols, spot, room, marks) ?? group())) ||
    around(folded, spot, room, marks) ||
    beside(folded, spot, room, marks) ||
    onRing(folded, spot, spot.side)
  );
}

/** Symbols on a ring around their place, turned until they cover nothing; null where they always do. */
function around(symbols, spot, room, marks) {
  for (const turn of TURNS) {
    const tried = onRing(symbols, spot, spot.side + turn);
    const circles = tried.map(({ x, y, r, edge }) => ({ x, y, r: r + edge }));
    const meets = (one) =>
      marks.some(({ x, y, r, edge }) => Math.hypot(one.x - x, one.y - y) < one.r + r + edge);
    if (!circles.some(meets) && room.isClear(circles, spot)) return tried;
  }
  return null;
}

/** The same symbols side by side on the nearest free spot, with a line to their place. */
function beside(symbols, spot, room, marks, reach) {
  const radii = symbols.map(({ r, edge }) => r + edge);
  const middles = standOff(room, spot, radii, marks, reach);
  return middles?.map((middle, index) => ({ ...symbols[index], ...middle })) ?? null;
}

/** Symbols one after the other on a ring, in order of time. */
function onRing(symbols, { x, y, town }, middle) {
  const widths = symbols.map(({ r, edge }) => 2 * (r + edge) + 1);
  const largest = Math.max(...widths) / 2;
  const chain = widths.reduce((sum, width) => sum + width, 0);
  const ring = Math.max(town + largest + 0.5, chain / WIDEST_ARC);
  let angle = middle - chain / ring / 2;
  return symbols.map((symbol, index) => {
    const here = angle + widths[index] / ring / 2;
    angle += widths[index] / ring;
    return { ...symbol, x: x + ring * Math.cos(here), y: y + ring * Math.sin(here) };
  });
}
