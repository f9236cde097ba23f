// The map inside its frame: mounts on a Leaflet map, holds the state, talks to the page around it.

import { decodeBase } from "./base.js";
import { goHome, goTo, prepareMap, reveal, showAll, viewOfMap } from "./camera.js";
import { createChooser } from "./chooser.js";
import { borrowFonts } from "./fonts.js";
import { actorsOf, dayForEvent, initialState, readPage, readPublic, writePublic } from "./mapstate.js";
import { MapView } from "./mapview.js";
import { createMarginalia } from "./marginalia.js";
import { listen } from "./pointer.js";
import { loadScene, translate } from "../core/scene.js";
import { stylesLoaded } from "./styles.js";
import { addSurface } from "./surface.js";
import { createSwipe } from "./swipe.js";
import { createTooltip } from "./tooltip.js";

const CLOCK_KEYS = ["date", "days", "mask", "event", "place", "pair", "compare"];
const FAILED =
  "The map data could not be loaded. Reload the page. / Les données de la carte n’ont pas pu être chargées. Rechargez la page.";

/**
 * Draw a scene on a Leaflet map. `scene` is an address or, where nothing can be fetched, the loaded scene itself.
 * `tell` hears what the page around the map must know.
 */
export async function mount(map, { scene: source, tell = tellPage }) {
  window.geodash?.destroy?.();
  const container = map.getContainer();
  container.classList.add("geodash");
  try {
    const [scene] = await Promise.all([
      typeof source === "string" ? loadScene(source) : source,
      borrowFonts(),
      stylesLoaded(),
    ]);
    window.geodash = new Frame(map, scene, decodeBase(await scene.base), tell).api();
  } catch (error) {
    container.append(
      Object.assign(document.createElement("p"), {
        className: "gd-failed",
        role: "alert",
        textContent: FAILED,
      }),
    );
    throw error;
  }
  window.geodash.settle(window.geodashSettled ?? {});
  tell({ type: "ready" });
  return window.geodash;
}

/** Tell the page around the frame; alone, or embedded by another origin, there is nobody to tell. */
function tellPage(detail) {
  try {
    if (window.parent === window) return;
    parent.document.dispatchEvent(new parent.CustomEvent("geodash:frame", { detail }));
  } catch {
    // The page is not ours to reach.
  }
}

class Frame {
  constructor(map, scene, base, tell) {
    this.tell = tell;
    this.map = map;
    this.scene = scene;
    this.state = initialState(scene);
    this.followed = false; // whether the page's clock has taken over
    this.settledView = null;
    this.waits = true; // a view that is about to change is not worth drawing
    this.drawing = new MapView(map, scene, base);
    this.container = map.getContainer();
    this.container.setAttribute("role", "application");
    this.container.setAttribute("tabindex", "0");
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    prepareMap(map);
    this.noteSize();
    map.invalidateSize({ animate: false }); // it was made before the style sheet that gives it its height had come
    goHome(map, { left: 0, bottom: 0 }, { animate: false });
    this.addParts();
    this.watch();
    this.update();
    this.goHome({ animate: false });
    this.waits = false;
    this.draw();
  }

  addParts() {
    const { map, container, drawing } = this;
    const redraw = () => this.drawMarks();
    this.tooltip = createTooltip(container);
    this.chooser = createChooser(container, { onClose: () => this.pointer.clear() });
    this.marginalia = createMarginalia(container, this.scene, {
      zoomIn: () => map.zoomIn(),
      zoomOut: () => map.zoomOut(),
      home: () => this.goHome(),
      showOutside: () => this.showOutside(),
      listPlaceless: () => this.pointer.listPlaceless(),
    });
    this.swipe = createSwipe(container, this.scene, {
      middle: () => this.middle(),
      moved: () => this.drawSides(),
    });
    drawing.setState(this.state, this.theme());
    drawing.furniture = () => this.marginalia.covered();
    this.surface = addSurface(map, (view) => {
      drawing.setView(view);
      if (!this.waits) this.drawView();
    });
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
    this.map.on("movestart", () => (this.fitted = null));
    this.map.on("move", () => this.drawSides());
    this.onTheme = () => this.state.theme === null && this.draw();
    this.dark.addEventListener("change", this.onTheme);
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
    if (this.fitted) this.fit(this.fitted, { animate: false });
    this.waits = false;
    this.drawView();
    this.updateMarginalia();
  }

  /** Whether the container has another size than when last asked, and has one at all. */
  noteSize() {
    const { clientWidth, clientHeight } = this.container;
    const size = `${clientWidth} ${clientHeight}`;
    if (!clientWidth || !clientHeight || size === this.size) return false;
    this.size = size;
    return true;
  }

  /** Move the map to what `how(options)` fits into it; fitted again to another size until somebody moves the map. */
  fit(how, options) {
    this.map.once("moveend", () => (this.fitted = how)); // after the start of this very move has said otherwise
    how(options);
  }

