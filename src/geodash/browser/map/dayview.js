// One day on the map: states of the towns and events of its window, drawn on the part of the sheets that is its own.

import { drawArcs } from "./arcs.js";
import { countGroups, statusOn } from "../core/control.js";
import { countByPlace, drawDensities, drawMarks, gather } from "./eventmarks.js";
import { eventsIn, isShown } from "../core/eventtable.js";
import { layOut } from "./spread.js";
import { drawLeaders } from "./standoff.js";
import { within } from "./surface.js";
import { drawCells, drawTowns, shownStatus } from "./towns.js";
import { drawRing } from "../core/symbols.js";

/** Days that a state shows, from left to right: in order of time. */
export const daysOf = ({ date, compare }) =>
  [date, compare].filter((day) => day !== null).sort((a, b) => a - b);

export class DayView {
  /** `ground` is the map's drawing, which holds what all days share: scene, view, names, selection. */
  constructor(ground) {
    this.ground = ground;
    this.window = null; // {date, days, mask}
    this.taken = []; // what it was worked out from
    this.marks = [];
    this.basis = []; // what the marks were laid out from
  }

  get date() {
    return this.window.date;
  }

  /** Take a window: what the day and the window hold is computed here, once. */
  take(window) {
    const { scene } = this.ground;
    const { date, days, mask } = window;
    const basis = [date, days, mask, scene.events.here];
    if (this.window && isSame(basis, this.taken)) return this;
    this.window = window;
    this.taken = basis;
    this.known = statusOn(scene, date);
    this.counts = countGroups(scene, this.known);
    this.rows = eventsIn(scene, date, days, mask);
    this.events = countByPlace(scene, this.rows, window);
    return this;
  }

  /** States of the towns as they are drawn. */
  get status() {
    return shownStatus(this.known, this.ground.state);
  }

  /** Whether an event (by row) is in the window. */
  shows(row) {
    const { date, days, mask } = this.window;
    return isShown(this.ground.scene, row, date, days, mask);
  }

  drawCells(context, part, paths) {
    const { view, style } = this.ground;
    within(context, view, part, () => drawCells(context, view, { paths, status: this.status, style }));
  }

  drawMarks(context, part) {
    const { ground, rows, status } = this;
    const { view, scene, positions, style, palette, state, tracked, pointed } = ground;
    const { date: day, days } = this.window;
    const selected = ground.selectedEvent();
    const acts = { scene, rows, selected, pair: state.pair, day, days };
    const names = ground.names.labels.map(({ box }) => box);
    this.layOut(selected);
    within(context, view, part, () => {
      if (state.layers.has("arcs")) drawArcs(context, view, acts, { positions, style, names });
      drawDensities(context, this.marks, { style, dpr: view.dpr });
      drawLeaders(context, this.marks, palette);
      if (state.layers.has("control"))
        drawTowns(context, view, { scene, status, rows: tracked, positions, style });
      drawMarks(context, this.marks, { scene, style, day, days, view });
      for (const ring of this.rings(selected)) drawRing(context, ring.x, ring.y, ring.r, palette);
      if (pointed) drawRing(context, pointed.x, pointed.y, pointed.r, palette, 1.5);
    });
  }

  /** Find a spot for each symbol on the whole of the sheet, so that they stay put while the part grows or shrinks. */
  layOut(selected) {
    const { view, scene, positions, groups, names, state } = this.ground;
    const shown = state.layers.has("events");
    const basis = [this.rows, view, names, selected, shown];
    if (isSame(basis, this.basis)) return;
    this.basis = basis;
    const gathered = shown ? gather(scene, this.rows, this.events, groups, selected) : [];
    this.marks = layOut(view, { scene, positions, names, keep: selected }, gathered);
  }

  /** Circles around what is selected: the event's own symbol, or its place where that is not drawn. */
  rings(selected) {
    const { ground } = this;
    const mark = this.marks.find((entry) => entry.kind === "event" && entry.row === selected);
    const place = ground.state.place !== null || !mark ? ground.selectedPlace() : -1;
    return [mark, place >= 0 ? ground.placeMark(place) : null].filter(Boolean);
  }

  /** Where an event is drawn: its own symbol, the disc that counts it, or its place; null for none. */
  eventMark(row) {
    const { scene, groups } = this.ground;
    const own = this.marks.find((mark) => mark.kind === "event" && mark.row === row);
    const place = scene.events.place[row];
    if (own || place < 0) return own ?? null;
    const counted = this.marks.find((mark) => mark.kind === "count" && mark.group === groups.of[place]);
    return counted ?? this.ground.placeMark(place);
  }
}

const isSame = (one, other) => one.length === other.length && one.every((value, i) => value === other[i]);
