// The legend: what colours, shapes and signs mean, and how many towns are in each state now. Its rows are those of the look.

import { button, el, setAttribute, setText } from "../core/dom.js";
import { className, sampleClass, styleOf } from "../core/look.js";
import { CONFIDENCES } from "../core/eventtable.js";
import { formatDay, formatNumber, translate } from "../core/scene.js";
import { drawDensity, toneColour } from "../core/symbols.js";
import { stretchOf } from "../core/trends.js";
import { CLASSES } from "./shades.js";
import {
  areaSample,
  eventSample,
  layerSample,
  lineSample,
  sample,
  shadeSample,
  townSample,
} from "./samples.js";

const row = (picture, text, end) => el("li", {}, picture, el("span", { class: "gd-term" }, text), end);

const list = (name, nodes) => nodes.length > 0 && el("ul", { class: name }, nodes);

/** Row of the legend that counts what is only implied, of all classes together. */
const IMPLIED = "implied";

/** Number of towns that are in a class by reports; after the last known day nothing is said of those without a later report. */
function countOf({ all, implied }, group) {
  const count =
    group === IMPLIED
      ? Object.values(implied).reduce((sum, each) => sum + each, 0)
      : all[group] - implied[group];
  return all.no_data && !count ? null : count;
}

/** Rows of the look's legend that a map on screen has but for classes, as `[kind, ref, node]`; `counts` gets the place of each count. */
function rowsOf(scene, { lang, style, opacity, counts }) {
  const say = (key) => translate(scene, lang, key);
  const nameOf = (layer) => scene.conflict.layers.find(({ id }) => id === layer).name[lang];
  const group = sampleClass(scene);
  const make = {
    left: ({ text }) => row(townSample({ group, left: true }, style), say(text)),
    implied({ text }) {
      counts.set(IMPLIED, el("span", { class: "gd-count" }));
      return row(townSample({ group, basis: IMPLIED }, style), say(text), counts.get(IMPLIED));
    },
    fade: ({ text }) => row(townSample({ group, strength: style.fade.faintest }, style), say(text)),
    edge: ({ ref, text }) =>
      row(townSample({ group, confidence: CONFIDENCES.indexOf(ref) }, style), say(text)),
    cell: ({ text }) => row(areaSample(style.palette[group], opacity, style), say(text)),
    shades: ({ ref }) => shadesRow(scene, lang, style, nameOf(ref)),
    layer: ({ ref }) => row(layerSample(ref, style), nameOf(ref)),
  };
  return style.legend
    .filter(({ kind, paper }) => make[kind] && !paper)
    .map((entry) => [entry.kind, entry.ref, make[entry.kind](entry)]);
}

/** The months that a map is shaded by. */
function monthsText(scene, lang, span) {
  const { from, to } = stretchOf(scene, span);
  const [first, last] = [from, to - 1].map((day) => formatDay(day, lang, "month"));
  return translate(scene, lang, "map.legend.months", { from: first, to: last });
}

/** Classes of territories by their events, and what they do not say; the months are written in later. */
function shadesRow(scene, lang, style, name) {
  const classes = CLASSES.map((least, at) => {
    const next = CLASSES[at + 1];
    const text = next ? `${formatNumber(least, lang)}–${formatNumber(next - 1, lang)}` : `${least}+`;
    return el("span", { class: "gd-shade" }, shadeSample(at, style), text);
  });
  const note = translate(scene, lang, "map.legend.shades", { name });
  return el("li", { class: "gd-shades" }, note, " ", el("span", { class: "gd-months" }), classes);
}

/**
 * Rows that are pressed: {id, root, node}. `keep(ids)` hears which are to be kept once one is pressed; the row shows it at once.
 */
function pressed(entries, title, keep) {
  const isKept = ({ node }) => node.getAttribute("aria-pressed") === "true";
  const press = ({ currentTarget: node }) => {
    setAttribute(node, "aria-pressed", String(node.getAttribute("aria-pressed") !== "true"));
    keep(rows.filter(isKept).map(({ id }) => id));
  };
  const rows = entries.map(({ id, picture, text, end }) => {
    const term = el("span", { class: "gd-term" }, text);
    const node = button({ class: "gd-sign", "aria-pressed": "false", title }, press, picture, term, end);
    return { id, root: el("li", {}, node), node };
  });
  return rows;
}

/** The signs of the categories. */
const signRows = (scene, lang, style, keep) =>
  pressed(
    scene.categories.map((id) => ({
      id,
      picture: eventSample(id, style),
      text: translate(scene, lang, `vocab.category.${id}`),
    })),
    translate(scene, lang, "map.legend.keep"),
    keep,
  );

/** The classes of holders, with their counts. */
function classRows(scene, { lang, style, counts, keepHolders }) {
  for (const id of scene.classes) counts.set(id, el("span", { class: "gd-count" }));
  const entries = scene.classes.map((id) => ({
    id,
    picture: townSample({ group: id }, style),
    text: className(scene, lang, id),
    end: counts.get(id),
  }));
  return pressed(entries, translate(scene, lang, "map.legend.keep_class"), keepHolders);
}

