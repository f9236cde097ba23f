// What must be said beside the table of relations: whose coding it is, how the strips read, what is counted.

import { createHistory } from "../parts/history.js";
import { button, el } from "../core/dom.js";
import { SHAPES, groupOfStatus, statusMark } from "./relation-marks.js";
import { STATUSES, statusName } from "./relation-state.js";
import { translate } from "../core/scene.js";

/** That the states are our coding of acts, with the way to the method. */
export const createMethod = (scene, lang, clock) =>
  el(
    "p",
    { class: "gd-relation-method gd-quiet" },
    translate(scene, lang, "relations.coding"),
    " ",
    button(
      { class: "gd-link" },
      () => clock.set({ tab: "sources" }),
      translate(scene, lang, "relations.method"),
    ),
  );

/** Statuses that occur, least severe first: the mark of the rows, the bar of the strips, the word. */
export function createLegend(scene, lang, pairs) {
  const used = new Set(pairs.flatMap(({ states }) => states.map(({ status }) => status)));
  const entries = [...STATUSES.filter((status) => used.has(status)), "no_record"].map((status) => {
    const bar = createHistory([{ from: 0, to: 1, group: groupOfStatus(status) }], SHAPES); // none for no record
    bar.show({ from: 0, to: 1 });
    return el(
      "li",
      {},
      statusMark(status),
      el("span", { class: "gd-relation-swatch" }, bar.root),
      statusName(scene, lang, status),
    );
  });
  return el(
    "section",
    { class: "gd-relation-legend" },
    el("h3", {}, translate(scene, lang, "relations.legend")),
    el("ul", {}, entries),
  );
}

/** What is counted, and what an empty strip does not mean. */
export const createNotes = (scene, lang) =>
  el(
    "div",
    { class: "gd-relation-notes gd-quiet" },
    ["note_record", "note_counts"].map((key) => el("p", {}, translate(scene, lang, `relations.${key}`))),
  );
