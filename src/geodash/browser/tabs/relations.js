// Relations: where each pair stands on the clock's day, since when and by which act, as a table over one time axis.

import { arriving } from "../parts/arriving.js";
import { button, el, isShortcut, setText } from "../core/dom.js";
import { createPairNote } from "./pairnote.js";
import { SHAPES, groupOfStatus, statusMark } from "./relation-marks.js";
import { STATUSES, statusName } from "./relation-state.js";
import { createHistory } from "../parts/history.js";
import { createRelationRow, nameOf } from "./relation-row.js";
import { createAxis, shownSpan } from "./relation-strip.js";
import { actorName, translate } from "../core/scene.js";

/** The tab; it follows the clock while it moves. */
export function createRelationsTab({ scene, lang, clock }) {
  return arriving(
    scene,
    lang,
    () => scene.document("relations"),
    (loaded) => createPanel(scene, lang, clock, loaded),
  );
}

function createPanel(scene, lang, clock, { pairs, common }) {
  const note = createPairNote(scene, lang, clock, () => rows[0]?.name.focus());
  const head = createHead(scene, lang, common);
  const rows = sorted(scene, lang, pairs, common).map((pair) =>
    createRelationRow(scene, lang, clock, pair, {
      common,
      choose: () => clock.set({ pair: clock.get().pair === pair.pair ? "" : pair.pair }),
    }),
  );
  const table = el(
    "div",
    { class: "gd-relation-table", role: "table", "aria-label": translate(scene, lang, "relations.table") },
    el("div", { role: "rowgroup", class: "gd-relation-top" }, head.root),
    el(
      "div",
      { role: "rowgroup" },
      rows.flatMap((row) => row.root),
    ),
  );
  const box = el(
    "div",
    { class: "gd-relation-box" },
    table,
    createLegend(scene, lang, pairs),
    createNotes(scene, lang),
  );
  table.addEventListener("keydown", (event) => onKey(rows, event));
  let span = null;
  let chosen = null;
  const show = () => reveal(box, head.root, rows.find(isChosen));
  const watch = new ResizeObserver(show); // a card that opens takes of the room, and a history may come late
  for (const node of [box, ...rows.map(({ below }) => below)]) watch.observe(node);
  return {
    root: el("div", { class: "gd-tab-relations" }, createMethod(scene, lang, clock), note.root, box),
    focus: () => (rows.find(isChosen) ?? rows[0])?.name.focus(),
    draw(state) {
      // A pair of the table has its note in its history: above the table it would push the rows down.
      note.draw(pairs.some(({ pair }) => pair === state.pair) ? { ...state, pair: null } : state);
      head.draw(state);
      const now = shownSpan(scene, state);
      if (span?.from !== now.from || span.to !== now.to) {
        span = now;
        for (const part of [head, ...rows]) part.show(span);
      }
      for (const row of rows) row.draw(state);
      if (chosen === state.pair) return;
      chosen = state.pair;
      requestAnimationFrame(show);
    },
  };
}

const isChosen = (row) => !row.below.hidden;

/** Pairs in the order of their names: rows must not change places while the clock moves. */
const sorted = (scene, lang, pairs, common) =>
  pairs.toSorted((a, b) =>
    nameOf(scene, lang, a, common).localeCompare(nameOf(scene, lang, b, common), lang),
  );

/** Headings of the columns, with the window in which acts are counted and the axis of the strips. */
function createHead(scene, lang, common) {
  const say = (key, values) => translate(scene, lang, `relations.${key}`, values);
  const party = common && actorName(scene, lang, common);
  const axis = createAxis(lang);
  const acts = el("span");
  const column = (area, ...content) =>
    el("div", { class: `gd-relation-${area}`, role: "columnheader" }, content);
  const direction = (key, visible) =>
    column(
      "acts",
      el("span", { class: "gd-hidden" }, say(key, { party: party || "" })),
      el("span", { "aria-hidden": "true" }, visible),
    );
  const root = el(
    "div",
    { class: "gd-relation-row gd-relation-head", role: "row" },
    column("who", party ? say("with", { party }) : say("pair")),
    column(
      "status",
      el("span", { class: "gd-relation-text" }, say("status")),
      el("span", { class: "gd-relation-window" }, acts),
    ),
    column("act", el("span", {}, say("by_act")), axis.root),
    direction(party ? "forth_of" : "forth", party ? `${party} →` : "→"),
    direction(party ? "back_to" : "back", party ? `→ ${party}` : "←"),
  );
  const draw = ({ days }) => setText(acts, days === null ? say("acts_all") : say("acts", { count: days }));
  return { root, draw, show: axis.show };
}

/** Arrow keys go from pair to pair. */
function onKey(rows, event) {
  const at = rows.findIndex(({ name }) => name === event.target);
  const last = rows.length - 1;
  const target = { ArrowDown: Math.min(last, at + 1), ArrowUp: Math.max(0, at - 1), Home: 0, End: last }[
    event.key
  ];
  if (at < 0 || target === undefined || isShortcut(event)) return;
  event.preventDefault();
  rows[target].name.focus();
}

/** Scroll the box, and nothing else, until a row and its history are visible; of a long one, its beginning. */
function reveal(box, head, row) {
  if (!row || !box.isConnected) return;
  const top = row.line.offsetTop - head.offsetHeight;
  const bottom = row.below.offsetTop + row.below.offsetHeight;
  if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  if (top < box.scrollTop) box.scrollTop = top;
}

/** That the states are our coding of acts, with the way to the method. */
const createMethod = (scene, lang, clock) =>
  el(
    "p",
    { class: "gd-relation-method gd-quiet" },
    translate(scene, lang, "relations.coding"),
    " ",
    button(
      { class: "gd-link" },
      () => clock.set({ tab: "sources" }),
      translate(scene, lang, "relations.method"),
    ),
  );

/** Statuses that occur, least severe first: the mark of the rows, the bar of the strips, the word. */
function createLegend(scene, lang, pairs) {
  const used = new Set(pairs.flatMap(({ states }) => states.map(({ status }) => status)));
  const entries = [...STATUSES.filter((status) => used.has(status)), "no_record"].map((status) => {
    const bar = createHistory([{ from: 0, to: 1, group: groupOfStatus(status) }], SHAPES); // none for no record
    bar.show({ from: 0, to: 1 });
    return el(
      "li",
      {},
      statusMark(status),
      el("span", { class: "gd-relation-swatch" }, bar.root),
      statusName(scene, lang, status),
    );
  });
  return el(
    "section",
    { class: "gd-relation-legend" },
    el("h3", {}, translate(scene, lang, "relations.legend")),
    el("ul", {}, entries),
  );
}

/** What is counted, and what an empty strip does not mean. */
const createNotes = (scene, lang) =>
  el(
    "div",
    { class: "gd-relation-notes gd-quiet" },
    ["note_record", "note_counts"].map((key) => el("p", {}, translate(scene, lang, `relations.${key}`))),
  );
