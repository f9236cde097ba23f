// What the search box finds: a time, places, parties, events and sources, each kind as a group of choices. Words mean what
// they mean as a filter (core/asking.js).

import { readQuery } from "../core/asking.js";
import { eventTitle, eventsIn, partiesOf, setName } from "../core/eventtable.js";
import { takesPart } from "../core/filtering.js";
import { fold } from "../core/finding.js";
import { WordIndex } from "./search-index.js";
import { dayOf, formatDay, translate } from "../core/scene.js";

const MOST = 5; // of one kind
const BY_KIND = ["places", "actors", "events", "sources"]; // in the order shown

/** The finder of a scene; its names are fetched now. */
export async function createFinder(scene) {
  const ofAll = scene.events.count <= scene.titles.size && scene.titles.all();
  const [names] = await Promise.all([scene.document("search"), ofAll]);
  const finder = { scene, names, indexes: {}, titles: new Set() };
  for (const kind of BY_KIND) finder.indexes[kind] = new WordIndex();
  names.places.id.forEach((_, row) => finder.indexes.places.add(row, names.places.names[row]));
  names.actors.id.forEach((_, row) => finder.indexes.actors.add(row, textsOfActor(names.actors, row)));
  names.sources.id.forEach((_, row) =>
    finder.indexes.sources.add(row, [names.sources.title[row], names.sources.publisher[row]]),
  );
  finder.about = wordsAbout(finder);
  finder.placeNames = [];
  names.places.id.forEach((id, at) => {
    finder.placeNames[scene.placeIndex.get(id)] = names.places.names[at].map(fold);
  });
  return {
    /**
     * Groups of choices for a typed text: [{kind, total, choices: [{kind, id, label, hint}]}]; `now` is the window that the page
     * shows.
     */
    find(text, lang, now) {
      takeTitles(finder);
      const query = readQuery(text, names.asking);
      const found = [timeOf(scene, query.period, lang)];
      if (query.words.length) found.push(...BY_KIND.map((kind) => group(finder, kind, query, lang, now)));
      return found.filter((each) => each?.total);
    },
    /** The days that a typed text asks for, or null. */
    periodOf: (text) => readQuery(text, names.asking).period,
    /** Whether every title has come: else events are found in part. */
    isComplete: () => scene.events.count <= scene.titles.size,
  };
}

/** The day, month or year that was asked for, as a choice that moves the clock. */
function timeOf(scene, period, lang) {
  if (!period) return null;
  const [from, to] = period;
  const form = { 1: "long" }[to - from + 1] ?? (to - from < 31 ? "long-month" : "axis-year");
  const label = translate(scene, lang, `search.go_${from === to ? "day" : "span"}`, {
    date: formatDay(from, lang, form),
  });
  return {
    kind: "time",
    total: 1,
    choices: [{ kind: "time", id: `${from} ${to}`, period, label, hint: [] }],
  };
}

/** Names of place and parties of an event, by its row: an event is found by them, too. */
function wordsAbout({ scene, names: { places, actors } }) {
  const ofPlace = new Map(places.id.map((id, at) => [id, places.names[at]]));
  const ofActor = new Map(actors.id.map((id, at) => [id, textsOfActor(actors, at)]));
  return (row) => [
    ...(ofPlace.get(scene.places.id[scene.events.place[row]]) ?? []),
    ...["from", "to"].flatMap((side) =>
      partiesOf(scene, side, row).flatMap((party) => ofActor.get(scene.actors.id[party]) ?? []),
    ),
  ];
}

const textsOfActor = ({ en, fr, names }, row) => [en[row], fr[row], ...names[row]];

