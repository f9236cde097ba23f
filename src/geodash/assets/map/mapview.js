// The drawing of one map: each sheet is a function of scene, state and view, drawn only when its part changed.

import { drawArcs } from "./arcs.js";
import { drawBase } from "./base.js";
import { cellPaths, countGroups, decodeCells, drawCells, drawTowns, drawUncertainty, statusOn, tintsOf, townRadius, trackedRows } from "./control.js";
import { countByPlace, drawMarks, gather, groupPlaces } from "./events.js";
import { eventsIn } from "./eventtable.js";
import { drawLabels, placeLabels } from "./labels.js";
import { metresPerPixel, placesInView, projectPlaces } from "./projection.js";
import { layOut } from "./spread.js";
import { begin } from "./surface.js";
import { drawRing } from "./symbols.js";

const CELL_OPACITY = { light: 0.2, dark: 0.26 };

export class MapView {
  constructor(map, scene, base) {
    this.map = map;
    this.scene = scene;
    this.base = base;
    this.world = projectPlaces(scene.places);
    this.tracked = trackedRows(scene);
    this.cells = decodeCells(scene);
    this.rows = [];
    this.marks = [];
    this.furniture = () => []; // boxes that cover the map, in pixels of the frame
    this.pointed = null; // the mark under the pointer or the focus: {x, y, r}
    this.keys = {};
  }

  /** Opacity of the influence cells: the closer the look, the less they may suggest. */
  get opacity() {
    return CELL_OPACITY[this.theme] * Math.min(1, Math.max(0.35, 1 - ((this.view?.zoom ?? 0) - 9.5) * 0.22));
  }

  /** Take a new view: everything that depends on it alone is computed here, once. */
  setView(view) {
    this.view = view;
    this.positions = placesInView(view, this.world);
    this.groups = groupPlaces(this.scene, this.positions);
    this.paths = cellPaths(this.cells, view);
    this.keys = {};
    this.pointed = null;
  }

  /** Take a state: what the day and the window hold is computed here. */
  setState(state, theme) {
    this.state = state;
    this.theme = theme;
    this.palette = this.scene.palette[theme];
    this.status = statusOn(this.scene, state.date);
    this.counts = countGroups(this.status);
    this.rows = eventsIn(this.scene, state.date, state.days, state.mask);
    this.events = countByPlace(this.scene, this.rows, state);
  }

  /** Draw the sheets that differ from what they show. */
  draw(sheets) {
    const { view, state, theme } = this;
    if (!view || !view.width || !view.height) return;
    const layers = [...state.layers].sort().join();
    this.redraw("base", `${theme} ${layers} ${state.tiles}`, () =>
      drawBase(sheets.base, view, this.base, this.palette, state.layers, state.tiles !== ""),
    );
    const influence = state.layers.has("influence");
    this.redraw("cells", `${theme} ${influence && tintsOf(this.paths, this.status)}`, () => {
      sheets.cells.canvas.style.opacity = this.opacity;
      drawCells(sheets.cells, view, { paths: influence ? this.paths : [], status: this.status, palette: this.palette });
    });
    const selected = this.selectedPlace();
    this.redraw("labels", `${theme} ${state.lang} ${selected} ${layers}`, () => this.drawNames(sheets.labels, selected));
    this.drawMarks(sheets.marks);
  }

  redraw(sheet, key, draw) {
    if (this.keys[sheet] === key) return;
    this.keys[sheet] = key;
    draw();
  }

  selectedEvent() {
    return this.state.event === null ? -1 : this.scene.eventIndex.get(this.state.event);
  }

  /** Row of the selected place, or of the selected event's place, or -1. */
  selectedPlace() {
    const { state, scene } = this;
    if (state.place !== null) return scene.placeIndex.get(state.place);
    return state.event === null ? -1 : scene.events.place[this.selectedEvent()];
  }

