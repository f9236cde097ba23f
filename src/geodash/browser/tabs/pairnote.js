// One line that says that the events are those of two parties, and takes that back.

import { button, el, setText } from "../core/dom.js";
import { translate } from "../core/scene.js";
import { pairText } from "../parts/eventwords.js";

/** The line; it shows while a pair is chosen and the filter that belongs to it has arrived. `left` takes the focus after. */
export function createPairNote(scene, lang, clock, left) {
  const text = el("span");
  const takeBack = () => {
    clock.set({ pair: "" });
    left();
  };
  const clear = button({ class: "gd-button" }, takeBack, translate(scene, lang, "relations.clear"));
  const root = el("p", { class: "gd-pairnote", hidden: true }, text, clear);
  const draw = ({ pair, mask }) => {
    root.hidden = !pair || mask === null;
    if (pair) setText(text, pairText(scene, lang, pair));
  };
  return { root, draw };
}
