// The briefing view: title, key figures and numbered events around the map, and the numbers on the map.

import { el, setText } from "../core/dom.js";
import { rowsOf } from "../parts/eventlist.js";
import { createFigures } from "../parts/figures.js";
import { mountPart } from "../parts/mount.js";
import { createLocator } from "./locator.js";
import { createNumbers } from "./numbers.js";
import { isSingle } from "../core/scene.js";
import { leaveOutOfLegend } from "./presentation.js";

const GAP = 12;

/** Mount or update the briefing view; called again on every rerun. */
export const render = (component) => mountPart(component, "brief", create);

function create(root, scene, lang) {
  const parts = Object.fromEntries(
    ["title", "day", "sentence", "news", "sources", "method", "made"].map((name) => [
      name,
      el(name === "title" ? "h1" : "p", { class: `gd-brief-${name}` }),
    ]),
  );
  const figures = createFigures(scene, lang);
  const numbers = createNumbers(scene);
  const locator = createLocator();
  const list = el("ol", { class: "gd-brief-list" });
  const more = el("p", { class: "gd-brief-more" });
  const heading = el("h2");
  const head = el("div", { class: "gd-brief-head" }, parts.title, parts.day, parts.sentence, parts.news);
  const foot = el("div", { class: "gd-brief-foot" }, parts.sources, parts.method, parts.made);
  const side = el("section", { class: "gd-brief-side" }, figures.root, heading, list, more);
  root.append(head, numbers.root, locator.root, side, foot);
  let data = null;
  const fit = () => {
    if (!data) return;
    makeRoom(head, foot);
    fill(list, more, numbers, data, lang);
  };
  const watch = new ResizeObserver(fit);
  for (const part of [head, foot, side]) watch.observe(part);
  return {
    draw(state) {
      const rows = rowsOf(scene, state);
      figures.draw(state, rows);
      const shown = new Set(Array.from(rows, (row) => scene.events.category[row]));
      leaveOutOfLegend(scene.categories.map((_, at) => at).filter((at) => !shown.has(at)));
    },
    update(component) {
      data = component.data;
      for (const [name, node] of Object.entries(parts)) setText(node, data[name]);
      setText(heading, data.labels.events);
      locator.update(data.locator);
      fit();
    },
    destroy() {
      watch.disconnect();
      numbers.destroy();
      locator.destroy();
    },
  };
}

/** Tell the style sheet how much room the texts above and below the map take. */
function makeRoom(head, foot) {
  const { style } = document.documentElement;
  style.setProperty("--gd-brief-head", `${head.offsetTop + head.offsetHeight + GAP}px`);
  style.setProperty("--gd-brief-foot", `${foot.offsetHeight + 2 * GAP}px`);
}

/** As many events as there is room for, and how many there are beyond them. */
function fill(list, more, numbers, { events, total, labels }, lang) {
  const rows = events.map(({ text, where }, i) =>
    el(
      "li",
      {},
      el("span", { class: "gd-brief-number" }, String(i + 1)),
      el(
        "span",
        { class: "gd-brief-text" },
        text,
        " ",
        el("span", { class: "gd-quiet gd-brief-where" }, where),
      ),
    ),
  );
  list.replaceChildren(...rows);
  let shown = rows.length;
  const say = () => {
    const left = total - shown;
    const form = isSingle(left, lang);
    setText(
      more,
      total === 0
        ? labels.none
        : left
          ? labels[form ? "more_one" : "more_other"].replace("{count}", left)
          : "",
    );
  };
  say();
  while (shown > 0 && list.scrollHeight > list.clientHeight + 1) {
    shown -= 1;
    rows[shown].remove();
    say();
  }
  numbers.show(events.slice(0, shown).map(({ place }) => place));
}
