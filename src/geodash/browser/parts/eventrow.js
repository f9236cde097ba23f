// One row of the event list and one heading, as elements.

import { apart, el, inOneLine } from "../core/dom.js";
import { eventMark } from "./marks.js";
import { CONFIDENCES, eventTitle, partiesOf, precisionOf, setName } from "../core/eventtable.js";
import { formatDay, formatNumber, translate } from "../core/scene.js";

const MOST_ACTORS = 2;

export const rowId = (id) => `gd-event-${id}`;

/** Heading over some rows; screen readers hear what it says in each row instead. */
export const heading = (text) => el("div", { class: "gd-day", "aria-hidden": "true" }, text);

/**
 * One event as an option of the list. Its label says all of it: hidden words would be laid out in every step of the clock.
 * In the order of deaths no heading names the day: the row says toll and day first.
 */
export function eventRow(scene, lang, { theme, sort }, row) {
  const { events } = scene;
  const text = (key, values) => translate(scene, lang, `panel.${key}`, values);
  const kind = translate(scene, lang, `vocab.category.${scene.categories[events.category[row]]}`);
  const part = events.part[row] >= 0 && text("part");
  const disputed = events.disputed[row] === 1 && text("disputed");
  const sources = text("sources", { count: events.sources[row] });
  const set = setName(scene, lang, row);
  const title = eventTitle(scene, lang, row);
  const meta = metaText(scene, lang, sort, row);
  const confidence = events.confidence[row];
  const spoken = [
    formatDay(events.start[row], lang),
    kind,
    set,
    part,
    disputed,
    sources,
    confidenceText(scene, lang, confidence),
    title,
    meta,
  ];
  const id = events.id[row];
  return el(
    "div",
    {
      class: "gd-row",
      role: "option",
      id: rowId(id),
      "data-event-id": id,
      "aria-selected": "false",
      "aria-label": inOneLine(spoken, ", "),
    },
    eventMark(scene, theme, row),
    el(
      "span",
      { class: "gd-row-body" },
      el(
        "span",
        { class: "gd-row-head" },
        el("span", { class: "gd-row-kind" }, kind),
        set && el("span", { class: "gd-tag gd-set", dir: "auto" }, set),
        part && el("span", { class: "gd-tag", title: text("part_note") }, part),
        disputed && el("span", { class: "gd-tag gd-disputed" }, disputed),
        el("span", { class: "gd-row-proof" }, sources),
        confidenceMark(scene, lang, confidence),
      ),
      el("span", { class: "gd-headline" }, title),
      el("span", { class: "gd-row-meta" }, meta),
    ),
  );
}

const confidenceText = (scene, lang, rank) => translate(scene, lang, `vocab.confidence.${CONFIDENCES[rank]}`);

/** Three bars, as many filled as the confidence is high; the words must stand beside it or be spoken, and come on hover. */
export const confidenceMark = (scene, lang, rank) =>
  el("span", { class: "gd-confidence", "data-rank": rank, title: confidenceText(scene, lang, rank) });

/** Place, parties, toll and how exact the day is, in one line. */
function metaText(scene, lang, sort, row) {
  const { events } = scene;
  const say = (key) => translate(scene, lang, key);
  const toll = tollText(scene, lang, events.low[row], events.high[row]);
  const precision = precisionOf(scene, row);
  const exact = precision !== "day" && say(`vocab.precision.${precision}`);
  const where = [
    events.place[row] >= 0 && scene.places[lang][events.place[row]],
    partiesText(scene, lang, partiesOf(scene, "from", row), partiesOf(scene, "to", row)),
  ];
  if (sort !== "deaths") return inOneLine([...where, toll, exact]);
  return inOneLine([toll || say("panel.no_figure"), formatDay(events.start[row], lang), exact, ...where]);
}

function partiesText(scene, lang, from, to) {
  const names = (rows) => {
    const text = rows
      .slice(0, MOST_ACTORS)
      .map((row) => apart(scene.actors[lang][row]))
      .join(", ");
    return rows.length > MOST_ACTORS ? `${text} …` : text;
  };
  return [from, to]
    .filter((rows) => rows.length)
    .map(names)
    .join(" → ");
}

function tollText(scene, lang, low, high) {
  if (low < 0 && high < 0) return "";
  const [least, most] = [low < 0 ? high : low, high < 0 ? low : high];
  if (least === most) return translate(scene, lang, "panel.dead", { count: most });
  return translate(scene, lang, "panel.dead_range", {
    low: formatNumber(least, lang),
    high: formatNumber(most, lang),
  });
}
