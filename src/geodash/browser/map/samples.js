// Small pictures of what the map draws, for its legend.

import { widthAt } from "../core/look.js";
import { drawEvent, drawPoint, drawTown } from "../core/symbols.js";
import { el } from "../core/dom.js";
import { dotsOf } from "./shades.js";
import { textScale } from "../core/textsize.js";

const SIZE = 18;
const LONG = 26; // width of a line's sample
const LINE_ZOOM = 9; // at which lines are as wide as their samples

/** Dots of a class of territories. */
export const shadeSample = (at, style) =>
  sample((context) => {
    context.fillStyle = dotsOf(context, at, style, 2);
    context.fillRect(1, 1, SIZE - 2, SIZE - 2);
  });

/** What `draw(context, x, y)` draws around a middle: an image, as each canvas would cost a layer in every frame. */
export function sample(draw, width = SIZE) {
  const scale = textScale();
  const dpr = Math.max(2, window.devicePixelRatio || 1) * scale;
  const canvas = el("canvas", { width: width * dpr, height: SIZE * dpr });
  const context = canvas.getContext("2d");
  context.scale(dpr, dpr);
  draw(context, width / 2, SIZE / 2);
  return el("img", {
    class: "gd-swatch",
    alt: "",
    src: canvas.toDataURL(),
    width: width * scale,
    height: SIZE * scale,
  });
}

export const townSample = (town, style) =>
  sample((context, x, y) => drawTown(context, x, y, 5.5, { confidence: 1, strength: 1, ...town }, style));

export const eventSample = (category, style, added = false) =>
  sample((context, x, y) =>
    drawEvent(context, x, y, 8, { category, tone: 0, confidence: 1, strength: 1, added }, style),
  );

export const lineSample = (colour, dash = [], width = 2) =>
  sample((context, x, y) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(2, y);
    context.lineTo(2 * x - 2, y);
    context.stroke();
  }, LONG);

export const areaSample = (colour, opacity, { palette }) =>
  sample((context, x, y) => {
    context.fillStyle = palette.land;
    context.fillRect(2, y - 6, 2 * x - 4, 12);
    context.globalAlpha = opacity;
    context.fillStyle = colour;
    context.fillRect(2, y - 6, 2 * x - 4, 12);
  });

/** A layer of the package, as its first stroke draws it. */
export function layerSample(id, style) {
  const stroke = style.ground.find(({ layer }) => layer === id);
  const colour = style.palette[stroke.fill || stroke.stroke];
  const width = widthAt(stroke.width, LINE_ZOOM);
  if (stroke.shape) return sample((context, x, y) => drawPoint(context, x, y, width, stroke, style));
  return stroke.fill ? areaSample(colour, stroke.alpha ?? 1, style) : lineSample(colour, stroke.dash, width);
}
