// The constant base map: land, water, boundaries. Decoded once, drawn again only when the view changes.

import { mercatorX, mercatorY } from "../core/projection.js";

const LEAST_STEP = 0.75; // pixels; shorter steps are not drawn
const SHORE_HIDDEN_ABOVE = 11; // the shore is less exact than the border beside it
const HOME = "COD";

/** Decode a base document: every ring or line becomes world coordinates in one flat array. */
export function decodeBase(document) {
  const layers = {};
  for (const { name, scale, kind, features } of document.layers) {
    layers[name] = features.map(({ p, c }) => {
      const lines = (kind === "polygon" ? c.flat() : c).map((line) => decodeLine(line, scale));
      return { properties: p, lines, box: boxOf(lines) };
    });
  }
  return layers;
}

/** World coordinates of a line stored as a first point and steps. */
export function decodeLine(line, scale) {
  const points = new Float64Array(line.length);
  let lon = 0;
  let lat = 0;
  for (let at = 0; at < line.length; at += 2) {
    lon += line[at];
    lat += line[at + 1];
    points[at] = mercatorX(lon / scale);
    points[at + 1] = mercatorY(lat / scale);
  }
  return points;
}

/** Bounds [left, top, right, bottom] of lines, in their own units. */
export function boxOf(lines) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of lines) {
    for (let at = 0; at < points.length; at += 2) {
      box[0] = Math.min(box[0], points[at]);
      box[1] = Math.min(box[1], points[at + 1]);
      box[2] = Math.max(box[2], points[at]);
      box[3] = Math.max(box[3], points[at + 1]);
    }
  }
  return box;
}

/** Whether a feature's box touches a view. */
export const inView = ({ box }, { left, top, width, height, scale }) =>
  box[0] * scale < left + width &&
  box[2] * scale > left &&
  box[1] * scale < top + height &&
  box[3] * scale > top;

/** Add a closed ring to the current path, leaving out steps too short to see. */
export function traceRing(path, points, { scale, left, top }) {
  let lastX = points[0] * scale - left;
  let lastY = points[1] * scale - top;
  path.moveTo(lastX, lastY);
  for (let at = 2; at < points.length; at += 2) {
    const x = points[at] * scale - left;
    const y = points[at + 1] * scale - top;
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP) continue;
    path.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
  path.closePath();
}

/** Add an open line to the current path; parts far outside the view are left out, since dashes cost time. */
function traceLine(path, points, { scale, left, top, width, height }) {
  let lastX = points[0] * scale - left;
  let lastY = points[1] * scale - top;
  let pen = false;
  for (let at = 2; at < points.length; at += 2) {
    const x = points[at] * scale - left;
    const y = points[at + 1] * scale - top;
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP && at < points.length - 2) continue;
    const outside =
      (x < 0 && lastX < 0) ||
      (y < 0 && lastY < 0) ||
      (x > width && lastX > width) ||
      (y > height && lastY > height);
    if (!outside) {
      if (!pen) path.moveTo(lastX, lastY);
      path.lineTo(x, y);
    }
    pen = !outside;
    lastX = x;
    lastY = y;
  }
}

function fill(context, view, features, colour) {
  context.beginPath();
  for (const feature of features ?? []) {
    if (inView(feature, view)) for (const points of feature.lines) traceRing(context, points, view);
  }
  context.fillStyle = colour;
  context.fill("evenodd");
}

function stroke(context, view, features, colour, width, dash = []) {
  context.beginPath();
  for (const feature of features ?? []) {
    if (inView(feature, view)) for (const points of feature.lines) traceLine(context, points, view);
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

/** Draw the base map. Over tiles of the user's choice only boundaries are drawn. */
export function drawBase(context, view, base, palette, layers, tiles) {
  context.lineJoin = "round";
  if (!tiles) drawGround(context, view, base, palette);
  if (layers.has("roads")) stroke(context, view, base.roads, palette.road, view.zoom < 8 ? 1 : 1.6, [6, 4]);
  if (layers.has("provinces") && view.zoom >= 5)
    stroke(context, view, base.provinces, palette.province, 1, [2, 3]);
  drawBoundaries(context, view, base, palette);
}

function drawGround(context, view, base, palette) {
  const { zoom } = view;
  context.fillStyle = palette.water;
  context.fillRect(0, 0, view.width, view.height);
  fill(context, view, base.world, palette.neighbour);
  context.globalAlpha = 0.5; // two countries draw the same line
  stroke(context, view, base.world, palette.boundary, 0.5);
  context.globalAlpha = 1;
  const countries = base.countries ?? [];
  fill(
    context,
    view,
    countries.filter(({ properties }) => properties.iso3 !== HOME),
    palette.neighbour,
  );
  fill(
    context,
    view,
    countries.filter(({ properties }) => properties.iso3 === HOME),
    palette.land,
  );
  if (zoom >= 5) stroke(context, view, base.rivers, palette.river, zoom < 7 ? 0.6 : zoom < 10 ? 1 : 1.6);
  fill(context, view, base.lakes, palette.water);
  if (zoom <= SHORE_HIDDEN_ABOVE) stroke(context, view, base.lakes, palette.river, zoom < 6 ? 0.5 : 0.8);
  if (zoom >= 8) stroke(context, view, base.ruzizi, palette.river, zoom < 11 ? 3.5 : 5);
}

function drawBoundaries(context, view, base, palette) {
  const thin = view.zoom < 5 ? 0.7 : 1;
  const settled = ({ properties }) => properties.status !== "undetermined";
  const boundaries = base.boundaries ?? [];
  stroke(context, view, boundaries.filter(settled), palette.boundary, thin);
  stroke(
    context,
    view,
    boundaries.filter((line) => !settled(line)),
    palette.boundary,
    thin,
    [4, 3],
  );
  stroke(context, view, base.border_drc_rwanda, palette.border, view.zoom < 5 ? 1 : view.zoom < 7 ? 1.5 : 2);
}
