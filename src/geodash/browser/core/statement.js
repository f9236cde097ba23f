// @ts-check
// One sentence on who held a place on a day: the same words that Python's wording.statement gives.

import { lastRecord, nextRecord, statusAt } from "./control.js";
import { formatDay, translate } from "./scene.js";

/**
 * @import {Day, Lang, Row, Scene, Status} from "./types.d.ts"
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Say
 */

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
  /** @type {Say} */
  const say = (key, values) => translate(scene, lang, `wording.${key}`, values);
  if (!scene.places.tracked[place]) return say("not_tracked");
  const status = statusAt(scene, place, day);
  const { holding, controller, basis } = status;
  if (basis === "no_data") return say("no_data", { date: formatDay(scene.knownUntil.control, lang) });
  if (basis === "implied") return impliedStatement(scene, lang, status, say);
  if (holding < 0) return say("unknown_before");
  const since = dated(scene, lang, lastRecord(scene, holding, scene.holdings.from[holding]));
  if (basis === "unknown") return say("unknown_since", { since });
  const key =
    (controller === "contested" ? "contested" : "held") +
    (scene.holdings.earlier[holding] ? "_at_least" : "");
  const last = lastRecord(scene, holding, day);
  const latest = last.position > 0 ? say("last_confirmed", { date: dated(scene, lang, last) }) : "";
  const text = `${say(key, { holder: holderName(scene, lang, controller), since })}${latest}.`;
  return `${text} ${evidenceText(scene, status, day, say)}`.trimEnd();
}

/**
 * How far away the nearest report that names the holder is; nothing while that is near.
 * @param {Scene} scene
 * @param {Status} status
 * @param {Day} day
 * @param {Say} say
 */
function evidenceText(scene, { evidence, age = 0, carried }, day, say) {
  if (!evidence || age <= scene.look.fade.fresh) return "";
  const later = evidence.day > day ? "_later" : "";
  return carried
    ? say(`carried${later}`, { count: years(age) })
    : say(`old_evidence${later}`, { count: age });
}

const DAYS_IN_YEAR = 365.25;

/** @type {(days: number) => number} */
export const years = (days) => Math.trunc(days / DAYS_IN_YEAR);

/**
 * Who held a place before the record that says from whom it was taken.
 * @param {Scene} scene
 * @param {Lang} lang
 * @param {Status} status
 * @param {Say} say
 */
function impliedStatement(scene, lang, { holding, controller }, say) {
  const ground = nextRecord(scene, holding);
  const taker = scene.controllers[scene.holdings.controller[holding + 1]].id;
  const date = formatDay(ground.day, lang, ground.precision === "month" ? "long-month" : "long");
  const values = { holder: holderName(scene, lang, controller), on: say(`on.${ground.precision}`, { date }) };
  if (taker === controller) return say("implied_seen", values);
  if (taker === "contested") return say("implied_contested", values);
  return say("implied_taken", { ...values, taker: holderName(scene, lang, taker) });
}
