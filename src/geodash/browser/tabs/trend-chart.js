// Stacked bars by month: pointed at, stepped through by keys, pressed to go to the end of a month. Figures stand in words above.

import { el, isShortcut, setAttribute, setText, svg } from "../core/dom.js";
import { formatNumber, translate } from "../core/scene.js";
import { textScale } from "../core/textsize.js";
import { markText } from "../parts/histogram.js";
import { calendarOf, monthAt, monthText, monthsText } from "./trend-months.js";
import { total } from "./trend-series.js";

const GAP = 0.08; // of a month, on each side of a bar
const HIGH = 100; // units of the drawing from foot to top
const LABEL = 52; // pixels that the name of a month takes
const EVERY = [1, 3, 6, 12, 24, 60]; // months from name to name
const YEAR = 12;
const ROUND = [1, 2, 3, 4, 6, 8, 10];

/**
 * The chart: {root, focus, show(shown), mark(day)}; `go(month)` is called with the position of a month that is pressed.
 * `shown` is {starts, series, count(number), thinFrom, palette}: each series has a value for each month.
 */
export function createTrendChart(scene, lang, go) {
  const parts = createParts(scene, lang);
  const chart = { ...parts, scene, lang, go, shown: null, at: null, day: null };
  listen(chart);
  return {
    root: parts.root,
    focus: () => parts.plot.focus({ preventScroll: true }),
    show(shown) {
      Object.assign(chart, { shown, at: null });
      draw(chart);
    },
    mark(day) {
      if (chart.day === day) return;
      chart.day = day;
      markDay(chart);
    },
  };
}

function createParts(scene, lang) {
  const say = (key) => translate(scene, lang, `trends.${key}`);
  const help = el("p", { class: "gd-hidden", id: "gd-trend-help" }, say("chart_help"));
  const layer = (name) => el("div", { class: `gd-trend-${name}`, hidden: true });
  const layers = { day: layer("day"), at: layer("at"), thin: layer("thin") };
  const bars = svg("svg", { preserveAspectRatio: "none", "aria-hidden": "true" });
  const scale = [el("span"), el("span")];
  const plot = el(
    "div",
    {
      class: "gd-trend-plot",
      role: "slider",
      tabindex: "0",
      "aria-label": say("chart"),
      "aria-describedby": help.id,
      "aria-valuemin": "0",
    },
    el("div", { class: "gd-trend-scale", "aria-hidden": "true" }, scale),
    [layers.day, layers.at, bars, layers.thin],
  );
  const axis = el("div", { class: "gd-trend-axis", "aria-hidden": "true" });
  const said = el("p", { class: "gd-trend-said" });
  const keys = el("ul", { class: "gd-trend-keys" });
  const root = el("div", { class: "gd-trend-chart" }, said, plot, axis, keys, help);
  return { root, layers, bars, scale, plot, axis, said, keys };
}

const lengthOf = ({ starts }) => starts.length - 1;

function draw(chart) {
  const { shown, bars, scale, plot, lang } = chart;
  const { starts, series, thinFrom } = shown;
  const months = lengthOf(shown);
  const feet = new Float64Array(months);
  const sums = Array.from({ length: months }, (_, month) => total(series, ({ values }) => values[month]));
  const top = roundUp(Math.max(...sums));
  setAttribute(bars, "viewBox", `0 0 ${months} ${HIGH}`);
  bars.replaceChildren(
    ...series.map(({ colour, values }) =>
      svg("path", { d: barsOf(values, feet, HIGH / top), fill: shown.palette[colour] }),
    ),
  );
  [top, top / 2].forEach((value, i) => setText(scale[i], formatNumber(value, lang)));
  setAttribute(plot, "aria-valuemax", months - 1);
  const thin = thinFrom === null ? null : monthAt(starts, Math.max(thinFrom, starts[0]));
  lay(chart, "thin", thin, months);
  drawAxis(chart);
  drawKeys(chart);
  markDay(chart);
  point(chart, null);
}

/** The least round number that is not below a number, and of which the half is whole too. */
export function roundUp(number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, number)));
  return ROUND.map((step) => step * power).find((top) => top >= number && top % 2 === 0);
}

/** Bars of one series as a path, on top of those before: `feet` is where they stand, and is moved up by them. */
function barsOf(values, feet, unit) {
  const bars = values.map((value, month) => {
    if (!value) return "";
    feet[month] += value * unit;
    const [left, top] = [month + GAP, HIGH - feet[month]];
    return `M${left} ${top.toFixed(2)}h${1 - 2 * GAP}v${(value * unit).toFixed(2)}H${left}z`;
  });
  return bars.join("");
}

