// What a tooltip and the list of a crowded spot say about a place or an event: a title and short lines.

import { inOneLine } from "../core/dom.js";
import { CONFIDENCES, eventTitle, precisionOf, setName, setOf } from "../core/eventtable.js";
import { statusAt } from "../core/control.js";
import { formatDay, translate } from "../core/scene.js";
import { controlStatement } from "../core/statement.js";

/** Date of an event as far as it is known. */
export function eventDate(scene, row, lang) {
  const { start, end } = scene.events;
  const precision = precisionOf(scene, row);
  if (precision === "month") return formatDay(start[row], lang, "month");
  const [from, to] = [start[row], end[row]].map((day) => formatDay(day, lang, "short"));
  const isOne = end[row] <= start[row];
  const date = isOne ? formatDay(start[row], lang) : translate(scene, lang, "map.date.range", { from, to });
  return precision === "approx" ? translate(scene, lang, "map.date.about", { date }) : date;
}

export function describeEvent(scene, row, lang) {
  const { place, category, confidence } = scene.events;
  const where = place[row] < 0 ? "" : scene.places[lang][place[row]];
  const kind = translate(scene, lang, `vocab.category.${scene.categories[category[row]]}`);
  const lines = [eventDate(scene, row, lang), inOneLine([kind, where])];
  if (setOf(scene, row)) lines.push(setName(scene, lang, row));
  if (confidence[row] === 0) lines.push(translate(scene, lang, "vocab.confidence.low"));
  return { title: eventTitle(scene, lang, row), lines };
}

/** A place on a day: who holds it since when, when that was last confirmed, how sure it is. */
export function describePlace(scene, row, day, lang) {
  const title = scene.places[lang][row];
  if (!scene.places.tracked[row])
    return { title, lines: [translate(scene, lang, `vocab.place_kind.${scene.places.kind[row]}`)] };
  const { confidence } = statusAt(scene, row, day);
  const lines = [controlStatement(scene, lang, row, day)];
  if (confidence !== undefined)
    lines.push(translate(scene, lang, `vocab.confidence.${CONFIDENCES[confidence]}`));
  return { title, lines };
}

/** A disc that stands for several events. */
export function describeCrowd(scene, count, lang) {
  const title = translate(scene, lang, "map.crowd", { count });
  return { title, lines: [translate(scene, lang, "map.crowd.hint")] };
}
