// The map inside its frame: holds the state, draws it, and asks the page's clock for what the user wants changed.

import { Camera, goHome, goTo, prepareMap, viewOfMap } from "./camera.js";
import { createChooser } from "./chooser.js";
import { initialState, publicState } from "./mapstate.js";
import { MapView } from "./mapview.js";
import { createMarginalia } from "./marginalia.js";
import { listen } from "./pointer.js";
import { setsOf } from "../core/eventtable.js";
import { nameFrame } from "../core/host.js";
import { completeTexts, readState } from "../core/params.js";
import { actorsOf, translate } from "../core/scene.js";
import { completed } from "../core/selecting.js";
import { textScale } from "../core/textsize.js";
import { addSurface } from "./surface.js";
import { createSwipe } from "./swipe.js";
import { createTooltip } from "./tooltip.js";

const OWN_KEYS = ["cat", "layers", "lang", "span", "theme", "tiles", "view"];

export class Frame {
  /** Draws once, what the server has `settled` on: a map of many events takes long to draw. */
  constructor(map, scene, { base, tell, settled }) {
    Object.assign(this, { tell, map, scene });
    this.clockKeys = [...scene.params.drawn, "mask"];
    const { view = null, ...state } = this.read(completeTexts(scene, settled));
    const usual = initialState(scene);
    this.state = { ...usual, ...state };
    this.followed = this.still = false; // the page's clock has taken over; its answer is to leave the map where it looks
    this.settledView = JSON.stringify(view);
    this.template = ""; // address of the tiles that are shown
    this.waits = true; // a view that is about to change is not worth drawing
    this.drawing = new MapView(map, scene, base);
    this.container = map.getContainer();
    this.container.setAttribute("role", "application");
    this.container.setAttribute("tabindex", "0");
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    prepareMap(map, scene.conflict.region);
    this.noteSize();
    map.invalidateSize({ animate: false }); // it was made before the style sheet that gives it its height had come
    goHome(map, { left: 0, bottom: 0 }, { animate: false });
    this.addParts();
    this.watch();
    this.update();
    this.camera.home({ animate: false });
    if (view) goTo(map, view);
    this.setTiles(this.state.tiles);
    this.waits = false;
    this.draw();
    if (!view) this.revealNew(usual);
  }

  addParts() {
    const { map, container, drawing } = this;
    const redraw = () => this.drawMarks();
    this.tooltip = createTooltip(container);
    this.chooser = createChooser(container, { onClose: () => this.pointer.clear() });
    this.marginalia = createMarginalia(container, this.scene, {
      zoomIn: () => map.zoomIn(),
      zoomOut: () => map.zoomOut(),
      home: () => this.camera.home(),
      showOutside: () => this.showOutside(),
      listPlaceless: () => this.pointer.listPlaceless(),
      help: (back) => this.tell({ type: "help", back }),
      keepHolders: (classes) => this.change({ holders: classes.join() || null }, { move: false }),
      keep: (categories) => this.tell({ type: "keep", cat: [...categories].sort().join() }),
    });
    this.camera = new Camera(map, () => this.marginalia.insets());
    this.swipe = createSwipe(container, this.scene, {
      middle: () => this.middle(),
      moved: () => this.drawSides(),
    });
    drawing.setState(this.state, this.theme());
    drawing.furniture = () => this.marginalia.covered();
    const shown = (view) => {
      drawing.setView(view);
      if (!this.waits) this.drawView();
    };
    this.surface = addSurface(map, shown, { shaded: drawing.shades.layers.length > 0 });
    this.pointer = listen({
      map,
      drawing,
      surface: this.surface,
      tooltip: this.tooltip,
      chooser: this.chooser,
      redraw,
      select: (patch) => this.change(patch, { move: false }),
    });
  }

