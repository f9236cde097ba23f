// @ts-check
// Who holds a place on a day, on what ground, and how far the evidence is away: the rule of Python's model.

import { PRECISIONS } from "./eventtable.js";

/** @import {Basis, Day, Evidence, Row, Scene, Status, Stretch} from "./types.d.ts" */

/** @type {Basis[]} */
const BASES = ["reported", "implied", "unknown", "no_data"];

/**
 * Row of the holding of a place (by row) on a day, or -1 where none covers it.
 * @param {Scene} scene
 * @param {Row} place
 * @param {Day} day
 */
export function holdingAt(scene, place, day) {
  for (const row of scene.holdingsOf.get(place) ?? []) {
    const to = scene.holdings.to[row];
    if (scene.holdings.from[row] <= day && (to === null || day < to)) return row;
  }
  return -1;
}

/**
 * Class of a controller; contested, unknown and no_data are their own.
 * @type {(scene: Scene, controller: string) => string}
 */
export const groupOf = (scene, controller) =>
  scene.controllers.find((entry) => entry.id === controller)?.group ?? controller;

/**
 * State of a tracked place (by row) on a day. `confirmed` is the day of the latest record so far, `age` the distance of
 * the nearest one, before or after, that supports the holder; `carried` says that this is over a year.
 * @param {Scene} scene
 * @param {Row} place
 * @param {Day} day
 * @returns {Status}
 */
export function statusAt(scene, place, day) {
  const holding = holdingAt(scene, place, day);
  if (holding < 0) {
    const none = day > scene.knownUntil.control ? "no_data" : "unknown";
    return { holding, controller: none, group: none, basis: none, strength: 1 };
  }
  const { id: controller, group } = scene.controllers[scene.holdings.controller[holding]];
  const basis = BASES[scene.holdings.basis[holding]];
  if (basis === "unknown") return { holding, controller, group, basis, strength: 1 };
  const evidence = evidenceAt(scene, holding, day);
  const age = Math.abs(evidence.day - day);
  const implied = basis === "implied";
  const latest = implied ? evidence : lastRecord(scene, holding, day);
  return {
    holding,
    controller,
    group,
    basis,
    strength: evidenceStrength(scene, age),
    confidence: latest.confidence,
    confirmed: implied ? undefined : latest.day,
    evidence,
    age,
    carried: !implied && age > scene.look.fade.faded,
  };
}

/**
 * Record of a holding (by row) at a position in it.
 * @param {Scene} scene
 * @param {Row} row
 * @param {number} position
 * @returns {Evidence}
 */
function recordAt({ holdings }, row, position) {
  return {
    day: holdings.records[row][position],
    confidence: holdings.confidence[row][position],
    precision: PRECISIONS[holdings.precision[row][position]],
    position,
  };
}

/**
 * Last record of a holding (by row) dated up to a day.
 * @param {Scene} scene
 * @param {Row} row
 * @param {Day} day
 */
export function lastRecord(scene, row, day) {
  const position = scene.holdings.records[row].findLastIndex((record) => record <= day);
  return recordAt(scene, row, Math.max(0, position));
}

/**
 * The record that ends a holding (by row) and names its holder: it opens the place's next holding.
 * @type {(scene: Scene, row: Row) => Evidence}
 */
export const nextRecord = (scene, row) => recordAt(scene, row + 1, 0);

/**
 * The record nearest to a day that supports the holder of a holding (by row); of two as near, the earlier.
 * @param {Scene} scene
 * @param {Row} row
 * @param {Day} day
 */
function evidenceAt(scene, row, day) {
  const days = scene.holdings.records[row];
  let near = -1;
  for (let at = 0; at < days.length; at += 1)
    if (near < 0 || Math.abs(days[at] - day) < Math.abs(days[near] - day)) near = at;
  if (!scene.holdings.next[row]) return recordAt(scene, row, near);
  const next = nextRecord(scene, row);
  return near < 0 || Math.abs(next.day - day) < Math.abs(days[near] - day)
    ? next
    : recordAt(scene, row, near);
}

