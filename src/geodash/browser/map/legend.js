// The legend: what colours, shapes and signs mean, and how many towns are in each state now.

import { GROUPS } from "./control.js";
import { button, el, setAttribute, setText } from "../core/dom.js";
import { formatNumber, translate } from "../core/scene.js";
import { drawDensity, drawEvent, drawTown } from "../core/symbols.js";

const SIZE = 18;
const ALWAYS = new Set(["contested", "unknown", "no_data"]);

/** A small picture drawn with the symbols of the map: an image, as each canvas would cost a layer in every frame. */
function swatch(draw, width = SIZE) {
  const dpr = Math.max(2, window.devicePixelRatio || 1);
  const canvas = el("canvas", { width: width * dpr, height: SIZE * dpr });
  const context = canvas.getContext("2d");
  context.scale(dpr, dpr);
  draw(context, width / 2, SIZE / 2);
  return el("img", { class: "gd-swatch", alt: "", src: canvas.toDataURL(), width, height: SIZE });
}

const town = (look, palette) => swatch((context, x, y) => drawTown(context, x, y, 5.5, look, palette));

function line(palette, colour, dash) {
  return swatch((context, x, y) => {
    context.strokeStyle = palette[colour];
    context.lineWidth = 2;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(2, y);
    context.lineTo(2 * x - 2, y);
    context.stroke();
  }, 26);
}

function area(palette, opacity) {
  return swatch((context, x, y) => {
    context.fillStyle = palette.land;
    context.fillRect(2, y - 6, 2 * x - 4, 12);
    context.globalAlpha = opacity;
    context.fillStyle = palette.m23;
    context.fillRect(2, y - 6, 2 * x - 4, 12);
  });
}

const row = (picture, text, end) => el("li", {}, picture, el("span", { class: "gd-term" }, text), end);

/** Number of towns in a class; on a day without data nothing is said of those that hold. */
const countText = (now, group, lang) =>
  now.no_data && group !== "no_data" ? "–" : formatNumber(now[group], lang);

/** Build the legend of a scene for a language and theme. `update(counts, dense)` takes the counts of each day shown, in order of time. */
export function createLegend(scene, { lang, palette, open, onToggle, opacity }) {
  const say = (key, values) => translate(scene, lang, key, values);
  const counts = new Map();
  const used = new Set(scene.controllers.map((entry) => entry.group));
  const groups = GROUPS.filter((group) => used.has(group) || ALWAYS.has(group));
  const holders = groups.map((group) => {
    counts.set(group, el("span", { class: "gd-count" }));
    return row(
      town({ group, confidence: 1, strength: 1 }, palette),
      say(`vocab.group.${group}`),
      counts.get(group),
    );
  });
  const old = { group: "m23", confidence: 1, strength: 0.45 };
  const unsure = { group: "m23", confidence: 0, strength: 1 };
  const notes = [
    row(town(old, palette), say("map.legend.old")),
    row(town(unsure, palette), say("map.legend.low")),
    row(area(palette, opacity), say("map.legend.influence")),
  ];
  const events = scene.categories.map((category) => {
    const look = { category, tone: 0, confidence: 1, strength: 1 };
    return row(
      swatch((context, x, y) => drawEvent(context, x, y, 8, look, palette)),
      say(`vocab.category.${category}`),
    );
  });
  const single = el("ul", { class: "gd-columns" }, events);
  const disc = row(
    swatch((context, x, y) => drawDensity(context, x, y, 8, palette)),
    say("map.legend.density"),
  );
  const many = el("ul", { class: "gd-notes" }, disc);
  const acts = [
    row(line(palette, "pressure", []), say("map.legend.pressure")),
    row(line(palette, "cooperation", []), say("map.legend.cooperation")),
    row(line(palette, "muted", [5, 4]), say("map.legend.words")),
  ];
  const body = el(
    "div",
    { class: "gd-legend-body", id: "gd-legend-body" },
    el("h2", {}, say("map.legend.towns")),
    el("ul", {}, holders),
    el("ul", { class: "gd-notes" }, notes),
    el("h2", {}, say("map.legend.events")),
    single,
    many,
    el("ul", { class: "gd-columns gd-acts" }, acts),
  );
  const toggle = button(
    { class: "gd-toggle", "aria-controls": "gd-legend-body" },
    () => setOpen(body.hidden, true),
    say("map.legend"),
  );
  const node = el("section", { class: "gd-legend gd-box", "aria-label": say("map.legend") }, toggle, body);

  function setOpen(value, byHand) {
    body.hidden = !value;
    toggle.setAttribute("aria-expanded", String(value));
    if (byHand) onToggle(value);
  }
  setOpen(open, false);

  return {
    node,
    setOpen: (value) => setOpen(value, false),
    update(days, dense) {
      single.hidden = dense;
      many.hidden = !dense;
      for (const [group, cell] of counts) {
        setText(cell, days.map((now) => countText(now, group, lang)).join(" → "));
        setAttribute(cell.parentElement, "data-none", days.some((now) => now[group]) ? null : "1");
      }
    },
  };
}
