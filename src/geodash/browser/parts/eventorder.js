// The order of the events in their list, the headings between them, and the field that chooses it.

import { createSelect } from "./choosing.js";
import { deadliestFirst } from "../core/deathorder.js";
import { formatDay, translate } from "../core/scene.js";

const WITHOUT_FIGURE = "no_figure";

/** Rows, given in order of time, in the order chosen. */
export const ordered = (scene, rows, sort) =>
  ({ newest: () => rows.toReversed(), oldest: () => rows, deaths: () => deadliestFirst(scene, rows) })[
    sort
  ]();

/** What a row stands under: its day, or in the order of deaths whether a figure is known. */
export const sectionOf = ({ events }, sort, row) =>
  sort === "deaths" ? (events.low[row] < 0 ? WITHOUT_FIGURE : "by_deaths") : events.start[row];

/** Words of the heading over a section. */
export const sectionText = (scene, lang, section) =>
  typeof section === "number"
    ? formatDay(section, lang, "weekday")
    : translate(scene, lang, `panel.${section}`);

/** The field; `draw(state)` shows the order in use. */
export function createOrder(scene, lang, clock) {
  const say = (key) => translate(scene, lang, `panel.${key}`);
  const options = scene.params.of.get("sort").words.map((sort) => [sort, say(`sort.${sort}`)]);
  const root = createSelect({ label: say("sort"), options, value: clock.get().sort }, (sort) =>
    clock.set({ sort }),
  );
  return {
    root,
    draw({ sort }) {
      if (root.value !== sort) root.value = sort;
    },
  };
}