  watch() {
    this.map.on("move", () => this.drawSides());
    this.onTheme = () => this.state.theme === null && this.draw();
    this.dark.addEventListener("change", this.onTheme);
    this.unheard = this.scene.pieces.whenMore(() => this.draw());
    this.map.on("moveend", () => {
      this.updateMarginalia();
      this.tell({ type: "view", view: viewOfMap(this.map) });
    });
    this.resized = new ResizeObserver(() => this.onResize());
    this.resized.observe(this.container);
  }

  /** Keep the middle of the map in the middle; a first view that nobody has moved is fitted again. */
  onResize() {
    if (!this.noteSize()) return;
    this.waits = true;
    this.map.invalidateSize({ animate: false });
    this.marginalia.resize();
    this.camera.refit();
    this.swipe.refit();
    this.waits = false;
    this.drawView();
    this.updateMarginalia();
  }

  /** Whether the container has another size than when last asked, and has one at all. */
  noteSize() {
    const { clientWidth, clientHeight } = this.container;
    const size = `${clientWidth} ${clientHeight} ${textScale()}`;
    if (!clientWidth || !clientHeight || size === this.size) return false;
    this.size = size;
    return true;
  }

  theme() {
    return this.state.theme ?? (this.dark.matches ? "dark" : "light");
  }

  /** Draw the present state. */
  draw() {
    this.drawing.setState(this.state, this.theme());
    this.drawView();
    this.update();
  }

  /** Show the present state around the map. */
  update() {
    this.paint();
    this.updateMarginalia();
  }

  drawView() {
    this.placeEdge();
    this.drawing.draw(this.surface.sheets);
  }

  /** Share of the width at which the middle of what is not covered lies. */
  middle() {
    return (1 + this.marginalia.insets().left / this.map.getSize().x) / 2;
  }

  /** Keep the edge between two days under the divider, which stays in the frame while the sheets move. */
  placeEdge() {
    return this.drawing.split(this.surface.fromFrame(this.swipe.share() * this.map.getSize().x));
  }

  /** Draw the days again where the edge between them has moved; a zoom under way draws all when it ends. */
  drawSides() {
    if (this.waits || this.map.getZoom() !== this.drawing.view?.zoom) return;
    if (this.placeEdge()) this.drawing.drawDays(this.surface.sheets);
  }

  drawMarks() {
    this.drawing.drawMarks(this.surface.sheets.marks);
  }

  /** Hand theme and language to the style sheet and to screen readers. */
  paint() {
    const theme = this.theme();
    const { lang } = this.state;
    const key = `${theme} ${lang}`;
    if (key === this.painted) return;
    this.painted = key;
    this.container.dataset.theme = theme;
    this.container.lang = lang;
    document.documentElement.lang = lang;
    this.container.setAttribute("aria-label", translate(this.scene, lang, "map.aria"));
    nameFrame(translate(this.scene, lang, "map.frame"));
    for (const [name, colour] of Object.entries(this.scene.palette[theme])) {
      this.container.style.setProperty(`--gd-${name.replaceAll("_", "-")}`, colour);
    }
  }

  updateMarginalia() {
    const { drawing, state } = this;
    const dates = drawing.days.map(({ date }) => date);
    const counts = drawing.days.map((day) => day.counts);
    const { dense, opacity } = drawing;
    const shown = {
      dates,
      counts,
      dense,
      opacity,
      ...drawing.outside(),
      sets: setsOf(this.scene, drawing.rows),
    };
    this.marginalia.update({ ...state, theme: this.theme(), ...shown });
    this.swipe.update({ lang: state.lang, dates });
    this.marginalia.updateScale(this.map);
  }

  /** Apply checked values, move to a new selection if wanted, draw. A view alone is jumped to, one with a selection is not. */
  apply(patch, { move }) {
    const { view, ...rest } = patch;
    const before = { event: this.state.event, place: this.state.place, pair: this.state.pair };
    const moved = this.clockKeys.some((key) => key in rest && rest[key] !== this.state[key]);
    Object.assign(this.state, rest);
    if (moved) this.chooser.close(false);
    if ("tiles" in rest) this.setTiles(rest.tiles);
    this.drawing.pointed = null;
    this.tooltip.hide();
    this.draw();
    if (view) goTo(this.map, view, this.followed && Boolean(rest.event || rest.place));
    else if (move) this.revealNew(before);
  }

