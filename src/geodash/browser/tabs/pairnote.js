// One line that says that the events are those of two parties, and takes that back.

import { button, el, setText } from "../core/dom.js";
import { actorName, translate } from "../core/scene.js";

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
    if (pair)
      setText(text, translate(scene, lang, "relations.filtered", { pair: namesOf(scene, lang, pair) }));
  };
  return { root, draw };
}

/** "Chad–Sudan" for "chad,sudan"; an id that the data do not hold stands for itself. */
function namesOf(scene, lang, pair) {
  const [one, two] = pair.split(",").map((id) => actorName(scene, lang, id));
  return translate(scene, lang, "wording.pair", { one, two });
}
