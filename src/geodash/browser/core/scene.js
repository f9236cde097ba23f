// @ts-check
// The scene: what Python computed from the dataset, and the few questions the browser asks of it.
// Days are integers, counted from 1970-01-01. Rows of a table are addressed by position.

import { apart } from "./dom.js";
import { Titles } from "./eventtable.js";
import { fetchFrom, insist, once, warn } from "./fetching.js";
import { classesIn } from "./look.js";
import { Pieces } from "./pieces.js";

/** @import {Day, Lang, LooseScene, Param, Params, Row, Scene, SceneDocument} from "./types.d.ts" */
/** @typedef {Record<string, string | number>} Values */

const MS_PER_DAY = 86400000;
const LOCALE = { en: "en-GB", fr: "fr-FR" };

/** @type {(iso: string) => Day} */
export const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY);
/** @type {(day: Day) => string} */
export const isoOf = (day) => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

/**
 * A day written out in a language: style is "long" (17 March 2025), "weekday", "short" or "month".
 * @param {Day} day
 * @param {Lang} lang
 * @param {string} style
 */
export function formatDay(day, lang, style = "long") {
  const text = formatter(Intl.DateTimeFormat, lang, style).format(day * MS_PER_DAY);
  return lang === "fr" ? text.replace(/^(\D*)1 /, "$11er ") : text;
}

