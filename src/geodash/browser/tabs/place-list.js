// The list of places: a listbox of rows under headings whose strips share one time axis. It follows the clock.

import { groupMark } from "../parts/marks.js";
import { el, isShortcut, reconcile, setAttribute, setText } from "../core/dom.js";
import { fold } from "../core/finding.js";
import { positionByKey, scrollTo } from "../parts/longlist.js";
import { statusAt } from "../core/control.js";
import { formatDay, translate } from "../core/scene.js";
import { textScale } from "../core/textsize.js";
import { createPlaceAxis, dayUnder } from "./place-axis.js";
import { followsClock, keeper, matcher, sectionsOf, turnsOf } from "./place-order.js";
import { createPlaceRow, holderText, placeRowId } from "./place-row.js";

const HEAD = 24; // pixels, at the usual size of text, of the axis, and of a heading below it, that may cover a row
const TYPING_MS = 700;

/** The list. `show({query, order, all})` says which places, `draw(state)` follows the clock, `arranged(rows)` hears of both. */
export function createPlaceList({ scene, lang, clock, doc, proposals, arranged }) {
  const parts = createParts(scene, lang);
  const list = {
    scene,
    lang,
    clock,
    doc,
    ...parts,
    rows: scene.places.id.map((_, row) => createPlaceRow(scene, lang, doc, row)),
    proposals,
    arranged,
    turns: turnsOf(scene),
    headings: new Map(),
    shown: [],
    key: null,
    choice: { query: "", order: "territory", all: true },
    state: null,
    labelled: null,
    active: null,
    typed: "",
    typedAt: 0,
  };
  listen(list);
  return {
    root: el("div", { class: "gd-listbox" }, parts.help, parts.box, parts.live),
    focus: () => parts.box.focus({ preventScroll: true }),
    first: () => list.shown[0] ?? null,
    choose: (row) => choose(list, row),
    show(choice) {
      const reordered = choice.order !== list.choice.order;
      list.choice = choice;
      if (!list.state) return;
      if (reordered) for (const row of list.rows) drawRow(list, row);
      arrange(list);
    },
    propose: () => propose(list),
    draw: (state) => draw(list, state),
  };
}

/** Mark what data sets propose now, and say it. */
function propose(list) {
  list.rows.forEach((row, at) => {
    row.propose(list.proposals.of(at));
    if (list.state) row.label(list.state.date);
  });
  list.proposals.list(list.active);
}

/** The list's elements: the box that scrolls, in it the chart of axis and sections; help and news for screen readers. */
function createParts(scene, lang) {
  const axis = createPlaceAxis(lang);
  const sections = el("div", { class: "gd-place-sections" });
  const chart = el("div", { class: "gd-place-chart" }, axis.back, axis.head, sections, axis.front);
  const help = el(
    "p",
    { class: "gd-hidden", id: "gd-places-help" },
    translate(scene, lang, "places.list_help"),
  );
  const box = el(
    "div",
    {
      class: "gd-list gd-places",
      role: "listbox",
      tabindex: "0",
      id: "gd-places",
      "aria-label": translate(scene, lang, "places.list"),
      "aria-describedby": help.id,
    },
    chart,
  );
  const live = el("p", { class: "gd-hidden", role: "status" });
  return { axis, sections, chart, help, box, live };
}

const wholeSpan = (scene) => ({ from: scene.domain[0], to: scene.domain[1] + 1 });

const drawRow = ({ state, choice }, row) => row.draw(state.date, state.theme, choice.order);

function draw(list, state) {
  const before = list.state;
  list.state = state;
  if (!before || before.span !== state.span) showSpan(list);
  if (!before || before.theme !== state.theme) for (const row of list.rows) drawRow(list, row);
  else if (before.date !== state.date) drawTurned(list, before.date, state.date);
  list.axis.draw(state.date);
  if (!before) arrange(list);
  if (!state.unsettled) rest(list);
  else if (list.active !== null) list.rows[list.active].label(state.date);
  if (!before || before.place !== state.place) markSelected(list, before?.place ?? null);
}

/** Draw the rows that have something new to say between two days, and no others. */
function drawTurned(list, one, other) {
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  for (const { day, rows } of list.turns) {
    if (day > to) return;
    if (day > from) for (const row of rows) drawRow(list, list.rows[row]);
  }
}

