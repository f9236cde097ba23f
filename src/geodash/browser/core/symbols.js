// @ts-check
// Shapes drawn on canvas as the look says: towns by class, events by category. Shared by the map and its legend.

/**
 * @import {Basis, Confidence, Palette, Point, Style} from "./types.d.ts"
 * @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Pen
 * @typedef {{ group: string, basis?: Basis, confidence?: Confidence, strength: number, left?: boolean }} Town
 * @typedef {{ category: string, tone: number, confidence: Confidence, strength: number, added?: boolean }} Act
 */

const TAU = Math.PI * 2;
/** @type {Map<string, any>} */
const paths = new Map();

/** @type {<T>(key: string, make: (path: Path2D) => T) => T} */
function cached(key, make) {
  if (!paths.has(key)) paths.set(key, make(new Path2D()));
  return paths.get(key);
}

/** @type {(path: Path2D, x: number, y: number, radius: number) => Path2D} */
function circle(path, x, y, radius) {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, TAU);
  return path;
}

/** @type {(path: Path2D, points: Point[], r: number) => Path2D} */
function trace(path, points, r) {
  points.forEach(([x, y], index) => (index ? path.lineTo(x * r, y * r) : path.moveTo(x * r, y * r)));
  return path;
}

/**
 * Outline of a shape of the look: a circle by its radius, one polygon, or open lines, in radii.
 * @type {(style: Style, shape: string, r: number) => Path2D}
 */
const outlineOf = ({ shapes }, shape, r) =>
  cached(`${shape} ${r}`, (path) => {
    const { circle: radius, polygon, lines = [] } = shapes[shape];
    if (radius) circle(path, 0, 0, radius * r);
    if (polygon) trace(path, polygon, r).closePath();
    for (const line of lines) trace(path, line, r);
    return path;
  });

/** @type {(r: number) => Path2D} */
const halfOf = (r) =>
  cached(`half ${r}`, (path) => (path.arc(0, 0, r, Math.PI / 4, Math.PI * 1.25), path.closePath(), path));

/**
 * Draw a town: colour and shape say who, the edge how sure, the strength how far the evidence is away. An implied one is
 * an outline with a small middle; one that is left out a small ring, whoever holds it.
 * @type {(context: Pen, x: number, y: number, r: number, town: Town, style: Style) => void}
 */
export function drawTown(context, x, y, r, { group, basis, confidence, strength, left }, style) {
  if (left) {
    drawLeft(context, x, y, r, style);
    return;
  }
  const implied = basis === "implied";
  const { palette, town } = style;
  const look = style.classes[group];
  const path = outlineOf(style, look.shape, r);
  const thinner = r < town.thin_below ? town.thinner : 1;
  context.translate(x, y);
  context.lineJoin = "round";
  context.strokeStyle = palette.halo;
  context.lineWidth = town.halo;
  context.stroke(path);
  context.fillStyle = palette.halo;
  if (!style.shapes[look.shape].lines) context.fill(path);
  context.fillStyle = palette[group];
  context.strokeStyle = palette[group];
  context.globalAlpha = strength;
  if (implied) context.fill(outlineOf(style, look.shape, r * town.core));
  else if (!look.open) context.fill(look.mixed ? halfOf(r) : path);
  context.lineWidth = look.mixed ? town.mixed : (implied ? town.implied : town.open) * thinner;
  if (look.open || look.mixed || implied) context.stroke(path);
  if (!look.open && !implied)
    drawEdge(context, path, style.edges[/** @type {Confidence} */ (confidence)], thinner, palette.ink);
  context.globalAlpha = 1;
  context.translate(-x, -y);
}

/** @type {(context: Pen, x: number, y: number, r: number, style: Style) => void} */
function drawLeft(context, x, y, r, { palette, town }) {
  const path = circle(new Path2D(), x, y, r * town.left.size);
  context.strokeStyle = palette.halo;
  context.lineWidth = town.halo;
  context.stroke(path);
  context.fillStyle = palette.halo;
  context.fill(path);
  context.strokeStyle = palette.label_muted;
  context.lineWidth = town.left.line;
  context.stroke(path);
}

/** @type {(context: Pen, path: Path2D, edge: Style["edges"][number], thinner: number, ink: string) => void} */
function drawEdge(context, path, { width, dash }, thinner, ink) {
  context.strokeStyle = ink;
  context.lineWidth = width * thinner;
  context.setLineDash(dash);
  context.stroke(path);
  context.setLineDash([]);
}

/**
 * Draw a point of a layer: a shape in a colour of its own.
 * @type {(context: Pen, x: number, y: number, r: number, look: { shape: string, fill: string, stroke: string }, style: Style) => void}
 */
