// @ts-check
// Web Mercator in units of the whole world (0 to 1), and the settled view of the canvases.

const EARTH_M = 40075016.686; // length of the equator
const TILE = 256;
const MAX_LAT = 85.0511;

/** @param {number} lon */
export const mercatorX = (lon) => (lon + 180) / 360;

/** @param {number} lat */
export function mercatorY(lat) {
  const angle = (Math.min(MAX_LAT, Math.max(-MAX_LAT, lat)) * Math.PI) / 180;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + angle / 2)) / (2 * Math.PI);
}

/**
 * Metres on the ground of one pixel at a latitude.
 * @param {number} lat
 * @param {number} zoom
 */
export const metresPerPixel = (lat, zoom) => (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (TILE * 2 ** zoom);

/** @typedef {ReturnType<typeof viewOf>} CanvasView */

/**
 * What the canvases show: `left` and `top` are world pixels of their corner, `pad` the margin around the frame.
 * @param {number} zoom
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @param {number} pad
 * @param {number} dpr
 * @param {number} textScale times the usual size of text
 */
export const viewOf = (zoom, left, top, width, height, pad, dpr, textScale = 1) => ({
  zoom,
  left,
  top,
  width,
  height,
  pad,
  dpr,
  textScale,
  scale: TILE * 2 ** zoom,
});

/** @type {(view: CanvasView, x: number) => number} */
export const toX = (view, x) => x * view.scale - view.left;
/** @type {(view: CanvasView, y: number) => number} */
export const toY = (view, y) => y * view.scale - view.top;

/**
 * Positions of all places in the world, as two columns; a place without a position has NaN.
 * @param {Pick<import("./types.d.ts").PlaceColumns, "lat" | "lon">} places
 */
export function projectPlaces({ lat, lon }) {
  const x = Float64Array.from(lon, (value) => (value === null ? NaN : mercatorX(value)));
  const y = Float64Array.from(lat, (value) => (value === null ? NaN : mercatorY(value)));
  return { x, y };
}

/**
 * The same positions in pixels of a view.
 * @param {CanvasView} view
 * @param {ReturnType<typeof projectPlaces>} world
 */
export function placesInView(view, world) {
  return {
    x: world.x.map((value) => toX(view, value)),
    y: world.y.map((value) => toY(view, value)),
  };
}