/** What a clock at rest brings: the order of the day, and every row's name for assistive technology. */
function rest(list) {
  const { date } = list.state;
  if (list.labelled === date) return;
  list.labelled = date;
  for (const row of list.rows) row.label(date);
  if (followsClock(list.choice.order)) arrange(list);
}

function showSpan(list) {
  const span = list.state.span ?? wholeSpan(list.scene);
  list.axis.show(span);
  for (const row of list.rows) row.show(span);
  const known = (list.scene.knownUntil.control + 1 - span.from) / (span.to - span.from);
  list.chart.style.setProperty("--gd-known", `${(Math.min(1, Math.max(0, known)) * 100).toFixed(2)}%`);
}

/** Bring headings and rows in line with what is asked for. */
function arrange(list) {
  const { scene, lang, doc, choice, state } = list;
  const matches = matcher(doc, fold(choice.query));
  const keep = keeper(scene, doc, choice);
  const sections = sectionsOf({ scene, lang, doc, order: choice.order, day: state.date }, keep);
  list.shown = sections.flatMap((section) => section.rows);
  if (list.active !== null && !list.shown.includes(list.active)) setActive(list, null);
  list.arranged(list.shown.length, matches);
  const key = sections.map((section) => `${section.key}:${section.rows}`).join("|");
  if (list.key === key) return;
  list.key = key;
  reconcile(
    list.sections,
    sections.map((section) => sectionNode(list, section)),
  );
  list.box.hidden = list.shown.length === 0;
  if (list.active !== null && list.box.matches(":focus")) reveal(list, list.active);
}

function sectionNode(list, section) {
  const { scene, lang, state, headings } = list;
  if (!headings.has(section.key)) {
    const heading = el(
      "div",
      { class: "gd-place-heading", "aria-hidden": "true" },
      section.group && groupMark(scene, state.theme, section.group),
      el("strong", {}, section.name),
      el("span", {}, section.within),
      el("span", { class: "gd-place-count" }),
    );
    const label = section.within ? translate(scene, lang, "places.territory", section) : section.name;
    headings.set(section.key, { heading, root: el("div", { role: "group", "aria-label": label }, heading) });
  }
  const { heading, root } = headings.get(section.key);
  setText(heading.lastChild, String(section.rows.length));
  reconcile(root, [heading, ...section.rows.map((row) => list.rows[row].root)]);
  return root;
}

function markSelected(list, before) {
  const { scene, rows, state, box } = list;
  const rowOf = (id) => rows[scene.placeIndex.get(id) ?? -1];
  if (before) setAttribute(rowOf(before)?.root ?? box, "aria-selected", rowOf(before) ? "false" : null);
  const selected = state.place === null ? undefined : scene.placeIndex.get(state.place);
  if (selected === undefined) return;
  setAttribute(rows[selected].root, "aria-selected", "true");
  if (list.shown.includes(selected)) {
    setActive(list, selected, false);
    reveal(list, selected);
  }
}

function setActive(list, row, scroll = true) {
  if (list.active !== null) list.rows[list.active].root.classList.remove("gd-active");
  list.active = row;
  if (row !== null) {
    list.rows[row].root.classList.add("gd-active");
    list.rows[row].label(list.state.date);
    if (scroll) reveal(list, row);
  }
  list.proposals.list(row);
  setAttribute(list.box, "aria-activedescendant", row === null ? null : placeRowId(list.scene, row));
}

/** Scroll the list, and nothing else, until a row is fully visible below axis and heading. */
function reveal({ rows, box }, row) {
  const { offsetTop: top, offsetHeight: height } = rows[row].root;
  scrollTo(box, top, top + height, (2 * HEAD + 8) * textScale());
}

function choose(list, row) {
  setActive(list, row, false);
  list.clock.set({ place: list.scene.places.id[row] });
}

