// What is left out, over the list: the filters that are set and the holders that the map draws alone, each with a cross that
// takes it back, and one button for all.

import { button, el } from "../core/dom.js";
import { classNames } from "../core/look.js";
import { translate } from "../core/scene.js";
import { narrowed } from "../parts/narrowed.js";

const HOLDERS = "holders";

/** The row of chips; it is there while anything is left out. `left` takes the focus when the last has gone. */
export function createChips(scene, lang, clock, left) {
  const say = (key, values) => translate(scene, lang, `panel.${key}`, values);
  const root = el("div", {
    class: "gd-chips-set",
    role: "group",
    "aria-label": say("filters_set"),
    hidden: true,
  });
  let holders = null;
  const takeBack = (name) => {
    if (name === HOLDERS) clock.set({ holders: null });
    else narrowed.get().clear(name); // with all filters the holders go too
  };
  const drawn = () => ({
    name: HOLDERS,
    text: translate(scene, lang, "map.holders", { names: classNames(scene, lang, holders) }),
  });
  const chip = ({ name, text }) =>
    button(
      { class: "gd-chip-set", "data-filter": name, "aria-label": say("filter_clear", { filter: text }) },
      () => takeBack(name),
      el("span", {}, text),
      el("span", { "aria-hidden": "true" }, "×"),
    );
  const show = () => {
    const filters = [...narrowed.get().filters, ...(holders === null ? [] : [drawn()])];
    const held = root.contains(document.activeElement);
    root.hidden = filters.length === 0;
    const all = button({ class: "gd-link" }, () => takeBack(), say("filters_clear"));
    root.replaceChildren(...filters.map(chip), ...(filters.length > 1 ? [all] : []));
    if (held && filters.length) root.firstChild.focus();
    else if (held) left();
  };
  narrowed.follow(root, show);
  return {
    root,
    draw(state) {
      if (holders === state.holders) return;
      holders = state.holders;
      show();
    },
  };
}