/** Names of months below, as many as there is room for. */
function drawAxis({ axis, shown, lang }) {
  const months = lengthOf(shown);
  const room = axis.clientWidth / textScale() || LABEL;
  const every = EVERY.find((each) => each * room >= LABEL * months) ?? EVERY.at(-1);
  const names = [];
  shown.starts.slice(0, -1).forEach((day, month) => {
    const { number } = calendarOf(day);
    if (number % every) return;
    const style = number % YEAR === 0 ? "year" : "month";
    const name = el("span", {}, markText({ day, style }, lang));
    name.style.left = `${(100 * month) / months}%`;
    names.push(name);
  });
  axis.replaceChildren(...names);
}

/** What each colour stands for, with room for a number. */
function drawKeys({ keys, shown }) {
  const items = shown.series.map(({ name, colour }) => {
    const swatch = el("span", { class: "gd-trend-swatch", "aria-hidden": "true" });
    swatch.style.background = shown.palette[colour];
    return el("li", {}, swatch, el("span", {}, name), el("span", { class: "gd-trend-number" }));
  });
  keys.replaceChildren(...items);
}

/** Lay a mark over months from one up to another, which is not included; null for nowhere. */
function lay({ layers, shown }, name, from, to = from + 1) {
  const node = layers[name];
  node.hidden = from === null;
  if (from === null) return;
  node.style.left = `${(100 * from) / lengthOf(shown)}%`;
  node.style.width = `${(100 * (to - from)) / lengthOf(shown)}%`;
}

function markDay(chart) {
  lay(chart, "day", monthAt(chart.shown.starts, chart.day));
  if (chart.at === null) setAttribute(chart.plot, "aria-valuenow", resting(chart));
}

/** The month where keys begin: the clock's, or the last one. */
const resting = ({ shown, day }) => monthAt(shown.starts, day) ?? lengthOf(shown) - 1;

/** Show the figures of a month, or of all where it is null. */
function point(chart, month) {
  const { scene, lang, shown, said, keys, plot } = chart;
  chart.at = month;
  lay(chart, "at", month);
  const text = (at) => {
    const numbers = shown.series.map(({ values }) => (at === null ? total(values) : values[at]));
    const when =
      at === null ? monthsText(scene, lang, shown.starts) : monthText(scene, lang, shown.starts, at);
    return {
      numbers,
      head: translate(scene, lang, "trends.said", { when, what: shown.count(total(numbers)) }),
    };
  };
  const { numbers, head } = text(month);
  setText(said, head);
  numbers.forEach((number, i) => setText(keys.children[i].lastChild, formatNumber(number, lang)));
  const now = month ?? resting(chart);
  const spoken = text(now);
  const each = shown.series.map(({ name }, i) => spoken.numbers[i] > 0 && `${name} ${spoken.numbers[i]}`);
  setAttribute(plot, "aria-valuenow", now);
  setAttribute(plot, "aria-valuetext", [spoken.head, ...each].filter(Boolean).join(", "));
}

function listen(chart) {
  const { plot } = chart;
  const under = (event) => {
    const { left, width } = plot.getBoundingClientRect();
    const months = lengthOf(chart.shown);
    return Math.min(months - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * months)));
  };
  plot.addEventListener("pointermove", (event) => {
    const month = under(event);
    if (month !== chart.at) point(chart, month);
  });
  plot.addEventListener("pointerleave", () => point(chart, null));
  plot.addEventListener("click", (event) => chart.go(under(event)));
  plot.addEventListener("focus", () => {
    if (plot.matches(":focus-visible")) point(chart, chart.at ?? resting(chart));
  });
  plot.addEventListener("blur", () => point(chart, null));
  plot.addEventListener("keydown", (event) => onKey(chart, event));
}

function onKey(chart, event) {
  if (isShortcut(event)) return;
  const [at, last] = [chart.at ?? resting(chart), lengthOf(chart.shown) - 1];
  const target = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - YEAR,
    PageUp: at + YEAR,
    Home: 0,
    End: last,
  }[event.key];
  if (target !== undefined) point(chart, Math.min(last, Math.max(0, target)));
  else if (event.key === "Enter" || event.key === " ") chart.go(at);
  else return;
  event.preventDefault();
}
