// The legend: what colours, shapes and signs mean, and how many towns are in each state now. Its rows are those of the look.

import { button, el, setAttribute, setText } from "../core/dom.js";
import { className, styleOf, widthAt } from "../core/look.js";
import { CONFIDENCES } from "../core/precision.js";
import { formatNumber, translate } from "../core/scene.js";
import { drawDensity, drawEvent, drawPoint, drawTown, toneColour } from "../core/symbols.js";

const SIZE = 18;
const LONG = 26; // width of a line's sample
const LINE_ZOOM = 9; // at which lines are as wide as their samples

/** A small picture drawn with the symbols of the map: an image, as each canvas would cost a layer in every frame. */
function swatch(draw, width = SIZE) {
  const dpr = Math.max(2, window.devicePixelRatio || 1);
  const canvas = el("canvas", { width: width * dpr, height: SIZE * dpr });
  const context = canvas.getContext("2d");
  context.scale(dpr, dpr);
  draw(context, width / 2, SIZE / 2);
  return el("img", { class: "gd-swatch", alt: "", src: canvas.toDataURL(), width, height: SIZE });
}

const town = (what, style) =>
  swatch((context, x, y) => drawTown(context, x, y, 5.5, { confidence: 1, strength: 1, ...what }, style));

const line = (colour, dash, width = 2) =>
  swatch((context, x, y) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(2, y);
    context.lineTo(2 * x - 2, y);
    context.stroke();
  }, LONG);

const area = (ground, colour, opacity) =>
  swatch((context, x, y) => {
    context.fillStyle = ground;
    context.fillRect(2, y - 6, 2 * x - 4, 12);
    context.globalAlpha = opacity;
    context.fillStyle = colour;
    context.fillRect(2, y - 6, 2 * x - 4, 12);
  });

/** The sample of a layer: as its first stroke draws it. */
function layerSample(id, style) {
  const stroke = style.ground.find(({ layer }) => layer === id);
  const colour = style.palette[stroke.fill || stroke.stroke];
  const width = widthAt(stroke.width, LINE_ZOOM);
  if (stroke.shape) return swatch((context, x, y) => drawPoint(context, x, y, width, stroke, style));
  return stroke.fill
    ? area(style.palette.land, colour, stroke.alpha)
    : line(colour, stroke.dash ?? [], width);
}

const row = (picture, text, end) => el("li", {}, picture, el("span", { class: "gd-term" }, text), end);

/** Number of towns in a class; on a day without data nothing is said of those that hold. */
const countText = (now, group, lang) =>
  now.no_data && group !== "no_data" ? "–" : formatNumber(now[group], lang);

/** Rows of the look's legend by what they are of: classes with a place for their count, notes on symbols, layers. */
function rowsOf(scene, { lang, style, opacity }) {
  const counts = new Map();
  const layers = new Map();
  const layerNames = new Map(scene.conflict.layers.map(({ id, name }) => [id, name]));
  const group = scene.classes.find((id) => style.classes[id].held); // whose symbols are samples
  const make = {
    class({ ref }) {
      if (!scene.classes.includes(ref)) return null;
      counts.set(ref, el("span", { class: "gd-count" }));
      return row(town({ group: ref }, style), className(scene, lang, ref), counts.get(ref));
    },
    fade: ({ text }) =>
      row(town({ group, strength: style.fade.faintest }, style), translate(scene, lang, text)),
    edge: ({ ref, text }) =>
      row(town({ group, confidence: CONFIDENCES.indexOf(ref) }, style), translate(scene, lang, text)),
    cell: ({ text }) =>
      row(area(style.palette.land, style.palette[group], opacity), translate(scene, lang, text)),
    layer({ ref }) {
      layers.set(ref, row(layerSample(ref, style), layerNames.get(ref)[lang]));
      return layers.get(ref);
    },
  };
  const made = style.legend
    .filter(({ kind, paper }) => make[kind] && !paper)
    .map((entry) => [entry.kind, make[entry.kind](entry)]);
  const of = (...kinds) => made.filter(([kind]) => kinds.includes(kind)).map(([, node]) => node);
  return { counts, holders: of("class"), notes: of("fade", "edge", "cell"), layers };
}

/** Build the legend of a scene for a language and theme. `update(counts, {dense, layers})` takes the counts of each day shown, in order of time. */
export function createLegend(scene, { lang, theme, open, onToggle, opacity }) {
  const say = (key) => translate(scene, lang, key);
  const style = styleOf(scene, theme);
  const { counts, holders, notes, layers } = rowsOf(scene, { lang, style, opacity });
  const events = scene.categories.map((category) => {
    const event = { category, tone: 0, confidence: 1, strength: 1 };
    const sign = swatch((context, x, y) => drawEvent(context, x, y, 8, event, style));
    return row(sign, say(`vocab.category.${category}`));
  });
  const single = el("ul", { class: "gd-columns" }, events);
  const disc = swatch((context, x, y) => drawDensity(context, x, y, 8, style));
  const many = el("ul", { class: "gd-notes" }, row(disc, say("map.legend.density")));
  const { acts } = style;
  const kinds = [
    row(line(toneColour(-1, style), acts.deeds), say("map.legend.pressure")),
    row(line(toneColour(1, style), acts.deeds), say("map.legend.cooperation")),
    row(line(toneColour(0, style), acts.words), say("map.legend.words")),
  ];
  const own = layers.size > 0 && el("ul", { class: "gd-notes" }, [...layers.values()]);
  const body = el(
    "div",
    { class: "gd-legend-body", id: "gd-legend-body" },
    el("h2", {}, say("map.legend.towns")),
    el("ul", {}, holders),
    el("ul", { class: "gd-notes" }, notes),
    own,
    el("h2", {}, say("map.legend.events")),
    single,
    many,
    el("ul", { class: "gd-columns gd-acts" }, kinds),
  );
  const toggle = button(
    { class: "gd-toggle", "aria-controls": "gd-legend-body" },
    () => setOpen(body.hidden, true),
    say("map.legend"),
  );
  const node = el("section", { class: "gd-legend gd-box", "aria-label": say("map.legend") }, toggle, body);

  function setOpen(value, byHand) {
    body.hidden = !value;
    node.classList.toggle("gd-open", value);
    toggle.setAttribute("aria-expanded", String(value));
    if (byHand) onToggle(value);
  }
  setOpen(open, false);

  return {
    node,
    setOpen: (value) => setOpen(value, false),
    update(days, { dense, layers: shown }) {
      for (const { id } of scene.conflict.layers.filter((layer) => layer.switch))
        if (layers.has(id)) layers.get(id).hidden = !shown.has(id);
      single.hidden = dense;
      many.hidden = !dense;
      for (const [group, cell] of counts) {
        setText(cell, days.map((now) => countText(now, group, lang)).join(" → "));
        setAttribute(cell.parentElement, "data-none", days.some((now) => now[group]) ? null : "1");
      }
    },
  };
}
