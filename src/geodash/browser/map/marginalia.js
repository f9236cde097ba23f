// What stands around the map at all times: as-of date, legend, scale bar, credits, disclaimer, buttons.

import { button, el, setText } from "../core/dom.js";
import { createLegend } from "./legend.js";
import { classNames } from "../core/look.js";
import { metresPerPixel } from "../core/projection.js";
import { formatDay, formatNumber, translate } from "../core/scene.js";
import { namedStart } from "../core/selecting.js";
import { textScale } from "../core/textsize.js";

const WIDE = 720; // pixels at the usual size of text: from here the legend has a strip of its own
const SHORT = 420;
const LONGEST_BAR = 110;

/** Build everything around the map. `actions`: zoomIn, zoomOut, home, showOutside, listPlaceless, help, keep, keepHolders. */
export function createMarginalia(frame, scene, actions) {
  const root = el("div", { class: "gd-marginalia" });
  frame.append(root);
  const parts = { root, scene, frame, actions, legendOpen: null, key: "" };
  frame.addEventListener("fullscreenchange", () => markFull(parts));
  return {
    /** Show a state: {lang, theme, dates, days, counts (of each date), dense, layers, outside, placeless, opacity}. */
    update(state) {
      const key = `${state.lang} ${state.theme}`;
      if (parts.key !== key) build(parts, state);
      parts.key = key;
      root.classList.toggle("gd-split", state.dates.length > 1);
      parts.labels.forEach((label, i) => label.update(state.dates[i], state));
      makeRoom(root);
      parts.legend.update(state.counts, state);
      setText(parts.setCredits, creditsOf(scene, state));
      updateChips(parts, state);
    },
    updateScale: (map) => updateScale(parts, map),
    /** Boxes of the frame that are covered: [left, top, right, bottom]. */
    covered: () =>
      [...root.querySelectorAll(".gd-box, .gd-credits, .gd-bar, .gd-chip:not([hidden])")].map((node) =>
        boxIn(node, frame),
      ),
    /** Widths along the left and bottom edge that are covered for good, for fitting a view beside them. */
    insets: () => insetsOf(parts),
    resize: () => parts.legend?.setOpen(parts.legendOpen ?? roomy(frame)),
  };
}

/** What the boxes of the days warn of takes lines from the legend below them. */
function makeRoom(root) {
  const warnings = root.querySelectorAll(".gd-side:first-child .gd-warning:not([hidden])").length;
  root.style.setProperty("--gd-warnings", warnings);
  root.classList.toggle("gd-warned", warnings > 0);
}

/** Whether the legend may open by itself: elsewhere it would cover what the map is about. */
const roomy = (frame) => frame.clientWidth >= WIDE * textScale() && frame.clientHeight >= SHORT * textScale();

function boxIn(node, frame) {
  const box = node.getBoundingClientRect();
  const origin = frame.getBoundingClientRect();
  return [box.left - origin.left, box.top - origin.top, box.right - origin.left, box.bottom - origin.top];
}

function insetsOf({ root, frame }) {
  const legend = root.querySelector(".gd-legend");
  const foot = root.querySelector(".gd-credits");
  const beside = legend && roomy(frame) && legend.offsetHeight > frame.clientHeight / 2;
  return { left: beside ? legend.offsetLeft + legend.offsetWidth : 0, bottom: foot ? foot.offsetHeight : 0 };
}

function build(parts, { lang, theme, opacity }) {
  const { scene, frame, root, actions } = parts;
  const say = (key) => translate(scene, lang, `map.${key}`);
  const control = (name, shape) =>
    button({ class: `gd-${name}`, "aria-label": say(name), title: say(name) }, actions[name], shape);
  parts.zoomIn = control("zoomIn", "+");
  parts.zoomOut = control("zoomOut", "−");
  parts.full = button(
    { class: "gd-full", "aria-label": say("full"), title: say("full"), hidden: !document.fullscreenEnabled },
    () => (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen()),
    sign("M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"),
  );
  markFull(parts);
  parts.labels = [createDayLabel(scene), createDayLabel(scene)];
  parts.outside = button({ class: "gd-chip gd-outside", hidden: true }, actions.showOutside);
  parts.placeless = button({ class: "gd-chip gd-placeless", hidden: true }, actions.listPlaceless);
  parts.bar = el("div", { class: "gd-bar" });
  parts.setCredits = el("span");
  parts.legend = createLegend(scene, {
    lang,
    theme,
    opacity,
    help: actions.help,
    keep: actions.keep,
    keepHolders: actions.keepHolders,
    open: parts.legendOpen ?? roomy(frame),
    onToggle: (value) => (parts.legendOpen = value),
  });
  root.replaceChildren(
    ...parts.labels.map((label) => label.root),
    el("div", { class: "gd-chips" }, parts.outside, parts.placeless),
    el(
      "div",
      { class: "gd-zoom gd-box" },
      parts.zoomIn,
      parts.zoomOut,
      control("home", sign("M2.5 8 8 3l5.5 5M4 7v6h8V7")),
      parts.full,
    ),
    parts.legend.node,
    el("div", { class: "gd-foot" }, parts.bar, credits(parts, lang)),
  );
  for (const node of root.querySelectorAll(".gd-box, .gd-chips")) {
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    node.addEventListener("keydown", (event) => event.stopPropagation());
  }
}

