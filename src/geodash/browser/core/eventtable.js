// @ts-check
// Events as columns of numbers, sorted by first day, and their titles, which come in chunks when they are needed.
// A figure of -1 stands for "none": no place, no whole, no count found.

import { warn } from "./fetching.js";
import { leading } from "./finding.js";

/** @import {Day, EventTable, EventsDocument, HasEvents, Lang, Mask, Row, Scene} from "./types.d.ts" */

/** How exactly the day of a record is known; a column holds the position in this list. */
export const PRECISIONS = ["day", "approx", "month"];

/** How well a record is supported; a column holds the position in this list. */
export const CONFIDENCES = ["low", "medium", "high"];

const ARRAYS = { i4: Int32Array, u2: Uint16Array, i1: Int8Array };

/**
 * Columns by name, as long as all events are many, of which none is here yet.
 * @param {EventsDocument} description
 * @returns {EventTable}
 */
export function emptyTable({ columns, count, span, parties, arcSets, sets }) {
  const here = { from: 0, to: 0 };
  const events = /** @type {any} */ ({
    // eslint-disable-next-line unicorn/no-new-array -- room for all at once; to write each takes long where they are many
    id: new Array(count),
    count,
    span,
    parties,
    arcSets,
    sets,
    here,
  });
  for (const [name, kind] of columns) events[name] = new ARRAYS[kind](count);
  return events;
}

/**
 * A piece of events as it travels: one column after the other, then the ids, a line each.
 * @param {ArrayBuffer} block
 * @param {EventsDocument["columns"]} columns
 * @param {number} count
 */
export function readBlock(block, columns, count) {
  const bytes = columns.reduce((sum, [, kind]) => sum + count * ARRAYS[kind].BYTES_PER_ELEMENT, 0);
  const ids = count > 0 ? new TextDecoder().decode(new Uint8Array(block, bytes)).split("\n") : [];
  return { numbers: block, ids };
}

/**
 * Write a piece of events, from a row on, into the columns.
 * @param {EventTable} events
 * @param {EventsDocument["columns"]} columns
 * @param {Row} from
 * @param {{ numbers: ArrayBuffer, ids: string[] }} piece
 */
export function fill(events, columns, from, { numbers, ids }) {
  let offset = 0;
  for (const [name, kind] of columns) {
    const values = new ARRAYS[kind](numbers, offset, ids.length);
    events[name]?.set(values, from);
    offset += values.byteLength;
  }
  for (let row = 0; row < ids.length; row += 1) events.id[from + row] = ids[row];
}

/** Rows of events by id. What has come is put in order once somebody asks: most pages that open have nothing selected. */
export class RowsById {
  constructor() {
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    /** @type {[Row, string[]][]} */
    this.waiting = [];
  }

  /**
   * @param {Row} from
   * @param {string[]} ids
   */
  add(from, ids) {
    this.waiting.push([from, ids]);
  }

  /**
   * The row of an event that has come.
   * @param {unknown} id
   * @returns {Row | undefined}
   */
  get(id) {
    if (typeof id !== "string") return undefined;
    for (const [from, ids] of this.waiting) ids.forEach((each, row) => this.rows.set(each, from + row));
    this.waiting = [];
    return this.rows.get(id);
  }

  /** @param {unknown} id */
  has(id) {
    return this.get(id) !== undefined;
  }
}