export function drawPoint(context, x, y, r, { shape, fill, stroke }, style) {
  const path = outlineOf(style, shape, r);
  context.translate(x, y);
  context.lineJoin = "round";
  context.strokeStyle = style.palette[stroke];
  context.lineWidth = 2;
  context.stroke(path);
  context.fillStyle = style.palette[fill];
  context.fill(path);
  context.translate(-x, -y);
}

/**
 * Signs of an event category in a square from -1 to 1, as paths: what is filled, what is stroked.
 * @param {Style} style
 * @param {string} category
 * @param {number} size
 */
function signPaths({ signs }, category, size) {
  return cached(`sign ${category} ${size}`, () => {
    const { fill, stroke } = signs[category] ?? signs[""];
    const matrix = new DOMMatrix().scale(size, size);
    /** @param {string | undefined} text */
    const sized = (text) => {
      if (!text) return null;
      const path = new Path2D();
      path.addPath(new Path2D(text), matrix);
      return path;
    };
    return { fill: sized(fill), stroke: sized(stroke) };
  });
}

/** @type {(r: number) => Path2D} */
const discOf = (r) => cached(`disc ${r}`, (path) => circle(path, 0, 0, r));

/** @type {(r: number) => Path2D} */
const squareOf = (r) => cached(`square ${r}`, (path) => (path.rect(-r, -r, 2 * r, 2 * r), path));

/**
 * Colour of what is done in a tone: pressure below 0, co-operation above.
 * @type {(tone: number, style: Style) => string}
 */
export const toneColour = (tone, { tones, palette }) =>
  palette[tones[tone < 0 ? "pressure" : tone > 0 ? "cooperation" : "none"]];

/**
 * Draw an event: a paper disc whose sign says what, edge colour which tone, strength how recent. One of a data set that
 * was added to the record is a square, and its sign an outline.
 * @type {(context: Pen, x: number, y: number, r: number, act: Act, style: Style) => void}
 */
export function drawEvent(context, x, y, r, { category, tone, confidence, strength, added }, style) {
  const { palette } = style;
  const disc = added ? squareOf(r * 0.86) : discOf(r);
  const sign = signPaths(style, category, Math.round(r * 5.4) / 10);
  context.translate(x, y);
  context.fillStyle = palette.paper;
  context.fill(disc);
  context.globalAlpha = strength;
  context.strokeStyle = toneColour(tone, style);
  context.lineWidth = tone ? 1.8 : 1;
  if (confidence === 0) context.setLineDash([2.5, 2]);
  context.stroke(disc);
  context.setLineDash([]);
  context.fillStyle = palette.ink;
  context.strokeStyle = palette.ink;
  context.lineWidth = r < 8 ? 1.2 : 1.5;
  if (added) context.lineWidth = 1;
  if (sign.fill && added) context.stroke(sign.fill);
  else if (sign.fill) context.fill(sign.fill, "evenodd");
  if (sign.stroke) context.stroke(sign.stroke);
  context.globalAlpha = 1;
  context.translate(-x, -y);
}

/**
 * Draw a disc that stands for several events; their number comes on top.
 * @type {(context: Pen, x: number, y: number, radius: number, style: Style) => void}
 */
export function drawCount(context, x, y, radius, { palette }) {
  const disc = discOf(radius);
  context.translate(x, y);
  context.fillStyle = palette.paper;
  context.fill(disc);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.stroke(disc);
  context.translate(-x, -y);
}

/**
 * Draw a disc that stands for many events, so that what lies below still shows.
 * @type {(context: Pen, x: number, y: number, radius: number, style: Style) => void}
 */
export function drawDensity(context, x, y, radius, { palette }) {
  const disc = discOf(radius);
  context.translate(x, y);
  context.fillStyle = palette.ink;
  context.globalAlpha = 0.28;
  context.fill(disc);
  context.globalAlpha = 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = 0.75;
  context.stroke(disc);
  context.translate(-x, -y);
}

/**
 * Write how many events a disc stands for; with a halo where the disc lets the map through.
 * @type {(context: Pen, x: number, y: number, text: string, palette: Palette, options: { halo: boolean }) => void}
 */
export function drawNumber(context, x, y, text, palette, { halo }) {
  if (halo) {
    context.lineWidth = 3;
    context.strokeStyle = palette.halo;
    context.strokeText(text, x, y + 0.5);
  }
  context.fillStyle = palette.ink;
  context.fillText(text, x, y + 0.5);
}

/**
 * Draw the ring of a selection or of the pointer around a symbol.
 * @type {(context: Pen, x: number, y: number, radius: number, palette: Palette, width?: number) => void}
 */
export function drawRing(context, x, y, radius, palette, width = 2.5) {
  context.beginPath();
  context.arc(x, y, radius + 3, 0, TAU);
  context.strokeStyle = palette.halo;
  context.lineWidth = width + 2.5;
  context.stroke();
  context.strokeStyle = palette.accent;
  context.lineWidth = width;
  context.stroke();
}
