// The filters that are set, over the list: each with a cross that takes it back, and one button for all.

import { button, el } from "../core/dom.js";
import { translate } from "../core/scene.js";
import { narrowed } from "../parts/narrowed.js";

/** The row of chips; it is there while a filter is set. `left` takes the focus when the last has gone. */
export function createChips(scene, lang, left) {
  const say = (key, values) => translate(scene, lang, `panel.${key}`, values);
  const root = el("div", {
    class: "gd-chips-set",
    role: "group",
    "aria-label": say("filters_set"),
    hidden: true,
  });
  const takeBack = (name) => narrowed.get().clear(name);
  const chip = ({ name, text }) =>
    button(
      { class: "gd-chip-set", "data-filter": name, "aria-label": say("filter_clear", { filter: text }) },
      () => takeBack(name),
      el("span", {}, text),
      el("span", { "aria-hidden": "true" }, "×"),
    );
  narrowed.follow(root, () => {
    const { filters } = narrowed.get();
    const held = root.contains(document.activeElement);
    root.hidden = filters.length === 0;
    const all = button({ class: "gd-link" }, () => takeBack(), say("filters_clear"));
    root.replaceChildren(...filters.map(chip), ...(filters.length > 1 ? [all] : []));
    if (held && filters.length) root.firstChild.focus();
    else if (held) left();
  });
  return root;
}
