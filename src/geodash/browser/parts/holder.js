// One line that says who holds a place on the clock's day, with the mark of the holder's class.

import { el, setText } from "../core/dom.js";
import { groupMark } from "./marks.js";
import { statusAt } from "../core/control.js";
import { controlStatement } from "../core/statement.js";

/** The line for a place by row; it follows the clock. A place outside the scene has none. */
export function createHolder(scene, lang, place) {
  const mark = el("span");
  const text = el("span");
  const root = el("p", { class: "gd-holder", hidden: place === undefined }, mark, text);
  let shown = "";
  const draw = (state) => {
    if (place === undefined) return;
    setText(text, controlStatement(scene, lang, place, state.date));
    if (!scene.places.tracked[place]) return;
    const { group, basis } = statusAt(scene, place, state.date);
    const key = `${group} ${basis} ${state.theme}`;
    if (shown !== key) mark.replaceChildren(groupMark(scene, state.theme, group, basis));
    shown = key;
  };
  return { root, draw };
}
