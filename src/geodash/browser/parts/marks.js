// The map's own symbols as small pictures for lists and figures: one shape for one meaning on the whole page.

import { el } from "../core/dom.js";
import { setOf } from "../core/eventtable.js";
import { styleOf } from "../core/look.js";
import { drawEvent, drawTown } from "../core/symbols.js";

const SIZE = 20;
const RATIO = 3; // sharp on dense screens and when the page is zoomed
const books = new WeakMap(); // for each style its pictures by name

function picture(style, key, draw) {
  if (!books.has(style)) books.set(style, new Map());
  const pictures = books.get(style);
  if (!pictures.has(key)) {
    const canvas = el("canvas", { width: SIZE * RATIO, height: SIZE * RATIO });
    const context = canvas.getContext("2d");
    context.scale(RATIO, RATIO);
    draw(context);
    pictures.set(key, `url("${canvas.toDataURL()}")`);
  }
  return pictures.get(key);
}

/** Symbol of a controller class, an outline where it is only implied; its meaning must stand beside it in words. */
export function groupMark(scene, theme, group, basis = "reported") {
  const town = { group, basis, confidence: 1, strength: 1 };
  const style = styleOf(scene, theme);
  const url = picture(style, `${group} ${basis === "implied"}`, (context) =>
    drawTown(context, SIZE / 2, SIZE / 2, 6.5, town, style),
  );
  return mark(url);
}

/** Symbol of an event by its row. */
export function eventMark(scene, theme, row) {
  const { category, tone } = scene.events;
  const added = setOf(scene, row) > 0;
  return categoryMark(scene, theme, scene.categories[category[row]], tone[row], added);
}

export function categoryMark(scene, theme, category, tone, added = false) {
  const event = { category, tone, confidence: 1, strength: 1, added };
  const style = styleOf(scene, theme);
  const url = picture(style, `${category} ${tone} ${added}`, (context) =>
    drawEvent(context, SIZE / 2, SIZE / 2, 9, event, style),
  );
  return mark(url);
}

function mark(url) {
  const node = el("span", { class: "gd-mark", "aria-hidden": "true" });
  node.style.backgroundImage = url;
  return node;
}
