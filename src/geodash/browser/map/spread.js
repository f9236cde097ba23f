// Where event symbols stand around their place: on a ring, turned to cover as few names and towns as possible.

import { overlaps } from "./hit.js";
import { townRadius } from "./towns.js";
import { DENSE_FROM, densityMarks } from "./density.js";

const SPREAD_FROM_ZOOM = 6;
const NAMES_FIRST_BELOW_ZOOM = 7.25; // as on a phone: here a disc that covers no name says more than symbols that do
const WIDEST_ARC = 4.4; // radians of a ring that a spread may cover, so that the name beside the place stays free
const LARGEST_EXTRA = 6;
const FAR_OUT_SIDE = -Math.PI * 0.75; // up and left for all, so that symbols stay as far apart as their places
const TURNS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6].map((step) => (step * Math.PI) / 6);
const COST = { town: 2, symbol: 2, own: 6, name: 5, touch: 0.2, turn: 0.12 }; // of a name, by the share of the symbol that is on it

/** Radius of an event's symbol: larger for more deaths where the number is known. */
function eventRadius(scene, row, zoom) {
  const deaths = Math.max(0, scene.events.high[row]);
  const least = zoom < 7.5 ? 7 : zoom < 9 ? 7.5 : 8.5;
  return least + Math.min(zoom < SPREAD_FROM_ZOOM ? 2 : LARGEST_EXTRA, 0.35 * Math.sqrt(deaths));
}

const countRadius = (total, { textScale }) => (8.5 + Math.min(4, Math.log10(total) * 2)) * textScale;

/**
 * Symbols to draw for gathered events: kind, position, radius, rows behind them. `names` are the placed names
 * and all boxes that they and the towns cover.
 */
export function layOut(view, { scene, positions, names, keep }, gathered) {
  const seen = gathered.filter(({ anchor }) => {
    const x = positions.x[anchor];
    const y = positions.y[anchor];
    return x > -60 && y > -60 && x < view.width + 60 && y < view.height + 60;
  });
  if (seen.reduce((sum, { total }) => sum + total, 0) > DENSE_FROM) {
    return [
      ...densityMarks(view, positions, seen, names),
      ...keptAlone(scene, positions, view.zoom, seen, keep),
    ];
  }
  const spreads = seen.map((entry) => measure(scene, positions, view, entry));
  spreads.sort(
    (a, b) => b.shown.includes(keep) - a.shown.includes(keep) || a.reach - b.reach || a.group - b.group,
  );
  const placed = [];
  const marks = [];
  for (const spread of spreads) {
    const symbols = (middle) => spreadMarks(spread, middle);
    const disc = (middle) => foldMarks(scene, view, spread, middle, keep);
    const free = (around) => freest(spread, around, names, marks);
    const crowded = placed.some(
      (other) => Math.hypot(other.x - spread.x, other.y - spread.y) < other.reach + spread.reach - 6,
    );
    const found = arrange(view.zoom, { alone: spread.total === 1, crowded }, { symbols, disc, free });
    marks.push(...found.marks);
    placed.push(
      found.folded ? { ...spread, reach: spread.town + 2 * countRadius(spread.total, view) } : spread,
    );
  }
  return marks;
}

/** The selected event's own symbol, at its place: it stands above a disc. */
function keptAlone(scene, positions, zoom, seen, keep) {
  const found = seen.find(({ shown }) => shown.includes(keep));
  if (!found) return [];
  const { group, anchor } = found;
  return [
    {
      kind: "event",
      row: keep,
      group,
      r: eventRadius(scene, keep, zoom),
      x: positions.x[anchor],
      y: positions.y[anchor],
    },
  ];
}

/** The symbols of one spread, or one disc where they would meet those of another or, from afar, cover a name. */
function arrange(zoom, { alone, crowded }, { symbols, disc, free }) {
  if (zoom < SPREAD_FROM_ZOOM) return { marks: (alone ? symbols : disc)(FAR_OUT_SIDE), folded: !alone };
  const spread = alone || !crowded ? free(symbols) : null;
  const covers = spread && zoom < NAMES_FIRST_BELOW_ZOOM && spread.cost >= COST.name / 2;
  return alone || (spread && !covers)
    ? { marks: spread.marks, folded: false }
    : { marks: free(disc).marks, folded: true };
}

