// A table of numbers on two days; rows are kept while the clock moves, and only what differs is written.

import { el, reconcile, setAttribute, setText } from "../core/dom.js";
import { formatDay, formatNumber } from "../core/scene.js";

/**
 * A table with a column for each day and `more` columns after them. `draw(days, rows)` takes rows
 * {id, label, numbers, key, mark()}: numbers, or texts, by column; the mark is made again when `key` differs.
 */
export function createTable(scene, lang, { name, title, head, more }) {
  const dayCells = [0, 1].map(() => el("th", { scope: "col" }));
  const body = el("tbody");
  const root = el(
    "table",
    { class: `gd-compare-table gd-compare-${name}` },
    el("caption", {}, title),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, head),
        dayCells,
        more.map((text) => el("th", { scope: "col" }, text)),
      ),
    ),
    body,
  );
  const kept = new Map();
  const rowOf = (id) => {
    if (!kept.has(id)) kept.set(id, createRow(id, 2 + more.length));
    return kept.get(id);
  };
  const draw = (days, rows) => {
    days.forEach((day, i) => setText(dayCells[i], formatDay(day, lang, "short")));
    reconcile(
      body,
      rows.map((row) => {
        const made = rowOf(row.id);
        fill(made, row, lang);
        return made.root;
      }),
    );
  };
  return { root, draw };
}

function createRow(id, columns) {
  const row = {
    mark: el("span"),
    label: el("span"),
    key: null,
    cells: Array.from({ length: columns }, () => el("td")),
  };
  row.root = el(
    "tr",
    { "data-id": id },
    el("th", { scope: "row" }, el("span", { class: "gd-compare-term" }, row.mark, row.label)),
    row.cells,
  );
  return row;
}

function fill(row, { label, numbers, key, mark }, lang) {
  setText(row.label, label);
  if (row.key !== key && mark) row.mark.replaceChildren(mark());
  row.key = key;
  numbers.forEach((value, i) => {
    setText(row.cells[i], typeof value === "number" ? formatNumber(value, lang) : value);
    setAttribute(row.cells[i], "data-value", value);
  });
}
