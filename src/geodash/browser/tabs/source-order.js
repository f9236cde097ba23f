// Which sources the list shows, and in which order. Sources are named by their row in the document.

import { fold, wordsOf } from "../core/finding.js";

export const SOURCE_ORDERS = ["date", "publisher", "records"];

/** What search and order ask of the sources of a document, worked out once. */
export function indexSources({ sources }, lang) {
  const rows = sources.id.map((_, row) => row);
  const collator = new Intl.Collator(lang);
  const ranks = (texts) => {
    const found = [...new Set(texts)].sort(collator.compare);
    const rank = new Map(found.map((text, at) => [text, at]));
    return texts.map((text) => rank.get(text));
  };
  return {
    sources,
    words: rows.map((row) => fold(`${sources.title[row]} ${sources.publisher[row]}`)),
    count: rows.map(
      (row) => sources.events[row].length + sources.control[row].length + sources.relations[row].length,
    ),
    publisher: ranks(sources.publisher),
    title: ranks(sources.title),
  };
}

/** Rows that hold every word of a query, in title or publisher, and are of a kind and a language ("" means any). */
export function chooseSources(index, { query, kind, language, order }) {
  const { sources, words } = index;
  const wanted = wordsOf(query);
  const rows = [...sources.id.keys()].filter(
    (row) =>
      (!kind || sources.kind[row] === kind) &&
      (!language || sources.language[row] === language) &&
      wanted.every((word) => words[row].includes(word)),
  );
  return rows.sort(comparison(index, order));
}

/** Newest first, undated last; by publisher; or most records first. Titles settle what is equal. */
function comparison({ sources, publisher, title, count }, order) {
  const day = (row) => sources.day[row] ?? -Infinity;
  const newest = (a, b) => (day(a) === day(b) ? title[a] - title[b] : day(b) - day(a));
  const first = {
    date: () => 0,
    publisher: (a, b) => publisher[a] - publisher[b],
    records: (a, b) => count[b] - count[a],
  }[order];
  return (a, b) => first(a, b) || newest(a, b);
}

/** How many sources have each value of a column: [value, count] pairs, most first. */
export function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
