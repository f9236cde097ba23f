// A tab whose content needs a document that is fetched when the tab is first opened.

import { button, el } from "../core/dom.js";
import { skeleton } from "./passages.js";
import { warn } from "../core/fetching.js";
import { translate } from "../core/scene.js";

/**
 * A tab that shows grey bars until `load()` has given what it needs, then what `build(loaded)` makes of it:
 * {root, draw(state, rows), focus?()}. Where loading fails it says so and offers to try again.
 */
export function arriving(scene, lang, load, build) {
  const root = el("div", { class: "gd-arriving" });
  let tab = null;
  let latest = null;
  const start = async () => {
    root.replaceChildren(skeleton());
    try {
      const [loaded] = await Promise.all([load(), scene.pieces.whole]); // a panel speaks of all events
      tab = build(loaded);
    } catch (error) {
      const again = button({ class: "gd-button" }, start, translate(scene, lang, "panel.try_again"));
      root.replaceChildren(
        el(
          "p",
          { role: "alert", class: "gd-failed" },
          translate(scene, lang, "panel.load_failed"),
          " ",
          again,
        ),
      );
      warn("a panel failed", error);
      return;
    }
    root.replaceChildren(tab.root);
    if (latest) tab.draw(...latest);
  };
  start();
  return {
    root,
    focus: () => tab?.focus?.(),
    draw(...now) {
      latest = now;
      tab?.draw(...now);
    },
  };
}
