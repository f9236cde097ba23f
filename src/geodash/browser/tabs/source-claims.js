// The news text that the stories began with, point by point: what the sources say of each, and the records that this rests on.

import { recordLinks } from "../parts/passages.js";
import { arriving } from "../parts/arriving.js";
import { button, el } from "../core/dom.js";
import { eventTitle } from "../core/eventtable.js";
import { formatDay, translate } from "../core/scene.js";
import { goTo, loadBook } from "./stories.js";

const COLUMNS = ["claim", "verdict", "shown", "records"];

/** The view. It is the same on every day. */
export function createClaims({ scene, lang, clock }) {
  return arriving(
    scene,
    lang,
    () => loadBook(scene, lang),
    (book) => {
      const root = createTable({ scene, lang, clock }, pointsOf(book));
      return { root, draw: () => null, focus: () => root.querySelector("button")?.focus() };
    },
  );
}

/**
 * A row for each point, by number: {number, text, verdict, corrections, events, steps: [[story, step]]}, then one for each
 * correction that bears on the text as a whole. A point that several stories tell is one row.
 */
export function pointsOf({ stories }) {
  const points = new Map();
  const corrections = new Map();
  for (const story of stories) {
    for (const each of story.corrections) corrections.set(each.key, each);
    for (const { claim, text, verdict, events, steps } of story.claims) {
      if (!points.has(claim)) points.set(claim, { number: claim, text, verdict, events, steps: [] });
      const told = story.steps.filter(({ step }) => steps.includes(step)).map((step) => [story, step]);
      points.get(claim).steps.push(...told);
    }
  }
  const all = [...corrections.values()];
  const rows = [...points.values()].sort((a, b) => a.number - b.number);
  const whole = all.filter(({ claims }) => claims.length === 0);
  return [
    ...rows.map((point) => withCorrections(point, all)),
    ...whole.map((each) => ({
      number: null,
      verdict: "corrected",
      corrections: [each],
      events: each.events,
      steps: [],
    })),
  ];
}

function withCorrections(point, all) {
  const corrections = all.filter(({ claims }) => claims.includes(point.number));
  const events = new Set([...point.events, ...corrections.flatMap((each) => each.events)]);
  return { ...point, corrections, events: [...events] };
}

/** A table by its roles: on a narrow panel its cells stand below each other, which a table element would not survive. */
function createTable(shared, points) {
  const { scene, lang } = shared;
  const say = (key, values) => translate(scene, lang, `sources.claims.${key}`, values);
  const count = points.filter(({ number }) => number !== null).length;
  const title = translate(scene, lang, "stories.claims", { count });
  const heads = COLUMNS.map((name) => el("div", { role: "columnheader" }, say(name)));
  const rows = points.map((point) => createRow(shared, say, point));
  return el(
    "div",
    { class: "gd-claim-points" },
    el("p", { class: "gd-quiet" }, say("note")),
    el(
      "div",
      { class: "gd-claim-table", role: "table", "aria-label": title },
      el("div", { class: "gd-claim-heads", role: "row" }, heads),
      rows,
    ),
  );
}

function createRow(shared, say, point) {
  const { scene, lang } = shared;
  const cell = (name, ...content) => el("div", { class: `gd-claim-${name}`, role: "cell" }, ...content);
  const said = point.number
    ? [el("span", { class: "gd-claim-number" }, `${point.number}.`), " ", point.text[lang]]
    : [translate(scene, lang, "stories.whole")];
  const shown = point.corrections.map(({ key, text }) => el("p", { "data-correction": key }, text[lang]));
  const verdict = el("span", { class: "gd-verdict", "data-verdict": point.verdict }, say(point.verdict));
  return el(
    "div",
    { class: "gd-claim-row", role: "row", "data-claim": point.number },
    cell("said", ...said),
    cell("verdict", verdict),
    cell("shown", ...shown),
    cell("records", records(shared, point), stepLinks(shared, point)),
  );
}

/** The events, which select themselves and move the clock to their day. */
function records({ scene, lang }, { events }) {
  const rows = events.map((id) => scene.eventIndex.get(id)).filter((row) => row !== undefined);
  return recordLinks(
    lang,
    rows.map((row) => ({
      id: scene.events.id[row],
      title: eventTitle(scene, lang, row),
      date: formatDay(scene.events.start[row], lang, "short"),
    })),
  );
}

/** The steps that tell the point, each at its place and day. */
function stepLinks({ scene, lang, clock }, point) {
  const links = point.steps.map(([story, step]) =>
    button(
      { class: "gd-link", title: step.title[lang] },
      () => goTo(clock, story, step),
      translate(scene, lang, "sources.claims.step", { step: step.step }),
    ),
  );
  if (!links.length) return null;
  return el(
    "p",
    { class: "gd-claim-steps" },
    links.flatMap((link, i) => (i ? [" · ", link] : [link])),
  );
}
