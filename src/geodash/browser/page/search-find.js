// What the search box finds: places, parties, events and sources, each kind as a group of choices.

import { eventTitle, setName } from "../core/eventtable.js";
import { fold } from "../core/finding.js";
import { wanted, WordIndex } from "./search-index.js";
import { dayOf, formatDay, translate } from "../core/scene.js";

const MOST = 5; // of one kind
const BY_KIND = ["places", "actors", "events", "sources"]; // in the order shown

/** The finder of a scene; its names are fetched now. */
export async function createFinder(scene) {
  const names = await scene.document("search");
  const finder = { scene, names, indexes: {}, titles: new Set() };
  for (const kind of BY_KIND) finder.indexes[kind] = new WordIndex();
  names.places.id.forEach((_, row) => finder.indexes.places.add(row, names.places.names[row]));
  names.actors.id.forEach((_, row) => finder.indexes.actors.add(row, textsOfActor(names.actors, row)));
  names.sources.id.forEach((_, row) =>
    finder.indexes.sources.add(row, [names.sources.title[row], names.sources.publisher[row]]),
  );
  return {
    /** Groups of choices for a typed text: [{kind, total, choices: [{kind, id, label, hint}]}]. */
    find(text, lang) {
      takeTitles(finder);
      const words = wanted(text);
      if (!words.length) return [];
      return BY_KIND.map((kind) => group(finder, kind, words, lang)).filter(({ total }) => total);
    },
    /** Whether every title has come: else events are found in part. */
    isComplete: () => scene.events.count <= scene.titles.size,
  };
}

const textsOfActor = ({ en, fr, names }, row) => [en[row], fr[row], ...names[row]];

/** Add the titles that have come since the last time. */
function takeTitles({ scene, indexes, titles }) {
  const { size, chunks } = scene.titles;
  for (const [lang, lists] of Object.entries(chunks)) {
    lists.forEach((list, number) => {
      const name = `${lang} ${number}`;
      if (titles.has(name) || !Array.isArray(list)) return;
      titles.add(name);
      list.forEach((title, i) => indexes.events.add(number * size + i, [title]));
    });
  }
}

function group(finder, kind, words, lang) {
  const found = finder.indexes[kind].find(words);
  // The latest event first; the other tables come in the order wanted.
  if (kind === "events") found.sort((one, other) => one[1] - other[1] || other[0] - one[0]);
  return {
    kind,
    total: found.length,
    choices: found.slice(0, MOST).map(([row]) => CHOICES[kind](finder, row, lang, words)),
  };
}

const CHOICES = {
  places({ scene, names: { places } }, row, lang, words) {
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
  actors({ scene, names: { actors } }, row, lang, words) {
    const label = actors[lang][row];
    return {
      kind: "actor",
      id: actors.id[row],
      label,
      hint: [
        otherName(textsOfActor(actors, row), label, words),
        translate(scene, lang, "search.events_of", { count: actors.events[row] }),
      ],
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
