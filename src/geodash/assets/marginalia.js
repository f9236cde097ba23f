// What stands around the map at all times: as-of date, legend, scale bar, credits, disclaimer, buttons.

import { button, el, setText } from "./dom.js";
import { createLegend } from "./legend.js";
import { metresPerPixel } from "./projection.js";
import { formatDay, formatNumber, translate } from "./scene.js";

const NARROW = 480;
const SHORT = 420;
const LONGEST_BAR = 110;

/** Build everything around the map. `actions`: zoomIn, zoomOut, home, showOutside, listPlaceless. */
export function createMarginalia(frame, scene, actions) {
  const root = el("div", { class: "gd-marginalia" });
  frame.append(root);
  const parts = { root, scene, frame, actions, legendOpen: null, key: "" };
  return {
    /** Show a state: {lang, theme, date, days, counts, outside, placeless, opacity}. */
    update(state) {
      const key = `${state.lang} ${state.theme}`;
      if (parts.key !== key) build(parts, state);
      parts.key = key;
      updateDate(parts, state);
      parts.legend.update(state.counts);
      updateChips(parts, state);
    },
    updateScale: (map) => updateScale(parts, map),
    resize: () => parts.legend?.setOpen(parts.legendOpen ?? roomy(frame)),
  };
}

const roomy = (frame) => frame.clientWidth >= NARROW && frame.clientHeight >= SHORT;

function build(parts, { lang, theme, opacity }) {
  const { scene, frame, root, actions } = parts;
  const say = (key) => translate(scene, lang, `map.${key}`);
  const control = (name, sign) => button({ class: `gd-${name}`, "aria-label": say(name), title: say(name) }, actions[name], sign);
  parts.zoomIn = control("zoomIn", "+");
  parts.zoomOut = control("zoomOut", "−");
  parts.date = el("strong", { class: "gd-date" });
  parts.known = el("span", { class: "gd-warning", hidden: true });
  parts.window = el("span", { class: "gd-window" });
  parts.outside = button({ class: "gd-chip gd-outside", hidden: true }, actions.showOutside);
  parts.placeless = button({ class: "gd-chip gd-placeless", hidden: true }, actions.listPlaceless);
  parts.bar = el("div", { class: "gd-bar" });
  parts.legend = createLegend(scene, {
    lang,
    palette: scene.palette[theme],
    opacity,
    open: parts.legendOpen ?? roomy(frame),
    onToggle: (value) => (parts.legendOpen = value),
  });
  root.replaceChildren(
    el("div", { class: "gd-asof gd-box" }, parts.date, parts.known, parts.window),
    el("div", { class: "gd-chips" }, parts.outside, parts.placeless),
    el("div", { class: "gd-zoom gd-box" }, parts.zoomIn, parts.zoomOut, control("home", homeSign())),
    parts.legend.node,
    el("div", { class: "gd-foot" }, parts.bar, el("p", { class: "gd-credits" }, scene.attribution[lang], " · ", say("disclaimer"))),
  );
  for (const node of root.querySelectorAll(".gd-box, .gd-chips")) {
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    node.addEventListener("keydown", (event) => event.stopPropagation());
  }
}

function homeSign() {
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  sign.setAttribute("viewBox", "0 0 16 16");
  sign.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M2.5 8 8 3l5.5 5M4 7v6h8V7");
  sign.append(path);
  return sign;
}

function updateDate({ scene, date, known, window: line }, state) {
  const say = (key, values) => translate(scene, state.lang, `map.${key}`, values);
  setText(date, formatDay(state.date, state.lang));
  const late = state.date > scene.knownUntil.control;
  known.hidden = !late;
  if (late) setText(known, say("no_data", { date: formatDay(scene.knownUntil.control, state.lang) }));
  setText(line, state.days === null ? say("window.all") : say("window", { count: state.days }));
}

function updateChips({ scene, outside, placeless }, state) {
  const fill = (chip, key, count) => {
    chip.hidden = !count;
    if (count) setText(chip, translate(scene, state.lang, key, { count }));
  };
  fill(outside, "map.outside", state.outside);
  fill(placeless, "map.placeless", state.placeless);
}

/** A round length that fits the bar, by the scale at the middle of the frame. */
function updateScale({ bar, zoomIn, zoomOut, key }, map) {
  const metres = metresPerPixel(map.getCenter().lat, map.getZoom());
  const most = metres * LONGEST_BAR;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = power * [5, 2, 1].find((step) => step * power <= most);
  const lang = key.split(" ")[0] || "en";
  const text = length < 1000 ? `${formatNumber(length, lang)}\u00a0m` : `${formatNumber(length / 1000, lang)}\u00a0km`;
  setText(bar, text);
  bar.style.width = `${Math.round(length / metres)}px`;
  zoomIn.disabled = map.getZoom() >= map.getMaxZoom();
  zoomOut.disabled = map.getZoom() <= map.getMinZoom();
}
