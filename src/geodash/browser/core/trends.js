// @ts-check
// Events by month and by territory. Like the bars of the time axis, they count once, on their first day, whatever lasts longer.

import { countsAmong, startedBy } from "./eventtable.js";

/**
 * @import {Day, HasEvents, Mask, Row, Scene} from "./types.d.ts"
 * @typedef {{ from: Day, to: Day }} Stretch days, `to` not included
 * @typedef {{ size: number, of: (row: Row) => number }} Split how many groups there are, and which one an event is of
 */

const MS_PER_DAY = 86400000;
const MANY = 3; // sides: so many are not named

/**
 * First days of the calendar months that a span touches and the day after the last of them, cut to the record.
 * @param {[first: Day, last: Day]} domain
 * @param {Stretch} span
 */
export function monthStarts([first, last], { from, to }) {
  const begin = new Date(Math.max(first, Math.floor(from)) * MS_PER_DAY);
  const starts = /** @type {Day[]} */ ([]);
  for (let month = begin.getUTCMonth(); ; month += 1) {
    const day = Math.round(Date.UTC(begin.getUTCFullYear(), month, 1) / MS_PER_DAY);
    starts.push(Math.min(Math.max(day, first), last + 1));
    if (day >= Math.min(to, last + 1)) return starts;
  }
}

/**
 * The whole months of the visible part of the time axis, or of the record where it is null.
 * @param {Pick<Scene, "domain">} scene
 * @param {Stretch | null} span
 */
export function stretchOf({ domain }, span) {
  const starts = monthStarts(domain, span ?? { from: domain[0], to: domain[1] + 1 });
  return { from: starts[0], to: starts[starts.length - 1] };
}

/**
 * Call with each event that passes, counts and begins in a stretch of time, in order.
 * @param {HasEvents} scene
 * @param {Mask} mask
 * @param {Stretch} stretch
 * @param {(row: Row) => void} visit
 */
function eachCounted(scene, mask, { from, to }, visit) {
  const end = startedBy(scene, to - 1);
  for (let row = startedBy(scene, from - 1); row < end; row += 1)
    if (countsAmong(scene, row, mask)) visit(row);
}

/**
 * Events and least deaths of each month and group, at month * size + group; `silent` events of a month have no figure of deaths.
 * @param {HasEvents} scene
 * @param {Mask} mask
 * @param {Day[]} starts as `monthStarts` gives them
 * @param {Split} split
 */
export function sumsByMonth(scene, mask, starts, { size, of }) {
  const { start, low } = scene.events;
  const months = starts.length - 1;
  const [events, deaths] = [new Uint32Array(months * size), new Uint32Array(months * size)];
  const silent = new Uint32Array(months);
  let month = 0;
  eachCounted(scene, mask, { from: starts[0], to: starts[months] }, (row) => {
    while (start[row] >= starts[month + 1]) month += 1;
    const at = month * size + of(row);
    events[at] += 1;
    if (low[row] < 0) silent[month] += 1;
    else deaths[at] += low[row];
  });
  return { size, events, deaths, silent };
}

/**
 * Events, least deaths and last first day of each territory: that of a place is given by its row, that of no place is 0.
 * @param {HasEvents} scene
 * @param {Mask} mask
 * @param {Stretch} stretch
 * @param {number[]} territories of places
 * @param {number} size
 */
export function sumsByTerritory(scene, mask, stretch, territories, size) {
  const { start, place, low } = scene.events;
  const [events, deaths] = [new Uint32Array(size), new Uint32Array(size)];
  const last = new Int32Array(size);
  eachCounted(scene, mask, stretch, (row) => {
    const at = place[row] < 0 ? 0 : territories[place[row]];
    events[at] += 1;
    deaths[at] += Math.max(0, low[row]);
    last[at] = start[row];
  });
  return { events, deaths, last };
}

/**
 * The sides that act in events: the parties named as acting, each under the body that it belongs to. Where both sides of a
 * battle act, both are one group; so are all events in which more act. `sides` are rows of actors by group, null for many.
 * @param {Pick<Scene, "events" | "actors" | "actorIndex">} scene
 */
export function actingSides({ events, actors, actorIndex }) {
  const above = actors.parent.map((id) => (id === null ? -1 : (actorIndex.get(id) ?? -1)));
  const top = (/** @type {Row} */ row) => {
    let found = row;
    while (above[found] >= 0) found = above[found];
    return found;
  };
  const known = /** @type {Map<string, number>} */ (new Map());
  const sides = /** @type {(Row[] | null)[]} */ ([]);
  const groups = Int32Array.from(events.parties, (rows) => {
    const tops = [...new Set(rows.map(top))].sort((a, b) => a - b);
    const side = tops.length < MANY ? tops : null;
    const key = String(side);
    if (!known.has(key)) known.set(key, sides.push(side) - 1);
    return known.get(key) ?? 0;
  });
  return { sides, size: sides.length, of: (/** @type {Row} */ row) => groups[events.from[row]] };
}
