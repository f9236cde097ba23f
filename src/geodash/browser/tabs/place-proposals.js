// What data sets beside the record propose of control, on request: which are shown, what a mark means, those of one place.
// None of it is control: no holder, count or sentence asks here.

import { button, el, setText } from "../core/dom.js";
import { eventTitle } from "../core/eventtable.js";
import { sampleClass } from "../core/look.js";
import { translate } from "../core/scene.js";
import { openMark } from "./place-marks.js";
import { shortDay } from "./place-row.js";

/**
 * {tools, root, draw(state), of(row), text(proposal), list(row, at)} of the proposals of a document. `changed()` hears that
 * others are shown, `opened()` that the user asked for some. `list` names those of a place; the one at a position is marked.
 */
export function createProposals({ scene, lang, clock, doc, changed, opened }) {
  const say = (key, values) => translate(scene, lang, `places.${key}`, values);
  const sets = (doc.proposals ?? []).map((set) => ({ ...set, title: set.title[lang] }));
  const key = el("p", { class: "gd-quiet" }, openMark(sampleClass(scene)), say("proposals_key"));
  const heading = el("h3");
  const items = el("ul");
  const root = el("section", { class: "gd-proposals", hidden: true }, key, heading, items);
  let drawn = ""; // data sets on the page, and whether their proposals are shown
  let shown = new Map(); // proposals by row of the place, in order of time
  const choice = createSwitch((proposals) => {
    if (proposals) opened();
    clock.set({ proposals });
  });
  const text = (each) =>
    say("proposal", { date: shortDay(scene, lang, each), holder: each.holder[lang], set: each.set });
  const list = (row, at = null) => {
    if (root.hidden) return;
    const found = shown.get(row) ?? [];
    heading.hidden = found.length === 0;
    if (found.length) setText(heading, say("proposals_of", { place: scene.places[lang][row] }));
    items.replaceChildren(...found.map((each, i) => itemOf(scene, lang, clock, each, text(each), i === at)));
    items.children[at]?.scrollIntoView({ block: "nearest" });
  };
  return {
    tools: choice.root,
    root,
    draw({ set, proposals }) {
      const now = `${set} ${proposals}`;
      if (!sets.length || now === drawn) return;
      drawn = now;
      const here = sets.filter(({ id }) => set.split(",").includes(id));
      choice.draw(
        here.length ? say("proposals", { set: here.map(({ title }) => title).join(", ") }) : "",
        proposals,
      );
      shown = proposals ? byPlace(here) : new Map();
      root.hidden = shown.size === 0;
      changed();
    },
    of: (row) => shown.get(row) ?? [],
    text,
    list,
  };
}

/** A proposal in words, and what it rests on: an event, by a button that opens its card, or what the data set says. */
function itemOf(scene, lang, clock, { group, event, summary }, words, marked) {
  const link = button({ class: "gd-link" }, () => clock.set({ event: scene.events.id[event] }));
  if (event >= 0) scene.titles.need(lang, [event]).then(() => setText(link, eventTitle(scene, lang, event)));
  const ground = event < 0 ? summary[lang] : link;
  return el("li", { "aria-current": marked ? "true" : null }, openMark(group), words, " ", ground);
}

/** A check box for the proposals of what data sets are on the page; not there where none has any. */
function createSwitch(changed) {
  const box = el("input", { type: "checkbox" });
  const name = el("span");
  box.addEventListener("change", () => changed(box.checked));
  const root = el("label", { class: "gd-place-propose", hidden: true }, box, name);
  return {
    root,
    draw(text, on) {
      root.hidden = !text;
      box.checked = on;
      setText(name, text);
    },
  };
}

/** Proposals of some data sets by the row of their place, in order of time. */
function byPlace(sets) {
  const found = new Map();
  for (const { title, rows } of sets)
    for (const each of rows) {
      if (!found.has(each.place)) found.set(each.place, []);
      found.get(each.place).push({ ...each, set: title });
    }
  for (const each of found.values()) each.sort((a, b) => a.day - b.day);
  return found;
}