/** Rows on signs of events, of other data sets, and on acts: {signs, dense, added, acts}. */
function eventRows(scene, lang, style, keep) {
  const say = (key) => translate(scene, lang, key);
  const disc = sample((context, x, y) => drawDensity(context, x, y, 8, style));
  const act = (tone, dash, text) => row(lineSample(toneColour(tone, style), dash), say(`map.legend.${text}`));
  const { words, deeds } = style.acts;
  return {
    signs: signRows(scene, lang, style, keep),
    dense: row(disc, say("map.legend.density")),
    added: scene.events.sets.map(({ name }) =>
      row(eventSample(scene.categories[0], style, true), name[lang]),
    ),
    acts: [act(-1, deeds, "pressure"), act(1, deeds, "cooperation"), act(0, words, "words")],
  };
}

/** The button that asks for more than a legend can say; `help(back)` is told how to come back to it. */
function askButton(text, help) {
  const node = button({ class: "gd-ask", "aria-haspopup": "dialog" }, () => help(() => node.focus()), text);
  return node;
}

/** What the legend lists, and its parts that come and go: {body, towns, signs, single, many, added}. */
function bodyOf(scene, { lang, style, rows, classes, help, keep }) {
  const say = (key) => translate(scene, lang, key);
  const of = (...kinds) => rows.filter(([kind]) => kinds.includes(kind)).map(([, , node]) => node);
  const { signs, dense, added, acts } = eventRows(scene, lang, style, keep);
  const nodesOf = (made) => made.map(({ root }) => root);
  const towns = list("gd-classes", nodesOf(classes));
  const single = list("gd-columns", nodesOf(signs));
  const many = list("gd-notes", [dense]);
  const body = el(
    "div",
    { class: "gd-legend-body", id: "gd-legend-body" },
    askButton(say("panel.help"), help),
    el("h2", {}, say("map.legend.towns")),
    towns,
    list("gd-notes", of("left", IMPLIED, "fade", "edge", "cell")),
    list("gd-notes", of("shades", "layer")),
    el("h2", {}, say("map.legend.events")),
    single,
    many,
    list("gd-notes", added),
    list("gd-columns gd-acts", acts),
  );
  return { body, towns, signs, single, many, added };
}

/** Say which rows of a list are kept; where none is, all stand as they are. */
function markKept(rows, root, kept) {
  root.classList.toggle("gd-kept", kept.length > 0);
  for (const { id, node } of rows) setAttribute(node, "aria-pressed", String(kept.includes(id)));
}

/**
 * Build the legend of a scene for a language and theme. `update(counts, {dense, layers, sets, cat, holders})` takes the counts
 * of each day shown, in order of time. `keep(categories)` hears of a sign that is pressed, `keepHolders(classes)` of a class.
 */
export function createLegend(scene, { lang, theme, open, onToggle, opacity, help, keep, keepHolders }) {
  const say = (key) => translate(scene, lang, key);
  const style = styleOf(scene, theme);
  const counts = new Map();
  const switched = new Set(scene.conflict.layers.filter((layer) => layer.switch).map(({ id }) => id));
  const rows = rowsOf(scene, { lang, style, opacity, counts });
  const classes = classRows(scene, { lang, style, counts, keepHolders });
  const made = bodyOf(scene, { lang, style, rows, classes, help, keep });
  const { body, towns, signs, single, many, added } = made;
  const toggle = button(
    { class: "gd-toggle", "aria-controls": "gd-legend-body" },
    () => setOpen(body.hidden, true),
    say("map.legend"),
  );
  const node = el("section", { class: "gd-legend gd-box", "aria-label": say("map.legend") }, toggle, body);

  function setOpen(value, byHand) {
    body.hidden = !value;
    node.classList.toggle("gd-open", value);
    toggle.setAttribute("aria-expanded", String(value));
    if (byHand) onToggle(value);
  }
  setOpen(open, false);

  return {
    node,
    setOpen: (value) => setOpen(value, false),
    update(days, { dense, layers: shown, sets, span, cat, holders }) {
      markKept(signs, single, cat);
      const kept = holders?.split(",") ?? [];
      markKept(classes, towns, kept);
      for (const months of body.querySelectorAll(".gd-months"))
        setText(months, monthsText(scene, lang, span));
      for (const [, ref, line] of rows) if (switched.has(ref)) line.hidden = !shown.has(ref);
      added.forEach((line, number) => (line.hidden = !sets.has(number + 1)));
      single.hidden = dense;
      many.hidden = !dense;
      for (const [group, cell] of counts) {
        const numbers = days.map((now) => countOf(now, group));
        const texts = numbers.map((count) => (count === null ? "–" : formatNumber(count, lang)));
        setText(cell, texts.join(" → "));
        const [line, none] = [cell.closest("li"), !numbers.some(Boolean)];
        setAttribute(line, "data-none", none ? "1" : null);
        if (group === "no_data") line.hidden = none && !kept.includes(group);
      }
      counts.get(IMPLIED).parentElement.hidden = !shown.has(IMPLIED);
      for (const [kind, , line] of rows) if (kind === "left") line.hidden = holders === null;
    },
  };
}
