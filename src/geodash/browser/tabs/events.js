// The events of the window: figures above, the list or the table below.

import { button, el, setText } from "../core/dom.js";
import { createSwitch } from "../parts/choosing.js";
import { createCopy } from "../parts/eventcopy.js";
import { createEventList } from "../parts/eventlist.js";
import { createOrder } from "../parts/eventorder.js";
import { LIST } from "../parts/eventrow.js";
import { TABLE } from "../parts/eventsheet.js";
import { createFigures } from "../parts/figures.js";
import { createChips } from "./chips.js";
import { createPairNote } from "./pairnote.js";
import { eventTitle } from "../core/eventtable.js";
import { usual } from "../core/params.js";
import { formatDay, translate } from "../core/scene.js";

const FORMS = { list: LIST, table: TABLE };

/** The tab; it follows the clock while it moves. */
export function createEventsTab({ scene, lang, clock }) {
  const figures = createFigures(scene, lang);
  const start = createStart(scene, lang, clock);
  const note = createPairNote(scene, lang, clock, () => list.focus());
  const chips = createChips(scene, lang, clock, () => list.focus());
  const tools = createTools(scene, lang, clock, () => list.rows());
  const root = el("div", { class: "gd-tab-events" }, note.root, start, figures.root, chips.root, tools.root);
  let form = "";
  let list = null;
  return {
    root,
    focus: () => list.focus(),
    draw(state, rows) {
      if (form !== state.form) {
        form = state.form;
        list?.root.remove();
        list = createEventList(scene, lang, clock, FORMS[form]);
        root.append(list.root);
      }
      note.draw(state);
      figures.draw(state, rows);
      chips.draw(state);
      tools.draw(state, rows);
      list.draw(state, rows);
    },
  };
}

/** List or table, in which order, and of the table a copy; `rowsNow()` gives the rows in order. */
function createTools(scene, lang, clock, rowsNow) {
  const say = (key) => translate(scene, lang, `panel.${key}`);
  const options = Object.keys(FORMS).map((form) => [form, say(`form.${form}`)]);
  const forms = createSwitch({ label: say("form"), options }, (form) => clock.set({ form }));
  const order = createOrder(scene, lang, clock);
  const copy = createCopy(scene, lang, clock, rowsNow);
  return {
    root: el("div", { class: "gd-list-tools" }, forms.root, copy.root, order.root),
    draw(state, rows) {
      forms.draw(state.form);
      order.draw(state);
      copy.root.hidden = state.form !== "table";
      if (!copy.root.hidden) copy.draw(rows.length);
    },
  };
}

/** The way in that the conflict names, if it names one. */
function createStart(scene, lang, clock) {
  const { startEvent } = scene.conflict;
  if (!startEvent) return null;
  const { id, row, day } = startEvent;
  const link = button({ class: "gd-link" }, () =>
    clock.set({ date: day, days: usual(scene, "days"), event: id }),
  );
  const draw = () =>
    setText(
      link,
      translate(scene, lang, "panel.preset", {
        date: formatDay(day, lang),
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
