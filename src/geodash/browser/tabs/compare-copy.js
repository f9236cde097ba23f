// What differs between two days, to be pasted into a document: places with their holders and sources, then relations.

import { citation } from "../parts/copying.js";
import { createTableCopy } from "../parts/tablecopy.js";
import { sideName } from "./compare-places.js";
import { stateText } from "./compare-relations.js";
import { actorName, formatDay, translate } from "../core/scene.js";
import { controlStatement } from "../core/statement.js";

/** The button: {root, draw()}; `now()` gives {days, changes, related, heading} of what the panel lists. */
export function createComparisonCopy(scene, lang, records, now) {
  const rowsNow = () => rowsOf(scene, lang, records, now());
  const copy = createTableCopy(scene, lang, rowsNow, () => now().heading);
  copy.name(translate(scene, lang, "compare.copy"));
  return copy;
}

/** Rows of cells, as they are copied. */
export function rowsOf(scene, lang, records, { days, changes, related, heading }) {
  const say = (key) => translate(scene, lang, key);
  const dates = days.map((day) => formatDay(day, lang));
  const rows = [[heading]];
  if (changes.length)
    rows.push([say("panel.place"), ...dates, say("panel.reported"), say("panel.sources_title")]);
  for (const { place, before, after } of changes)
    rows.push([
      scene.places[lang][place],
      sideName(scene, lang, before),
      sideName(scene, lang, after),
      controlStatement(scene, lang, place, days[1]),
      sourcesOf(lang, records, after),
    ]);
  if (related.length) rows.push([say("compare.relations_title"), ...dates, say("panel.event"), ""]);
  for (const { pair, before, after } of related) {
    const [one, two] = pair.actors.map((id) => actorName(scene, lang, id));
    rows.push([
      translate(scene, lang, "wording.pair", { one, two }),
      stateText(scene, lang, before),
      stateText(scene, lang, after, true),
      after?.records[0]?.title[lang] ?? "",
      "",
    ]);
  }
  return [...rows, [citation(scene, lang, days[1])]];
}

/** Publishers, days and addresses of the record that the later state rests on. */
function sourcesOf(lang, { records, sources }, { basis, holding }) {
  const record = records[basis === "implied" ? holding + 1 : holding]?.[0];
  return (record?.sources ?? [])
    .map((id) => sources[id])
    .map(({ publisher, published, url }) =>
      [`${publisher}, ${published[lang]}`, url].filter(Boolean).join(" "),
    )
    .join("; ");
}
