// The scene: what Python computed from the dataset, and the few questions the browser asks of it.
// Days are integers, counted from 1970-01-01. Rows of a table are addressed by position.

import { PRECISIONS, readEvents, Titles } from "./eventtable.js";
import { fetchFrom, once } from "./fetching.js";
import { classesIn } from "./look.js";

const MS_PER_DAY = 86400000;
const LOCALE = { en: "en-GB", fr: "fr-FR" };

export const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY);
export const isoOf = (day) => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

/** A day written out in a language: style is "long" (17 March 2025), "weekday", "short" or "month". */
export function formatDay(day, lang, style = "long") {
  const text = formatter(Intl.DateTimeFormat, lang, style).format(day * MS_PER_DAY);
  return lang === "fr" ? text.replace(/^(\D*)1 /, "$11er ") : text;
}

export const formatNumber = (number, lang) => formatter(Intl.NumberFormat, lang, "number").format(number);

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

/** One formatter for each language and style: making one takes far longer than using it. */
function formatter(Kind, lang, style) {
  const key = `${lang} ${style}`;
  if (!formatters.has(key)) formatters.set(key, new Kind(LOCALE[lang], STYLES[style]));
  return formatters.get(key);
}

/** Load a scene and its events. Page and map frame share one copy, and so one request for each document. */
export function loadScene(url) {
  const address = new URL(url, document.baseURI).href;
  const scenes = (sharedWindow().geodashScenes ??= new Map());
  if (!scenes.has(address)) {
    const loading = fetchScene(address);
    loading.catch(() => scenes.delete(address));
    scenes.set(address, loading);
  }
  return scenes.get(address);
}

/** The page's window, where this document is a frame of it. */
function sharedWindow() {
  try {
    return window.parent.document ? window.parent : window;
  } catch {
    return window; // embedded by another origin
  }
}

async function fetchScene(address) {
  const raw = await fetchFrom(address, "json");
  const get = (name, kind = "json") => fetchFrom(new URL(name, address), kind);
  const titles = new Titles(raw.events, get);
  const base = get(raw.base);
  base.catch(() => null); // whoever waits for it is told
  const [numbers, ids] = await Promise.all([
    get(raw.events.numbers, "arrayBuffer"),
    get(raw.events.ids),
    raw.events.count <= raw.events.chunk ? titles.all() : null,
  ]);
  return assemble(
    { ...raw, address, base, document: once((name) => get(raw.documents[name])) },
    numbers,
    ids,
    titles,
  );
}

/**
 * A scene from its parts: columns and ids of events, their titles. `raw` holds the base map document, or its promise, as
 * `base`, and `document(name)` to fetch what a panel shows.
 */
export const assemble = (raw, numbers, ids, titles) =>
  indexScene({ ...raw, events: readEvents(raw.events, numbers, ids), titles });

/** Add lookups to a scene: positions by id, holdings by place, classes of places, days on which control changes. */
export function indexScene(raw) {
  const scene = { ...raw };
  scene.placeIndex = new Map(raw.places.id.map((id, row) => [id, row]));
  scene.eventIndex = new Map(raw.events.id.map((id, row) => [id, row]));
  scene.params = indexParams(raw.params);
  scene.actorIndex = new Map(raw.actors.id.map((id, row) => [id, row]));
  scene.holdingsOf = new Map();
  raw.holdings.place.forEach((place, row) => {
    if (!scene.holdingsOf.has(place)) scene.holdingsOf.set(place, []);
    scene.holdingsOf.get(place).push(row);
  });
  scene.classes = classesIn(raw);
  scene.changeDays = [...new Set(raw.holdings.from)].sort((a, b) => a - b);
  return scene;
}

/** Parameters of a link by name, and the names of those that the clock moves, that the map draws, that are of a day. */
function indexParams(table) {
  const namesOf = (flag) => table.filter((param) => param[flag]).map(({ name }) => name);
  return {
    of: new Map(table.map((param) => [param.name, param])),
    moved: namesOf("by_browser"),
    drawn: namesOf("drawn"),
    ofADay: namesOf("of_a_day"),
  };
}

/** Whether a number of things takes the singular. */
export const isSingle = (count, lang) => formatter(Intl.PluralRules, lang, "plural").select(count) === "one";

/** Name of an actor by id; an id that the data do not hold stands for itself. */
export const actorName = (scene, lang, id) => scene.actors[lang][scene.actorIndex.get(id)] ?? id;

/** Text of a key in a language; {name} is replaced; a `count` picks the `_one` or `_other` form. */
export function translate(scene, lang, key, values = {}) {
  const catalogue = scene.strings[lang];
  let full = key;
  if ("count" in values && `${key}_other` in catalogue) {
    full = isSingle(values.count, lang) ? `${key}_one` : `${key}_other`;
  }
  return (catalogue[full] ?? full).replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name] ?? whole;
    return typeof value === "number" ? formatNumber(value, lang) : value;
  });
}

/** Rows of the two actors of a pair "a,b"; an unknown one is -1. */
export const actorsOf = (scene, pair) =>
  pair ? pair.split(",").map((id) => scene.actorIndex.get(id) ?? -1) : [];

/** Row of the holding of a place (by row) on a day, or -1 where no record applies. */
export function holdingAt(scene, place, day) {
  for (const row of scene.holdingsOf.get(place) ?? []) {
    if (scene.holdings.from[row] <= day && (scene.holdings.to[row] === null || day < scene.holdings.to[row]))
      return row;
  }
  return -1;
}

/** Controller of a tracked place (by row) on a day: an actor id, "contested", "unknown" or "no_data". */
export function controllerAt(scene, place, day) {
  if (day > scene.knownUntil.control) return "no_data";
  const row = holdingAt(scene, place, day);
  return row < 0 ? "unknown" : scene.controllers[scene.holdings.controller[row]].id;
}

/** Class of a controller; contested, unknown and no_data are their own. */
export const groupOf = (scene, controller) =>
  scene.controllers.find((entry) => entry.id === controller)?.group ?? controller;

/** Last record of a holding (by row) dated up to a day: {day, confidence, precision}. */
export function lastRecord(scene, row, day) {
  const days = scene.holdings.records[row];
  let position = 0;
  while (position + 1 < days.length && days[position + 1] <= day) position += 1;
  const { confidence, precision } = scene.holdings;
  return {
    day: days[position],
    confidence: confidence[row][position],
    precision: PRECISIONS[precision[row][position]],
    position,
  };
}

/** Strength of drawing evidence last confirmed `age` days ago: 1 when fresh, then fading to the faintest. */
export function evidenceStrength({ look }, age) {
  const { fresh, faded, faintest } = look.fade;
  const share = Math.min(1, Math.max(0, (age - fresh) / (faded - fresh)));
  return 1 - (1 - faintest) * share;
}

/** First change day after a day, or null. */
export const nextChange = (scene, day) => scene.changeDays.find((change) => change > day) ?? null;

/** Last change day before a day, or null. */
export const previousChange = (scene, day) => scene.changeDays.findLast((change) => change < day) ?? null;