  drawNames(context, selected) {
    const { view, scene, base, positions, palette, state } = this;
    begin(context, view);
    this.names = placeLabels(context, view, { scene, base, positions, lang: state.lang, selected, furniture: this.furnitureInView() });
    if (!state.layers.has("labels")) this.names = { ...this.names, labels: [], own: new Map() };
    const metres = metresPerPixel(this.map.getCenter().lat, view.zoom);
    if (state.layers.has("control")) drawUncertainty(context, view, { scene, rows: this.tracked, positions, palette }, metres);
    drawLabels(context, view, this.names, { scene, positions, palette });
  }

  furnitureInView() {
    const { x, y } = this.view.pad;
    return this.furniture().map((box) => [box[0] + x, box[1] + y, box[2] + x, box[3] + y]);
  }

  drawMarks(context) {
    const { view, scene, positions, palette, state, rows } = this;
    const { date: day, days, layers } = state;
    begin(context, view);
    const selected = this.selectedEvent();
    if (layers.has("arcs")) drawArcs(context, view, { scene, rows, selected, positions, palette, day, days });
    if (layers.has("control")) drawTowns(context, view, { scene, status: this.status, rows: this.tracked, positions, palette });
    this.marks = [];
    if (layers.has("events")) {
      const gathered = gather(scene, rows, this.events, this.groups, selected);
      this.marks = layOut(view, { scene, positions, names: this.names, keep: selected }, gathered);
      drawMarks(context, this.marks, { scene, palette, day, days });
    }
    for (const ring of this.rings(selected)) drawRing(context, ring.x, ring.y, ring.r, palette);
    if (this.pointed) drawRing(context, this.pointed.x, this.pointed.y, this.pointed.r, palette, 1.5);
  }

  /** Circles around what is selected: the event's own symbol, or its place where that is not drawn. */
  rings(selected) {
    const mark = this.marks.find((entry) => entry.kind === "event" && entry.row === selected);
    const place = this.state.place !== null || !mark ? this.selectedPlace() : -1;
    return [mark, place >= 0 ? this.placeMark(place) : null].filter(Boolean);
  }

  /** Where a place is drawn, and how large, or null where it has no position. */
  placeMark(row) {
    const x = this.positions.x[row];
    if (Number.isNaN(x)) return null;
    const { rank, tracked } = this.scene.places;
    return { x, y: this.positions.y[row], r: tracked[row] ? townRadius(rank[row], this.view.zoom) : 3 };
  }

  /** Where an event is drawn: its own symbol, the disc that counts it, or its place; null for none. */
  eventMark(row) {
    const own = this.marks.find((mark) => mark.kind === "event" && mark.row === row);
    const place = this.scene.events.place[row];
    if (own || place < 0) return own ?? null;
    const counted = this.marks.find((mark) => mark.kind === "count" && mark.group === this.groups.of[place]);
    return counted ?? this.placeMark(place);
  }

  /** Rows of places that can be pointed at. */
  pointable() {
    const control = this.state.layers.has("control");
    return this.names.rows.filter((row) => control || !this.scene.places.tracked[row]);
  }

  /** Events of the window outside the frame, and those without a place; parts of an event shown are not counted. */
  outside() {
    const { view, positions } = this;
    const { whole } = this.events;
    const corner = this.map.containerPointToLayerPoint([0, 0]).add(this.map.getPixelOrigin());
    const size = this.map.getSize();
    const found = { outside: 0, placeless: whole[0] };
    if (!this.state.layers.has("events")) return { outside: 0, placeless: 0 };
    for (let place = 0; place < positions.x.length; place += 1) {
      if (whole[place + 1] === 0) continue;
      const x = positions.x[place] + view.left - corner.x;
      const y = positions.y[place] + view.top - corner.y;
      if (Number.isNaN(x)) found.placeless += whole[place + 1];
      else if (x < 0 || y < 0 || x > size.x || y > size.y) found.outside += whole[place + 1];
    }
    return found;
  }

  /** Rows of the window whose place has no position. */
  placelessRows() {
    return this.rows.filter((row) => this.scene.events.place[row] < 0 || Number.isNaN(this.world.x[this.scene.events.place[row]]));
  }
}
