// The constant base map: layers of the package, drawn as the look says. Decoded once, drawn again only when the view changes.

import { widthAt } from "../core/look.js";
import { mercatorX, mercatorY, toX, toY } from "../core/projection.js";
import { drawPoint } from "../core/symbols.js";

const LEAST_STEP = 0.75; // pixels; shorter steps are not drawn

/** Decode a base document, {name: {role, features}}: every ring, line or point becomes world coordinates in one flat array. */
export function decodeBase(document) {
  const base = {};
  for (const { name, role, scale, kind, features, ...more } of document.layers) {
    const decode = ({ p, c }) => {
      const lines = (kind === "polygon" ? c.flat() : c).map((line) => decodeLine(line, scale));
      return { properties: p, lines, box: boxOf(lines) };
    };
    base[name] = { role, features: features.map(decode), ...more };
  }
  return base;
}

/** Features of every layer that plays a role. */
export const featuresIn = (base, role) =>
  Object.values(base).flatMap((layer) => (layer.role === role ? layer.features : []));

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

const fits = ({ properties }, condition) => properties[condition[0]] === condition[1];

/** The features of a layer that a stroke of the look is for, as far as a view shows them. */
const featuresOf = (base, { layer, where, unless }, view) =>
  (base[layer]?.features ?? []).filter(
    (feature) =>
      (!where || fits(feature, where)) && !(unless && fits(feature, unless)) && inView(feature, view),
  );

/** Strokes of the look that a map draws at a zoom with these layers switched on. */
const strokesAt = ({ ground }, zoom, layers) =>
  ground.filter(
    ({ from_zoom: from = 0, to_zoom: to = Infinity, switch: name }) =>
      zoom >= from && zoom <= to && (!name || layers.has(name)),
  );

/** Draw what lies below the cells: water, land and what is on them. */
export function drawGround(context, view, { base, style, layers }) {
  context.fillStyle = style.palette.water;
  context.fillRect(0, 0, view.width, view.height);
  for (const stroke of strokesAt(style, view.zoom, layers))
    if (!stroke.over) drawStroke(context, view, base, stroke, style);
}

/** Draw what lies over the cells: boundaries and what a package marks on the map. */
export function drawLines(context, view, { base, style, layers }) {
  for (const stroke of strokesAt(style, view.zoom, layers))
    if (stroke.over) drawStroke(context, view, base, stroke, style);
}

/** Draw one stroke of the look on every feature that it is for. */
function drawStroke(context, view, base, stroke, style) {
  const features = featuresOf(base, stroke, view);
  if (features.length === 0) return;
  const width = widthAt(stroke.width, view.zoom);
  if (stroke.shape) {
    for (const { lines } of features)
      for (const [x, y] of lines) drawPoint(context, toX(view, x), toY(view, y), width, stroke, style);
    return;
  }
  context.lineJoin = "round";
  context.globalAlpha = stroke.alpha ?? 1;
  context.beginPath();
  const trace = stroke.fill ? traceRing : traceLine;
  for (const { lines } of features) for (const points of lines) trace(context, points, view);
  if (stroke.fill) {
    context.fillStyle = style.palette[stroke.fill];
    context.fill("evenodd");
  }
  if (stroke.stroke) {
    context.strokeStyle = style.palette[stroke.stroke];
    context.lineWidth = width;
    context.setLineDash(stroke.dash ?? []);
    context.stroke();
    context.setLineDash([]);
  }
  context.globalAlpha = 1;
}
