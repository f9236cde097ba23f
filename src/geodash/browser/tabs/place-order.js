// Which places the list shows, in which order and under which headings.

import { fold, wordsOf } from "../core/finding.js";
import { inOneLine } from "../core/dom.js";
import { className } from "../core/look.js";
import { statusAt } from "../core/control.js";
import { translate } from "../core/scene.js";

export const PLACE_ORDERS = ["territory", "name", "holder", "confirmed", "oldest"];

/** Whether an order depends on the day. */
export const followsClock = (order) => order !== "territory" && order !== "name";

/** A test for rows: every word of a query stands in some name of the place. */
export function matcher(doc, query) {
  const words = wordsOf(query);
  return (row) => words.every((word) => doc.names[row].some((name) => name.includes(word)));
}

/** A test for rows: whether a choice {query, all} has a place. What data sets bring along is none of the record's. */
export function keeper(scene, doc, { query, all }) {
  const matches = matcher(doc, fold(query));
  return (row) => (all ? !scene.places.added?.[row] : scene.places.tracked[row]) && matches(row);
}

/**
 * Sections {key, name, within, group, rows} for a view {scene, lang, doc, order, day} and a test `keep` for rows. Followed
 * places come first. `group` is the class of holder that a section stands for, or null.
 */
export function sectionsOf(view, keep) {
  const { scene, doc, lang, order } = view;
  const base = order === "territory" || order === "holder" ? doc.order.territory : doc.order.name;
  const rows = base[lang].filter(keep);
  const followed = rows.filter((row) => scene.places.tracked[row]);
  const others = rows.filter((row) => !scene.places.tracked[row]);
  const sections =
    order === "territory"
      ? [...byTerritory(view, followed, true), ...byTerritory(view, others, false)]
      : [
          ...(order === "holder" ? byHolder(view, followed) : inOne(view, sorted(view, followed), true)),
          ...inOne(view, others, false),
        ];
  return sections.filter((section) => section.rows.length > 0);
}

function byTerritory({ scene, lang, doc }, rows, followed) {
  const inside = new Map();
  for (const row of rows) {
    const at = doc.territory[row];
    inside.set(at, [...(inside.get(at) ?? []), row]);
  }
  const note = followed ? "" : translate(scene, lang, "places.not_followed");
  return [...inside].map(([at, found]) => {
    const { name, within } = doc.territories[at];
    const more = inOneLine([within[lang], note]);
    return { key: `territory ${at} ${followed}`, name: name[lang], within: more, group: null, rows: found };
  });
}

const byHolder = ({ scene, lang, day }, rows) =>
  scene.classes.map((group) => ({
    key: `holder ${group}`,
    name: className(scene, lang, group),
    within: "",
    group,
    rows: rows.filter((row) => statusAt(scene, row, day).group === group),
  }));

function inOne({ scene, lang }, rows, followed) {
  const name = translate(scene, lang, followed ? "places.is_followed" : "places.not_followed");
  return [{ key: `one ${followed}`, name, within: "", group: null, rows }];
}

/** Rows by the day of their last confirmation, where the order asks for it; what nothing confirms comes last. */
function sorted({ scene, order, day }, rows) {
  if (!followsClock(order)) return rows;
  const sign = order === "oldest" ? 1 : -1;
  const keys = new Map(rows.map((row) => [row, confirmedOn(scene, row, day)]));
  return rows.toSorted((a, b) => {
    const [one, other] = [keys.get(a), keys.get(b)];
    if (one === null || other === null) return (one === null) - (other === null);
    return sign * (one - other);
  });
}

/** Last day up to a day on which a record saw the holder of a place, or null. */
const confirmedOn = (scene, row, day) => statusAt(scene, row, day).confirmed ?? null;

/** Days on which a row says something new: [{day, rows}], in order. */
export function turnsOf(scene) {
  const turns = new Map();
  const add = (day, row) => turns.set(day, [...(turns.get(day) ?? []), row]);
  scene.holdings.records.forEach((days, holding) =>
    days.forEach((day) => add(day, scene.holdings.place[holding])),
  );
  scene.holdings.place.forEach((row, holding) => {
    add(scene.holdings.from[holding], row);
    if (scene.holdings.to[holding] !== null) add(scene.holdings.to[holding], row);
  });
  return [...turns].map(([day, rows]) => ({ day, rows })).sort((a, b) => a.day - b.day);
}