/** Add the titles that have come since the last time. */
function takeTitles({ scene, indexes, titles, about }) {
  const { size, chunks } = scene.titles;
  for (const [lang, lists] of Object.entries(chunks)) {
    lists.forEach((list, number) => {
      const name = `${lang} ${number}`;
      const [from, to] = [number * size, number * size + list.length];
      const { here } = scene.events; // place and parties of an event come with its row
      if (titles.has(name) || !Array.isArray(list) || from < here.from || to > here.to) return;
      titles.add(name);
      list.forEach((title, i) => {
        const row = from + i;
        indexes.events.add(row, [title, ...about(row)]);
      });
    });
  }
}

function group(finder, kind, { words, alike, period }, lang, now) {
  const { scene, indexes } = finder;
  // A time and what stands for a deed are asked of events: the names of places and parties say what they say.
  const found =
    kind === "events" ? indexes.events.find(words, alike) : period ? [] : indexes[kind].find(words);
  const rows = found.filter(([row]) => kind !== "events" || isWithin(scene, row, period));
  if (kind === "events") {
    const isAsked = period || alike.some((each) => each.size);
    rows.sort(
      (one, other) =>
        one[1] - other[1] || (isAsked && weighed(finder, words, one[0], other[0])) || other[0] - one[0],
    );
  }
  return {
    kind,
    total: rows.length,
    choices: rows.slice(0, MOST).map(([row]) => CHOICES[kind](finder, row, lang, { words, now })),
  };
}

const isWithin = ({ events }, row, period) =>
  !period || (events.start[row] <= period[1] && events.end[row] >= period[0]);

/** Who asks for a deed or a time means what happened at the place named, the whole before its parts, what most tell of first. */
function weighed({ scene: { events }, placeNames }, words, one, other) {
  const isAt = (row) => placeNames[events.place[row]]?.some((name) => words.includes(name)) ?? false;
  return (
    isAt(other) - isAt(one) ||
    (events.part[one] >= 0) - (events.part[other] >= 0) ||
    events.sources[other] - events.sources[one]
  );
}

const CHOICES = {
  places({ scene, names: { places } }, row, lang, { words }) {
    const id = places.id[row];
    const place = scene.placeIndex.get(id);
    const label = scene.places[lang][place];
    return {
      kind: "place",
      id,
      label,
      hint: [
        otherName(places.names[row], label, words),
        translate(scene, lang, `vocab.place_kind.${scene.places.kind[place]}`),
      ],
    };
  },
  actors({ scene, names: { actors } }, row, lang, { words, now }) {
    const label = actors[lang][row];
    const here = shownOf(scene, actors.id[row], now);
    return {
      kind: "actor",
      id: actors.id[row],
      label,
      hint: [
        otherName(textsOfActor(actors, row), label, words),
        translate(scene, lang, "search.events_of", { count: actors.events[row] }),
        here
          ? translate(scene, lang, "search.here", { count: here })
          : translate(scene, lang, "search.opens"),
      ],
      opens: !here,
    };
  },
  events({ scene }, row, lang) {
    return {
      kind: "event",
      id: scene.events.id[row],
      row,
      label: eventTitle(scene, lang, row),
      hint: [formatDay(scene.events.start[row], lang), setName(scene, lang, row)],
    };
  },
  sources({ names: { sources } }, row, lang) {
    return {
      kind: "source",
      id: sources.id[row],
      label: sources.title[row],
      hint: [sources.publisher[row], publishedText(sources.published[row], lang)],
    };
  },
};

/** How many events of a party the window shows. */
function shownOf(scene, id, { date, days }) {
  const takes = takesPart(scene, [id]);
  return eventsIn(scene, date, days, null).filter(takes).length;
}

/** The name by which something was found, where its label does not show why. */
function otherName(names, label, words) {
  const says = (name) => words.every((word) => fold(name).includes(word));
  return says(label) ? "" : (names.find((name) => name !== label && says(name)) ?? "");
}

/** A day, a month or a year of publication, written out. */
function publishedText(text, lang) {
  if (text.length === 10) return formatDay(dayOf(text), lang);
  return text.length === 7 ? formatDay(dayOf(`${text}-01`), lang, "long-month") : text;
}
