// Figures above the list: towns per controller class on the day, change over the window, events in it. Live.

import { groupCounts, netMoves } from "./changes.js";
import { el, setAttribute, setText } from "../core/dom.js";
import { isCounted, narrows, setOf } from "../core/eventtable.js";
import { className } from "../core/look.js";
import { noted } from "./explaining.js";
import { groupMark } from "./marks.js";
import { formatDay, formatNumber, translate } from "../core/scene.js";
import { namedStart } from "../core/selecting.js";

/** The figures; `draw(state, rows)` takes the rows of the events shown. */
export function createFigures(scene, lang) {
  const cells = new Map(
    scene.classes
      .filter((group) => group !== "no_data")
      .map((group) => [group, createCell(scene, lang, group)]),
  );
  const counting = ["followed_means", "count_note"].map((key) => translate(scene, lang, `panel.${key}`));
  const caption = el("p", { class: "gd-caption", title: counting.join(" ") });
  const why = el(
    "button",
    {
      type: "button",
      class: "gd-why",
      "aria-label": translate(scene, lang, "panel.counting"),
      ...noted(counting.join(" ")),
    },
    "?",
  );
  const root = el(
    "section",
    { class: "gd-figures", "aria-label": translate(scene, lang, "panel.figures") },
    el(
      "ul",
      { class: "gd-cells" },
      [...cells.values()].map((cell) => cell.root),
    ),
    el("div", { class: "gd-counted" }, caption, why),
  );
  let theme = "";
  const draw = (state, rows) => {
    if (theme !== state.theme) {
      theme = state.theme;
      for (const [group, cell] of cells) cell.mark.replaceChildren(groupMark(scene, theme, group));
    }
    const known = state.date <= scene.knownUntil.control;
    const now = groupCounts(scene, state.date);
    const moves = known && state.days !== null ? netMoves(scene, state.date - state.days, state.date) : {};
    for (const [group, cell] of cells)
      drawCell(
        cell,
        scene,
        lang,
        (known || now.all[group] > 0) && { ...countOf(now, group), change: moves[group] },
      );
    setText(caption, captionText(scene, lang, state, rows, known));
  };
  return { root, draw };
}

function createCell(scene, lang, group) {
  const cell = {
    mark: el("span"),
    count: el("span", { class: "gd-count" }),
    change: el("span", { class: "gd-change" }),
    implied: el("span", { class: "gd-cell-implied" }),
  };
  const name = className(scene, lang, group);
  cell.root = el(
    "li",
    { class: "gd-cell", "data-group": group },
    el("span", { class: "gd-cell-head" }, cell.mark, cell.count, cell.change),
    el("span", { class: "gd-cell-name" }, name),
    cell.implied,
  );
  return cell;
}

/** Places of a class by reports, and those that are only implied. */
const countOf = ({ all, implied }, group) => ({
  reported: all[group] - implied[group],
  implied: implied[group],
});

/** Numbers of a class, or false where nothing is known of control. */
function drawCell(cell, scene, lang, counts) {
  const { reported, implied, change } = counts || {};
  setText(cell.count, counts ? formatNumber(reported, lang) : "–");
  setText(cell.implied, implied ? translate(scene, lang, "panel.implied", { count: implied }) : "");
  setText(cell.change, change ? `${change > 0 ? "+" : "−"}${formatNumber(Math.abs(change), lang)}` : "");
  setAttribute(cell.root, "data-none", reported || implied ? null : "true");
}

/** Counts by the rows that were counted: a settled change shows the rows of the move that led to it. */
const counted = new WeakMap();

/**
 * Number of events that count, of the record and then of each data set that was added to it; and how many of the record's
 * the list shows, where parts have rows of their own.
 */
function countBySet(scene, rows, counts) {
  if (counted.has(rows)) return counted.get(rows);
  const found = { bySet: [0, ...scene.events.sets.map(() => 0)], listed: 0 };
  for (const row of rows) {
    const set = setOf(scene, row);
    if (set === 0) found.listed += 1;
    if (counts(row)) found.bySet[set] += 1;
  }
  counted.set(rows, found);
  return found;
}

/** "Change since 16 February 2025 · 12 events in these 30 days". */
function captionText(scene, lang, state, rows, known) {
  const { date, days } = state;
  const events = scene.pieces.covers(date, days)
    ? eventsText(scene, lang, state, rows)
    : translate(scene, lang, "panel.coming");
  const limit = formatDay(scene.knownUntil.control, lang);
  if (!known) return `${translate(scene, lang, "clock.change.no_data", { date: limit })} · ${events}`;
  if (days === null) return `${translate(scene, lang, "panel.towns")} · ${events}`;
  const since = Math.max(scene.domain[0], date - days);
  return `${translate(scene, lang, "panel.towns_since", { date: formatDay(since, lang, "short") })} · ${events}`;
}

/** "12 events in 30 days", "76 events since 1 January 2025". */
function countText(scene, lang, state, count) {
  const { days } = state;
  const since = namedStart(state);
  if (since !== null)
    return translate(scene, lang, "panel.events_since", { count, date: formatDay(since, lang, "short") });
  const key = days === null ? "events_all" : days === 1 ? "events_day" : "events_window";
  return translate(scene, lang, `panel.${key}`, { count, days });
}

/** "12 events in 30 days (15 records) · ACLED: 40". */
export function eventsText(scene, lang, state, rows) {
  const { date, days, mask } = state;
  const { bySet, listed } = countBySet(scene, rows, (row) => isCounted(scene, row, date, days, mask));
  const [count, ...added] = bySet;
  const others = added.map(
    (found, number) =>
      found > 0 &&
      translate(scene, lang, "panel.of_set", {
        name: scene.events.sets[number].name[lang],
        count: formatNumber(found, lang),
      }),
  );
  const ofRecord = countText(scene, lang, state, count);
  const own =
    listed > count ? translate(scene, lang, "panel.listed", { text: ofRecord, count: listed }) : ofRecord;
  const text = [own, ...others].filter(Boolean).join(" · ");
  return narrows(scene, mask) ? translate(scene, lang, "panel.passing", { text }) : text;
}
