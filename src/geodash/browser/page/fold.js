// The side panel put away, so that the map has its room. Where map and panel stand one below the other there is nothing to fold.

import { button, setAttribute, svg } from "../core/dom.js";
import { translate } from "../core/scene.js";

const FOLDED = "data-gd-folded";

/** The button that folds the panel and opens it; `follow(id)` opens it for what is selected next. */
export function createFold(scene, lang) {
  const page = document.documentElement;
  const label = translate(scene, lang, "panel.fold");
  const arrow = svg("path", { d: "M6 3l5 5-5 5", fill: "none", stroke: "currentColor", "stroke-width": 2 });
  const root = button(
    { class: "gd-button gd-icon gd-fold", "aria-label": label, title: label },
    () => show(page.hasAttribute(FOLDED)),
    svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, arrow),
  );
  const show = (isOpen) => {
    page.toggleAttribute(FOLDED, !isOpen);
    setAttribute(root, "aria-expanded", String(isOpen));
  };
  show(!page.hasAttribute(FOLDED));
  let before = null; // nothing has been drawn
  const follow = (id) => {
    if (id && before !== null && id !== before) show(true);
    before = id;
  };
  return { root, follow };
}
