// The events as a table: the rows of the list, with a column for each thing that it says of them.

import { button, el, setAttribute } from "../core/dom.js";
import { eventMark } from "./marks.js";
import { eventTitle, setsOf } from "../core/eventtable.js";
import { confidenceMark, rowId } from "./eventrow.js";
import { noted } from "./explaining.js";
import {
  confidenceText,
  exactText,
  kindText,
  marksOf,
  noteText,
  placeText,
  sideText,
  spokenText,
  tollText,
} from "./eventwords.js";
import { formatDay, formatNumber, translate } from "../core/scene.js";

/** Of each column the key of its label, its width in pixels at the usual size of text, and what a cell holds. */
const COLUMNS = {
  date: ["panel.precision", 136, dateCell],
  deaths: ["panel.fatalities", 92, (scene, lang, row) => tollText(scene, lang, row) || "–"],
  title: ["panel.event", 232, eventTitle],
  place: ["panel.place", 116, placeText],
  category: ["panel.category", 148, categoryCell],
  from: ["panel.from", 128, (scene, lang, row) => sideText(scene, lang, "from", row)],
  to: ["panel.to", 128, (scene, lang, row) => sideText(scene, lang, "to", row)],
  confidence: [
    "panel.confidence",
    100,
    (scene, lang, row) => confidenceText(scene, lang, scene.events.confidence[row]),
  ],
  disputed: ["panel.counter", 84, (scene, lang, row) => marksOf(scene, lang, row).disputed],
  sources: ["panel.sources_title", 72, ({ events }, lang, row) => formatNumber(events.sources[row], lang)],
  note: ["panel.note", 200, noteText],
  set: ["panel.data_set", 120, (scene, lang, row) => marksOf(scene, lang, row).set],
};
/** What a click on the label of a column asks for, from the order in use. */
const SORTS = {
  date: (sort) => (sort === "newest" ? "oldest" : "newest"),
  deaths: () => "deaths",
};
const DIRECTIONS = {
  newest: ["date", "descending"],
  oldest: ["date", "ascending"],
  deaths: ["deaths", "descending"],
};

/** The form of a table, as createEventList takes it. */
export const TABLE = {
  rowHeight: 48,
  headHeight: 36,
  headings: false,
  fixed: true,
  create(scene, lang, clock) {
    const labels = Object.entries(COLUMNS).map(([name, [key]]) => {
      const text = translate(scene, lang, key);
      const label = SORTS[name]
        ? button({ class: "gd-sheet-sort" }, () => clock.set({ sort: SORTS[name](clock.get().sort) }), text)
        : text;
      return [name, el("th", { scope: "col", "data-column": name }, label)];
    });
    const body = el("tbody");
    const holder = el(
      "table",
      {
        class: "gd-sheet",
        role: "grid",
        tabindex: "0",
        id: "gd-events",
        "aria-label": translate(scene, lang, "panel.events"),
      },
      el(
        "colgroup",
        {},
        Object.entries(COLUMNS).map(([name, [, width]]) => columnOf(name, width)),
      ),
      el(
        "thead",
        {},
        el(
          "tr",
          { "aria-rowindex": 1 },
          labels.map(([, head]) => head),
        ),
      ),
      body,
    );
    return {
      box: el("div", { class: "gd-list" }, holder),
      holder,
      body,
      arranged(rows, { sort }) {
        const [sorted, direction] = DIRECTIONS[sort];
        for (const [name, head] of labels) setAttribute(head, "aria-sort", name === sorted && direction);
        setAttribute(holder, "aria-rowcount", rows.length + 1);
        holder.classList.toggle("gd-one-set", setsOf(scene, rows).size === 0);
      },
    };
  },
  row(scene, lang, { theme, sort }, row) {
    const id = scene.events.id[row];
    const cells = Object.entries(COLUMNS).map(([name, [, , cell]]) =>
      el(
        "td",
        { "data-column": name, dir: name === "set" && "auto" },
        el("div", {}, cell(scene, lang, row, theme)),
      ),
    );
    const label = spokenText(scene, lang, sort, row);
    return el(
      "tr",
      { class: "gd-line", id: rowId(id), "data-event-id": id, "aria-selected": "false", "aria-label": label },
      cells,
    );
  },
  filler: () => el("tr", { "aria-hidden": "true" }),
  place: (node, number) => setAttribute(node, "aria-rowindex", number + 1),
};

function columnOf(name, pixels) {
  const node = el("col", { "data-column": name });
  node.style.width = `${pixels / 16}rem`;
  return node;
}

/** The day stays in sight when the table is moved sideways, and with it how far the event is to be believed. */
function dateCell(scene, lang, row) {
  const { part, disputed } = marksOf(scene, lang, row);
  const exact = exactText(scene, lang, row);
  const day = formatDay(scene.events.start[row], lang, "short");
  const say = (key) => translate(scene, lang, `panel.${key}`);
  return [
    el("span", exact ? noted(exact) : {}, exact ? `≈ ${day}` : day),
    el(
      "span",
      { class: "gd-line-marks" },
      confidenceMark(scene, lang, scene.events.confidence[row]),
      disputed && el("span", { class: "gd-tag gd-disputed", ...noted(say("disputed_means")) }, disputed),
      part && el("span", { class: "gd-tag", ...noted(say("part_means")) }, part),
    ),
  ];
}

function categoryCell(scene, lang, row, theme) {
  return [eventMark(scene, theme, row), kindText(scene, lang, row)];
}
