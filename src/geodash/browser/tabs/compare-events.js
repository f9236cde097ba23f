// Events by category in the windows of both days. Where a count is small no percentage is given.

import { categoryMark } from "../parts/marks.js";
import { createTable } from "./compare-table.js";
import { el, setText } from "../core/dom.js";
import { eventsIn, isCounted, narrows } from "../core/eventtable.js";
import { formatNumber, translate } from "../core/scene.js";

/** The table: {root, draw(days, state, rows)}; drawing gives the least count for a percentage where one is below it, else 0. */
export function createEventTotals(scene, lang, least) {
  const say = (key, values) => translate(scene, lang, `compare.${key}`, values);
  const table = createTable(scene, lang, {
    name: "events",
    title: say("events_title"),
    head: say("category"),
    more: [say("col_change")],
  });
  const caption = el("span", { class: "gd-quiet" });
  table.root.caption.append(" ", caption);
  const other = createCounter(scene);
  const draw = (days, state, rows) => {
    const now = countsOf(scene, rows, state);
    const then = other({ date: state.compare, days: state.days, mask: state.mask });
    const [before, after] = state.compare > state.date ? [now, then] : [then, now];
    const shown = scene.categories
      .map((category, i) => ({ category, before: before[i], after: after[i] }))
      .filter(differs);
    const sum = (counts) => counts.reduce((total, count) => total + count, 0);
    const all = { category: "all", before: sum(before), after: sum(after) };
    const text = state.days === null ? say("window_all") : say("window", { count: state.days });
    setText(caption, narrows(scene, state.mask) ? `${text} ${say("passing")}` : text);
    table.draw(
      days,
      [...shown, all].map((row) => rowOf(scene, lang, row, least, state.theme)),
    );
    return shown.some(isSmall(least)) ? least : 0;
  };
  return { root: table.root, draw };
}

const differs = ({ before, after }) => before > 0 || after > 0;

const isSmall =
  (least) =>
  ({ before, after }) =>
    Math.min(before, after) < least;

/** Number of events of each category; a part does not count beside its whole. */
function countsOf(scene, rows, { date, days, mask }) {
  const counts = scene.categories.map(() => 0);
  for (const row of rows)
    if (isCounted(scene, row, date, days, mask)) counts[scene.events.category[row]] += 1;
  return counts;
}

/** The counts of the second day's window, which stays while the clock moves. */
function createCounter(scene) {
  let last = null;
  let counts = null;
  return (window) => {
    if (last?.date !== window.date || last.days !== window.days || last.mask !== window.mask) {
      counts = countsOf(scene, eventsIn(scene, window.date, window.days, window.mask), window);
      last = window;
    }
    return counts;
  };
}

function rowOf(scene, lang, row, least, theme) {
  const { category, before, after } = row;
  const all = category === "all";
  return {
    id: category,
    label: translate(scene, lang, all ? "compare.all_events" : `vocab.category.${category}`),
    numbers: [before, after, changeText(scene, lang, row, least)],
    key: theme,
    mark: all ? null : () => categoryMark(scene, theme, category, 0),
  };
}

/** The change in percent of the first count, or why none is given. */
function changeText(scene, lang, row, least) {
  if (isSmall(least)(row)) return differs(row) ? translate(scene, lang, "compare.few") : "";
  const percent = roundToEven((100 * (row.after - row.before)) / row.before);
  const sign = percent < 0 ? "−" : "+";
  return translate(scene, lang, "compare.percent", {
    value: `${sign}${formatNumber(Math.abs(percent), lang)}`,
  });
}

/** The nearest whole number, of two equally near the even one: as Python rounds. */
function roundToEven(value) {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
