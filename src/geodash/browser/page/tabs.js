// The tabs of the panel: one is shown, and only that one is drawn. What a tab shows is made when it is first opened.

import { createCompareTab } from "../tabs/compare.js";
import { createEventsTab } from "../tabs/events.js";
import { createPlacesTab } from "../tabs/places.js";
import { createRelationsTab } from "../tabs/relations.js";
import { createSourcesTab } from "../tabs/sources.js";
import { createStoriesTab } from "../tabs/stories.js";
import { createTrendsTab } from "../tabs/trends.js";
import { button, el, isShortcut, setAttribute } from "../core/dom.js";
import { translate } from "../core/scene.js";

const CREATE = {
  events: createEventsTab,
  relations: createRelationsTab,
  places: createPlacesTab,
  compare: createCompareTab,
  trends: createTrendsTab,
  stories: createStoriesTab,
  sources: createSourcesTab,
};

/** Tab bar and panels; each tab is {root, draw(state, rows), focus?()}. */
export function createTabs(scene, lang, clock) {
  const names = scene.params.of.get("tab").words;
  const buttons = names.map((name) =>
    button(
      { class: "gd-tab", role: "tab", id: `gd-tab-${name}`, "aria-controls": `gd-tabpanel-${name}` },
      () => clock.set({ tab: name }),
      translate(scene, lang, `panel.tab.${name}`),
    ),
  );
  const panels = names.map((name) =>
    el("section", {
      class: "gd-tabpanel",
      role: "tabpanel",
      id: `gd-tabpanel-${name}`,
      "aria-labelledby": `gd-tab-${name}`,
      hidden: true,
    }),
  );
  const bar = el(
    "div",
    { class: "gd-tabs", role: "tablist", "aria-label": translate(scene, lang, "panel.tabs") },
    buttons,
  );
  const made = {};
  let shown = null;
  bar.addEventListener("keydown", (event) => {
    const target = tabByKey(event.key, buttons.indexOf(document.activeElement), names.length - 1);
    if (target === undefined || isShortcut(event)) return;
    event.preventDefault();
    clock.set({ tab: names[target] });
    buttons[target].focus();
  });
  const show = (name) => {
    const arrives = shown === null;
    shown = name;
    if (!made[name]) {
      made[name] = CREATE[name]({ scene, lang, clock });
      panels[names.indexOf(name)].append(made[name].root);
    }
    names.forEach((each, i) => {
      setAttribute(buttons[i], "aria-selected", String(each === name));
      setAttribute(buttons[i], "tabindex", each === name ? "0" : "-1");
      panels[i].hidden = each !== name;
    });
    reveal(buttons[names.indexOf(name)], bar, arrives);
  };
  return {
    root: el("div", { class: "gd-tabbed" }, bar, panels),
    focus: () => (made[shown]?.focus ?? (() => buttons[names.indexOf(shown)]?.focus()))(),
    draw(state, rows) {
      if (state.tab !== shown) show(state.tab);
      made[shown].draw(state, rows);
    },
  };
}

/** Bring a tab into view. On arrival only the bar moves: the page stays at its title. */
function reveal(tab, bar, arrives) {
  if (!arrives) {
    tab.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    return;
  }
  const [box, node] = [bar.getBoundingClientRect(), tab.getBoundingClientRect()];
  bar.scrollLeft += Math.min(0, node.left - box.left) + Math.max(0, node.right - box.right);
}

/** Position of the tab that a key leads to from the focused one, round and round; undefined for none. */
function tabByKey(key, at, last) {
  if (at < 0) return undefined;
  return {
    ArrowRight: at === last ? 0 : at + 1,
    ArrowLeft: at === 0 ? last : at - 1,
    Home: 0,
    End: last,
  }[key];
}
