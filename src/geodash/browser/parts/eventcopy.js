// The events shown as a text that a spreadsheet takes, to be copied.

import { inOneLine } from "../core/dom.js";
import { eventTitle, setsOf } from "../core/eventtable.js";
import { citation } from "./copying.js";
import { eventsText } from "./figures.js";
import { narrowed } from "./narrowed.js";
import { createTableCopy } from "./tablecopy.js";
import { confidenceText, kindText, marksOf, noteText, pairText, placeText, sideText } from "./eventwords.js";
import { isoOf, translate } from "../core/scene.js";

const MOST_ROWS = 1000;
const figure = (value) => (value < 0 ? "" : String(value));

/** Keys of the labels, and what a cell holds. */
const COLUMNS = [
  ["panel.precision", ({ events }, _, row) => isoOf(events.start[row])],
  ["panel.event", eventTitle],
  ["panel.place", placeText],
  ["panel.category", kindText],
  ["panel.from", (scene, lang, row) => sideText(scene, lang, "from", row, Infinity)],
  ["panel.to", (scene, lang, row) => sideText(scene, lang, "to", row, Infinity)],
  ["panel.deaths_low", ({ events }, _, row) => figure(events.low[row])],
  ["panel.deaths_high", ({ events }, _, row) => figure(events.high[row])],
  ["panel.confidence", (scene, lang, row) => confidenceText(scene, lang, scene.events.confidence[row])],
  ["panel.counter", (scene, lang, row) => marksOf(scene, lang, row).disputed],
  ["panel.sources_title", ({ events }, _, row) => figure(events.sources[row])],
  ["panel.note", noteText],
  ["panel.data_set", (scene, lang, row) => marksOf(scene, lang, row).set],
  ["panel.id", ({ events }, _, row) => events.id[row]],
];

/**
 * Labels, rows, and below them what they are a part of, how to cite them and whose the data sets beside the record are: rows of
 * cells. `all` are the events of the list, of which a copy may hold the first ones.
 */
export function rowsOfEvents(scene, lang, state, all, most = Infinity) {
  const rows = all.slice(0, most);
  const credits = [...setsOf(scene, rows)].map((number) => scene.events.sets[number - 1].credit[lang]);
  return [
    COLUMNS.map(([key]) => translate(scene, lang, key)),
    ...Array.from(rows, (row) => COLUMNS.map(([, cell]) => cell(scene, lang, row))),
    [extentText(scene, lang, state, all, rows)],
    ...[citation(scene, lang, state.date), ...credits].map((line) => [line]),
  ];
}

/** "12 events in 30 days, of those that pass the filters · words: bridge · the first 1,000 of 1,200 rows". */
function extentText(scene, lang, state, all, rows) {
  const values = { count: rows.length, total: all.length };
  const cut = rows.length < all.length && translate(scene, lang, "panel.copied_first", values);
  const filters = narrowed.get().filters.map(({ text }) => text);
  const pair = state.pair && pairText(scene, lang, state.pair);
  return inOneLine([eventsText(scene, lang, state, all), pair, ...filters, cut]);
}

/** The button that copies them; `rowsNow()` gives the rows in order. */
export function createCopy(scene, lang, clock, rowsNow) {
  const first = () => rowsNow().slice(0, MOST_ROWS);
  const rowsLater = async () => {
    const [state, rows] = [clock.get(), rowsNow()]; // of one moment: the clock may move on before the titles are here
    await scene.titles.need(lang, rows.slice(0, MOST_ROWS));
    return rowsOfEvents(scene, lang, state, rows, MOST_ROWS);
  };
  const keyNow = () => {
    const state = clock.get();
    return [state.date, extentText(scene, lang, state, rowsNow(), first()), ...first()].join();
  };
  const copy = createTableCopy(scene, lang, rowsLater, keyNow);
  return {
    root: copy.root,
    draw(count) {
      const key = count > MOST_ROWS ? "panel.copy_first" : "panel.copy";
      copy.name(translate(scene, lang, key, { count: Math.min(count, MOST_ROWS) }));
      copy.draw();
    },
  };
}
