// The figures of the chart as a table, for those who read rather than point; its rows are made when it is opened.

import { button, el } from "../core/dom.js";
import { formatNumber, translate } from "../core/scene.js";
import { monthText } from "./trend-months.js";
import { total } from "./trend-series.js";

/** The table: {root, show(shown)}, behind a line that opens it; `go(month)` is called with the month that is pressed. */
export function createTrendTable(scene, lang, go) {
  const say = (key) => translate(scene, lang, `trends.${key}`);
  const table = el("table", { class: "gd-trend-table" });
  const box = el(
    "div",
    { class: "gd-trend-box", role: "region", tabindex: "0", "aria-label": say("table") },
    table,
  );
  const root = el("details", { class: "gd-trend-figures" }, el("summary", {}, say("table")), box);
  let shown = null;
  const fill = () => {
    if (!root.open || !shown) return;
    const { starts, series } = shown;
    const number = (value) => el("td", {}, formatNumber(value, lang));
    const head = [say("month"), say("all"), ...series.map(({ name }) => name)];
    const rows = starts.slice(0, -1).map((_, month) => {
      const name = button({ class: "gd-link" }, () => go(month), monthText(scene, lang, starts, month));
      const values = series.map((each) => each.values[month]);
      return el("tr", {}, el("th", { scope: "row" }, name), number(total(values)), values.map(number));
    });
    table.replaceChildren(
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          head.map((text) => el("th", { scope: "col" }, text)),
        ),
      ),
      el("tbody", {}, rows.reverse()),
    );
  };
  root.addEventListener("toggle", fill);
  return {
    root,
    show(next) {
      shown = next;
      fill();
    },
  };
}
