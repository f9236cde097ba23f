// The list of sources: only what is near the visible part is built, and one entry at a time is open, in place.

import { button, el, isShortcut, reconcile, setAttribute } from "../core/dom.js";
import { nearby, oncePerFrame, positionByKey, scrollTo } from "../parts/longlist.js";
import { translate } from "../core/scene.js";
import { rootUnit } from "../core/textsize.js";
import { chooseSources, indexSources } from "./source-order.js";
import { createSourceSearch } from "./source-search.js";
import { detailsId, sourceDetails, sourceEntry } from "./source-row.js";

const MARGIN = 480; // pixels built above and below the visible part
const NONE = -1;
const LEADS_HERE = ".gd-source-all"; // the button of a source in a card or a story

/** The view: search and filters above the list. `found` says how many there are, `draw(state)` follows the selected source. */
export function createSources({ scene, lang, clock, doc, chosen }) {
  const say = (key, values) => translate(scene, lang, `sources.${key}`, values);
  const index = indexSources(doc, lang);
  const rows = el("ul", { class: "gd-source-rows", role: "list", "aria-label": say("list") });
  const box = el("div", { class: "gd-source-box" }, rows);
  const list = {
    scene,
    lang,
    clock,
    doc,
    index,
    chosen,
    box,
    rows,
    say,
    order: [],
    at: new Map(),
    nodes: new Map(),
    height: 0,
    extra: 0,
    open: NONE,
    active: NONE,
    source: undefined,
    pressed: NONE,
    wanted: null,
  };
  list.search = createSourceSearch({ scene, lang, doc, chosen, changed: () => arrange(list) });
  list.empty = el(
    "div",
    { class: "gd-empty", hidden: true },
    el("p", {}, say("empty")),
    el(
      "div",
      { class: "gd-empty-acts" },
      button({ class: "gd-button" }, () => list.search.clear(), say("clear")),
    ),
  );
  listen(list);
  arrange(list);
  return {
    root: el("div", { class: "gd-source-list" }, list.search.root, box, list.empty),
    found: list.search.found,
    focus: () => focusRow(list, list.active),
    draw: (state) => draw(list, state),
  };
}

function listen(list) {
  const { box, rows } = list;
  box.addEventListener(
    "scroll",
    oncePerFrame(() => build(list)),
    { passive: true },
  );
  rows.addEventListener("keydown", (event) => onKey(list, event));
  rows.addEventListener("focusin", (event) => {
    const row = rowOf(list, event.target);
    if (row !== list.active) setActive(list, row);
  });
  // Called once the list is on the page, and whenever it or the open entry has another size.
  list.watch = new ResizeObserver(() => layOut(list));
  list.watch.observe(box);
}

const rowOf = (list, node) => list.doc.sources.id.indexOf(node.closest("[data-source-id]")?.dataset.sourceId);

/** Follow the selected source: open its entry, wherever it was chosen. Who was led here from a card goes on from the entry. */
function draw(list, state) {
  if (list.source === state.source) return;
  list.source = state.source;
  const row = state.source ? list.doc.sources.id.indexOf(state.source) : NONE;
  if (row !== NONE && !list.at.has(row)) list.search.clear();
  open(list, row);
  const focused = document.activeElement;
  const led = state.rev > 0 && (focused === document.body || focused.closest(LEADS_HERE) !== null);
  list.wanted = row === NONE ? null : { row, near: list.pressed === row, focus: led };
  list.pressed = NONE;
  if (list.wanted && list.box.clientHeight > 0) layOut(list);
}

/** Choose and order the rows anew, and show them from the top. */
function arrange(list) {
  list.order = chooseSources(list.index, list.chosen);
  list.at = new Map(list.order.map((row, at) => [row, at]));
  if (!list.at.has(list.active)) list.active = list.order[0] ?? NONE;
  list.search.count(list.order.length);
  list.empty.hidden = list.order.length > 0;
  list.box.hidden = list.order.length === 0;
  list.box.scrollTop = 0;
  build(list);
}

/** Open one entry, or none; what the reader looks at stays where it is. */
function open(list, row) {
  if (list.open === row) return;
  const before = list.nodes.get(list.open);
  const top = topOf(list, row);
  if (before) {
    list.watch.unobserve(before);
    before.querySelector(".gd-source-details")?.remove();
    markOpen(before, null);
  }
  list.open = row;
  list.extra = 0;
  if (row !== NONE) list.active = row;
  if (row !== NONE && top !== topOf(list, row)) list.box.scrollTop += topOf(list, row) - top;
  build(list);
}

function markOpen(node, id) {
  node.classList.toggle("gd-open", id !== null);
  setAttribute(node.firstChild, "aria-expanded", String(id !== null));
  setAttribute(node.firstChild, "aria-controls", id);
}

