// The events of the window: figures above, the list below.

import { button, el, setText } from "../core/dom.js";
import { createEventList } from "../parts/eventlist.js";
import { createOrder } from "../parts/eventorder.js";
import { createFigures } from "../parts/figures.js";
import { createPairNote } from "./pairnote.js";
import { eventTitle } from "../core/eventtable.js";
import { usual } from "../core/params.js";
import { formatDay, translate } from "../core/scene.js";

/** The tab; it follows the clock while it moves. */
export function createEventsTab({ scene, lang, clock }) {
  const figures = createFigures(scene, lang);
  const list = createEventList(scene, lang, clock);
  const start = createStart(scene, lang, clock);
  const order = createOrder(scene, lang, clock);
  const note = createPairNote(scene, lang, clock, () => list.focus());
  const tools = el("div", { class: "gd-list-tools" }, order.root);
  return {
    root: el("div", { class: "gd-tab-events" }, note.root, start, figures.root, tools, list.root),
    focus: () => list.focus(),
    draw(state, rows) {
      note.draw(state);
      figures.draw(state, rows);
      order.draw(state);
      list.draw(state, rows);
    },
  };
}

/** The way in that the conflict names, if it names one. */
function createStart(scene, lang, clock) {
  const { startEvent } = scene.conflict;
  const row = scene.eventIndex.get(startEvent);
  if (row === undefined) return null;
  const date = scene.events.start[row];
  const link = button({ class: "gd-link" }, () =>
    clock.set({ date, days: usual(scene, "days"), event: startEvent }),
  );
  const draw = () =>
    setText(
      link,
      translate(scene, lang, "panel.preset", {
        date: formatDay(date, lang),
        title: eventTitle(scene, lang, row),
      }),
    );
  draw();
  const stop = scene.titles.whenLoaded(() => (link.isConnected ? draw() : stop()));
  return el(
    "p",
    { class: "gd-presets" },
    el("span", { class: "gd-quiet" }, translate(scene, lang, "panel.presets")),
    " ",
    link,
  );
}
