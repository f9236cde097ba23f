// A stack of sheets that follows a Leaflet map: moved by the browser while panning, redrawn when the view settles.
// A browser without a graphics card copies every canvas in every frame, drawn on or not; a finished picture costs nothing.
// So only what follows the clock is a canvas with a pen, and the other sheets are pictures drawn elsewhere.

import { addCover } from "./leaflet.js";
import { viewOf } from "../core/projection.js";
import { textScale } from "../core/textsize.js";

/** From below; shades only where a map has some. */
const SHEETS = {
  base: createStill,
  shades: createStill,
  cells: createStill,
  labels: createStill,
  marks: createLive,
};
const PADDING = 0.15; // of the frame, drawn on each side so that a short pan shows no gap

/** Add the stack to a map; `redraw(view)` is called whenever every sheet needs new content. */
export function addSurface(map, redraw, { shaded }) {
  const sheets = {};
  let corner = null; // of the sheets, as a point of Leaflet's layers
  addCover(map, {
    className: "geodash-surface",
    padding: PADDING,
    made(container) {
      for (const [name, create] of Object.entries(SHEETS)) {
        if (name === "shades" && !shaded) continue;
        sheets[name] = create(L.DomUtil.create("canvas", `geodash-sheet geodash-${name}`, container));
      }
    },
    moved({ bounds, zoom }) {
      corner = bounds.min;
      const view = currentView(map, zoom, bounds);
      sheets.marks.fit(view);
      redraw(view);
    },
  });
  return {
    sheets,
    /** Position on the sheets of a Leaflet mouse event. */
    locate: (event) => event.layerPoint.subtract(corner),
    /** The x on the sheets of an x in the frame. */
    fromFrame: (x) => map.containerPointToLayerPoint([x, 0]).x - corner.x,
    /** Position in the frame of a point of the sheets. */
    toFrame: (x, y) => map.layerPointToContainerPoint(corner.add([x, y])),
  };
}

function currentView(map, zoom, bounds) {
  const corner = map.getPixelOrigin().add(bounds.min);
  const size = bounds.getSize();
  const pad = map.getSize().multiplyBy(PADDING).round();
  return viewOf(zoom, corner.x, corner.y, size.x, size.y, pad, window.devicePixelRatio || 1, textScale());
}

const boxOfView = ({ width, height }) => [0, 0, width, height];

/**
 * A sheet that changes seldom: `draw(view, paint, box)` has `paint(context)` draw all of it, in CSS pixels. What lies outside
 * of `box` [left, top, right, bottom] is not kept: a small picture is made sooner.
 */
function createStill(canvas) {
  const shown = canvas.getContext("bitmaprenderer");
  const draw = (view, paint, box = boxOfView(view)) => {
    const [left, top] = layOver(canvas, view, box);
    const context = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
    context.scale(view.dpr, view.dpr);
    context.translate(-left, -top);
    paint(context);
    shown.transferFromImageBitmap(context.canvas.transferToImageBitmap());
  };
  return { canvas, draw };
}

/** A sheet that changes in every step: `context` draws on it, in CSS pixels once `fit(view)` has laid it out. */
function createLive(canvas) {
  const context = canvas.getContext("2d");
  const fit = (view) => {
    layOver(canvas, view, boxOfView(view));
    context.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);
  };
  return { canvas, context, fit };
}

/** Lay a canvas over a box of the sheet, moved out to whole pixels of the screen; returns its corner. */
function layOver(canvas, { dpr }, [west, north, east, south]) {
  const [left, top] = [Math.floor(west * dpr), Math.floor(north * dpr)];
  const width = Math.max(1, Math.ceil(east * dpr) - left);
  const height = Math.max(1, Math.ceil(south * dpr) - top);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const style = { left: left / dpr, top: top / dpr, width: width / dpr, height: height / dpr };
  for (const [name, pixels] of Object.entries(style)) canvas.style[name] = `${pixels}px`;
  return [style.left, style.top];
}

/** Draw on the part of a sheet between two x, emptied first; nothing gets past its edges. */
export function within(context, { height }, [left, right], draw) {
  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, height);
  context.clip();
  context.clearRect(left, 0, right - left, height);
  draw();
  context.restore();
}

/** Draw on what of a view lies in none of these boxes [left, top, right, bottom], which do not overlap. */
export function outOf(context, { width, height }, boxes, draw) {
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  for (const [left, top, right, bottom] of boxes) context.rect(left, top, right - left, bottom - top);
  context.clip("evenodd");
  draw();
  context.restore();
}
