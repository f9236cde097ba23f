// The events in the window, as a list or a table, in the order chosen; they follow the clock while it moves.

import { narrowed } from "./narrowed.js";
import { button, el, isShortcut, reconcile, setAttribute, setText } from "../core/dom.js";
import { ordered, sectionOf } from "./eventorder.js";
import { rowId } from "./eventrow.js";
import { eventsIn, isCounted } from "../core/eventtable.js";
import { leading } from "../core/finding.js";
import { nearby, oncePerFrame, positionByKey, scrollTo } from "./longlist.js";
import { paced } from "../core/pace.js";
import { formatDay, translate } from "../core/scene.js";
import { textScale } from "../core/textsize.js";

const ALL_ROWS = 400; // beyond this only what is on screen is built
const HEADING_HEIGHT = 32; // pixels at the usual size of text
const MARGIN = 600; // pixels built above and below the visible part; none after the clock has moved, until the list is touched
const PACE_MS = 100; // nobody reads a list that changes more often
const NO_ITEM = NaN;

/**
 * The list; `clock` takes selections, and `form` says how it looks: LIST or TABLE. `draw(state, rows)` takes the rows shown, in
 * time order. Of the form's elements `box` scrolls, `holder` has the focus and `body` holds the rows.
 */
export function createEventList(scene, lang, clock, form) {
  const made = form.create(scene, lang, clock);
  const empty = createEmpty(scene, lang, clock);
  const list = {
    scene,
    lang,
    clock,
    form,
    ...made,
    empty,
    state: null,
    rows: [],
    key: "",
    items: [],
    tops: null,
    nodes: new Map(),
    active: null,
    selected: undefined,
    look: { theme: "", sort: "" }, // what elements are made for
    top: 0,
    height: 0,
    margin: MARGIN, // of the visible part, in pixels
    scale: textScale(),
    above: form.filler(),
    below: form.filler(),
  };
  listen(list);
  return {
    root: el("div", { class: "gd-listbox" }, made.box, empty.root),
    rows: () => list.rows,
    focus: () => made.holder.focus({ preventScroll: true }),
    draw: paced(
      (state, rows) => draw(list, state, rows),
      PACE_MS,
      ({ event, sort }) => event !== list.selected || sort !== list.look.sort,
    ),
  };
}

function listen(list) {
  const { box, holder, scene } = list;
  box.addEventListener("click", (event) => {
    const option = event.target.closest("[data-event-id]");
    if (option) choose(list, option.dataset.eventId);
  });
  holder.addEventListener("keydown", (event) => event.target === holder && onKey(list, event));
  holder.addEventListener("focus", () => {
    // Focus by pointer must not scroll: the row under the pointer would move away before the click.
    setActive(list, list.active ?? list.state.event ?? idAt(list, 0), holder.matches(":focus-visible"));
  });
  const look = oncePerFrame(() => {
    Object.assign(list, { top: box.scrollTop, height: box.clientHeight, margin: MARGIN });
    if (!list.tops) return;
    const scale = textScale();
    if (scale !== list.scale) {
      list.scale = scale;
      measure(list);
    }
    build(list);
  });
  for (const name of ["scroll", "pointerenter", "focusin"])
    box.addEventListener(name, look, { passive: true });
  new ResizeObserver(look).observe(box);
  const stop = scene.titles.whenLoaded(() => {
    if (!box.isConnected) return stop();
    list.nodes.clear();
    build(list);
  });
}

