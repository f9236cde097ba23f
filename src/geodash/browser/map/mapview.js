// The drawing of one map: each sheet is a function of scene, state and view, drawn only when its part changed.
// Ground and names are the same for every day; what a day shows is drawn by its own `DayView`, one beside the other.

import { drawGround, drawLines } from "./base.js";
import { cellsInView, decodeCells, drawUncertainty, tintsOf, townRadius, trackedRows } from "./towns.js";
import { DayView, daysOf } from "./dayview.js";
import { countByPlace, groupPlaces } from "./eventmarks.js";
import { drawLabels, placeLabels } from "./labels.js";
import { Shades } from "./shades.js";
import { arcsOf } from "../core/eventtable.js";
import { styleOf } from "../core/look.js";
import { paced } from "../core/pace.js";
import { metresPerPixel, placesInView, projectPlaces } from "../core/projection.js";

const CELLS_MS = 100; // a faint ground need not follow each step of a drag, and takes longer to draw than all else

export class MapView {
  constructor(map, scene, base) {
    this.map = map;
    this.scene = scene;
    this.base = base;
    this.world = projectPlaces(scene.places);
    this.tracked = trackedRows(scene);
    this.cells = decodeCells(scene);
    this.shades = new Shades(this);
    this.days = []; // one view of a day, or two from left to right
    this.edge = 0; // x on the sheets where the second begins
    this.furniture = () => []; // boxes that cover the map, in pixels of the frame
    this.pointed = null; // the mark under the pointer or the focus: {x, y, r}
    this.keys = {};
    this.followCells = paced(
      (sheet) => this.drawCells(sheet),
      CELLS_MS,
      () => this.keys.ground !== this.groundOfCells(),
    );
  }

  get palette() {
    return this.style.palette;
  }

  /** Opacity of the influence cells: the closer the look, the less they may suggest. */
  get opacity() {
    const closeness = 1 - ((this.view?.zoom ?? 0) - 9.5) * 0.22;
    return this.scene.look.cells[this.theme] * Math.min(1, Math.max(0.35, closeness));
  }

  /** Take a new view: everything that depends on it alone is computed here, once. */
  setView(view) {
    this.view = view;
    this.positions = placesInView(view, this.world);
    this.groups = groupPlaces(this.scene, this.positions);
    this.influence = cellsInView(this.cells, view);
    this.keys = {};
    this.pointed = null;
  }

  /** Take a state: what its days and their windows hold is computed here. */
  setState(state, theme) {
    this.state = state;
    this.theme = theme;
    this.style = styleOf(this.scene, theme);
    const { days, mask } = state;
    this.days = daysOf(state).map((date, i) =>
      (this.days[i] ?? new DayView(this)).take({ date, days, mask }),
    );
  }

  /** Put the edge between two days at an x of the sheets; says whether that changes the picture. */
  split(x) {
    const { dpr } = this.view;
    const edge = Math.round(x * dpr) / dpr; // on a whole pixel of the screen, so that the sides join without a seam
    const moved = edge !== this.edge && this.days.length > 1;
    this.edge = edge;
    return moved;
  }

  /** Call with each day and the part of the sheets that is its own, from x to x. */
  eachPart(visit) {
    const edges = [0, ...this.days.slice(1).map(() => this.edge), this.view.width];
    this.days.forEach((day, i) => visit(day, [edges[i], edges[i + 1]]));
  }

  /** The day that is shown at an x of the sheets. */
  dayAt(x) {
    return this.days[this.days.length > 1 && x >= this.edge ? 1 : 0];
  }

  /** The view of a date, if it is shown. */
  dayOn(date) {
    return this.days.find((day) => day.date === date);
  }

  /** Draw the sheets that differ from what they show. */
  draw(sheets) {
    const { view, state, theme } = this;
    if (!view || !view.width || !view.height) return;
    const layers = [...state.layers].sort().join();
    this.redraw("base", `${theme} ${layers} ${state.tiles}`, () =>
      sheets.base.draw(view, (context) => {
        if (!state.tiles)
          drawGround(context, view, { base: this.base, style: this.style, layers: state.layers });
      }),
    );
    this.redraw("opacity", theme, () => (sheets.cells.canvas.style.opacity = this.opacity));
    const selected = this.selectedPlace();
    this.redraw("labels", `${theme} ${state.lang} ${selected} ${layers}`, () =>
      sheets.labels.draw(view, (context) => this.drawNames(context, selected)),
    );
    if (sheets.shades) this.shades.show(sheets.shades);
    this.drawDays(sheets);
  }

