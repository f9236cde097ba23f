// @ts-check
// One sentence on who held a place on a day: the same words that Python's wording.statement gives.

import { controllerAt, formatDay, holdingAt, lastRecord, translate } from "./scene.js";

/** @import {Day, Lang, Row, Scene} from "./types.d.ts" */

/**
 * Name of a controller inside a sentence.
 * @type {(scene: Scene, lang: Lang, controller: string) => string}
 */
export const holderName = (scene, lang, controller) =>
  scene.controllers.find((entry) => entry.id === controller)?.holder[lang] ?? controller;

/**
 * Day of a record as exactly as its sources support it: the day, about the day, or only the month.
 * @param {Scene} scene
 * @param {Lang} lang
 * @param {{ day: Day, precision: string }} record
 */
export function dated(scene, lang, { day, precision }) {
  const date = formatDay(day, lang, precision === "month" ? "long-month" : "long");
  return translate(scene, lang, `wording.date.${precision}`, { date });
}

/**
 * "Held by the army since 30 January 2025, last confirmed 11 March 2026." for a place by row.
 * @param {Scene} scene
 * @param {Lang} lang
 * @param {Row} place
 * @param {Day} day
 */
export function controlStatement(scene, lang, place, day) {
  /** @type {(key: string, values?: Record<string, string | number>) => string} */
  const say = (key, values) => translate(scene, lang, `wording.${key}`, values);
  const controller = controllerAt(scene, place, day);
  if (!scene.places.tracked[place]) return say("not_tracked");
  if (controller === "no_data") return say("no_data", { date: formatDay(scene.knownUntil.control, lang) });
  const row = holdingAt(scene, place, day);
  if (row < 0) return say("unknown_before");
  const first = lastRecord(scene, row, scene.holdings.from[row]);
  const since = dated(scene, lang, first);
  if (controller === "unknown") return say("unknown_since", { since });
  const key =
    (controller === "contested" ? "contested" : "held") + (scene.holdings.earlier[row] ? "_at_least" : "");
  const last = lastRecord(scene, row, day);
  const latest = last.position > 0 ? say("last_confirmed", { date: dated(scene, lang, last) }) : "";
  const age = day - last.day;
  const old = age > scene.look.fade.fresh ? ` ${say("old_evidence", { count: age })}` : "";
  return `${say(key, { holder: holderName(scene, lang, controller), since })}${latest}.${old}`;
}
