// Events of the window on the map: spread around their place, or counted in one disc where it is crowded.

import { FONT } from "./fonts.js";
import { drawCount, drawEvent } from "./symbols.js";

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
