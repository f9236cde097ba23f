// @ts-check
// Filters where no server works them out: which events pass, as Python's model.selection.filter_mask says, and in words.

import { hasAll, readQuery } from "./asking.js";
import { fold, wordsOf } from "./finding.js";
import { CONFIDENCES, partiesOf } from "./eventtable.js";
import { readState } from "./params.js";
import { translate } from "./scene.js";

/** @import {Lang, Row, Scene} from "./types.d.ts" */
/** @typedef {{ cat: string[], actor: string[], role: string, where: string[], pair: string | null, conf: string, deaths: number, q: string }} Filter */
/** @typedef {(row: Row) => boolean} Test */

/** Parameters that narrow the events, in the order in which they are told. */
export const FILTERS = ["cat", "actor", "pair", "where", "conf", "deaths", "q"];

/**
 * On which sides of an event a party is looked for, by its role.
 * @type {Record<string, readonly ("from" | "to")[]>}
 */
const SIDES = { any: ["from", "to"], by: ["from"], toward: ["to"] };

/**
 * The filter that texts of a link ask for.
 * @param {Scene} scene
 * @param {Record<string, string>} texts
 * @returns {Filter}
 */
export const filterOf = (scene, texts) =>
  Object.assign(
    { cat: [], actor: [], role: "any", where: [], pair: null, conf: CONFIDENCES[0], deaths: 0, q: "" },
    readState(scene, texts, [...FILTERS, "role"]),
  );

/**
 * Names of what narrows the events.
 * @param {Filter} filter
 */
export function narrowing({ cat, actor, where, pair, conf, deaths, q }) {
  const set = {
    cat: cat.length,
    actor: actor.length,
    where: where.length,
    pair,
    conf: conf !== CONFIDENCES[0],
    deaths,
    q: q.trim(),
  };
  return FILTERS.filter((name) => set[/** @type {keyof typeof set} */ (name)]);
}

/**
 * Bits of the events that pass, in base64; no text where nothing narrows them. `searched()` gives the text of each event
 * that its words are looked for in, and the tables by which they are read.
 * @param {Scene} scene
 * @param {Filter} filter
 * @param {() => Promise<{ texts: string[], asking: import("./asking.js").Tables }>} searched
 */
export async function maskOf(scene, filter, searched) {
  const names = narrowing(filter);
  if (!names.length) return "";
  const { events } = scene;
  const tests = testsOf(scene, filter);
  if (wordsOf(filter.q).length) {
    const { texts, asking } = await searched();
    const query = readQuery(filter.q, asking);
    const [from, to] = query.period ?? [-Infinity, Infinity];
    tests.push((row) => events.start[row] <= to && events.end[row] >= from && hasAll(texts[row], query));
  }
  const bytes = new Uint8Array(Math.ceil(events.count / 8));
  for (let row = 0; row < events.count; row += 1) {
    if (tests.every((test) => test(row))) bytes[row >> 3] |= 1 << (row & 7);
  }
  return toBase64(bytes);
}

/**
 * What an event must be, besides its words.
 * @param {Scene} scene
 * @param {Filter} filter
 */
function testsOf(scene, filter) {
  const { events, categories } = scene;
  const kinds = filter.cat.map((name) => categories.indexOf(name));
  const least = CONFIDENCES.indexOf(filter.conf);
  /** @type {Test[]} */
  const tests = [];
  if (kinds.length) tests.push((row) => kinds.includes(events.category[row]));
  if (filter.actor.length) tests.push(takesPart(scene, filter.actor, SIDES[filter.role]));
  if (filter.where.length) tests.push(happenedIn(scene, filter.where));
  for (const one of filter.pair?.split(",") ?? []) tests.push(takesPart(scene, [one]));
  if (least) tests.push((row) => events.confidence[row] >= least);
  if (filter.deaths) tests.push((row) => events.low[row] >= filter.deaths);
  return tests;
}

/**
 * Whether one of some actors takes part in an event, or a member of one: on either side, or on one alone.
 * @param {Scene} scene
 * @param {string[]} ids
 * @param {readonly ("from" | "to")[]} sides
 * @returns {Test}
 */
