// Where the map looks: first view, moves to a selection, the view that shows every event of the window.

import { isZooming } from "./leaflet.js";

const LIMITS = [
  [-85, -270],
  [85, 270],
];
const MOVE_S = 0.25;
const MARGIN_PX = 28;
const FAR_ZOOM = 5;
const NEAR_ZOOM = 7.5;
const WITHIN = { minZoom: 2, maxZoom: 14 };

/** Whether the reader asked their system for less motion. */
const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const motion = () => (still() ? { animate: false } : { animate: true, duration: MOVE_S });

/** Options of the map that do not depend on how it was created. Its home is a region: west, south, east, north. */
export function prepareMap(map, [west, south, east, north]) {
  map.zoomControl?.remove();
  map.attributionControl?.remove();
  Object.assign(map.options, {
    home: L.latLngBounds([south, west], [north, east]),
    ...WITHIN,
    zoomSnap: 0.5,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    maxBoundsViscosity: 1,
    worldCopyJump: false,
  });
  if (still()) Object.assign(map.options, { inertia: false });
  if (window.parent !== window.top) leaveTheWheel(map);
  map.setMaxBounds(LIMITS);
}

/** In a page embedded in another the wheel scrolls that one, as its readers expect, unless Ctrl or Cmd is held. */
function leaveTheWheel(map) {
  const choose = ({ ctrlKey, metaKey }) => map.scrollWheelZoom[ctrlKey || metaKey ? "enable" : "disable"]();
  map.scrollWheelZoom.disable();
  map.getContainer().addEventListener("wheel", choose, { capture: true, passive: true });
}

const round = (number, digits) => Number(number.toFixed(digits));

/** The view as [latitude, longitude, zoom]. */
export function viewOfMap(map) {
  const { lat, lng } = map.getCenter();
  return [round(lat, 4), round(lng, 4), round(map.getZoom(), 2)];
}

/** Look at a view: at once, or `gently`, in a short move where the reader has nothing against it. */
export const goTo = (map, [lat, lon, zoom], gently = false) =>
  look(
    map,
    [Math.max(-85, Math.min(85, lat)), Math.max(-180, Math.min(180, lon))],
    Math.max(WITHIN.minZoom, Math.min(WITHIN.maxZoom, zoom)),
    gently ? motion() : { animate: false },
  );

const waiting = new WeakMap(); // by map: where to look after the zoom under way, during which Leaflet drops what it is asked

function look(map, ...target) {
  if (!isZooming(map)) {
    map.setView(...target);
    return;
  }
  if (!waiting.has(map))
    map.once("moveend", () => {
      const latest = waiting.get(map);
      waiting.delete(map);
      look(map, ...latest);
    });
  waiting.set(map, target);
}

export const goHome = (map, { left, bottom }, options = motion()) =>
  map.fitBounds(map.options.home, { ...options, paddingTopLeft: [left, 0], paddingBottomRight: [0, bottom] });

/** Show a set of positions [lat, lon] with room around them. */
function showAll(map, { left, bottom }, points, options = motion()) {
  if (!points.length) return;
  const size = map.getSize();
  const room = [Math.min(60, size.x / 8), Math.min(60, size.y / 8)];
  map.fitBounds(L.latLngBounds(points), {
    ...options,
    paddingTopLeft: [left + room[0], room[1]],
    paddingBottomRight: [room[0], bottom + room[1]],
    maxZoom: Math.min(9, map.getZoom()),
  });
}

/** Move to a position that lies outside the frame; the zoom stays unless the place cannot be told there. */
function reveal(map, { left, bottom }, lat, lon) {
  const point = map.latLngToContainerPoint([lat, lon]);
  const size = map.getSize();
  const margin = Math.min(MARGIN_PX, size.x / 6, size.y / 6);
  const across = point.x >= left + margin && point.x <= size.x - margin;
  if (across && point.y >= margin && point.y <= size.y - bottom - margin) return;
  const near = map.options.home.pad(1).contains([lat, lon]); // further away the base map is coarse
  const now = map.getZoom();
  const zoom = near ? (now > FAR_ZOOM ? now : NEAR_ZOOM) : Math.min(now, FAR_ZOOM);
  const middle = map.project([lat, lon], zoom).subtract([left / 2, -bottom / 2]); // of what is not covered
  look(map, map.unproject(middle, zoom), zoom, motion());
}

/** The moves of a map around what covers it, `insets()`. A view that nobody has moved since is fitted again to another size. */
export class Camera {
  constructor(map, insets) {
    this.map = map;
    this.insets = insets;
    this.fitted = null;
    map.on("movestart", () => (this.fitted = null));
  }

  /** Move the map to what `how(options)` fits into it. */
  fit(how, options) {
    this.map.once("moveend", () => (this.fitted = how)); // after the start of this very move has said otherwise
    how(options);
  }

  refit() {
    if (this.fitted) this.fit(this.fitted, { animate: false });
  }

  home(options) {
    this.fit((now) => goHome(this.map, this.insets(), now), options);
  }

  fitAll(points) {
    this.fit((now) => showAll(this.map, this.insets(), points, now));
  }

  showAll(points) {
    showAll(this.map, this.insets(), points);
  }

  reveal([lat, lon]) {
    reveal(this.map, this.insets(), lat, lon);
  }
}
