// Events over time: bars by month over the visible part of the time axis, divided as is asked for, and figures by territory.

import { el } from "../core/dom.js";
import { narrows } from "../core/eventtable.js";
import { paced } from "../core/pace.js";
import { formatDay, translate } from "../core/scene.js";
import { monthStarts, sumsByMonth, sumsByTerritory } from "../core/trends.js";
import { arriving } from "../parts/arriving.js";
import { createTrendChart } from "./trend-chart.js";
import { monthAt } from "./trend-months.js";
import { createSplits, seriesOf, total } from "./trend-series.js";
import { createTrendTable } from "./trend-table.js";
import { createTrendTerritories } from "./trend-territories.js";

const PACE_MS = 100; // a part of the axis that is dragged along
const CHOICES = ["measure", "split"];
const AT_ONCE = ["mask", "theme", ...CHOICES]; // what is drawn at once; what else moves, but for the axis, draws nothing anew

/** The tab: while the clock moves it draws the day alone. */
export const createTrendsTab = ({ scene, lang, clock }) =>
  arriving(
    scene,
    lang,
    () => scene.document("trends"),
    (doc) => createTrends(scene, lang, clock, doc),
  );

function createTrends(scene, lang, clock, doc) {
  const say = (key, values) => translate(scene, lang, `trends.${key}`, values);
  let starts = [];
  const go = (month) => clock.set({ date: starts[month + 1] - 1 });
  const chart = createTrendChart(scene, lang, go);
  const table = createTrendTable(scene, lang, go);
  const territories = createTrendTerritories(scene, lang, doc, (view) => clock.set({}, { view }));
  const choices = CHOICES.map((name) => createChoice(scene, say, clock, name));
  const notes = el("ul", { class: "gd-trend-notes gd-quiet" });
  const count = createCounter(scene, lang);
  const drawAll = (state) => {
    starts = monthStarts(scene.domain, state.span ?? wholeOf(scene));
    const shown = shownOf(scene, state, starts, count, say);
    const stretch = { from: starts[0], to: starts.at(-1) };
    const sums = sumsByTerritory(scene, state.mask, stretch, doc.territory, doc.territories.length);
    for (const choice of choices) choice.draw(state);
    chart.show(shown);
    table.show(shown);
    territories.show(sums);
    const events = total(Array.from(sums.events));
    const texts = notesOf(scene, lang, state, { ...shown, events, least: doc.least });
    notes.replaceChildren(...texts.map((text) => el("li", {}, text)));
  };
  const tools = choices.map((choice) => choice.root);
  const root = el("div", { class: "gd-tab-trends" }, el("div", { class: "gd-trend-choices" }, tools));
  root.append(chart.root, table.root, notes, territories.root);
  return { root, focus: chart.focus, draw: createDraw(chart, drawAll) };
}

const wholeOf = ({ domain: [first, last] }) => ({ from: first, to: last + 1 });

/** Draws all where something moved that it shows, no more often than it can be read, and else the day alone. */
function createDraw(chart, drawAll) {
  let now = null;
  const differs = (one, other, names) => names.some((name) => one?.[name] !== other[name]);
  const follow = paced(
    () => {
      drawAll(now);
      chart.mark(now.date);
    },
    PACE_MS,
    (_, cannotWait) => cannotWait,
  );
  return (state) => {
    const [before, moved] = [now, differs(now, state, [...AT_ONCE, "span"])];
    now = state;
    if (moved) follow(state, differs(before, state, AT_ONCE));
    else chart.mark(state.date);
  };
}

/** A choice of one parameter of the link. */
function createChoice(scene, say, clock, name) {
  const { words } = scene.params.of.get(name);
  const options = words.map((word) => el("option", { value: word }, say(`choice.${word}`)));
  const select = el("select", { class: "gd-select", id: `gd-trend-${name}` }, options);
  select.addEventListener("change", () => clock.set({ [name]: select.value }));
  const draw = (state) => {
    if (select.value !== state[name]) select.value = state[name];
  };
  return { root: el("div", {}, el("label", { for: select.id }, say(`choose.${name}`)), " ", select), draw };
}

/** Sums of the whole record by month for a mask and a split, counted when first asked for: {sums, split}. */
function createCounter(scene, lang) {
  const splits = createSplits(scene, lang);
  const all = monthStarts(scene.domain, wholeOf(scene));
  let [counted, found] = [undefined, {}];
  return (mask, name) => {
    if (counted !== mask) [counted, found] = [mask, {}];
    const split = splits(name);
    return (found[name] ??= { all, split, sums: sumsByMonth(scene, mask, all, split) });
  };
}

/** What chart and table show of the months that begin on some days. */
function shownOf(scene, { mask, measure, split: name, theme }, starts, count, say) {
  const { all, split, sums } = count(mask, name);
  const first = monthAt(all, starts[0]);
  const cut = (values) => Array.from(values.slice(first, first + starts.length - 1));
  const series = seriesOf(sums[measure], split, say("other"));
  const sets = scene.events.sets.length ? count(mask, "set") : null;
  return {
    starts,
    series: series.map((each) => ({ ...each, values: cut(each.values) })),
    count: (number) => say(measure, { count: number }),
    thinFrom: scene.thinFrom,
    palette: scene.palette[theme],
    silent: total(cut(sums.silent)),
    sets: sets ? seriesOf(sets.sums.events, sets.split, "").map((each) => each.name) : [],
  };
}

/** What must be said beside the figures. */
function notesOf(scene, lang, { mask, measure, split }, { starts, events, least, silent, sets }) {
  const say = (key, values) => translate(scene, lang, `trends.${key}`, values);
  const end = starts.at(-1) - 1;
  const date = (day) => formatDay(day, lang);
  const { thinFrom, knownUntil } = scene;
  return [
    events < least && say("few", { least }),
    narrows(scene, mask) && translate(scene, lang, "compare.passing"),
    sets.length > 1 && say("sets", { names: sets.join(", ") }),
    say("counting"),
    measure === "deaths" && say("silent", { count: silent }),
    split === "party" && say("acting"),
    thinFrom !== null && thinFrom <= end && say("thin", { date: date(thinFrom) }),
    knownUntil.events < end && say("ends", { date: date(knownUntil.events) }),
  ].filter(Boolean);
}
