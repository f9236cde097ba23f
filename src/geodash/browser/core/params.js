// @ts-check
// The parameters of a link, as the scene lists them, and the state made of them: every value is checked here, whether
// it comes as text from an address or the server, or as it is held in the state.

import { decodeMask } from "./eventtable.js";
import { HYPHENS } from "./finding.js";
import { dayOf, isoOf } from "./scene.js";

/** @import {Param, Readable, Row, Scene} from "./types.d.ts" */
/** @typedef {(scene: Scene, value: unknown, param: Param) => unknown} Read */

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Nothing else is a number: no text at all is no zero. */
const DECIMAL = /^\s*[+-]?\d+(\.\d*)?\s*$/;
const WHOLE = /^[1-9]\d{0,4}$/;
/** The same as TILE_ADDRESS and NOT_PUBLIC of Python's link.tiles. */
const TILES =
  /^https:\/\/(?:\{s\}\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]+)(?::[0-9]{1,5})?\/[!#-;=?-~]*$/i;
const NOT_PUBLIC = /^(arpa|corp|home|internal|intranet|lan|local|localdomain|localhost|private)$/i;
const COUNT = /^\d{1,10}$/;
const MOST = 2_000_000_000;
export const UNPRINTABLE = /\p{C}|[\p{Z}--[ ]]/gv;
const LONGEST_TEXT = 200;
const LONGEST_TILES = 400;
const LONGEST_VALUE = 4000;
/** Signs behind a link that are those of its sentence. */
const AFTER = /[\s<>"'`«»“”‘’.,;:!?)\]}…*]+$/u;

/** @type {(value: unknown) => value is null | ""} */
const isNone = (value) => value === null || value === "";
/** @type {(value: unknown) => value is string} */
const isText = (value) => typeof value === "string";
/** @type {(value: unknown) => value is number} */
const isWhole = (value) => Number.isInteger(value);
/** @type {(allowed: unknown[], value: unknown) => unknown} */
const oneOf = (allowed, value) => (allowed.includes(value) ? value : undefined);

/**
 * A day; one outside the record moves to its edge.
 * @type {Read}
 */
function readDay({ domain: [first, last] }, value) {
  if (isNone(value)) return null;
  const day = isText(value) && ISO_DAY.test(value) ? dayOf(value) : value;
  if (!isWhole(day) || (isText(value) && isoOf(day) !== value)) return undefined;
  return Math.min(last, Math.max(first, day));
}

/**
 * A number of days; null is all.
 * @type {Read}
 */
function readDays(_, value) {
  if (value === null || value === "all") return null;
  const days = isText(value) && WHOLE.test(value) ? Number(value) : value;
  return isWhole(days) && days > 0 ? days : undefined;
}

/**
 * An id; one of a table that the scene holds must stand in it.
 * @type {Read}
 */
function readId(scene, value, { of = "" }) {
  if (isNone(value)) return null;
  /** @type {Record<string, { has: (id: string) => boolean }>} */
  const tables = { events: scene.eventIndex, places: scene.placeIndex, actors: scene.actorIndex };
  return isText(value) && (tables[of]?.has(value) ?? true) ? value : undefined;
}

/**
 * Ids of two actors, "a,b".
 * @type {Read}
 */
function readPair(scene, value) {
  if (isNone(value)) return null;
  const ids = isText(value) ? value.split(",") : [];
  return ids.length === 2 && ids.every((id) => scene.actorIndex.has(id)) ? value : undefined;
}

/**
 * Ids of classes of holders, "a,b"; null is all.
 * @type {Read}
 */
function readClasses({ look }, value) {
  if (isNone(value)) return null;
  const given = String(value).split(",");
  const known = look.classes.map(({ id }) => id).filter((id) => given.includes(id));
  return known.length === look.classes.length ? null : known.sort().join() || undefined;
}

/** @type {Read} */
function readStory(_, value) {
  if (isNone(value)) return null;
  return isText(value) ? value : undefined;
}

/** @type {Read} whether something is on */
const readFlag = (_, value) => (typeof value === "boolean" ? value : { 0: false, 1: true }[String(value)]);

/**
 * Names of layers, of which unknown ones are left out.
 * @type {Read}
 */
function readLayers(scene, value) {
  const names = isText(value) ? value.split(",") : value;
  if (!Array.isArray(names)) return undefined;
  return new Set(layersOf(scene).filter((name) => names.includes(name)));
}

/**
 * Where the map looks: [lat, lon, zoom].
 * @type {Read}
 */
function readView(_, value) {
  if (isNone(value)) return null;
  const view = isText(value)
    ? value.split(",").map((part) => (DECIMAL.test(part) ? Number(part) : NaN))
    : value;
  return Array.isArray(view) && view.length === 3 && view.every(Number.isFinite) ? view : undefined;
}

/**
 * Ids or categories, each once and sorted; of those that the scene can tell, the ones that it knows.
 * @type {Read}
 */
function readSet(scene, value, { name }) {
  if (isNone(value)) return [];
  const given = isText(value) ? value.split(",") : value;
  if (!Array.isArray(given)) return undefined;
  /** @type {Record<string, (each: string) => boolean>} */
  const tables = {
    cat: (each) => scene.categories.includes(each),
    actor: (each) => scene.actorIndex.has(each),
    where: (each) => scene.placeIndex.has(each) || Boolean(scene.areas?.id.includes(each)),
  };
  const known = [...new Set(given)].filter(tables[name] ?? isText).sort();
  return known.length ? known : undefined;
}

/** @type {Read} */
function readCount(_, value) {
  const count = isText(value) && COUNT.test(value) ? Number(value) : value;
  return isWhole(count) && count >= 0 && count <= MOST ? count : undefined;
}

/**
 * One short line.
 * @type {Read}
 */
const readText = (_, value) =>
  isText(value) && value.length <= LONGEST_TEXT && value.search(UNPRINTABLE) < 0 ? value : undefined;

/**
 * How values of each kind are read (undefined: senseless), and written as a link has them.
 * @type {Record<string, { read: Read, write: (value: any) => string }>}
 */
const KINDS = {
  date: { read: readDay, write: (day) => (day === null ? "" : isoOf(day)) },
  days: { read: readDays, write: (days) => String(days ?? "all") },
  id: { read: readId, write: (id) => id ?? "" },
  classes: { read: readClasses, write: (classes) => classes ?? "" },
  pair: { read: readPair, write: (pair) => pair ?? "" },
  story: { read: readStory, write: (story) => story ?? "" },
  word: { read: (_, value, { words = [] }) => oneOf(words, value), write: (word) => word },
  flag: { read: readFlag, write: (on) => (on ? "1" : "0") },
  layers: { read: readLayers, write: (layers) => [...layers].join() },
  set: { read: readSet, write: (values) => values.join() },
  count: { read: readCount, write: String },
  text: { read: readText, write: String },
  view: { read: readView, write: (view) => view?.join() ?? "" },
};

/**
 * Bits of the events that a filter keeps. A mask too short for every event belongs to other data.
 * @type {Read}
 */
function readMask({ events }, value) {
  if (isNone(value)) return null;
  let mask = /** @type {any} */ (value);
  try {
    if (isText(value)) mask = decodeMask(value);
  } catch {
    return undefined; // it is the name of a file: whoever fetches that hands it over
  }
  // An array made in another document is no instance of this one's class: ask for the name instead.
  const isBytes = Object.prototype.toString.call(mask) === "[object Uint8Array]";
  return isBytes && mask.length * 8 >= events.count ? mask : undefined;
}

/**
 * The visible part of the time axis, as the clock holds it: always the same object for the same part.
 * @type {Read}
 */
function readSpan(_, value) {
  const { from, to } = /** @type {any} */ (value ?? {});
  return value === null || (Number.isFinite(from) && from < to) ? value : undefined;
}

/** @type {Read} */
function readTiles(_, value) {
  if (value === "") return value;
  if (!isText(value) || value.length > LONGEST_TILES) return undefined;
  const found = value.match(TILES);
  const isComplete = ["{x}", "{y}", "{z}"].every((part) => value.includes(part));
  return found && isComplete && !NOT_PUBLIC.test(found[1]) ? value : undefined;
}

/**
 * A value as it was before it went through a text, as Python's read_value takes it.
 * @param {string} value
 */
const mended = (value) => value.replace(HYPHENS, "-").trim().replace(AFTER, "").toLowerCase();

/**
 * Read a value by its kind; a text that makes no sense is read once more as it was meant.
 * @type {Read}
 */
function readParam(scene, value, param) {
  const { read } = KINDS[param.kind];
  if (isText(value) && value.length > LONGEST_VALUE) return undefined;
  const found = read(scene, value, param);
  const meant = found === undefined && isText(value) && param.kind !== "text" && mended(value);
  return meant ? read(scene, meant, param) : found;
}

/** @type {Record<string, Read>} what a state holds besides parameters */
const OTHERS = {
  mask: readMask,
  span: readSpan,
  theme: (_, value) => oneOf(["light", "dark"], value),
  tiles: readTiles,
};

/**
 * Names of the map's layers, in order.
 * @type {(scene: Scene) => string[]}
 */
export const layersOf = (scene) => scene.layers.map(({ id }) => id);

/** @type {(scene: Scene, name: string) => Param} */
const paramOf = ({ params }, name) => /** @type {Param} */ (params.of.get(name));

/**
 * The readable part of a patch: what is asked for by `names` and makes sense. A day that is shown is never none.
 * @param {Scene} scene
 * @param {unknown} patch
 * @param {string[]} names
 * @returns {Readable}
 */
export function readState(scene, patch, names) {
  /** @type {Record<string, any>} */
  const state = {};
  if (patch === null || typeof patch !== "object") return state;
  for (const [name, given] of Object.entries(patch)) {
    if (!names.includes(name)) continue;
    const param = paramOf(scene, name);
    const value = (param ? readParam : OTHERS[name])(scene, given, param);
    if (value !== undefined && !(name === "date" && value === null)) state[name] = value;
  }
  return state;
}

/**
 * A value of the state as a link writes it.
 * @type {(scene: Scene, name: string, value: unknown) => string}
 */
export const textOf = (scene, name, value) => KINDS[paramOf(scene, name).kind].write(value);

/**
 * The text of a parameter's default: left out of a link.
 * @param {Scene} scene
 * @param {string} name
 */
export function usualText(scene, name) {
  const { kind, default: text } = paramOf(scene, name);
  if (kind !== "layers") return text;
  return scene.layers
    .filter(({ on }) => on)
    .map(({ id }) => id)
    .join();
}

/**
 * What the server settled on, with what it left out: a parameter that the browser changes is then at its default.
 * @type {(scene: Scene, settled: object) => Record<string, string>}
 */
export const completeTexts = (scene, settled) => ({
  ...Object.fromEntries(scene.params.moved.map((name) => [name, usualText(scene, name)])),
  ...settled,
});

/**
 * The default of a parameter.
 * @type {(scene: Scene, name: string) => unknown}
 */
export const usual = (scene, name) => {
  const read = readState(scene, { [name]: usualText(scene, name) }, [name]);
  return /** @type {Record<string, unknown>} */ (read)[name] ?? null;
};