export function takesPart(scene, ids, sides = SIDES.any) {
  const { id, parent } = scene.actors;
  /** @type {(row: Row, seen?: Set<Row>) => boolean} */
  const belongs = (row, seen = new Set()) => {
    if (ids.includes(id[row])) return true;
    const above = scene.actorIndex.get(parent[row] ?? "") ?? -1;
    if (above < 0 || seen.has(above)) return false;
    return belongs(above, seen.add(above));
  };
  const family = new Set([...id.keys()].filter((row) => belongs(row)));
  return (row) => sides.some((side) => partiesOf(scene, side, row).some((party) => family.has(party)));
}

/**
 * Whether an event happened at one of some places, or in one of some areas; one without a place is nowhere.
 * @param {Scene} scene
 * @param {string[]} ids
 * @returns {Test}
 */
function happenedIn(scene, ids) {
  const { areas, events, places } = scene;
  const whole = ids.map((id) => areas?.id.indexOf(id) ?? -1);
  const among = places.id.map(
    (id, at) => ids.includes(id) || whole.some((area) => areas?.of[at].includes(area)),
  );
  return (row) => among[events.place[row]] ?? false;
}

/**
 * What words are looked for in, event by event: titles and summaries, notes on the place, names of place and parties, in all
 * languages; each part folded. And by which tables they are read.
 * @param {Scene} scene
 * @param {(row: Row) => string[]} textsOf titles, summaries and notes of an event
 * @param {{ places: { id: string[], names: string[][] }, actors: { id: string[], en: string[], fr: string[], names: string[][] }, asking: import("./asking.js").Tables }} names
 */
export function searchedTexts(scene, textsOf, { places, actors, asking }) {
  const ofPlace = new Map(places.id.map((id, at) => [id, places.names[at]]));
  const ofActor = new Map(
    actors.id.map((id, at) => [id, [actors.en[at], actors.fr[at], ...actors.names[at]]]),
  );
  /** @type {(party: Row) => string[]} */
  const namesOf = (party) => ofActor.get(scene.actors.id[party]) ?? [];
  const texts = Array.from({ length: scene.events.count }, (_, row) => {
    const place = scene.places.id[scene.events.place[row]];
    const parties = [...partiesOf(scene, "from", row), ...partiesOf(scene, "to", row)];
    return fold([...textsOf(row), ...(ofPlace.get(place) ?? []), ...parties.flatMap(namesOf)].join("\n"));
  });
  return { texts, asking };
}

/**
 * What the events are filtered by, as the exported files say it.
 * @param {Scene} scene
 * @param {Lang} lang
 * @param {Filter} filter
 */
export const filterText = (scene, lang, filter) =>
  namedFilters(scene, lang, filter)
    .map(([, text]) => text)
    .join(translate(scene, lang, "export.filter_separator"));

/**
 * The same one by one, by the names of the parameters.
 * @param {Scene} scene
 * @param {Lang} lang
 * @param {Filter} filter
 * @returns {[string, string][]}
 */
export function namedFilters(scene, lang, filter) {
  /** @type {(key: string, values?: Record<string, string | number>) => string} */
  const say = (key, values) => translate(scene, lang, `export.filter_${key}`, values);
  /** @type {(id: string) => string} */
  const nameOf = (id) => scene.actors[lang][scene.actorIndex.get(id) ?? -1] ?? id;
  /** @type {(ids: string[]) => string[]} */
  const sorted = (ids) => ids.map(nameOf).sort();
  const [one, two] = sorted(filter.pair?.split(",") ?? []);
  const kinds = scene.categories.filter((name) => filter.cat.includes(name));
  /** @type {Record<string, () => string>} */
  const told = {
    cat: () =>
      say("categories", {
        names: kinds.map((name) => translate(scene, lang, `vocab.category.${name}`)).join(", "),
      }),
    actor: () => say(`parties_${filter.role}`, { names: sorted(filter.actor).join(", ") }),
    where: () =>
      say("where", {
        names: filter.where
          .map((id) => whereName(scene, lang, id))
          .sort()
          .join(", "),
      }),
    pair: () => say("pair", { one, two }),
    conf: () => say(`confidence_${filter.conf}`),
    deaths: () => say("deaths", { count: filter.deaths }),
    q: () => say("words", { words: filter.q.trim() }),
  };
  return narrowing(filter).map((name) => [name, told[name]()]);
}

/**
 * Name of a place, or of an area.
 * @type {(scene: Scene, lang: Lang, id: string) => string}
 */
export const whereName = ({ areas, places, placeIndex }, lang, id) =>
  areas?.[lang][areas.id.indexOf(id)] ?? places[lang][placeIndex.get(id) ?? -1] ?? id;

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
