// Events of the window on the map: spread around their place, or counted in one disc where it is crowded.

import { townRadius } from "./control.js";
import { FONT } from "./labels.js";
import { drawCount, drawEvent } from "./symbols.js";

const NEAR = 26; // pixels: places nearer than this share one spread
const MOST_SPREAD = 5; // symbols around one place; further events are behind a chip
const SPREAD_FROM_ZOOM = 6;
const WIDEST_ARC = 4.4; // radians of a ring that a spread may cover, so that the name beside the place stays free
const CHIP_FONT = `600 11px ${FONT}`;
const EVENT_RADIUS = 8;
const LARGEST_EXTRA = 6;
const FAINTEST = 0.4;
const SCALE_OF_ALL = 365; // days over which events fade when the window is open

/** Groups of near places at a zoom: the group of each place (or -1) and the most important place of each group. */
export function groupPlaces(scene, positions) {
  const { rank, tracked } = scene.places;
  const order = [...rank.keys()].filter((row) => !Number.isNaN(positions.x[row]));
  order.sort((a, b) => rank[a] - rank[b] || tracked[b] - tracked[a] || a - b);
  const of = new Int16Array(rank.length).fill(-1);
  const heads = [];
  for (const row of order) {
    const near = heads.findIndex(
      (head) => Math.hypot(positions.x[head] - positions.x[row], positions.y[head] - positions.y[row]) < NEAR,
    );
    of[row] = near < 0 ? heads.length : near;
    if (near < 0) heads.push(row);
  }
  return { of, heads };
}

/** Count events per group and keep the last few rows of each; `keep` (a row) is always among them. */
export function gather(scene, rows, groups, keep) {
  const count = new Int32Array(groups.heads.length);
  const place = new Int32Array(groups.heads.length).fill(-2); // the only place with events, or -1 for several
  const last = new Int32Array(groups.heads.length * MOST_SPREAD);
  for (const row of rows) {
    const at = scene.events.place[row];
    const group = at < 0 ? -1 : groups.of[at];
    if (group < 0) continue;
    last[group * MOST_SPREAD + (count[group] % MOST_SPREAD)] = row;
    count[group] += 1;
    place[group] = place[group] === -2 || place[group] === at ? at : -1;
  }
  const gathered = [];
  count.forEach((total, group) => {
    if (!total) return;
    const shown = [...last.subarray(group * MOST_SPREAD, group * MOST_SPREAD + Math.min(total, MOST_SPREAD))];
    shown.sort((a, b) => a - b);
    const kept = keep >= 0 && scene.events.place[keep] >= 0 && groups.of[scene.events.place[keep]] === group;
    if (kept && !shown.includes(keep) && rows.includes(keep)) shown[0] = keep;
    gathered.push({ group, total, shown: shown.sort((a, b) => a - b), anchor: place[group] >= 0 ? place[group] : groups.heads[group] });
  });
  return gathered;
}

/** Radius of an event's symbol: larger for more deaths where the number is known. */
function eventRadius(scene, row, zoom) {
  const deaths = scene.events.high[row] ?? 0;
  const radius = EVENT_RADIUS + Math.min(LARGEST_EXTRA, 0.35 * Math.sqrt(deaths));
  return zoom < SPREAD_FROM_ZOOM ? Math.min(radius, 10) : radius;
}

const countRadius = (total) => 9 + Math.min(4, Math.log10(total) * 2);

