// Where the map looks: first view, moves to a selection, the view that shows every event of the window.

const HOME = [[-3.6, 26.9], [0.3, 30.2]]; // Goma, Bukavu, Uvira and Butembo in one frame
const REGION = [[-7, 24], [5, 33]]; // beyond it the base map is coarse
const LIMITS = [[-85, -270], [85, 270]];
const MOVE_S = 0.25;
const MARGIN_PX = 28;
const FAR_ZOOM = 5;
const WITHIN = { minZoom: 2, maxZoom: 14 };

/** Whether the reader asked their system for less motion. */
const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const motion = () => (still() ? { animate: false } : { animate: true, duration: MOVE_S });

/** Options of the map that do not depend on how it was created. */
export function prepareMap(map) {
  map.zoomControl?.remove();
  map.attributionControl?.remove();
  Object.assign(map.options, { zoomSnap: 0.5, zoomDelta: 1, wheelPxPerZoomLevel: 90, maxBoundsViscosity: 1, worldCopyJump: false });
  if (still()) Object.assign(map.options, { inertia: false });
  map.setMinZoom(WITHIN.minZoom);
  map.setMaxZoom(WITHIN.maxZoom);
  map.setMaxBounds(LIMITS);
}

const round = (number, digits) => Number(number.toFixed(digits));

/** The view as [latitude, longitude, zoom]. */
export function viewOfMap(map) {
  const { lat, lng } = map.getCenter();
  return [round(lat, 4), round(lng, 4), round(map.getZoom(), 2)];
}

export const goTo = (map, [lat, lon, zoom], options = { animate: false }) =>
  map.setView([Math.max(-85, Math.min(85, lat)), Math.max(-180, Math.min(180, lon))],
    Math.max(WITHIN.minZoom, Math.min(WITHIN.maxZoom, zoom)), options);

export const goHome = (map, options = motion()) => map.fitBounds(HOME, options);

/** Show a set of positions [lat, lon] with room around them. */
export function showAll(map, points) {
  if (!points.length) return;
  const size = map.getSize();
  const padding = [Math.min(60, size.x / 8), Math.min(60, size.y / 8)];
  map.fitBounds(L.latLngBounds(points), { ...motion(), padding, maxZoom: Math.min(9, map.getZoom()) });
}

/** Move to a position that lies outside the frame; the zoom stays unless the place cannot be told there. */
export function reveal(map, lat, lon) {
  const point = map.latLngToContainerPoint([lat, lon]);
  const size = map.getSize();
  const margin = Math.min(MARGIN_PX, size.x / 6, size.y / 6);
  if (point.x >= margin && point.y >= margin && point.x <= size.x - margin && point.y <= size.y - margin) return;
  const near = L.latLngBounds(REGION).contains([lat, lon]);
  const zoom = near ? Math.max(map.getZoom(), FAR_ZOOM + 1) : Math.min(map.getZoom(), FAR_ZOOM);
  map.setView([lat, lon], zoom, motion());
}