/** Whom to credit for the data sets beside the record of which events or layers are shown. */
function creditsOf(scene, { lang, sets, layers }) {
  const shown = [
    ...scene.events.sets.filter((_, number) => sets.has(number + 1)),
    ...scene.conflict.layers.filter(({ id, credit }) => credit && layers.has(id)),
  ];
  return [...new Set(shown.map(({ credit }) => ` · ${credit[lang]}`))].join("");
}

/** Credits and disclaimer; a narrow frame shows the short credit, and all of it on request. */
function credits(parts, lang) {
  const { scene } = parts;
  const say = (key) => translate(scene, lang, `map.${key}`);
  const unfold = () => {
    const whole = line.classList.toggle("gd-whole");
    setText(more, say(whole ? "credits.less" : "credits.more"));
  };
  const more = button({ class: "gd-more" }, unfold, say("credits.more"));
  L.DomEvent.disableClickPropagation(more);
  const line = el(
    "p",
    { class: "gd-credits" },
    el("span", { class: "gd-short" }, say("credits.short")),
    el("span", { class: "gd-long" }, scene.attribution[lang], parts.setCredits),
    " · ",
    say("disclaimer"),
    " ",
    more,
  );
  return line;
}

function sign(drawn) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", drawn);
  picture.append(path);
  return picture;
}

const markFull = ({ full, frame }) =>
  full?.setAttribute("aria-pressed", String(document.fullscreenElement === frame));

/** What one day is, at the top of its side of the map. `update(date, state)` hides it where there is no such day. */
function createDayLabel(scene) {
  const date = el("strong", { class: "gd-date" });
  const known = el("span", { class: "gd-warning", hidden: true });
  const line = el("span", { class: "gd-window" });
  const drawn = el("span", { class: "gd-warning", hidden: true });
  const root = el(
    "div",
    { class: "gd-side" },
    el("div", { class: "gd-asof gd-box" }, date, known, line, drawn),
  );
  const update = (day, { lang, days, since, holders }) => {
    root.hidden = day === undefined;
    if (root.hidden) return;
    const say = (key, values) => translate(scene, lang, `map.${key}`, values);
    setText(date, formatDay(day, lang));
    known.hidden = day <= scene.knownUntil.control;
    if (!known.hidden) setText(known, say("no_data", { date: formatDay(scene.knownUntil.control, lang) }));
    drawn.hidden = holders === null;
    if (holders !== null) setText(drawn, say("holders", { names: classNames(scene, lang, holders) }));
    const start = namedStart({ date: day, days, since });
    if (start !== null) setText(line, say("window.since", { date: formatDay(start, lang) }));
    else setText(line, days === null ? say("window.all") : say("window", { count: days }));
  };
  return { root, update };
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
function updateScale({ bar, zoomIn, zoomOut, key, frame }, map) {
  const metres = metresPerPixel(map.getCenter().lat, map.getZoom());
  const most = metres * Math.min(LONGEST_BAR * textScale(), frame.clientWidth / 3);
  const power = 10 ** Math.floor(Math.log10(most));
  const length = power * [5, 2, 1].find((step) => step * power <= most);
  const lang = key.split(" ")[0] || "en";
  const text =
    length < 1000 ? `${formatNumber(length, lang)}\u00a0m` : `${formatNumber(length / 1000, lang)}\u00a0km`;
  setText(bar, text);
  bar.style.width = `${Math.round(length / metres)}px`;
  zoomIn.disabled = map.getZoom() >= map.getMaxZoom();
  zoomOut.disabled = map.getZoom() <= map.getMinZoom();
}
