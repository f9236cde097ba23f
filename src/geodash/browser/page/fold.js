// The side panel put away, so that the map has its room; the reader's browser keeps that, and no link does. Where map and panel stand one below the other there is nothing to fold.

import { button, setAttribute, svg } from "../core/dom.js";
import { keep, recall } from "../core/keeping.js";
import { translate } from "../core/scene.js";

const FOLDED = "data-gd-folded";
const KEPT = "folded";
let wasDrawn = false; // in another language the panel is made anew, and stays as it is

/**
 * The button that folds the panel and opens it; `follow(id, isAsked)` opens it for what is selected next, and at first where
 * the address asks for something in it.
 */
export function createFold(scene, lang) {
  const page = document.documentElement;
  const label = translate(scene, lang, "panel.fold");
  const arrow = svg("path", { d: "M6 3l5 5-5 5", fill: "none", stroke: "currentColor", "stroke-width": 2 });
  const root = button(
    { class: "gd-button gd-icon gd-fold", "aria-label": label, title: label },
    () => {
      show(page.hasAttribute(FOLDED));
      keep(KEPT, page.hasAttribute(FOLDED) ? "1" : "0");
    },
    svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, arrow),
  );
  const show = (isOpen) => {
    page.toggleAttribute(FOLDED, !isOpen);
    setAttribute(root, "aria-expanded", String(isOpen));
  };
  show(!page.hasAttribute(FOLDED));
  let before = null; // nothing has been drawn
  const follow = (id, isAsked) => {
    if (before === null && !wasDrawn) show(isAsked || recall(KEPT) !== "1");
    else if (id && before !== null && id !== before) show(true);
    before = id;
    wasDrawn = true;
  };
  return { root, follow };
}
