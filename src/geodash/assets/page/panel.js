// The right column: figures, list of events, card of the selection.

import { clock } from "./clock.js";
import { createDetail } from "./detail.js";
import { button, el } from "./dom.js";
import { createEventList, rowsOf } from "./eventlist.js";
import { createFigures } from "./figures.js";
import { mount } from "./mount.js";
import { dayOf, translate } from "./scene.js";

const NARROW = matchMedia("(max-width: 639px)");

/** Mount or update the panel in a Streamlit component; called again on every rerun. */
export const render = (component) => mount(component, "panel", create);

function create(root, scene, lang) {
  const figures = createFigures(scene, lang);
  const list = createEventList(scene, lang, clock);
  const detail = createDetail(scene, lang, clock, () => list.focus());
  const presets = el("p", { class: "gd-presets", hidden: true });
  let presetText = "";
  let selected = null;
  root.append(presets, figures.root, list.root, detail.root);
  const onKey = (event) => {
    if (event.key === "Escape" && (clock.get().event || clock.get().place)) detail.close();
  };
  root.addEventListener("keydown", onKey);
  return {
    draw(state) {
      const rows = rowsOf(scene, state);
      const now = state.event ?? state.place;
      root.classList.toggle("gd-has-card", now !== null);
      figures.draw(state, rows);
      detail.draw(state);
      list.draw(state, rows);
      if (now && now !== selected && NARROW.matches && root.contains(document.activeElement)) detail.focus();
      selected = now;
    },
    update({ data }) {
      detail.update(data.detail ?? null, data.settled.date ? dayOf(data.settled.date) : null);
      const text = JSON.stringify(data.presets ?? []);
      if (text !== presetText) drawPresets(presets, scene, lang, data.presets ?? []);
      presetText = text;
    },
    destroy: () => root.removeEventListener("keydown", onKey),
  };
}

/** Links to prepared states; a date may come as YYYY-MM-DD. */
function drawPresets(node, scene, lang, presets) {
  node.hidden = presets.length === 0;
  const links = presets.flatMap(({ label, patch }) => [" ", button({ class: "gd-link" }, () => {
    clock.set({ ...patch, ...(typeof patch.date === "string" ? { date: dayOf(patch.date) } : {}) });
  }, label)]);
  node.replaceChildren(el("span", { class: "gd-quiet" }, translate(scene, lang, "panel.presets")), ...links);
}
