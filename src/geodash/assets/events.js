// Events of the window on the map: spread around their place, or counted in one disc where it is crowded.

import { FONT } from "./fonts.js";
import { drawCount, drawDensity, drawEvent } from "./symbols.js";

const NEAR = 26; // pixels: places nearer than this share one spread
const MOST_SPREAD = 5; // symbols around one place; further events are behind a chip
const CHIP_FONT = `600 11px ${FONT}`;
const FAINTEST = 0.4;
const SCALE_OF_ALL = 365; // days over which events fade when the window is open

/** Groups of near places at a zoom: the group of each place (or -1) and the most important place of each group. */
export function groupPlaces(scene, positions) {
  const { rank, tracked } = scene.places;
  const order = [...rank.keys()].filter((row) => !Number.isNaN(positions.x[row]));
  order.sort((a, b) => rank[a] - rank[b] || tracked[b] - tracked[a] || a - b);
  const of = new Int32Array(rank.length).fill(-1);
  const heads = [];
  const grid = new Map(); // heads by square of NEAR pixels: only the squares around a place can hold a near head
  for (const row of order) {
    const [x, y] = [positions.x[row], positions.y[row]];
    const near = nearestHead(grid, heads, positions, x, y);
    of[row] = near < 0 ? heads.length : near;
    if (near >= 0) continue;
    const key = squareOf(x, y);
    if (!grid.has(key)) grid.set(key, []);
    grid.get(key).push(heads.length);
    heads.push(row);
  }
  return { of, heads };
}

const squareOf = (x, y, right = 0, down = 0) => (Math.floor(x / NEAR) + right) * 1e6 + Math.floor(y / NEAR) + down;

/** The first head (in order of importance) within NEAR of a point, or -1. */
function nearestHead(grid, heads, positions, x, y) {
  let first = -1;
  for (const right of [-1, 0, 1]) {
    for (const down of [-1, 0, 1]) {
      for (const number of grid.get(squareOf(x, y, right, down)) ?? []) {
        const head = heads[number];
        if ((first < 0 || number < first) && Math.hypot(positions.x[head] - x, positions.y[head] - y) < NEAR) first = number;
      }
    }
  }
  return first;
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
      (mark.dense ? drawDensity : drawCount)(context, mark.x, mark.y, mark.r, mark.text, palette, CHIP_FONT);
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