/** Take in sizes: of an entry by the style sheet, of the open one as it is. Then do what was waiting for them. */
function layOut(list) {
  if (list.box.clientHeight === 0) return; // hidden
  list.height = parseFloat(getComputedStyle(list.rows).getPropertyValue("--gd-source-row")) * rootUnit();
  build(list);
  const node = list.nodes.get(list.open);
  const extra = node ? node.offsetHeight - list.height : 0;
  if (extra !== list.extra) {
    list.extra = extra;
    build(list);
  }
  const { wanted } = list;
  list.wanted = null;
  if (!wanted || !list.at.has(wanted.row)) keepFocusInView(list);
  else if (wanted.near) reveal(list, wanted.row);
  else list.box.scrollTop = topOf(list, wanted.row);
  build(list);
  if (wanted?.focus) focusRow(list, wanted.row);
}

/** The list has become smaller, say: what has the focus must not end up below its edge. */
function keepFocusInView({ box, rows }) {
  if (!rows.contains(document.activeElement)) return;
  const [node, frame] = [document.activeElement.getBoundingClientRect(), box.getBoundingClientRect()];
  if (node.bottom > frame.bottom) box.scrollTop += node.bottom - frame.bottom;
  else if (node.top < frame.top) box.scrollTop -= frame.top - node.top;
}

/** Where an entry begins, in pixels from the top of the list. */
function topOf(list, row) {
  const { at, height, extra } = list;
  const position = at.get(row);
  return position === undefined ? 0 : position * height + (at.get(list.open) < position ? extra : 0);
}

/** Position in the list of the entry at so many pixels from the top. */
function positionAt(list, y) {
  const { at, height, extra, order } = list;
  const opened = at.get(list.open) ?? order.length;
  const position = y < (opened + 1) * height ? y / height : Math.max(opened, (y - extra) / height);
  return Math.min(order.length - 1, Math.max(0, Math.floor(position)));
}

/** Bring the elements in line with the visible part; the entries in use stay, wherever they are. */
function build(list) {
  const { box, rows, order, at, nodes, height } = list;
  if (!height) return;
  const seen = { top: box.scrollTop, height: box.clientHeight };
  const [from, to] = nearby((y) => positionAt(list, y), seen, MARGIN);
  const positions = new Set([list.active, list.open].filter((row) => at.has(row)).map((row) => at.get(row)));
  for (let position = from; position <= to && order.length; position += 1) positions.add(position);
  const shown = [...positions].sort((a, b) => a - b).map((position) => order[position]);
  const kept = new Set(shown);
  for (const [row, node] of nodes) {
    if (kept.has(row)) continue;
    if (row === list.open) list.watch.unobserve(node);
    nodes.delete(row);
  }
  for (const row of shown) place(list, row);
  rows.style.height = `${order.length * height + (at.has(list.open) ? list.extra : 0)}px`;
  reconcile(
    rows,
    shown.map((row) => nodes.get(row)),
  );
}

function place(list, row) {
  const { nodes, doc, order, at } = list;
  let node = nodes.get(row);
  if (!node) {
    node = sourceEntry(list, row, () => toggle(list, row));
    nodes.set(row, node);
  }
  if (row === list.open && !node.classList.contains("gd-open")) {
    node.append(sourceDetails(list, row));
    markOpen(node, detailsId(doc.sources.id[row]));
    list.watch.observe(node);
  }
  const top = `${topOf(list, row)}px`;
  if (node.style.top !== top) node.style.top = top;
  setAttribute(node, "aria-posinset", at.get(row) + 1);
  setAttribute(node, "aria-setsize", order.length);
  setAttribute(node.firstChild, "tabindex", row === list.active ? "0" : "-1");
}

function toggle(list, row) {
  list.pressed = row;
  const id = list.doc.sources.id[row];
  list.clock.set({ source: row === list.open ? null : id });
}

function setActive(list, row) {
  const before = list.nodes.get(list.active);
  if (before) setAttribute(before.firstChild, "tabindex", "-1");
  list.active = row;
  build(list);
}

function focusRow(list, row) {
  list.nodes.get(row)?.firstChild.focus({ preventScroll: true });
}

/** Scroll until an entry is visible, from its beginning where it is longer than the list. */
function reveal(list, row) {
  const top = topOf(list, row);
  const bottom = top + list.height + (row === list.open ? list.extra : 0);
  scrollTo(list.box, top, bottom);
}

function onKey(list, event) {
  if (isShortcut(event) || !event.target.classList.contains("gd-source-head")) return;
  const target = positionByKey(event, list.at.get(list.active), list.order.length - 1);
  if (target === undefined) return;
  event.preventDefault();
  const row = list.order[target];
  setActive(list, row);
  focusRow(list, row);
  reveal(list, row);
}