/** What to say, and do, where no event is shown. */
function createEmpty(scene, lang, clock) {
  const text = el("p");
  const widen = button(
    { class: "gd-button" },
    () => clock.set({ days: 365 }),
    translate(scene, lang, "panel.widen_year"),
  );
  const all = button(
    { class: "gd-button" },
    () => clock.set({ days: null }),
    translate(scene, lang, "panel.widen_all"),
  );
  const clear = button(
    { class: "gd-button" },
    () => narrowed.get().clear(),
    translate(scene, lang, "panel.filters_clear"),
  );
  const until = formatDay(scene.knownUntil.events, lang);
  const record = el("p", { class: "gd-quiet" }, translate(scene, lang, "panel.empty_record", { until }));
  const root = el(
    "div",
    { class: "gd-empty", hidden: true },
    text,
    el("div", { class: "gd-empty-acts" }, widen, all, clear),
    record,
  );
  let shown = null;
  const tell = (state) => {
    shown = state;
    const { date, days } = state;
    const here = scene.pieces.covers(date, days);
    setText(text, here ? whyEmpty(scene, lang, state) : translate(scene, lang, "panel.coming"));
    record.hidden = !here;
    widen.hidden = !here || days === null || days >= 365;
    all.hidden = !here || days === null;
  };
  narrowed.follow(root, () => {
    clear.hidden = narrowed.get().filters.length === 0;
    if (shown && !root.hidden) tell(shown);
  });
  return { root, draw: tell };
}

/** Why the list is empty: the filters that none of the window's events passes, or the window. */
function whyEmpty(scene, lang, { date, days, mask, pair, set }) {
  const say = (key, values) => translate(scene, lang, `panel.${key}`, values);
  const { filters } = narrowed.get();
  const all = mask ? eventsIn(scene, date, days, null) : [];
  const count = all.filter((row) => isCounted(scene, row, date, days, null)).length;
  const areAll = filters.length > 0 && !pair && !set; // those two are said elsewhere
  if (count && areAll)
    return say("empty_by", { count, filters: filters.map(({ text }) => text).join(" · ") });
  if (mask && !areAll) return say("empty_filtered");
  const empty = say(days === null ? "empty_all" : "empty", { count: days });
  return days === null ? empty : `${empty} ${say("empty_widen")}`;
}

function draw(list, state, rows) {
  list.state = state;
  const { theme, sort } = state;
  if (list.look.theme !== theme || list.look.sort !== sort) {
    if (list.look.sort !== sort) list.box.scrollTop = list.top = 0;
    list.look = { theme, sort };
    list.nodes.clear();
    list.key = "";
  }
  if (state.unsettled) list.margin = 0;
  const key = `${rows.length}:${rows[0]}:${rows.at(-1)}:${rows.length > ALL_ROWS ? state.date : rows.join()}`;
  if (list.key !== key || list.mask !== state.mask) {
    list.key = key;
    list.mask = state.mask;
    arrange(list, rows);
    build(list);
  }
  list.empty.root.hidden = rows.length > 0;
  list.box.hidden = rows.length === 0;
  if (rows.length === 0) list.empty.draw(state);
  if (list.selected !== state.event) {
    list.selected = state.event;
    if (state.event) reveal(list, state.event);
    if (list.active !== null) setActive(list, state.event ?? list.active, false);
  }
  markRows(list);
}

/** Put rows in the order chosen, with headings: an item is a row, or ~row for the heading over it. Far beyond a screen, also their tops. */
function arrange(list, rows) {
  const { scene, look, form } = list;
  list.rows = ordered(scene, rows, look.sort);
  const items = new Int32Array(2 * rows.length);
  let count = 0;
  let above = null;
  for (const row of list.rows) {
    const section = form.headings ? sectionOf(scene, look.sort, row) : above;
    if (section !== above) {
      above = section;
      items[count] = ~row;
      count += 1;
    }
    items[count] = row;
    count += 1;
  }
  list.items = items.subarray(0, count);
  list.tops = form.fixed || rows.length > ALL_ROWS ? new Float64Array(count + 1) : null;
  if (list.tops) measure(list);
  list.box.classList.toggle("gd-fixed", list.tops !== null);
  list.arranged?.(list.rows, look);
}

