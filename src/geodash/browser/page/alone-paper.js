// The page without a server on paper: what the screen shows with its whole legend, and behind it every event of its list.

import { el } from "../core/dom.js";
import { rowsOfEvents } from "../parts/eventcopy.js";
import { rowsOf } from "../parts/eventlist.js";
import { ordered } from "../parts/eventorder.js";
import { rowsTable } from "../parts/tablecopy.js";
import { freeze, thaw } from "./freezing.js";

/** Listen for printers; `stateNow()` gives the state. Returns {key, list, ready(state)}: the last gets titles in time. */
export function createPaper(scene, stateNow) {
  const key = el("div", { class: "gd-paper-key" });
  const list = el("section", { class: "gd-paper" });
  const rowsIn = (state) => ordered(scene, rowsOf(scene, state), state.sort);
  window.addEventListener("beforeprint", () => {
    const state = stateNow();
    key.replaceChildren(...[...document.querySelectorAll(".gd-legend li")].map((row) => row.cloneNode(true)));
    list.replaceChildren(rowsTable(rowsOfEvents(scene, state.lang, state, rowsIn(state))));
    freeze();
  });
  window.addEventListener("afterprint", () => {
    thaw();
    key.replaceChildren();
    list.replaceChildren();
  });
  return { key, list, ready: (state) => scene.titles.need(state.lang, [...rowsIn(state)]) };
}
