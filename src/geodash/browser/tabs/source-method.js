// How the records are made: sections that open and close, with texts that Python wrote and the figures of the data.

import { citation, copyField, createCopied, createStatus } from "../parts/copying.js";
import { groupMark } from "../parts/marks.js";
import { button, el } from "../core/dom.js";
import { formatNumber, translate } from "../core/scene.js";

/** The view. What it shows is the same on every day, but for the day in the citation. */
export function createMethod({ scene, lang, clock, doc, chosen }) {
  chosen.sections ??= new Set([doc.method[0].id]);
  const view = { scene, lang, clock, doc, marks: [], theme: clock.get().theme, cited: null };
  const sections = doc.method.map(({ id, title, blocks }) => {
    const section = el(
      "details",
      { class: "gd-method-section", "data-section": id, open: chosen.sections.has(id) },
      el("summary", {}, title[lang]),
      blocks.map((block) => drawBlock(view, block)),
    );
    section.addEventListener("toggle", () => {
      if (section.open) chosen.sections.add(id);
      else chosen.sections.delete(id);
    });
    return section;
  });
  return {
    root: el("div", { class: "gd-method" }, sections),
    focus: () => sections[0].firstChild.focus({ preventScroll: true }),
    draw(state) {
      if (view.theme !== state.theme) repaint(view, state.theme);
      if (!state.unsettled) view.cited?.();
    },
  };
}

function drawBlock(view, { text, terms, part }) {
  const { lang } = view;
  if (text) return el("p", {}, text[lang]);
  if (part) return { years: createYears, citation: createCitation }[part](view);
  return el(
    "dl",
    { class: "gd-method-terms" },
    terms.flatMap(({ group, term, text: meaning }) => [
      el("dt", {}, group ? markOf(view, group) : null, term[lang]),
      el("dd", {}, meaning[lang]),
    ]),
  );
}

function markOf({ scene, theme, marks }, group) {
  const node = groupMark(scene, theme, group);
  marks.push([node, group]);
  return node;
}

/** The symbols of the classes in the colours of another theme. */
function repaint(view, theme) {
  view.theme = theme;
  for (const [node, group] of view.marks)
    node.style.backgroundImage = groupMark(view.scene, theme, group).style.backgroundImage;
}

/** Records by year: a table whose figures are drawn as bars, so that it needs no other words. */
function createYears({ scene, lang, doc: { years } }) {
  const say = (key) => translate(scene, lang, `sources.${key}`);
  const most = Math.max(1, ...years.events, ...years.control);
  const cell = (count, name) => {
    const bar = el("i", { class: `gd-year-bar gd-year-${name}`, "aria-hidden": "true", hidden: count === 0 });
    bar.style.setProperty("--gd-share", count / most);
    return el("td", {}, el("span", { class: "gd-year" }, bar, formatNumber(count, lang)));
  };
  return el(
    "table",
    { class: "gd-years" },
    el("caption", {}, say("years")),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ["year", "events", "control"].map((name) => el("th", { scope: "col" }, say(`years.${name}`))),
      ),
    ),
    el(
      "tbody",
      {},
      years.year.map((year, at) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, String(year)),
          cell(years.events[at], "events"),
          cell(years.control[at], "control"),
        ),
      ),
    ),
  );
}

/** The line that the exports carry, for the day of the clock, with a button that copies it. */
function createCitation(view) {
  const { scene, lang, clock } = view;
  const field = el("textarea", {
    class: "gd-cite-text",
    readonly: true,
    rows: 3,
    spellcheck: "false",
    "aria-label": translate(scene, lang, "sources.cite_label"),
  });
  const copied = createCopied(createStatus("p"), () => field.value);
  view.cited = () => {
    const text = citation(scene, lang, clock.get().date);
    if (field.value !== text) field.value = text;
    copied.draw();
  };
  view.cited();
  const copy = async () => {
    view.cited();
    const text = field.value;
    const done = await copyField(field);
    copied.say(translate(scene, lang, done ? "share.copied" : "share.copy_failed"), text);
  };
  return el(
    "div",
    { class: "gd-cite" },
    field,
    button({ class: "gd-button" }, copy, translate(scene, lang, "share.copy")),
    copied.root,
  );
}
