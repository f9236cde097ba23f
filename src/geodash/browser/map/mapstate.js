// The map's own state: what is drawn, checked key by key as it arrives from the page, the server or a script.

import { decodeMask } from "../core/eventtable.js";
import { dayOf, isoOf } from "../core/scene.js";

export const LAYERS = ["control", "influence", "events", "arcs", "labels", "provinces", "roads"];
const DEFAULT_LAYERS = LAYERS.filter((name) => name !== "roads");
const DEFAULT_DAYS = 30;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const TILES = /^https:\/\/[^\s"'<>]*\{z\}[^\s"'<>]*$/;

export const initialState = (scene) => ({
  date: Math.min(scene.knownUntil.control, scene.domain[1]),
  days: DEFAULT_DAYS,
  mask: null,
  event: null,
  place: null,
  pair: null, // ids of two actors whose acts are shown, "a,b"
  compare: null,
  lang: "en",
  theme: null, // null: what the reader's system prefers
  layers: new Set(DEFAULT_LAYERS),
  tiles: "",
});

const known = (index) => (value) =>
  value === null || value === "" ? null : index.has(value) ? value : undefined;

const daysFrom = (value) => {
  if (value === null || value === "all") return null;
  return Number.isInteger(value) && value > 0 ? value : undefined;
};

const isoFrom = (value) => {
  const day = typeof value === "string" && ISO_DAY.test(value) ? dayOf(value) : NaN;
  return Number.isInteger(day) && isoOf(day) === value ? day : undefined;
};

/** A mask must be long enough for every event; a shorter one belongs to other data. */
const checkMask = (scene, mask) =>
  mask === null || mask.length * 8 >= scene.events.id.length ? mask : undefined;

function maskFrom(scene, value) {
  if (value === null) return null;
  if (typeof value !== "string") return undefined;
  try {
    return checkMask(scene, decodeMask(value));
  } catch {
    return undefined;
  }
}

// An array built in the page's document is no instance of this document's class: ask for the name instead.
const bytesFrom = (scene, value) => {
  if (value === null) return null;
  return Object.prototype.toString.call(value) === "[object Uint8Array]"
    ? checkMask(scene, value)
    : undefined;
};

const viewFrom = (value) =>
  Array.isArray(value) && value.length === 3 && value.every(Number.isFinite) ? value : undefined;

/** Rows of the two actors of a pair "a,b"; an unknown one is -1. */
export const actorsOf = (scene, pair) =>
  pair ? pair.split(",").map((id) => scene.actors.id.indexOf(id)) : [];

function pairFrom(scene, value) {
  if (value === null || value === "") return null;
  const rows = typeof value === "string" ? actorsOf(scene, value) : [];
  return rows.length === 2 && rows.every((row) => row >= 0) ? value : undefined;
}

const common = (scene) => ({
  days: daysFrom,
  event: known(scene.eventIndex),
  place: known(scene.placeIndex),
  pair: (value) => pairFrom(scene, value),
  lang: (value) => (value in scene.strings ? value : undefined),
  theme: (value) => (value === "light" || value === "dark" ? value : undefined),
  layers: (value) =>
    Array.isArray(value) ? new Set(value.filter((name) => LAYERS.includes(name))) : undefined,
  tiles: (value) => (value === "" || (typeof value === "string" && TILES.test(value)) ? value : undefined),
  view: viewFrom,
});

/** Readers of the values that scripts and the server send: dates as text, masks as base64. */
const publicReaders = (scene) => ({
  ...common(scene),
  date: isoFrom,
  compare: (value) => (value ? isoFrom(value) : null),
  mask: (value) => maskFrom(scene, value),
});

/** Readers of the values that the page's clock holds: dates as days, masks as bytes. */
const pageReaders = (scene) => ({
  ...common(scene),
  date: (value) => (Number.isInteger(value) ? value : undefined),
  compare: (value) => (value === null || Number.isInteger(value) ? value : undefined),
  mask: (value) => bytesFrom(scene, value),
});

/** The readable part of a patch: keys and values of a wrong kind are left out. */
function read(readers, patch) {
  const result = {};
  for (const [key, reader] of Object.entries(readers)) {
    if (patch === null || typeof patch !== "object" || !(key in patch)) continue;
    const value = reader(patch[key]);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

export const readPublic = (scene, patch) => read(publicReaders(scene), patch);
export const readPage = (scene, patch) => read(pageReaders(scene), patch);

/** Day to show for a newly selected event: the present one while the event lasts, else its first. */
export function dayForEvent(scene, id, day) {
  const row = scene.eventIndex.get(id);
  const { start, end } = scene.events;
  return start[row] <= day && day <= end[row] ? day : start[row];
}

/** The state as pages and tests read it; `dayOn(date)` gives the view of a day shown. */
export function writePublic(scene, state, dayOn) {
  const { date, days, compare, event, place, lang, layers } = state;
  const controlOn = (day) =>
    Object.fromEntries(
      Array.from(dayOn(day).status, ([row, { controller }]) => [scene.places.id[row], controller]),
    );
  return {
    date: isoOf(date),
    days,
    control: controlOn(date),
    compare: compare === null ? null : isoOf(compare),
    control_compare: compare === null ? null : controlOn(compare),
    events: layers.has("events") ? Array.from(dayOn(date).rows, (row) => scene.events.id[row]) : [],
    selected: { event, place },
    lang,
    layers: LAYERS.filter((name) => layers.has(name)),
  };
}
