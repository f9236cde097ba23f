// The events shown as a text that a spreadsheet takes, to be copied.

import { eventTitle, setsOf } from "../core/eventtable.js";
import { citation } from "./copying.js";
import { createTableCopy, rowsText } from "./tablecopy.js";
import { confidenceText, kindText, marksOf, noteText, placeText, sideText } from "./eventwords.js";
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

/** Labels, rows, and below them how to cite them and whose the data sets beside the record are: rows of cells. */
export function rowsOfEvents(scene, lang, day, rows) {
  const credits = [...setsOf(scene, rows)].map((number) => scene.events.sets[number - 1].credit[lang]);
  return [
    COLUMNS.map(([key]) => translate(scene, lang, key)),
    ...Array.from(rows, (row) => COLUMNS.map(([, cell]) => cell(scene, lang, row))),
    ...[citation(scene, lang, day), ...credits].map((line) => [line]),
  ];
}

/** The same as a text. */
export const tabText = (scene, lang, day, rows) => rowsText(rowsOfEvents(scene, lang, day, rows));

/** The button that copies them; `rowsNow()` gives the rows in order. */
export function createCopy(scene, lang, clock, rowsNow) {
  const copy = createTableCopy(scene, lang, async () => {
    const rows = rowsNow().slice(0, MOST_ROWS);
    await scene.titles.need(lang, [...rows]);
    return rowsOfEvents(scene, lang, clock.get().date, rows);
  });
  return {
    root: copy.root,
    draw(count) {
      const key = count > MOST_ROWS ? "panel.copy_first" : "panel.copy";
      copy.name(translate(scene, lang, key, { count: Math.min(count, MOST_ROWS) }));
    },
  };
}
