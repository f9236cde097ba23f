// The map's own state: what it starts with, and what pages and tests read of it.

import { layersOf, usual } from "../core/params.js";
import { isoOf } from "../core/scene.js";

/** The state before anybody has said otherwise. */
export const initialState = (scene) => ({
  ...Object.fromEntries([...scene.params.drawn, "layers", "lang"].map((name) => [name, usual(scene, name)])),
  date: Math.min(scene.knownUntil.control, scene.domain[1]),
  mask: null,
  span: null,
  theme: null, // null: what the reader's system prefers
  tiles: "",
});

/** The state as pages and tests read it; `dayOn(date)` gives the view of a day shown. */
export function publicState(scene, state, dayOn) {
  const { date, days, compare, event, place, lang, layers } = state;
  const saying = (day, what) =>
    Object.fromEntries(Array.from(dayOn(day).known, ([row, each]) => [scene.places.id[row], each[what]]));
  return {
    date: isoOf(date),
    days,
    control: saying(date, "controller"),
    basis: saying(date, "basis"),
    compare: compare === null ? null : isoOf(compare),
    control_compare: compare === null ? null : saying(compare, "controller"),
    events: layers.has("events") ? Array.from(dayOn(date).rows, (row) => scene.events.id[row]) : [],
    selected: { event, place },
    lang,
    layers: layersOf(scene).filter((name) => layers.has(name)),
  };
}
