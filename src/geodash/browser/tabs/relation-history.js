// The whole history of one pair: every record with its day, status, words, act and number of sources.

import { button, el, setAttribute } from "../core/dom.js";
import { pressedLink } from "../core/linking.js";
import { createPairNote } from "./pairnote.js";
import { statusMark } from "./relation-marks.js";
import { confirmationOf, standingAt, statusName } from "./relation-state.js";
import { partyLink } from "../parts/passages.js";
import { actorName, formatDay, translate } from "../core/scene.js";
import { dated } from "../core/statement.js";

/**
 * History of a pair in order of time, while it is chosen; `draw(state)` tells what holds on the clock's day and what comes
 * after. `left` is called when the reader takes the choice back here.
 */
export function createRelationHistory(scene, lang, clock, pair, left) {
  const items = pair.states.flatMap(({ status, records }) =>
    records.map((record, i) => createItem(scene, lang, clock, { record, status, confirms: i > 0 })),
  );
  const first = formatDay(pair.states[0].from, lang);
  const note = createPairNote(scene, lang, clock, left);
  const root = el(
    "div",
    { class: "gd-relation-history" },
    note.root,
    el(
      "p",
      {},
      el("span", { class: "gd-quiet" }, translate(scene, lang, "relations.who")),
      pair.actors.flatMap((id) => [" ", partyLink({ id, label: actorName(scene, lang, id) })]),
    ),
    el("p", { class: "gd-quiet" }, translate(scene, lang, "relations.before_first", { date: first })),
    el(
      "ol",
      {},
      items.map((item) => item.root),
    ),
  );
  const draw = (state) => {
    const { date } = state;
    note.draw(state);
    const { at } = standingAt(scene, pair, date);
    const latest = at < 0 ? null : (confirmationOf(pair.states[at], date) ?? pair.states[at].records[0]);
    for (const { root: line, record, later } of items) {
      setAttribute(line, "aria-current", record === latest ? "true" : null);
      later.hidden = record.day <= date;
      line.classList.toggle("gd-later", record.day > date);
    }
  };
  return { root, draw };
}

function createItem(scene, lang, clock, { record, status, confirms }) {
  const word = statusName(scene, lang, status);
  const later = el("span", { class: "gd-tag", hidden: true }, translate(scene, lang, "relations.later"));
  const root = el(
    "li",
    {},
    el(
      "p",
      { class: "gd-relation-record" },
      button(
        { class: "gd-link", title: translate(scene, lang, "relations.go") },
        () => clock.set({ date: record.day }),
        dayOfRecord(scene, lang, record),
      ),
      statusMark(status),
      el("strong", {}, confirms ? translate(scene, lang, "relations.confirmed", { status: word }) : word),
      later,
      el("span", { class: "gd-quiet" }, translate(scene, lang, "panel.sources", { count: record.sources })),
    ),
    el("p", {}, record.summary[lang]),
    el(
      "p",
      { class: "gd-relation-deed" },
      el("span", { class: "gd-quiet" }, translate(scene, lang, "relations.act")),
      actLink(lang, clock, record),
    ),
  );
  return { root, record, later };
}

/** Day of a record as it stands alone. */
const dayOfRecord = (scene, lang, record) =>
  record.precision === "day" ? formatDay(record.day, lang) : dated(scene, lang, record);

/** The title of the act that a record names, as a button that selects it. */
export const actLink = (lang, clock, record, text = record.title[lang]) =>
  pressedLink(
    { class: "gd-link", "data-select-event": record.event, title: record.title[lang] },
    () => clock.set({ event: record.event }),
    text,
  );