/** Where each item begins. */
function measure({ form, tops, items, scale }) {
  for (let i = 0; i < items.length; i += 1)
    tops[i + 1] = tops[i] + (items[i] < 0 ? HEADING_HEIGHT : form.rowHeight) * scale;
}

/** Bring the elements in line with the items: all of them, or those near the visible part with space around. */
function build(list) {
  let [from, to] = [0, list.items.length];
  if (list.tops) {
    const { tops } = list;
    const positionAt = (y) => Math.max(0, leading(to, (item) => tops[item] <= y) - 1);
    [from, to] = nearby(positionAt, list, list.margin);
    to = Math.min(list.items.length, to + 1);
  }
  const nodes = Array.from(list.items.subarray(from, to), (item) => nodeOf(list, item));
  if (list.tops) {
    list.above.style.height = `${list.tops[from]}px`;
    list.below.style.height = `${list.tops.at(-1) - list.tops[to]}px`;
  }
  reconcile(list.body, list.tops ? [list.above, ...nodes, list.below] : nodes);
  const kept = new Set(nodes);
  if (list.nodes.size > 2 * ALL_ROWS)
    for (const [key, node] of list.nodes) if (!kept.has(node)) list.nodes.delete(key);
  markRows(list);
}

function nodeOf(list, item) {
  const { scene, lang, look, form, nodes } = list;
  const section = item < 0 ? sectionOf(scene, look.sort, ~item) : null;
  const key = section === null ? item : `over ${section}`; // the same heading whichever row is the first below it
  let node = nodes.get(key);
  if (!node) {
    node = section === null ? form.row(scene, lang, look, item) : form.heading(scene, lang, section);
    nodes.set(key, node);
  }
  if (item >= 0) form.place(node, list.tops && list.rows.indexOf(item) + 1, list.rows.length);
  return node;
}

function markRows(list) {
  for (const node of list.body.children) {
    const id = node.dataset.eventId;
    if (id === undefined) continue;
    setAttribute(node, "aria-selected", String(id === list.state.event));
    node.classList.toggle("gd-active", id === list.active);
  }
  const shown = list.active !== null && list.body.querySelector(".gd-active");
  setAttribute(list.holder, "aria-activedescendant", shown ? rowId(list.active) : null);
}

const idAt = (list, position) => list.scene.events.id[list.rows[position]] ?? null;
const positionOf = (list, id) => list.rows.indexOf(list.scene.eventIndex.get(id) ?? -1);

function setActive(list, id, scroll = true) {
  list.active = positionOf(list, id) < 0 ? null : id;
  if (scroll && list.active !== null) reveal(list, id);
  markRows(list);
}

/** Scroll the list, and nothing else, until a row is fully visible. */
function reveal(list, id) {
  const item = list.items.indexOf(list.scene.eventIndex.get(id) ?? NO_ITEM);
  if (item < 0) return;
  const { box, form, scale } = list;
  const node = list.tops ? null : list.nodes.get(list.items[item]);
  const top = list.tops ? list.tops[item] : node.offsetTop;
  const bottom = list.tops ? list.tops[item + 1] : top + node.offsetHeight;
  const head = form.headHeight * scale;
  scrollTo(box, head + top, head + bottom, head || HEADING_HEIGHT * scale);
  if (!list.tops) return;
  list.top = box.scrollTop;
  build(list);
}

function choose(list, id) {
  list.active = id;
  list.clock.set({ event: id });
  markRows(list);
}

function onKey(list, event) {
  if (isShortcut(event)) return;
  const at = list.active === null ? -1 : positionOf(list, list.active);
  const target = positionByKey(event, at, list.rows.length - 1);
  if (target !== undefined) setActive(list, idAt(list, target));
  else if ((event.key === "Enter" || event.key === " ") && list.active !== null) choose(list, list.active);
  else return;
  event.preventDefault();
}

/** Rows of the events shown in a state, in time order. */
export const rowsOf = (scene, state) => eventsIn(scene, state.date, state.days, state.mask);