  /**
   * Change the state as the user does: what the page's clock decides is asked of it and comes back with `follow`. A map
   * that no clock leads decides by the same rules.
   */
  change(patch, { move }) {
    const asked = Object.fromEntries(Object.entries(patch).filter(([key]) => this.clockKeys.includes(key)));
    const asks = Object.keys(asked).length > 0;
    const { view, ...own } = patch;
    for (const key of this.clockKeys) delete own[key];
    if (!this.followed) this.apply(completed(this.scene, patch, this.state.date), { move });
    else if (!asks) this.apply(patch, { move });
    else if (Object.keys(own).length) this.apply(own, { move });
    if (!asks) return;
    this.still = !move;
    this.tell({ type: "change", patch: asked, view });
    this.still = false;
  }

  revealNew(before) {
    const { event, place, pair } = this.state;
    if (pair !== before.pair) this.showPair();
    if ((event === before.event || event === null) && (place === before.place || place === null)) return;
    const at = this.positionOf(this.drawing.selectedPlace());
    if (at) this.camera.reveal(at);
  }

  /** Where a place is by row, [lat, lon], or null. */
  positionOf(row) {
    const { lat, lon } = this.scene.places;
    return row >= 0 && lat[row] !== null ? [lat[row], lon[row]] : null;
  }

  /** Show the seats of both actors of the pair, where both have one. */
  showPair() {
    const seats = actorsOf(this.scene, this.state.pair).map((row) => this.scene.actors.seat[row]);
    const points = seats.map((row) => this.positionOf(row)).filter(Boolean);
    if (points.length === 2) this.camera.fitAll(points);
  }

  showOutside() {
    const places = this.drawing.placesOfEvents();
    this.camera.showAll(places.map((row) => this.positionOf(row)).filter(Boolean));
  }

  /** Tiles of the user's choice lie under everything; without them no host is asked for anything. */
  setTiles(template) {
    if (this.template === template) return;
    this.template = template;
    this.tiles?.remove();
    this.tiles = template ? L.tileLayer(template, { maxZoom: 14 }).addTo(this.map) : null;
  }

  /** Take what the server settled on; the clock only while no page has taken it over. */
  settle(settled) {
    const patch = this.read(completeTexts(this.scene, settled));
    if (this.followed) for (const key of this.clockKeys) delete patch[key];
    const view = JSON.stringify(patch.view ?? null);
    if (view === this.settledView) delete patch.view;
    this.settledView = view;
    this.apply(patch, { move: !this.followed });
  }

  setState(patch) {
    const { pieces } = this.scene;
    if (pieces.lacks(patch?.event)) pieces.whole.then(() => this.setState(patch));
    else this.change(this.read(patch), { move: true });
  }

  getState() {
    const { scene, state, drawing, map } = this;
    return {
      ready: true,
      ...publicState(scene, state, (date) => drawing.dayOn(date)),
      view: viewOfMap(map),
      theme: this.theme(),
    };
  }

  /** The part of a patch that can be read, whoever sent it. */
  read(patch) {
    return readState(this.scene, patch, [...this.clockKeys, ...OWN_KEYS]);
  }

  destroy() {
    this.unheard();
    this.resized.disconnect();
    this.dark.removeEventListener("change", this.onTheme);
  }

  api() {
    return {
      getState: () => this.getState(),
      setState: (patch) => this.setState(patch),
      follow: (state) => {
        this.followed = true;
        this.apply(this.read(state), { move: !this.still });
      },
      settle: (settled) => this.settle(settled),
      destroy: () => this.destroy(),
    };
  }
}
