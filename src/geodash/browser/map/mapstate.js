// The map's own state: what it starts with, and what pages and tests read of it and of where it draws.

import { layersOf, usual } from "../core/params.js";
import { isoOf } from "../core/scene.js";

/** The state before anybody has said otherwise. */
export const initialState = (scene) => ({
  ...Object.fromEntries(
    [...scene.params.drawn, "cat", "layers", "lang"].map((name) => [name, usual(scene, name)]),
  ),
  date: Math.min(scene.knownUntil.control, scene.domain[1]),
  mask: null,
  span: null,
  theme: null, // null: what the reader's system prefers
  tiles: "",
});

/** The state as pages and tests read it; `dayOn(date)` gives the view of a day shown. */
export function publicState(scene, state, dayOn) {
  const { date, days, compare, event, place, lang, layers, holders } = state;
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
    holders,
    layers: layersOf(scene).filter((name) => layers.has(name)),
    drawn: publicPlaces(dayOn(date)),
  };
}

/** Where symbols of events, names of places and symbols of towns stand, in pixels of the frame as the map last came to rest. */
function publicPlaces({ ground, marks, status }) {
  const { scene, names, tracked, positions } = ground;
  const { pad } = ground.view;
  const at = ({ x, y }) => ({ x: x - pad.x, y: y - pad.y });
  const shift = [pad.x, pad.y, pad.x, pad.y];
  const towns = tracked.filter((row) => !Number.isNaN(positions.x[row]));
  return {
    events: marks.map((mark) => ({
      event: mark.kind === "event" ? scene.events.id[mark.row] : null,
      count: mark.total ?? 1,
      r: mark.r,
      ...at(mark),
      from: mark.from ? at(mark.from) : null,
    })),
    names: Array.from(names.own, ([row, { box }]) => ({
      place: scene.places.id[row],
      box: shift.map((by, i) => box[i] - by),
    })),
    towns: towns.map((row) => {
      const mark = ground.placeMark(row);
      return { place: scene.places.id[row], r: mark.r, left: status.get(row).left === true, ...at(mark) };
    }),
  };
}
