// The places as a table: who held each on the day, since when, on what ground and how surely; sorted, copied, taken as a file.

import { statusAt } from "../core/control.js";
import { button, el, inOneLine, reconcile, setAttribute, setText } from "../core/dom.js";
import { CONFIDENCES } from "../core/eventtable.js";
import { formatDay, isoOf, translate } from "../core/scene.js";
import { citation } from "../parts/copying.js";
import { createTableCopy } from "../parts/tablecopy.js";
import { createTableFile } from "../parts/tablefile.js";
import { keeper } from "./place-order.js";
import { holderText, sinceText } from "./place-row.js";

const BASES = ["reported", "implied", "unknown", "no_data"];

/** Of each column the key of its label, what a cell says, and what rows are sorted by: a text, or a number. */
const COLUMNS = {
  name: ["panel.place", ({ place }) => place],
  area: ["places.area", ({ area }) => area],
  holder: ["places.holder", ({ holder }) => holder],
  since: ["places.since_head", ({ since }) => since, ({ from }) => from],
  basis: ["places.basis", ({ basis }) => basis, ({ rank }) => rank],
  confidence: ["panel.confidence", ({ confidence }) => confidence, ({ sure }) => -sure],
};

/** How the reader sorted them; it outlives a change of language. */
const sorted = { column: "name", down: false };

/** The table: {root, tools, show(choice), draw(state)}. `choice` says which places, as the list has it. */
export function createPlaceTable({ scene, lang, clock, doc }) {
  const say = (key, values) => translate(scene, lang, key, values);
  const lines = new Map(); // rows of the table by place, kept
  let [choice, state, drawn] = [null, null, ""];
  const { heads, body, caption, root } = createGrid(say, sortBy);
  const now = () => inOrder(factsOf(scene, lang, doc, choice, state.date), lang);
  const rowsNow = () => {
    const facts = now();
    return [
      [inOneLine([captionText(scene, lang, state.date), ...partTexts(say, choice, facts.length)])],
      [...Object.values(COLUMNS).map(([label]) => say(label)), say("panel.id")],
      ...facts.map((each) => [...cellsOf(each), each.id]),
      [citation(scene, lang, state.date)],
    ];
  };
  const copy = createTableCopy(scene, lang, rowsNow, () => rowsNow().join("\n"));
  copy.name(say("places.copy"));
  const file = createTableFile(scene, lang, () => ({ rows: rowsNow(), name: `places-${isoOf(state.date)}` }));

  function sortBy(name) {
    sorted.down = name === sorted.column && !sorted.down;
    sorted.column = name;
    redraw();
  }

  function redraw() {
    if (!state || !choice) return;
    setText(caption, captionText(scene, lang, state.date));
    for (const [name, node] of heads)
      setAttribute(node, "aria-sort", name === sorted.column && (sorted.down ? "descending" : "ascending"));
    copy.draw();
    const facts = now();
    const key = facts.map((each) => [each.id, ...cellsOf(each)].join("|")).join("\n");
    if (key === drawn) return;
    drawn = key;
    reconcile(
      body,
      facts.map((each) => lineOf(lines, clock, each)),
    );
  }

  return {
    root,
    tools: el("div", { class: "gd-place-tools" }, copy.root, file.root),
    show(next) {
      choice = next;
      redraw();
    },
    draw(next) {
      const isNew = !state || state.date !== next.date;
      state = next;
      if (isNew) redraw();
    },
  };
}

/** The table without its rows: {heads, body, caption, root}; `sortBy(name)` hears of a head that is pressed. */
function createGrid(say, sortBy) {
  const heads = Object.entries(COLUMNS).map(([name, [label]]) => {
    const press = button({ class: "gd-sheet-sort" }, () => sortBy(name), say(label));
    return [name, el("th", { scope: "col" }, press)];
  });
  const [body, caption] = [el("tbody"), el("caption")];
  const cells = heads.map(([, node]) => node);
  const table = el("table", {}, caption, el("thead", {}, el("tr", {}, cells)), body);
  const box = { class: "gd-place-table", tabindex: "0", role: "region", "aria-label": say("places.list") };
  return { heads, body, caption, root: el("div", box, table) };
}

const captionText = (scene, lang, day) =>
  translate(scene, lang, "places.as_of", { date: formatDay(day, lang) });

/** Which of the places there are, where they are not all. */
function partTexts(say, { query, all }, count) {
  const asked = query.trim();
  if (asked) return [say("places.found", { count }), asked];
  return all ? [] : [say("places.followed", { count })];
}

const cellsOf = (facts) => Object.values(COLUMNS).map(([, cell]) => cell(facts));

/** What the table says of each place on a day. */
function factsOf(scene, lang, doc, choice, day) {
  const keep = keeper(scene, doc, choice);
  return doc.order.name[lang].filter(keep).map((row) => {
    const { name, within } = doc.territories[doc.territory[row]];
    const place = {
      id: scene.places.id[row],
      place: scene.places[lang][row],
      area: inOneLine([name[lang], within[lang]]),
    };
    return { ...place, ...heldOn(scene, lang, doc, row, day) };
  });
}

/** Who held a place on a day; of one whose control is not followed nothing is said. */
function heldOn(scene, lang, doc, row, day) {
  if (!scene.places.tracked[row]) {
    const holder = translate(scene, lang, "places.not_followed");
    return { holder, since: "", basis: "", confidence: "", from: Infinity, rank: BASES.length, sure: -1 };
  }
  const status = statusAt(scene, row, day);
  const { holding, basis, confidence } = status;
  return {
    holder: holderText(scene, lang, doc, status.controller),
    since: sinceText(scene, lang, status, "territory"),
    from: holding < 0 ? Infinity : scene.holdings.from[holding],
    basis: translate(scene, lang, `vocab.basis.${basis}`),
    rank: BASES.indexOf(basis),
    confidence: confidence === undefined ? "" : confidenceName(scene, lang, confidence),
    sure: confidence ?? -1,
  };
}

const confidenceName = (scene, lang, level) =>
  translate(scene, lang, `vocab.confidence.${CONFIDENCES[level]}`);

/** Facts as they are sorted; those that are equal stay by name. */
function inOrder(facts, lang) {
  const [, cell, rank = cell] = COLUMNS[sorted.column];
  const { compare } = new Intl.Collator(lang);
  const order = (one, other) =>
    typeof one === "string" ? compare(one, other) : one === other ? 0 : one < other ? -1 : 1;
  const sign = sorted.down ? -1 : 1;
  return facts.toSorted((a, b) => sign * order(rank(a), rank(b)));
}

/** The row of a place, whose name chooses it. */
function lineOf(lines, clock, facts) {
  if (!lines.has(facts.id)) {
    const cells = Object.keys(COLUMNS).map((name) => el(name === "name" ? "th" : "td", {}));
    const name = button({ class: "gd-link" }, () => clock.set({ place: facts.id }), facts.place);
    setAttribute(cells[0], "scope", "row");
    cells[0].append(name);
    lines.set(facts.id, { cells, root: el("tr", { "data-place-id": facts.id }, cells) });
  }
  const { cells, root } = lines.get(facts.id);
  cellsOf(facts)
    .slice(1)
    .forEach((text, at) => setText(cells[at + 1], text));
  return root;
}
