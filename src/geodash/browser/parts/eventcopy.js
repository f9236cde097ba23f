// The events shown as a text that a spreadsheet takes, to be copied.

import { button, el, setText } from "../core/dom.js";
import { eventTitle, setsOf } from "../core/eventtable.js";
import { citation, copyField } from "./copying.js";
import { confidenceText, kindText, marksOf, noteText, placeText, sideText } from "./eventwords.js";
import { isoOf, translate } from "../core/scene.js";

const MOST_ROWS = 1000;
/** Where a spreadsheet would begin a formula. The same as Python's interchange.neutral, for a cell of one line. */
const FORMULA = /(^|;)('*)(?=(?:\s|")*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A cell on one line, which no spreadsheet takes for a formula. */
export const cellText = (text) => text.replace(/[\t\r\n]+/g, " ").replace(FORMULA, "$1'$2");

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

/** Labels, rows, and below them how to cite them and whose the data sets beside the record are. */
export function tabText(scene, lang, day, rows) {
  const credits = [...setsOf(scene, rows)].map((number) => scene.events.sets[number - 1].credit[lang]);
  const lines = [
    COLUMNS.map(([key]) => translate(scene, lang, key)),
    ...Array.from(rows, (row) => COLUMNS.map(([, cell]) => cell(scene, lang, row))),
    ...[citation(scene, lang, day), ...credits].map((line) => [line]),
  ];
  return lines.map((cells) => cells.map(cellText).join("\t")).join("\n");
}

/** The button, and the field with the text where the browser does not allow copying; `rowsNow()` gives the rows in order. */
export function createCopy(scene, lang, clock, rowsNow) {
  const status = el("span", { class: "gd-quiet", role: "status" });
  const field = el("textarea", { class: "gd-share-field", readonly: true, rows: 2, hidden: true });
  const copy = button({ class: "gd-link" }, async () => {
    const rows = rowsNow().slice(0, MOST_ROWS);
    await scene.titles.need(lang, [...rows]);
    field.value = tabText(scene, lang, clock.get().date, rows);
    field.hidden = false;
    const done = await copyField(field);
    field.hidden = done;
    setText(status, translate(scene, lang, done ? "share.copied" : "share.copy_failed"));
  });
  return {
    root: el("span", { class: "gd-list-copy" }, copy, " ", status, field),
    draw(count) {
      const key = count > MOST_ROWS ? "panel.copy_first" : "panel.copy";
      const text = translate(scene, lang, key, { count: Math.min(count, MOST_ROWS) });
      if (copy.textContent === text) return;
      setText(copy, text);
      setText(status, "");
      field.setAttribute("aria-label", text);
    },
  };
}