/**
 * Strength of drawing evidence that is `age` days away: 1 when near, then fading to the faintest.
 * @param {Pick<Scene, "look">} scene
 * @param {number} age
 */
export function evidenceStrength({ look }, age) {
  const { fresh, faded, faintest } = look.fade;
  const share = Math.min(1, Math.max(0, (age - fresh) / (faded - fresh)));
  return 1 - (1 - faintest) * share;
}

/**
 * Whether a holder or a contest is known, by a report or by implication.
 * @type {(status: Status) => boolean}
 */
export const isAnswered = ({ basis }) => basis === "reported" || basis === "implied";

/**
 * Holdings of a place (by row) as stretches of one look: implied, carried on over a year from any report, or neither.
 * @param {Scene} scene
 * @param {Row} place
 * @returns {Stretch[]}
 */
export function stretchesOf(scene, place) {
  const { from, to, basis, controller, records, next } = scene.holdings;
  return (scene.holdingsOf.get(place) ?? []).flatMap((row) => {
    const { group } = scene.controllers[controller[row]];
    const whole = { from: from[row], to: to[row], group };
    if (BASES[basis[row]] === "implied") return [{ ...whole, look: "implied" }];
    if (BASES[basis[row]] === "unknown") return [whole];
    const seen = next[row] ? [...records[row], records[row + 1][0]] : records[row];
    return [whole, ...carriedParts(whole, seen, scene.look.fade.faded)];
  });
}

/**
 * Parts of a holding whose days are over `reach` days from each record; they come on top of the whole.
 * @type {(whole: Stretch, seen: Day[], reach: number) => Stretch[]}
 */
const carriedParts = (whole, seen, reach) =>
  seen
    .map((day, at) => ({ from: day + reach + 1, to: at + 1 < seen.length ? seen[at + 1] - reach : whole.to }))
    .filter(({ from, to }) => to === null || from < to)
    .map((part) => ({ ...whole, ...part, look: "carried" }));

/**
 * Rows of the places whose control is recorded.
 * @type {(scene: Scene) => Row[]}
 */
export const trackedPlaces = ({ places }) => places.tracked.flatMap((flag, row) => (flag ? [row] : []));

const KEPT = 4; // days: map, figures and lists ask for the same few in one step of the clock
/** @type {WeakMap<Scene, Map<Day, Map<Row, Status>>>} */
const kept = new WeakMap();

/**
 * States of all tracked places on a day, by place row.
 * @param {Scene} scene
 * @param {Day} day
 * @returns {Map<Row, Status>}
 */
export function statusOn(scene, day) {
  const days = kept.get(scene) ?? new Map();
  kept.set(scene, days);
  const known = days.get(day);
  if (known) return known;
  const status = new Map(trackedPlaces(scene).map((row) => [row, statusAt(scene, row, day)]));
  if (days.size >= KEPT) days.delete(days.keys().next().value);
  days.set(day, status);
  return status;
}

/**
 * Number of places in each class: all of them, and those that are only implied.
 * @param {Scene} scene
 * @param {Map<Row, Status>} status
 */
export function countGroups({ classes }, status) {
  const all = Object.fromEntries(classes.map((group) => [group, 0]));
  const implied = { ...all };
  for (const { group, basis } of status.values()) {
    all[group] += 1;
    if (basis === "implied") implied[group] += 1;
  }
  return { all, implied };
}

/**
 * First change day after a day, or null.
 * @type {(scene: Scene, day: Day) => Day | null}
 */
export const nextChange = (scene, day) => scene.changeDays.find((change) => change > day) ?? null;

/**
 * Last change day before a day, or null.
 * @type {(scene: Scene, day: Day) => Day | null}
 */
export const previousChange = (scene, day) => scene.changeDays.findLast((change) => change < day) ?? null;
