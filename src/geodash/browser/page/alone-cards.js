// Cards where no server makes them, from what is kept of each record; and documents that leave to them what they say of sources.

import { once } from "../core/fetching.js";
import { eventTitle } from "../core/eventtable.js";
import { formatDay } from "../core/scene.js";
import { selectionOf } from "../core/selecting.js";

/** What differs between languages laid over what does not. */
const inLanguage = (texts, lang) => ({ ...texts.both, ...texts[lang] });

/** Reads cards of all records of a kind by `part(name)`, each kind once; `names` says what they are called. */
export function createShelf(names, part) {
  const load = once((kind) => part(names[kind]));
  return { of: load };
}

const CARDS = {
  event: ["events", cardOfEvent],
  place: ["places", cardOfPlace],
  party: ["parties", cardOfParty],
};

/** A function that gives the card of what is selected on a day, as the server would send it, or null without a selection. */
export function cardFor(scene, shelf, state) {
  const { kind, id } = selectionOf(state);
  if (!kind) return null;
  const [name, make] = CARDS[kind];
  return async () => {
    const [records, sources] = await Promise.all([shelf.of(name), shelf.of("sources")]);
    const sourcesOf = (ids) => ids.map((each) => inLanguage(sources[each], state.lang));
    return make(scene, records[id], state, sourcesOf);
  };
}

function cardOfParty(scene, record, { lang }, sourcesOf) {
  const card = inLanguage(record, lang);
  return { ...card, sources: sourcesOf(card.sources) };
}

function linkToEvent(scene, lang, id) {
  const row = scene.eventIndex.get(id);
  return { id, title: eventTitle(scene, lang, row), date: formatDay(scene.events.start[row], lang) };
}

function cardOfEvent(scene, record, { lang }, sourcesOf) {
  const card = inLanguage(record, lang);
  const { part_of: whole, parts, related } = card;
  const link = (id) => linkToEvent(scene, lang, id);
  return {
    ...card,
    part_of: whole && link(whole),
    parts: parts.map(link),
    related: related.map(link),
    sources: sourcesOf(card.sources),
  };
}

function cardOfPlace(scene, { phases, ...texts }, { date, lang }, sourcesOf) {
  const phase = phases.findLast(({ from }) => from <= date) ?? phases[0];
  const card = { ...inLanguage(texts, lang), ...inLanguage(phase, lang) };
  const past = card.events.filter((id) => scene.events.start[scene.eventIndex.get(id)] <= date);
  const latest = past.slice(-scene.mostEvents).reverse();
  return {
    ...card,
    events: latest.map((id) => linkToEvent(scene, lang, id)),
    earlier: past.length - latest.length,
    sources: sourcesOf(card.sources),
  };
}

/** Titles, summaries and notes of an event, in all languages: what words are looked for in besides names. */
export function textsOfEvent(record) {
  const { both, ...languages } = record;
  return Object.values(languages).flatMap((own) =>
    ["title", "summary", "place_note"].map((key) => own[key] ?? both[key]),
  );
}

/** A link to a source as the documents of the dashboard have it, from the card of the source. */
function linkOf({ both, ...languages }) {
  const published = Object.entries(languages).map(([lang, own]) => [lang, own.published ?? both.published]);
  const { title, publisher, url, language } = both;
  return { title, publisher, url, language, published: Object.fromEntries(published) };
}

/** A document with what it says of sources, where that is kept once, on their cards. */
export async function withSources(document, shelf) {
  const { sources } = document;
  const isNamed = Array.isArray(sources);
  if (!isNamed && !sources?.id) return document;
  const cards = await shelf.of("sources");
  if (isNamed)
    return { ...document, sources: Object.fromEntries(sources.map((id) => [id, linkOf(cards[id])])) };
  const links = sources.id.map((id) => linkOf(cards[id]));
  const columns = ["title", "publisher", "url", "language"].map((key) => [
    key,
    links.map((link) => link[key]),
  ]);
  return { ...document, sources: { ...sources, ...Object.fromEntries(columns) } };
}