/** Headlines by row and language. One that has not arrived yet is empty; `whenLoaded` hears of arrivals. */
export class Titles {
  /**
   * @param {Pick<EventsDocument, "titles" | "chunk">} events
   * @param {(name: string) => Promise<string[]>} load
   */
  constructor({ titles, chunk }, load) {
    /** @type {Record<string, string[]>} */
    this.names = titles;
    this.size = chunk;
    this.load = load;
    /** @type {Record<string, (string[] | Promise<void>)[]>} */
    this.chunks = Object.fromEntries(Object.keys(titles).map((lang) => [lang, []]));
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /**
   * @param {Lang} lang
   * @param {Row} row
   */
  get(lang, row) {
    const number = Math.floor(row / this.size);
    const chunk = this.chunks[lang][number];
    if (Array.isArray(chunk)) return chunk[row % this.size];
    if (!chunk) this.fetch(lang, number);
    return "";
  }

  /**
   * Fetch a chunk unless it is here or on its way. What cannot be had is asked for again when it is next needed.
   * @param {string} lang
   * @param {number} number
   */
  fetch(lang, number) {
    return (this.chunks[lang][number] ??= this.take(lang, number));
  }

  /**
   * @param {string} lang
   * @param {number} number
   */
  async take(lang, number) {
    try {
      this.chunks[lang][number] = await this.load(this.names[lang][number]);
    } catch (error) {
      delete this.chunks[lang][number];
      warn("headlines did not come", error);
      return;
    }
    for (const listener of Array.from(this.listeners)) listener();
  }

  /** Fetch every chunk. */
  all() {
    return Promise.all(
      Object.entries(this.names).flatMap(([lang, names]) =>
        names.map((_, number) => this.fetch(lang, number)),
      ),
    );
  }

  /**
   * Fetch what the titles of some rows need.
   * @param {Lang} lang
   * @param {Row[]} rows
   */
  need(lang, rows) {
    const numbers = new Set(rows.map((row) => Math.floor(row / this.size)));
    return Promise.all([...numbers].map((number) => this.fetch(lang, number)));
  }

  /** @param {() => void} listener */
  whenLoaded(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** @type {(scene: Scene, lang: Lang, row: Row) => string} */
export const eventTitle = (scene, lang, row) => scene.titles.get(lang, row);

/**
 * Rows of the actors on a side of an event.
 * @type {(scene: HasEvents, side: "from" | "to", row: Row) => Row[]}
 */
export const partiesOf = ({ events }, side, row) => events.parties[events[side][row]];

/**
 * Pairs of place rows that an event joins.
 * @type {(scene: HasEvents, row: Row) => [from: Row, to: Row][]}
 */
export const arcsOf = ({ events }, row) => events.arcSets[events.arcs[row]];

/**
 * Number of the data set that an event is of: 0 for the record, which alone has no column.
 * @type {(scene: HasEvents, row: Row) => number}
 */
export const setOf = ({ events }, row) => (events.origin ? events.origin[row] : 0);

/**
 * Name of the data set that an event is of; nothing for one of the record.
 * @type {(scene: HasEvents, lang: Lang, row: Row) => string}
 */
export const setName = (scene, lang, row) => scene.events.sets[setOf(scene, row) - 1]?.name[lang] ?? "";

/**
 * Numbers of the data sets beside the record that some rows are of.
 * @type {(scene: HasEvents, rows: Iterable<Row>) => Set<number>}
 */
export function setsOf({ events: { origin } }, rows) {
  const found = /** @type {Set<number>} */ (new Set());
  if (origin) for (const row of rows) if (origin[row]) found.add(origin[row]);
  return found;
}

/**
 * How exactly the day is known: "day", "approx" or "month".
 * @type {(scene: HasEvents, row: Row) => string}
 */
export const precisionOf = ({ events }, row) => PRECISIONS[events.precision[row]];

/**
 * Whether a filter mask keeps an event row.
 * @type {(mask: Mask, row: Row) => boolean}
 */
export const passes = (mask, row) => mask === null || ((mask[row >> 3] >> (row & 7)) & 1) === 1;

/** @type {WeakMap<Uint8Array, { here: EventTable["here"], found: boolean }>} */
const narrowing = new WeakMap();

/**
 * Whether a mask leaves out events of the data sets of which it keeps any; one that keeps nothing does.
 * @type {(scene: HasEvents, mask: Mask) => boolean}
 */
export function narrows(scene, mask) {
  if (mask === null) return false;
  const { here } = scene.events;
  const known = narrowing.get(mask);
  if (known?.here === here) return known.found;
  const kept = new Set();
  const cut = new Set();
  for (let row = here.from; row < here.to; row += 1) (passes(mask, row) ? kept : cut).add(setOf(scene, row));
  const found = kept.size === 0 || [...cut].some((set) => kept.has(set));
  narrowing.set(mask, { here, found });
  return found;
}

/**
 * Decode a mask sent as base64; the empty text means that no filter is set.
 * @type {(text: string) => Mask}
 */
export const decodeMask = (text) => (text ? Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) : null);

/**
 * The first row that starts after a day, of those that are here: events are sorted by first day.
 * @type {(scene: HasEvents, day: Day) => Row}
 */
export const startedBy = ({ events: { start, here } }, day) =>
  here.from + leading(here.to - here.from, (row) => start[here.from + row] <= day);

/**
 * Whether an event touches the last `days` days up to `day` (null: all up to it) and passes the mask.
 * @type {(scene: HasEvents, row: Row, day: Day, days: number | null, mask: Mask) => boolean}
 */
export const isShown = ({ events }, row, day, days, mask) =>
  events.start[row] <= day && (days === null || events.end[row] > day - days) && passes(mask, row);

/**
 * Whether an event that is shown counts: a part does not, beside the whole it belongs to.
 * @type {(scene: HasEvents, row: Row, day: Day, days: number | null, mask: Mask) => boolean}
 */
export const isCounted = (scene, row, day, days, mask) =>
  scene.events.part[row] < 0 || !isShown(scene, scene.events.part[row], day, days, mask);

/**
 * Whether an event counts among all that pass the mask, on whatever day: a part does not, beside its whole.
 * @type {(scene: HasEvents, row: Row, mask: Mask) => boolean}
 */
export const countsAmong = ({ events: { part } }, row, mask) =>
  passes(mask, row) && (part[row] < 0 || !passes(mask, part[row]));

/**
 * Rows of the events shown, in order. Map and panel ask for the same windows: two days at most.
 * @param {HasEvents} scene
 * @param {Day} day
 * @param {number | null} days
 * @param {Mask} mask
 * @returns {Int32Array}
 */
export function eventsIn(scene, day, days, mask) {
  const { events } = scene;
  const recent = events.recent ?? [];
  const found = recent.find(
    (each) => each.day === day && each.days === days && each.mask === mask && each.here === events.here,
  );
  if (found) return found.rows;
  const rows = findEvents(scene, day, days, mask);
  events.recent = [{ day, days, mask, here: events.here, rows }, ...recent.slice(0, 1)];
  return rows;
}

/** @type {typeof eventsIn} */
function findEvents(scene, day, days, mask) {
  const { end, here, span } = scene.events;
  // No event lasts longer than `span`, so none that started before `first` can reach into the window.
  const first = days === null ? here.from : startedBy(scene, day - days - span);
  const last = startedBy(scene, day);
  const rows = new Int32Array(last - first);
  let count = 0;
  for (let row = first; row < last; row += 1) {
    if ((days === null || end[row] > day - days) && passes(mask, row)) {
      rows[count] = row;
      count += 1;
    }
  }
  return rows.subarray(0, count);
}
