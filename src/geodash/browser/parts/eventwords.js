// What a list and a table say of an event, in words.

import { apart, inOneLine } from "../core/dom.js";
import { CONFIDENCES, eventTitle, partiesOf, precisionOf, setName } from "../core/eventtable.js";
import { actorName, formatDay, formatNumber, translate } from "../core/scene.js";

const MOST_ACTORS = 2; // that a line has room for

export const kindText = (scene, lang, row) =>
  translate(scene, lang, `vocab.category.${scene.categories[scene.events.category[row]]}`);

export const placeText = ({ events, places }, lang, row) =>
  events.place[row] < 0 ? "" : places[lang][events.place[row]];

/** Names of the parties on a side, of many only the first. */
export function sideText(scene, lang, side, row, most = MOST_ACTORS) {
  const actors = partiesOf(scene, side, row);
  const text = actors
    .slice(0, most)
    .map((actor) => apart(scene.actors[lang][actor]))
    .join(", ");
  return actors.length > most ? `${text} …` : text;
}

const partiesText = (scene, lang, row) =>
  ["from", "to"]
    .map((side) => sideText(scene, lang, side, row))
    .filter(Boolean)
    .join(" → ");

/** "12 dead", "12 to 30 dead"; nothing where no figure is known. */
export function tollText(scene, lang, row) {
  const [low, high] = [scene.events.low[row], scene.events.high[row]];
  if (low < 0) return "";
  if (low === high) return translate(scene, lang, "panel.dead", { count: low });
  const [least, most] = [low, high].map((figure) => formatNumber(figure, lang));
  return translate(scene, lang, "panel.dead_range", { low: least, high: most });
}

export const confidenceText = (scene, lang, rank) =>
  translate(scene, lang, `vocab.confidence.${CONFIDENCES[rank]}`);

/** The same, and what it takes. */
export const confidenceNote = (scene, lang, rank) =>
  `${confidenceText(scene, lang, rank)}. ${translate(scene, lang, `vocab.confidence_means.${CONFIDENCES[rank]}`)}`;

/** How exactly the day is known, where it is not to the day. */
export function exactText(scene, lang, row) {
  const precision = precisionOf(scene, row);
  return precision === "day" ? "" : translate(scene, lang, `vocab.precision.${precision}`);
}

/** Place, parties, toll and how exact the day is; where no heading names the day, toll and day come first. */
export function metaText(scene, lang, sort, row) {
  const where = [placeText(scene, lang, row), partiesText(scene, lang, row)];
  const toll = tollText(scene, lang, row);
  const exact = exactText(scene, lang, row);
  if (sort !== "deaths") return inOneLine([...where, toll, exact]);
  const figure = toll || translate(scene, lang, "panel.no_figure");
  return inOneLine([figure, formatDay(scene.events.start[row], lang), exact, ...where]);
}

/** Words of the marks of an event, each empty where it has none. */
export const marksOf = (scene, lang, row) => ({
  set: setName(scene, lang, row),
  part: scene.events.part[row] < 0 ? "" : translate(scene, lang, "panel.part"),
  disputed: scene.events.disputed[row] === 1 ? translate(scene, lang, "panel.disputed") : "",
});

/** That only events of a pair are shown. */
export function pairText(scene, lang, pair) {
  const [one, two] = pair.split(",").map((id) => actorName(scene, lang, id));
  const names = translate(scene, lang, "wording.pair", { one, two });
  return translate(scene, lang, "relations.filtered", { pair: names });
}

/** That it counts as a part of another one, and how exactly its day is known. */
export function noteText(scene, lang, row) {
  const part = marksOf(scene, lang, row).part && translate(scene, lang, "panel.part_note");
  return inOneLine([part, exactText(scene, lang, row)]);
}

/** All of it, as screen readers say it. */
export function spokenText(scene, lang, sort, row) {
  const { events } = scene;
  const { set, part, disputed } = marksOf(scene, lang, row);
  const spoken = [
    formatDay(events.start[row], lang),
    kindText(scene, lang, row),
    set,
    part,
    disputed,
    translate(scene, lang, "panel.sources", { count: events.sources[row] }),
    confidenceText(scene, lang, events.confidence[row]),
    eventTitle(scene, lang, row),
    metaText(scene, lang, sort, row),
  ];
  return inOneLine(spoken, ", ");
}