function listen(list) {
  const { box, axis, scene } = list;
  const rowAt = (event) => scene.placeIndex.get(event.target.closest("[data-place-id]")?.dataset.placeId);
  const stripAt = (event) => event.target.closest(".gd-place-strip");
  const markAt = (event) => event.target.closest(".gd-proposal")?.dataset.at;
  box.addEventListener("click", (event) => {
    const row = rowAt(event);
    if (row === undefined) return;
    if (!stripAt(event)) return choose(list, row);
    setActive(list, row, false);
    if (markAt(event)) return list.proposals.list(row, Number(markAt(event)));
    list.clock.set({ date: dayAt(list, event, row) });
  });
  box.addEventListener("pointermove", (event) =>
    hover(
      list,
      event,
      stripAt(event) && event.pointerType !== "touch" ? rowAt(event) : undefined,
      markAt(event),
    ),
  );
  for (const name of ["pointerleave", "scroll"])
    box.addEventListener(name, () => axis.point(null), { passive: true });
  box.addEventListener("keydown", (event) => onKey(list, event));
  box.addEventListener("focus", () => {
    // Focus by pointer must not scroll: the row under the pointer would move away before the click.
    if (list.active === null && list.shown.length)
      setActive(list, list.shown[0], box.matches(":focus-visible"));
  });
}

/** Days on which a record changes who holds a place; where only what is implied begins, nothing happened. */
const changesOf = ({ scene: { holdings, holdingsOf } }, row) =>
  (holdingsOf.get(row) ?? []).filter((at) => holdings.records[at].length).map((at) => holdings.from[at]);

/** Day under the pointer on the strip of a row, inside the clock's domain. */
function dayAt(list, event, row) {
  const strip = list.rows[row].root.querySelector(".gd-place-strip");
  const [first, last] = list.scene.domain;
  return Math.min(
    last,
    Math.max(
      first,
      dayUnder(strip, list.state.span ?? wholeSpan(list.scene), event.clientX, changesOf(list, row)),
    ),
  );
}

/** Say beside the pointer which day it is on and who held the place then, or what a mark proposes. */
function hover(list, event, row, mark) {
  if (row === undefined) return list.axis.point(null);
  const { scene, lang, doc, chart } = list;
  const { left, top } = chart.getBoundingClientRect();
  const say = (text) => list.axis.point(text, event.clientX - left, event.clientY - top);
  if (mark) return say(list.proposals.text(list.proposals.of(row)[mark]));
  const day = dayAt(list, event, row);
  const { controller, basis } = statusAt(scene, row, day);
  const named = holderText(scene, lang, doc, controller);
  const holder = basis === "implied" ? translate(scene, lang, "compare.implied", { holder: named }) : named;
  say(translate(scene, lang, "places.hint", { date: formatDay(day, lang), holder }));
}

function onKey(list, event) {
  if (isShortcut(event) || !list.shown.length) return;
  const target = positionByKey(event, list.shown.indexOf(list.active), list.shown.length - 1);
  const turn = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (target !== undefined) setActive(list, list.shown[target]);
  else if (turn && list.active !== null) goToChange(list, list.active, turn);
  else if ((event.key === "Enter" || event.key === " ") && list.active !== null) choose(list, list.active);
  else if (event.key.length === 1) return typeAhead(list, event);
  else return;
  event.preventDefault();
  list.typed = "";
}

/** Move the clock to the previous or next change of a place; where there is none, say so. */
function goToChange(list, row, direction) {
  const { scene, lang, clock, state, live } = list;
  const changes = changesOf(list, row);
  const target =
    direction < 0 ? changes.findLast((day) => day < state.date) : changes.find((day) => day > state.date);
  if (target !== undefined) clock.set({ date: target });
  const none = scene.places.tracked[row]
    ? direction < 0
      ? "first_change"
      : "last_change"
    : "row_not_followed";
  setText(
    live,
    target === undefined
      ? translate(scene, lang, `places.${none}`, { place: scene.places[lang][row] })
      : list.rows[row].label(target),
  );
}

/** Letters typed in short order go to the next place whose name begins with them. */
function typeAhead(list, event) {
  event.preventDefault();
  list.typed = (event.timeStamp - list.typedAt < TYPING_MS ? list.typed : "") + fold(event.key);
  list.typedAt = event.timeStamp;
  const { shown, scene, lang, typed } = list;
  const from = shown.indexOf(list.active) + (typed.length === 1 ? 1 : 0);
  const around = [...shown.slice(from), ...shown.slice(0, from)];
  const found = around.find((row) => fold(scene.places[lang][row]).startsWith(typed));
  if (found !== undefined) setActive(list, found);
}