  goHome(options) {
    this.fit((now) => goHome(this.map, this.marginalia.insets(), now), options);
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
    if (this.map.getZoom() === this.drawing.view?.zoom && this.placeEdge())
      this.drawing.drawDays(this.surface.sheets);
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
    for (const [name, colour] of Object.entries(this.scene.palette[theme])) {
      this.container.style.setProperty(`--gd-${name.replaceAll("_", "-")}`, colour);
    }
  }

  updateMarginalia() {
    const { drawing, state } = this;
    const { lang, days } = state;
    const dates = drawing.days.map(({ date }) => date);
    const counts = drawing.days.map((day) => day.counts);
    const { dense, opacity } = drawing;
    this.marginalia.update({
      lang,
      dates,
      days,
      theme: this.theme(),
      counts,
      dense,
      opacity,
      ...drawing.outside(),
    });
    this.swipe.update({ lang, dates });
    this.marginalia.updateScale(this.map);
  }

  /** Apply checked values, move to a new selection if wanted, draw. A view alone is jumped to, one with a selection is not. */
  apply(patch, { move }) {
    const { view, ...rest } = patch;
    const before = { event: this.state.event, place: this.state.place, pair: this.state.pair };
    const clock = CLOCK_KEYS.some((key) => key in rest && rest[key] !== this.state[key]);
    if (rest.event && !("place" in rest)) rest.place = null;
    if (rest.place && !("event" in rest)) rest.event = null;
    Object.assign(this.state, rest);
    if (clock) this.chooser.close(false);
    if ("tiles" in rest) this.setTiles(rest.tiles);
    this.drawing.pointed = null;
    this.tooltip.hide();
    this.draw();
    if (view) goTo(this.map, view, this.followed && Boolean(rest.event || rest.place));
    else if (move) this.revealNew(before);
  }

  /** Change the state as the user does: the page hears of it. */
  change(patch, { move }) {
    const next = { ...patch };
    if (next.event && !("date" in next)) next.date = dayForEvent(this.scene, next.event, this.state.date);
    this.apply(next, { move });
    const told = {};
    for (const key of CLOCK_KEYS) if (key in next) told[key] = this.state[key];
    if (next.event) told.place = this.state.place;
    if (next.place) told.event = this.state.event;
    if (Object.keys(told).length) this.tell({ type: "change", patch: told });
  }

  revealNew(before) {
    const { event, place, pair } = this.state;
    if (pair !== before.pair) this.showPair();
    if ((event === before.event || event === null) && (place === before.place || place === null)) return;
    const row = this.drawing.selectedPlace();
    const { lat, lon } = this.scene.places;
    if (row >= 0 && lat[row] !== null) reveal(this.map, this.marginalia.insets(), lat[row], lon[row]);
  }

  /** Show the seats of both actors of the pair, where both have one. */
  showPair() {
    const { places, actors } = this.scene;
    const seats = actorsOf(this.scene, this.state.pair)
      .map((row) => actors.seat[row])
      .filter((row) => row >= 0 && places.lat[row] !== null);
    const points = seats.map((row) => [places.lat[row], places.lon[row]]);
    if (points.length === 2) this.fit((now) => showAll(this.map, this.marginalia.insets(), points, now));
  }

  showOutside() {
    const { lat, lon } = this.scene.places;
    const rows = new Set(this.drawing.rows.map((row) => this.scene.events.place[row]));
    showAll(
      this.map,
      this.marginalia.insets(),
      [...rows].filter((row) => row >= 0 && lat[row] !== null).map((row) => [lat[row], lon[row]]),
    );
  }

  /** Tiles of the user's choice lie under everything; without them no host is asked for anything. */
  setTiles(template) {
    if (this.tiles?._url === template) return;
    this.tiles?.remove();
    this.tiles = template ? L.tileLayer(template, { maxZoom: 14 }).addTo(this.map) : null;
  }

  /** Take what the server settled on; the clock only while no page has taken it over. */
  settle(settled) {
    const patch = readPublic(this.scene, settled);
    if (this.followed) for (const key of CLOCK_KEYS) delete patch[key];
    const view = JSON.stringify(patch.view ?? null);
    if (view === this.settledView) delete patch.view;
    this.settledView = view;
    delete patch.theme;
    this.apply(patch, { move: !this.followed });
  }

  getState() {
    const { scene, state, drawing, map } = this;
    return {
      ready: true,
      ...writePublic(scene, state, (date) => drawing.dayOn(date)),
      view: viewOfMap(map),
      theme: this.theme(),
    };
  }

  destroy() {
    this.resized.disconnect();
    this.dark.removeEventListener("change", this.onTheme);
  }

  api() {
    return {
      getState: () => this.getState(),
      setState: (patch) => this.change(readPublic(this.scene, patch), { move: true }),
      follow: (state) => {
        this.followed = true;
        this.apply(readPage(this.scene, state), { move: true });
      },
      settle: (settled) => this.settle(settled),
      destroy: () => this.destroy(),
    };
  }
}
