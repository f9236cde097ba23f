// One place of the list: mark of its holder, name, strip of its history, and who holds it since when.

import { createHistory } from "../parts/history.js";
import { groupMark } from "../parts/marks.js";
import { el, setAttribute, setText } from "../core/dom.js";
import { recordLink } from "../core/linking.js";
import { className, stripsOf } from "../core/look.js";
import { groupOf, lastRecord, nextRecord, statusAt, stretchesOf } from "../core/control.js";
import { formatDay, translate } from "../core/scene.js";
import { controlStatement } from "../core/statement.js";
import { createMarks } from "./place-marks.js";
import { followsClock } from "./place-order.js";

export const placeRowId = (scene, row) => `gd-place-${scene.places.id[row]}`;

/**
 * The option of a place. `show(span)` fits its strip, `draw(day, theme, order)` says who holds it, `label(day)` names it,
 * `propose(proposals)` marks what data sets beside the record propose.
 */
export function createPlaceRow(scene, lang, doc, row) {
  const tracked = Boolean(scene.places.tracked[row]);
  const history = tracked ? createHistory(intervalsOf(scene, row), stripsOf(scene)) : null;
  const parts = {
    mark: el("span", { class: "gd-place-mark" }),
    holder: el("span"),
    since: el("span", { class: "gd-quiet" }),
  };
  const strip = el("span", { class: tracked ? "gd-place-strip" : "gd-place-none" }, history?.root);
  const root = recordLink(
    {
      class: "gd-place",
      role: "option",
      id: placeRowId(scene, row),
      "data-place-id": scene.places.id[row],
      tabindex: "-1",
      "aria-selected": "false",
    },
    parts.mark,
    el("span", { class: "gd-place-name" }, scene.places[lang][row]),
    strip,
    el("span", { class: "gd-place-holder" }, parts.holder, " ", parts.since),
  );
  if (!tracked) setText(parts.since, translate(scene, lang, `vocab.place_kind.${scene.places.kind[row]}`));
  let marked = "";
  const marks = createMarks(strip, (count) => translate(scene, lang, "places.proposals_row", { count }));
  return {
    root,
    show(span) {
      history?.show(span);
      marks.show(span);
    },
    propose: marks.fill,
    draw(day, theme, order) {
      if (!tracked) return;
      const now = wordsOf(scene, lang, doc, row, day, order);
      setText(parts.holder, now.holder);
      setText(parts.since, now.since);
      const key = `${now.group} ${now.basis} ${theme}`;
      if (marked !== key) parts.mark.replaceChildren(groupMark(scene, theme, now.group, now.basis));
      marked = key;
    },
    label(day) {
      const statement = controlStatement(scene, lang, row, day);
      const text = translate(scene, lang, "places.row", { place: scene.places[lang][row], statement });
      setAttribute(root, "aria-label", text + marks.said());
      return text + marks.said();
    },
  };
}

/** Who held a place when, as intervals of the strip: unknown before the first one, nothing after the last known day. */
function intervalsOf(scene, row) {
  const end = Math.max(scene.knownUntil.control, scene.domain[1]) + 1;
  const held = stretchesOf(scene, row).map((each) => ({ ...each, to: Math.min(each.to ?? end, end) }));
  const first = Math.min(held[0].from, scene.knownUntil.control + 1);
  return [{ from: Math.min(scene.domain[0], first), to: first, group: "unknown" }, ...held];
}

/** {group, basis, holder, since}: who held a place on a day, and since when, or when last confirmed, in short. */
function wordsOf(scene, lang, doc, row, day, order) {
  const status = statusAt(scene, row, day);
  const { group, basis, controller } = status;
  const holder = holderText(scene, lang, doc, controller);
  return { group, basis, holder, since: sinceText(scene, lang, status, order) };
}

/** Since when, or as of when, in short; `order` is that of the list. */
export function sinceText(scene, lang, { basis, holding, controller, confirmed }, order) {
  const say = (key, values) => translate(scene, lang, `places.${key}`, values);
  if (basis === "no_data")
    return say("known_until", { date: formatDay(scene.knownUntil.control, lang, "short") });
  if (holding < 0) return say("no_record");
  if (basis === "implied") return say("implied", { date: shortDay(scene, lang, nextRecord(scene, holding)) });
  if (followsClock(order) && order !== "holder" && confirmed !== undefined)
    return say("confirmed", { date: shortDay(scene, lang, lastRecord(scene, holding, confirmed)) });
  const earlier = scene.holdings.earlier[holding] && controller !== "unknown";
  const first = lastRecord(scene, holding, scene.holdings.from[holding]);
  return say(earlier ? "since_at_least" : "since", { date: shortDay(scene, lang, first) });
}

/** A controller in a word or two. */
export const holderText = (scene, lang, doc, controller) =>
  doc.holders[controller]?.[lang] ??
  (controller === "no_data"
    ? translate(scene, lang, "places.no_data")
    : className(scene, lang, groupOf(scene, controller)));

/** Day of a record, written short and no more exactly than its sources support. */
export function shortDay(scene, lang, { day, precision }) {
  return translate(scene, lang, `wording.date.${precision}`, {
    date: formatDay(day, lang, precision === "month" ? "month" : "short"),
  });
}
