// The events as a list: one option for each, under headings.

import { el, setAttribute } from "../core/dom.js";
import { eventMark } from "./marks.js";
import { recordLink } from "../core/linking.js";
import { eventTitle } from "../core/eventtable.js";
import { sectionText } from "./eventorder.js";
import { noted } from "./explaining.js";
import { confidenceNote, kindText, marksOf, metaText, spokenText } from "./eventwords.js";
import { translate } from "../core/scene.js";

export const rowId = (id) => `gd-event-${id}`;

/** The form of a list, as createEventList takes it. */
export const LIST = {
  rowHeight: 72, // pixels at the usual size of text, where only what is on screen is built
  headHeight: 0,
  headings: true,
  fixed: false,
  create(scene, lang) {
    const box = el("div", {
      class: "gd-list",
      role: "listbox",
      tabindex: "0",
      id: "gd-events",
      "aria-label": translate(scene, lang, "panel.events"),
    });
    return { box, holder: box, body: box };
  },
  row: eventRow,
  /** Screen readers hear what a heading says in each row instead. */
  heading: (scene, lang, section) =>
    el("div", { class: "gd-day", "aria-hidden": "true" }, sectionText(scene, lang, section)),
  filler: () => el("div", { "aria-hidden": "true" }),
  /** Say which row of how many it is, where not all are built. */
  place(node, number, count) {
    setAttribute(node, "aria-posinset", number);
    setAttribute(node, "aria-setsize", number && count);
  },
};

/** One event as an option of the list. Its label says all of it: hidden words would be laid out in every step of the clock. */
function eventRow(scene, lang, { theme, sort }, row) {
  const { events } = scene;
  const text = (key, values) => translate(scene, lang, `panel.${key}`, values);
  const { set, part, disputed } = marksOf(scene, lang, row);
  const id = events.id[row];
  return recordLink(
    {
      class: "gd-row",
      role: "option",
      id: rowId(id),
      "data-event-id": id,
      tabindex: "-1",
      "aria-selected": "false",
      "aria-label": spokenText(scene, lang, sort, row),
    },
    eventMark(scene, theme, row),
    el(
      "span",
      { class: "gd-row-body" },
      el(
        "span",
        { class: "gd-row-head" },
        el("span", { class: "gd-row-kind" }, kindText(scene, lang, row)),
        set && el("span", { class: "gd-tag gd-set", dir: "auto" }, set),
        part && el("span", { class: "gd-tag", ...noted(text("part_means")) }, part),
        disputed && el("span", { class: "gd-tag gd-disputed", ...noted(text("disputed_means")) }, disputed),
        el("span", { class: "gd-row-proof" }, text("sources", { count: events.sources[row] })),
        confidenceMark(scene, lang, events.confidence[row]),
      ),
      el("span", { class: "gd-headline" }, eventTitle(scene, lang, row)),
      el("span", { class: "gd-row-meta" }, metaText(scene, lang, sort, row)),
    ),
  );
}

/** Three bars, as many filled as the confidence is high; the words must stand beside it or be spoken. */
export const confidenceMark = (scene, lang, rank) =>
  el("span", { class: "gd-confidence", "data-rank": rank, ...noted(confidenceNote(scene, lang, rank)) });
