// Two days beside each other: the second day is chosen here, and what changed between them is listed.
// The list follows the clock while it moves; control comes from the scene, the words of records from their document.

import { arriving } from "../parts/arriving.js";
import { changesBetween } from "../parts/changes.js";
import { createComparisonCopy } from "./compare-copy.js";
import { createSecondDay } from "./compare-day.js";
import { createEventTotals } from "./compare-events.js";
import { createPlaceChanges, inOrder } from "./compare-places.js";
import { createRelationChanges, relationChanges } from "./compare-relations.js";
import { createGroupTotals } from "./compare-totals.js";
import { el, setText } from "../core/dom.js";
import { classNote } from "../core/look.js";
import { holdingAt, trackedPlaces } from "../core/control.js";
import { formatDay, translate } from "../core/scene.js";

/** The tab; it follows the clock while it moves. */
export function createCompareTab({ scene, lang, clock }) {
  const second = createSecondDay(scene, lang, clock);
  const load = () => Promise.all([scene.document("control"), scene.document("relations")]);
  const found = arriving(scene, lang, load, ([control, relations]) =>
    createFindings(scene, lang, clock, { control, relations }),
  );
  const invitation = el("p", { class: "gd-compare-empty" }, translate(scene, lang, "compare.empty"));
  const root = el("div", { class: "gd-tab-compare" }, second.root, invitation, found.root);
  return {
    root,
    focus: () => second.focus(),
    draw(state, rows) {
      second.draw(state);
      invitation.hidden = state.compare !== null;
      found.root.hidden = state.compare === null;
      if (state.compare !== null) found.draw(state, rows);
    },
  };
}

/** Everything that differs between the clock's day and the second day. */
function createFindings(scene, lang, clock, { control, relations }) {
  const say = (key, values) => translate(scene, lang, `compare.${key}`, values);
  const heading = el("h2");
  const summary = el("p", { class: "gd-compare-summary" });
  const totals = createGroupTotals(scene, lang);
  const places = createPlaceChanges(scene, lang, clock, control);
  const ties = createRelationChanges(scene, lang, clock);
  const events = createEventTotals(scene, lang, control.leastForPercent);
  const notes = el("ul", { class: "gd-compare-notes gd-quiet" });
  const headingOf = ([earlier, later]) =>
    say("heading", { earlier: formatDay(earlier, lang), later: formatDay(later, lang) });
  let now = null; // what is listed
  const copy = createComparisonCopy(scene, lang, control, () => now);
  const root = el(
    "div",
    { class: "gd-compare-found" },
    heading,
    summary,
    copy.root,
    totals.root,
    places.root,
    ties.root,
    events.root,
    notes,
  );
  let noted = "";
  const draw = (state, rows) => {
    const days = [state.date, state.compare].sort((a, b) => a - b);
    const known = days[1] <= scene.knownUntil.control;
    const changes = known ? changesBetween(scene, ...days) : [];
    const related = relationChanges(scene, relations.pairs, ...days);
    now = { days, changes: inOrder(scene, changes), related, heading: headingOf(days) };
    copy.draw();
    setText(heading, now.heading);
    setText(summary, summaryText(scene, lang, days, changes, related, known));
    const groups = totals.draw(days, changes, known, state.theme);
    places.draw(days, changes, state);
    ties.draw(related);
    const small = events.draw(days, state, rows);
    const texts = notesOf(scene, lang, { days, window: state.days, small, groups });
    if (noted !== texts.join("\n")) notes.replaceChildren(...texts.map((text) => el("li", {}, text)));
    noted = texts.join("\n");
  };
  return { root, draw };
}

function summaryText(scene, lang, days, changes, related, known) {
  const say = (key, values) => translate(scene, lang, `compare.${key}`, values);
  if (days[0] === days[1]) return say("same_day");
  const texts = [];
  if (!known) texts.push(afterTheRecord(scene, lang, days[1]));
  else
    texts.push(
      changes.length
        ? say("places", { count: changes.length, total: trackedPlaces(scene).length })
        : say("places_none"),
    );
  const back = known ? wentAndCame(scene, days) : 0;
  if (back) texts.push(say("back", { count: back }));
  if (days[1] > scene.knownUntil.events)
    texts.push(say("relations_ended", { date: formatDay(scene.knownUntil.events, lang) }));
  else texts.push(related.length ? say("relations", { count: related.length }) : say("relations_none"));
  return texts.join(" ");
}

/** Up to which day control is known, and how many places a later report says something of. */
function afterTheRecord(scene, lang, day) {
  const count = trackedPlaces(scene).filter((place) => holdingAt(scene, place, day) >= 0).length;
  const key = count ? "wording.summary_later" : "wording.summary_no_data";
  return translate(scene, lang, key, { count, date: formatDay(scene.knownUntil.control, lang) });
}

/** Number of places that changed in between and are at the end what they were at first: the list does not name them. */
function wentAndCame(scene, [earlier, later]) {
  const { controller } = scene.holdings;
  return trackedPlaces(scene).filter((place) => {
    const [first, last] = [holdingAt(scene, place, earlier), holdingAt(scene, place, later)];
    const between = controller.slice(first, last + 1); // of one place they stand in order of time
    return first >= 0 && controller[first] === controller[last] && new Set(between).size > 1;
  }).length;
}

/** What must be said beside the rows: overlap, small numbers, who backs whom according to whom. */
function notesOf(scene, lang, { days, window, small, groups }) {
  const say = (key, values) => translate(scene, lang, key, values);
  const notes = [];
  if (window !== null && days[1] - days[0] < window) notes.push(say("compare.overlap"));
  if (small) notes.push(say("compare.small", { least: small }));
  return [...notes, ...Array.from(groups, (group) => classNote(scene, lang, group)).filter(Boolean)];
}
