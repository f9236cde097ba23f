// Symbols drawn once and stamped many times: filling a shape costs a browser far more than copying a small picture.

import { drawCount, drawDensity, drawEvent, drawTown } from "../core/symbols.js";

const LEVELS = 20; // steps of strength that stamps distinguish
const MOST = 1000; // pictures kept for one style
const ROOM = 5; // pixels around a symbol for its halo and edge
const WIDEST = 1.25; // radii from the middle of a symbol to its furthest corner

const books = new WeakMap(); // for each style its pictures by name

/** A stamp for one kind of symbol: `names` are the parts of what is drawn that make a difference. */
function stampOf(kind, names, draw) {
  return (context, x, y, radius, what, { style, dpr }) => {
    const r = Math.round(radius * 2) / 2;
    const shown = { ...what };
    if ("strength" in what) shown.strength = Math.round(what.strength * LEVELS) / LEVELS;
    const name = [kind, dpr, r, ...names.map((each) => shown[each])].join(" ");
    const picture = pictureOf(style, name, Math.ceil((r * WIDEST + ROOM) * dpr), (pen) => {
      pen.scale(dpr, dpr);
      draw(pen, 0, 0, r, shown, style);
    });
    put(context, x, y, picture, dpr);
  };
}

export const stampTown = stampOf("town", ["group", "basis", "confidence", "strength", "left"], drawTown);
export const stampEvent = stampOf(
  "event",
  ["category", "tone", "confidence", "strength", "added"],
  drawEvent,
);
export const stampCount = stampOf("count", [], (pen, x, y, r, _, style) => drawCount(pen, x, y, r, style));
export const stampDensity = stampOf("density", [], (pen, x, y, r, _, style) =>
  drawDensity(pen, x, y, r, style),
);

function pictureOf(style, name, half, draw) {
  if (!books.has(style)) books.set(style, new Map());
  const book = books.get(style);
  if (!book.has(name)) {
    if (book.size >= MOST) book.clear();
    const pen = new OffscreenCanvas(2 * half, 2 * half).getContext("2d");
    pen.translate(half, half);
    draw(pen);
    book.set(name, pen.canvas.transferToImageBitmap());
  }
  return book.get(name);
}

/** Put a picture with its middle at a point, on whole pixels of the screen so that it stays as sharp as it was drawn. */
function put(context, x, y, picture, dpr) {
  const size = picture.width / dpr;
  const corner = (middle) => Math.round((middle - size / 2) * dpr) / dpr;
  context.drawImage(picture, corner(x), corner(y), size, size);
}