/** Symbols to draw for gathered events: kind, position, radius, rows behind them. */
export function layOut(view, { scene, positions, sides, keep }, gathered) {
  const seen = gathered.filter(({ anchor }) => {
    const x = positions.x[anchor];
    const y = positions.y[anchor];
    return x > -60 && y > -60 && x < view.width + 60 && y < view.height + 60;
  });
  const spreads = seen.map((entry) => measure(scene, positions, view.zoom, entry));
  spreads.sort((a, b) => b.shown.includes(keep) - a.shown.includes(keep) || a.reach - b.reach || a.group - b.group);
  const placed = [];
  const marks = [];
  for (const spread of spreads) {
    const crowded = placed.some(
      (other) => Math.hypot(other.x - spread.x, other.y - spread.y) < other.reach + spread.reach - 6,
    );
    const folded = spread.total > 1 && (view.zoom < SPREAD_FROM_ZOOM || crowded);
    const middle = (sides.get(spread.anchor) ?? 0) + Math.PI * 1.125; // opposite of the name, and a little up
    if (folded) foldMarks(scene, view.zoom, spread, middle, keep, marks);
    else spreadMarks(spread, middle, marks);
    placed.push(folded ? { ...spread, reach: spread.town + 2 * countRadius(spread.total) } : spread);
  }
  return marks;
}

function measure(scene, positions, zoom, entry) {
  const { anchor, shown, total } = entry;
  const radii = shown.map((row) => eventRadius(scene, row, zoom));
  if (total > shown.length) radii.push(countRadius(total));
  const largest = Math.max(...radii);
  const town = scene.places.tracked[anchor] ? townRadius(scene.places.rank[anchor], zoom) + 2 : 3;
  const chain = radii.reduce((sum, radius) => sum + 2 * radius + 1, 0);
  const ring = Math.max(town + largest + 1, chain / WIDEST_ARC);
  return { ...entry, radii, town, ring, reach: ring + largest, x: positions.x[anchor], y: positions.y[anchor] };
}

/** Events one after the other on a ring around their place, in order of time. */
function spreadMarks({ shown, total, radii, ring, x, y, group }, middle, marks) {
  const steps = radii.map((radius) => (2 * radius + 1) / ring);
  let angle = middle - steps.reduce((sum, step) => sum + step, 0) / 2;
  radii.forEach((r, index) => {
    angle += steps[index] / 2;
    const at = { x: x + ring * Math.cos(angle), y: y + ring * Math.sin(angle), r, group };
    angle += steps[index] / 2;
    if (index < shown.length) marks.push({ kind: "event", row: shown[index], ...at });
    else marks.push({ kind: "count", text: `+${total - shown.length}`, newest: shown.at(-1), ...at });
  });
}

/** One disc with the number of events beside the place; the selected event keeps a symbol of its own. */
function foldMarks(scene, zoom, { shown, total, town, x, y, group }, middle, keep, marks) {
  const r = countRadius(total);
  const put = (distance, turn) => ({
    x: x + distance * Math.cos(middle + turn),
    y: y + distance * Math.sin(middle + turn),
    group,
  });
  marks.push({ kind: "count", text: String(total), newest: shown.at(-1), ...put(town + r, 0), r });
  if (!shown.includes(keep)) return;
  const radius = eventRadius(scene, keep, zoom);
  marks.push({ kind: "event", row: keep, ...put(town + radius, Math.PI / 2), r: radius });
}

/** Strength of drawing an event by its age within the window. */
export function recency(scene, row, day, days) {
  const age = Math.max(0, day - scene.events.end[row]);
  return Math.max(FAINTEST, 1 - ((1 - FAINTEST) * age) / (days ?? SCALE_OF_ALL));
}

/** Draw laid out symbols. */
export function drawMarks(context, marks, { scene, palette, day, days }) {
  const { events, categories } = scene;
  for (const mark of marks) {
    if (mark.kind === "count") {
      drawCount(context, mark.x, mark.y, mark.r, mark.text, palette, CHIP_FONT);
      continue;
    }
    const look = {
      category: categories[events.category[mark.row]],
      tone: events.tone[mark.row],
      confidence: events.confidence[mark.row],
      strength: recency(scene, mark.row, day, days),
    };
    drawEvent(context, mark.x, mark.y, mark.r, look, palette);
  }
}

/** Rows (of the window) that lie in a group of places. */
export const rowsOfGroup = (scene, rows, groups, group) =>
  rows.filter((row) => scene.events.place[row] >= 0 && groups.of[scene.events.place[row]] === group);
