// One line that says who holds a place on the clock's day. Written here while the clock moves, by the server once settled.

import { holderName } from "./changes.js";
import { el, setText } from "./dom.js";
import { groupMark } from "./marks.js";
import { controllerAt, formatDay, groupOf, holdingAt, lastRecord, translate } from "./scene.js";

/** The line for a place by row; `settled` is the server's wording {day, text} for the settled day, or null. */
export function createHolder(scene, lang, place, settled) {
  const mark = el("span");
  const text = el("span");
  const root = el("p", { class: "gd-holder" }, mark, text);
  if (place === undefined || !scene.places.tracked[place]) {
    setText(text, settled?.text ?? "");
    root.hidden = !settled?.text;
    return { root, draw() {} };
  }
  let shown = "";
  const draw = (state) => {
    const group = groupOf(scene, controllerAt(scene, place, state.date));
    if (shown !== `${group} ${state.theme}`) mark.replaceChildren(groupMark(scene, state.theme, group));
    shown = `${group} ${state.theme}`;
    setText(text, (settled?.day === state.date && settled.text) || holderText(scene, lang, place, state.date));
  };
  return { root, draw };
}

/** "Held by M23 / AFC since 27 January 2025, last confirmed 12 March 2026". */
export function holderText(scene, lang, place, day) {
  const controller = controllerAt(scene, place, day);
  if (controller === "no_data") return translate(scene, lang, "panel.no_data", { date: formatDay(scene.knownUntil.control, lang) });
  const row = holdingAt(scene, place, day);
  if (row < 0) return translate(scene, lang, "panel.no_record");
  const key = ["contested", "unknown"].includes(controller) ? controller : "held";
  return translate(scene, lang, `panel.${key}${scene.holdings.earlier[row] && key !== "unknown" ? "_at_least" : ""}`, {
    holder: holderName(scene, lang, controller), since: formatDay(scene.holdings.from[row], lang),
    confirmed: formatDay(lastRecord(scene, row, day).day, lang),
  });
}