/** @type {(number: number, lang: Lang) => string} */
export const formatNumber = (number, lang) => formatter(Intl.NumberFormat, lang, "number").format(number);

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  long: { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
  weekday: { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
  short: { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" },
  month: { month: "short", year: "numeric", timeZone: "UTC" },
  "long-month": { month: "long", year: "numeric", timeZone: "UTC" },
  "axis-year": { year: "numeric", timeZone: "UTC" },
  "axis-month": { month: "short", timeZone: "UTC" },
  "axis-day": { day: "numeric", month: "short", timeZone: "UTC" },
  number: {},
  plural: {},
};
const formatters = new Map();

/**
 * One formatter for each language and style: making one takes far longer than using it.
 * @template T
 * @param {new (locale: string, options: any) => T} Kind
 * @param {Lang} lang
 * @param {string} style
 * @returns {T}
 */
function formatter(Kind, lang, style) {
  const key = `${lang} ${style}`;
  if (!formatters.has(key)) formatters.set(key, new Kind(LOCALE[lang], STYLES[style]));
  return formatters.get(key);
}

/**
 * Load a scene; its `pieces` give the events. Page and map frame share one copy, and so one request for each document.
 * @param {string} url
 * @returns {Promise<Scene>}
 */
export function loadScene(url) {
  const address = new URL(url, document.baseURI).href;
  const scenes = (sharedWindow().geodashScenes ??= new Map());
  const known = scenes.get(address);
  if (known) return known;
  const loading = fetchScene(address);
  loading.catch(() => scenes.delete(address));
  scenes.set(address, loading);
  return loading;
}

/** The page's window, where this document is a frame of it. */
function sharedWindow() {
  try {
    return window.parent.document ? window.parent : window;
  } catch {
    return window; // embedded by another origin
  }
}

/** @param {string} address */
async function fetchScene(address) {
  /** @type {SceneDocument} */
  const raw = await fetchFrom(address, "json");
  /** @type {(name: string, kind?: "json" | "arrayBuffer") => Promise<any>} */
  const get = (name, kind = "json") => fetchFrom(new URL(name, address), kind);
  /** @type {Record<string, string>} */
  const documents = raw.documents;
  const titles = new Titles(raw.events, (name) => get(name));
  const failed = (/** @type {unknown} */ error) => warn("the base map did not come", error);
  const base = insist(() => get(raw.base), { wanted: () => true, failed });
  const pieces = new Pieces(raw.events, ({ block }) => get(block, "arrayBuffer"));
  return assemble({ ...raw, address, base, document: once((name) => get(documents[name])) }, pieces, titles);
}

/**
 * A scene from its parts: events that may still be on their way, and their titles. `raw` holds the base map document, or its
 * promise, as `base`, and `document(name)` to fetch what a panel shows.
 * @param {LooseScene} raw
 * @param {Pieces} pieces
 * @param {Titles} titles
 */
export const assemble = (raw, pieces, titles) =>
  indexScene({ ...raw, events: pieces.events, pieces, titles });

/**
 * Add lookups to a scene: positions by id, holdings by place, classes of places, days on which control changes.
 * @param {Omit<LooseScene, "events"> & Pick<Scene, "events" | "pieces" | "titles">} raw
 * @returns {Scene}
 */
export function indexScene(raw) {
  return {
    ...raw,
    params: indexParams(raw.params),
    placeIndex: rowsOf(raw.places.id),
    eventIndex: raw.pieces.rows,
    actorIndex: rowsOf(raw.actors.id),
    holdingsOf: holdingsByPlace(raw.holdings.place),
    classes: classesIn(raw),
    changeDays: changeDaysOf(raw.holdings),
  };
}

/** @type {(ids: string[]) => Map<string, Row>} */
const rowsOf = (ids) => new Map(ids.map((id, row) => [id, row]));

/** @param {Row[]} places */
function holdingsByPlace(places) {
  /** @type {Map<Row, Row[]>} */
  const found = new Map();
  places.forEach((place, row) => {
    const known = found.get(place);
    if (known) known.push(row);
    else found.set(place, [row]);
  });
  return found;
}

/**
 * Days on which a record opens a holding; an implied one has no record.
 * @param {Scene["holdings"]} holdings
 */
function changeDaysOf({ from, records }) {
  const opened = from.filter((_, row) => records[row].length > 0);
  return [...new Set(opened)].sort((a, b) => a - b);
}

/**
 * Parameters of a link by name, and the names of those that the clock moves, that the map draws, that are of a day.
 * @param {Param[]} table
 * @returns {Params}
 */
function indexParams(table) {
  /** @param {"by_browser" | "drawn" | "of_a_day"} flag */
  const namesOf = (flag) => table.filter((param) => param[flag]).map(({ name }) => name);
  return {
    of: new Map(table.map((param) => [param.name, param])),
    moved: namesOf("by_browser"),
    drawn: namesOf("drawn"),
    ofADay: namesOf("of_a_day"),
  };
}

/**
 * Whether a number of things takes the singular.
 * @type {(count: number, lang: Lang) => boolean}
 */
export const isSingle = (count, lang) => formatter(Intl.PluralRules, lang, "plural").select(count) === "one";

/**
 * Name of an actor by id; an id that the data do not hold stands for itself.
 * @type {(scene: Scene, lang: Lang, id: string) => string}
 */
export const actorName = (scene, lang, id) => scene.actors[lang][scene.actorIndex.get(id) ?? -1] ?? id;

/**
 * Text of a key in a language; {name} is replaced; a `count` picks the `_one` or `_other` form.
 * @param {Pick<Scene, "strings">} scene
 * @param {Lang} lang
 * @param {string} key
 * @param {Values} values
 */
export function translate(scene, lang, key, values = {}) {
  const catalogue = scene.strings[lang];
  let full = key;
  if ("count" in values && `${key}_other` in catalogue) {
    full = isSingle(Number(values.count), lang) ? `${key}_one` : `${key}_other`;
  }
  return (catalogue[full] ?? full).replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name] ?? whole;
    return typeof value === "number" ? formatNumber(value, lang) : apart(value);
  });
}

/**
 * Rows of the two actors of a pair "a,b"; an unknown one is -1.
 * @type {(scene: Scene, pair: string | null) => Row[]}
 */
export const actorsOf = (scene, pair) =>
  pair ? pair.split(",").map((id) => scene.actorIndex.get(id) ?? -1) : [];