  /** Draw what differs from day to day. */
  drawDays({ cells, marks }) {
    this.followCells(cells);
    this.drawMarks(marks);
  }

  /** What the cells depend on but for the days: a change of it is drawn at once. */
  groundOfCells() {
    return `${this.theme} ${this.edge} ${this.days.length} ${this.state.layers.has("influence")}`;
  }

  drawCells(sheet) {
    const { paths, box } = this.influence;
    const shown = this.state.layers.has("influence") ? paths : [];
    const tints = this.days.map(({ status }) => tintsOf(shown, status, this.style));
    this.keys.ground = this.groundOfCells();
    this.redraw("cells", [this.keys.ground, ...tints].join("|"), () =>
      sheet.draw(
        this.view,
        (context) => this.eachPart((day, part) => day.drawCells(context, part, shown)),
        box,
      ),
    );
  }

  drawMarks({ context }) {
    this.eachPart((day, part) => day.drawMarks(context, part));
  }

  /** Write the names again with the next picture, in a typeface that has come. */
  forgetNames() {
    this.keys.labels = null;
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

  /** Draw what lies over the cells: lines of the ground, how exact positions are, names. */
  drawNames(context, selected) {
    const { view, scene, base, positions, style, palette, state } = this;
    this.names = placeLabels(context, view, {
      scene,
      base,
      positions,
      lang: state.lang,
      selected,
      furniture: this.furnitureInView(),
    });
    if (!state.layers.has("labels")) this.names = { ...this.names, labels: [], own: new Map() };
    drawLines(context, view, { base, style, layers: state.layers });
    const metres = metresPerPixel(this.map.getCenter().lat, view.zoom);
    if (state.layers.has("control"))
      drawUncertainty(context, view, { scene, rows: this.tracked, positions, palette }, metres);
    drawLabels(context, view, this.names, { scene, positions, palette });
  }

  furnitureInView() {
    const { x, y } = this.view.pad;
    return this.furniture().map((box) => [box[0] + x, box[1] + y, box[2] + x, box[3] + y]);
  }

  /** Where a place is drawn, and how large, or null where it has no position. */
  placeMark(row) {
    const x = this.positions.x[row];
    if (Number.isNaN(x)) return null;
    const { rank, tracked } = this.scene.places;
    return {
      x,
      y: this.positions.y[row],
      r: tracked[row] ? townRadius(this.scene, rank[row], this.view.zoom) : 3,
    };
  }

  /** Rows of places that can be pointed at. */
  pointable() {
    const control = this.state.layers.has("control");
    return this.names.rows.filter((row) => control || !this.scene.places.tracked[row]);
  }

  /** Rows of the events of all windows, each once, in order. */
  get rows() {
    const [one, other] = this.days.map(({ rows }) => rows);
    return other ? Int32Array.from(new Set([...one, ...other])).sort() : one;
  }

  /** Rows of the places of these events, and of the seats from and to which they act. */
  placesOfEvents() {
    const found = new Set();
    for (const row of this.rows) {
      found.add(this.scene.events.place[row]);
      for (const place of arcsOf(this.scene, row).flat()) found.add(place);
    }
    return [...found];
  }

  /** Whether discs stand for the events, of any of the days. */
  get dense() {
    return this.days.some(({ marks }) => marks[0]?.dense === true);
  }

  /** Events of all windows by place (entry row + 1), each once; parts of an event shown are not counted. */
  counted() {
    const [first, ...others] = this.days;
    return others.reduce((total, day) => {
      const { whole } = countByPlace(
        this.scene,
        day.rows.filter((row) => !first.shows(row)),
        day.window,
      );
      return total.map((count, entry) => count + whole[entry]);
    }, first.events.whole);
  }

  /** Events of the windows outside the frame, and those without a place. */
  outside() {
    const { view, positions } = this;
    const whole = this.counted();
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

  /** Rows of the windows whose place has no position. */
  placelessRows() {
    return this.rows.filter(
      (row) => this.scene.events.place[row] < 0 || Number.isNaN(this.world.x[this.scene.events.place[row]]),
    );
  }
}
