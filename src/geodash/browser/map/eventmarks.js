// Events of the window on the map: spread around their place, or counted in one disc where it is crowded.

import { isCounted, setOf } from "../core/eventtable.js";
import { fontOf } from "./fonts.js";
import { drawNumber } from "../core/symbols.js";
import { stampCount, stampDensity, stampEvent } from "./stamps.js";

const NEAR = 26; // pixels: places nearer than this share one spread
const MOST_SPREAD = 5; // symbols around one place; further events are behind a chip
const CHIP = { style: "600", size: 11 };
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

const squareOf = (x, y, right = 0, down = 0) =>
  (Math.floor(x / NEAR) + right) * 1e6 + Math.floor(y / NEAR) + down;

/** The first head (in order of importance) within NEAR of a point, or -1. */
function nearestHead(grid, heads, positions, x, y) {
  let first = -1;
  for (const right of [-1, 0, 1]) {
    for (const down of [-1, 0, 1]) {
      for (const number of grid.get(squareOf(x, y, right, down)) ?? []) {
        const head = heads[number];
        if ((first < 0 || number < first) && Math.hypot(positions.x[head] - x, positions.y[head] - y) < NEAR)
          first = number;
      }
    }
  }
  return first;
}

/** Events of the window by place (entry row + 1; entry 0: without a place), all and without parts of an event shown. */
export function countByPlace(scene, rows, { date, days, mask }) {
  const { place } = scene.events;
  const all = new Int32Array(scene.places.id.length + 1);
  const whole = new Int32Array(all.length);
  for (const row of rows) {
    const at = place[row] + 1;
    all[at] += 1;
    if (isCounted(scene, row, date, days, mask)) whole[at] += 1;
  }
  return { all, whole };
}

/** Events per group, with the last few rows of each; `keep` (a row) is always among them. */
export function gather(scene, rows, counts, groups, keep) {
  const count = new Int32Array(groups.heads.length);
  const anchor = new Int32Array(groups.heads.length).fill(-1);
  groups.of.forEach((group, place) => {
    const here = counts.all[place + 1];
    if (group < 0 || here === 0) return;
    anchor[group] = count[group] === 0 ? place : groups.heads[group]; // its only place with events, or the group's head
    count[group] += here;
  });
  const shown = lastRows(scene, rows, groups.of, count);
  const kept =
    keep >= 0 && scene.events.place[keep] >= 0 && rows.includes(keep)
      ? groups.of[scene.events.place[keep]]
      : -1;
  if (kept >= 0 && !shown[kept].includes(keep))
    shown[kept] = [keep, ...shown[kept].slice(1)].sort((a, b) => a - b);
  return shown.flatMap((list, group) =>
    list ? [{ group, total: count[group], shown: list, anchor: anchor[group] }] : [],
  );
}

/** The last rows of each group, in order of time: found from the end, as most groups are full long before the start. */
function lastRows(scene, rows, groupOf, count) {
  const { place } = scene.events;
  const shown = Array.from(count, (total) => (total ? [] : null));
  let missing = count.reduce((sum, total) => sum + Math.min(total, MOST_SPREAD), 0);
  for (let i = rows.length - 1; i >= 0 && missing > 0; i -= 1) {
    const group = place[rows[i]] < 0 ? -1 : groupOf[place[rows[i]]];
    if (group < 0 || shown[group].length === MOST_SPREAD) continue;
    shown[group].unshift(rows[i]);
    missing -= 1;
  }
  return shown;
}

/** Strength of drawing an event by its age within the window. */
export function recency(scene, row, day, days) {
  const age = Math.max(0, day - scene.events.end[row]);
  return Math.max(FAINTEST, 1 - ((1 - FAINTEST) * age) / (days ?? SCALE_OF_ALL));
}

/** Draw the discs that stand for many events: they lie below the towns, whose colours must not change. */
export function drawDensities(context, marks, pen) {
  for (const { dense, x, y, r } of marks) if (dense) stampDensity(context, x, y, r, {}, pen);
}

/** Draw the other symbols, and the numbers of all. */
export function drawMarks(context, marks, { scene, style, day, days, view }) {
  const { events, categories } = scene;
  const { palette } = style;
  const { dpr } = view;
  context.font = fontOf(CHIP, view);
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const mark of marks) {
    if (mark.dense) {
      if (mark.number) drawNumber(context, mark.number.x, mark.number.y, mark.text, palette, { halo: true });
    } else if (mark.kind === "count") {
      stampCount(context, mark.x, mark.y, mark.r, {}, { style, dpr });
      drawNumber(context, mark.x, mark.y, mark.text, palette, { halo: false });
    } else {
      const event = {
        category: categories[events.category[mark.row]],
        tone: events.tone[mark.row],
        confidence: events.confidence[mark.row],
        strength: recency(scene, mark.row, day, days),
        added: setOf(scene, mark.row) > 0,
      };
      stampEvent(context, mark.x, mark.y, mark.r, event, { style, dpr });
    }
  }
}

/** Rows (of the window) that lie in a group of places. */
export const rowsOfGroup = (scene, rows, groups, group) =>
  rows.filter((row) => scene.events.place[row] >= 0 && groups.of[scene.events.place[row]] === group);