function measure(scene, positions, view, entry) {
  const { zoom } = view;
  const { anchor, shown, total } = entry;
  const radii = shown.map((row) => eventRadius(scene, row, zoom));
  if (total > shown.length) radii.push(countRadius(total, view));
  const largest = Math.max(...radii);
  const town = scene.places.tracked[anchor] ? townRadius(scene, scene.places.rank[anchor], zoom) + 2 : 3;
  const chain = radii.reduce((sum, radius) => sum + 2 * radius + 1, 0);
  const ring = Math.max(town + largest + 1, chain / WIDEST_ARC);
  return {
    ...entry,
    radii,
    town,
    ring,
    reach: ring + largest,
    x: positions.x[anchor],
    y: positions.y[anchor],
  };
}

/** The turn of a spread that covers least, and what that costs; away from the place's name where nothing is in the way. */
function freest({ x, y, reach, anchor }, around, names, marks) {
  const far = 2 * reach;
  const name = names.own.get(anchor);
  const away = (name?.side ?? 0) + Math.PI * 1.125; // opposite of the name, and a little up
  const near = names.boxes.filter(
    (box) => box[4] !== anchor && overlaps(box, [x - far, y - far, x + far, y + far]),
  );
  const others = marks.filter((mark) => Math.abs(mark.x - x) < far && Math.abs(mark.y - y) < far);
  let best = null;
  let least = Infinity;
  for (const turn of TURNS) {
    const tried = around(away + turn);
    const cost =
      COST.turn * Math.abs(turn) +
      tried.reduce((sum, mark) => sum + costOf(mark, near, others, name?.box), 0);
    if (cost < least) {
      best = tried;
      least = cost;
    }
    if (cost <= COST.turn * Math.abs(turn)) break; // nothing covered: later turns are only further away
  }
  return { marks: best, cost: least };
}

function costOf({ x, y, r }, boxes, marks, own) {
  let cost = 0;
  for (const box of boxes) {
    const wide = Math.min(box[2], x + r) - Math.max(box[0], x - r);
    const high = Math.min(box[3], y + r) - Math.max(box[1], y - r);
    if (wide <= 0 || high <= 0) continue;
    if (box.length > 4) cost += COST.town;
    else cost += (box === own ? COST.own : COST.name) * (COST.touch + (wide * high) / (4 * r * r));
  }
  for (const mark of marks) if (Math.hypot(mark.x - x, mark.y - y) < mark.r + r) cost += COST.symbol;
  return cost;
}

/** Events one after the other on a ring around their place, in order of time. */
function spreadMarks({ shown, total, radii, ring, x, y, group }, middle) {
  const steps = radii.map((radius) => (2 * radius + 1) / ring);
  let angle = middle - steps.reduce((sum, step) => sum + step, 0) / 2;
  return radii.map((r, index) => {
    const here = angle + steps[index] / 2;
    angle += steps[index];
    const at = { x: x + ring * Math.cos(here), y: y + ring * Math.sin(here), r, group };
    if (index < shown.length) return { kind: "event", row: shown[index], ...at };
    return { kind: "count", text: `+${total - shown.length}`, total, ...at };
  });
}

/** One disc with the number of events beside the place; the selected event keeps a symbol of its own. */
function foldMarks(scene, view, { shown, total, town, x, y, group }, middle, keep) {
  const put = (radius, turn) => ({
    x: x + (town + radius) * Math.cos(middle + turn),
    y: y + (town + radius) * Math.sin(middle + turn),
    r: radius,
    group,
  });
  const count = { kind: "count", text: String(total), total, ...put(countRadius(total, view), 0) };
  if (!shown.includes(keep)) return [count];
  return [count, { kind: "event", row: keep, ...put(eventRadius(scene, keep, view.zoom), Math.PI / 2) }];
}
