// Relations whose status differs between two days, each with the act that brought the later one.

import { statusMark } from "./relation-marks.js";
import { button, el } from "../core/dom.js";
import { actorName, translate } from "../core/scene.js";
import { dated } from "../core/statement.js";

/** Pairs whose status differs: [{pair, before, after}] with a state of the document, or null for none recorded. */
export function relationChanges(scene, pairs, earlier, later) {
  if (Math.max(earlier, later) > scene.knownUntil.events) return []; // that the record ends is no change
  const stateOn = ({ states }, day) =>
    states.find(({ from, to }) => from <= day && (to === null || day < to)) ?? null;
  return pairs
    .map((pair) => ({ pair, before: stateOn(pair, earlier), after: stateOn(pair, later) }))
    .filter(({ before, after }) => before?.status !== after?.status);
}

/** The list: {root, draw(changes)}. */
export function createRelationChanges(scene, lang, clock) {
  const list = el("ul");
  const root = el(
    "section",
    { class: "gd-compare-relations" },
    el("h3", {}, translate(scene, lang, "compare.relations_title")),
    list,
  );
  let shown = "";
  const draw = (changes) => {
    const key = changes
      .map(({ pair, before, after }) => [pair.pair, before?.status, after?.status, after?.from].join())
      .join("|");
    root.hidden = !changes.length;
    if (key !== shown) list.replaceChildren(...changes.map((change) => rowOf(scene, lang, clock, change)));
    shown = key;
  };
  return { root, draw };
}

function rowOf(scene, lang, clock, { pair, before, after }) {
  const [one, two] = pair.actors.map((id) => actorName(scene, lang, id));
  const name = translate(scene, lang, "wording.pair", { one, two });
  const act = after?.records[0];
  // The clock stays where it is: the act is looked at as part of this comparison.
  const link =
    act &&
    button(
      { class: "gd-link" },
      () => clock.set({ event: act.event, date: clock.get().date }),
      act.title[lang],
    );
  return el(
    "li",
    { "data-pair": pair.pair, "data-before": before?.status ?? "", "data-after": after?.status ?? "" },
    el(
      "div",
      { class: "gd-compare-head" },
      el("strong", {}, name),
      el(
        "span",
        { class: "gd-compare-sides" },
        side(scene, lang, before),
        "→",
        side(scene, lang, after, true),
      ),
    ),
    link && el("p", {}, link),
  );
}

/** A status in words; the later one with the day it began. */
export function stateText(scene, lang, state, withDay = false) {
  const status = state
    ? translate(scene, lang, `wording.relation.${state.status}`)
    : translate(scene, lang, "compare.no_record");
  return state && withDay
    ? translate(scene, lang, "compare.since", { status, date: dated(scene, lang, state.records[0]) })
    : status;
}

const side = (scene, lang, state, withDay = false) =>
  el(
    "span",
    { class: "gd-compare-side" },
    statusMark(state?.status ?? "no_record"),
    stateText(scene, lang, state, withDay),
  );
