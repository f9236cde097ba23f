// Where a pair stands on a day, in words, and what its sides did to each other in the window. Pure: no drawing here.

import { isShown, startedBy } from "../core/eventtable.js";
import { leading } from "../core/finding.js";
import { formatDay, translate } from "../core/scene.js";
import { dated } from "../core/statement.js";

export const STATUSES = [
  "normal",
  "restored",
  "strained",
  "downgraded",
  "aid_suspended",
  "sanctions",
  "severed",
];

/**
 * Standing of a pair on a day: {status, at}, where `at` is the position of its state, or -1. Before the first record the
 * status is "no_record", after the last known day "no_data": neither says that all was well.
 */
export function standingAt(scene, { states }, day) {
  if (day > scene.knownUntil.events) return { status: "no_data", at: -1 };
  const at = states.findLastIndex((state) => state.from <= day);
  return { status: at < 0 ? "no_record" : states[at].status, at };
}

/** Name of a status, "no_record" and "no_data" included. */
export const statusName = (scene, lang, status) => translate(scene, lang, `relations.status.${status}`);

/** "severed, since 17 March 2025", "aid suspended, since 18 February 2025", or why there is nothing to say. */
export function standingText(scene, lang, pair, day) {
  const { status, at } = standingAt(scene, pair, day);
  if (status === "no_data")
    return translate(scene, lang, "relations.no_data", { date: formatDay(scene.knownUntil.events, lang) });
  if (at < 0) return translate(scene, lang, "relations.no_record");
  const { records } = pair.states[at];
  const since = translate(scene, lang, "relations.since", { date: dated(scene, lang, records[0]) });
  return translate(scene, lang, "relations.standing", { status: statusName(scene, lang, status), since });
}

/** Status before a state, by its position in the chain. */
export const statusBefore = ({ states }, at) => (at > 0 ? states[at - 1].status : "no_record");

/** The last record up to a day that confirmed a state without changing it, or null. */
export const confirmationOf = ({ records }, day) =>
  records.findLast((record, i) => i > 0 && record.day <= day) ?? null;

/**
 * Counter of acts among rows of events in order: `count(day, days)` gives {pressure, cooperation, other} as
 * {count, deeds}. A part does not count beside its whole; filters make no difference.
 */
export function createCounter(scene, rows) {
  const { tone, deed, part, span } = scene.events;
  const among = new Set(rows);
  const counts = (row, day, days) =>
    isShown(scene, row, day, days, null) &&
    !(among.has(part[row]) && isShown(scene, part[row], day, days, null));
  return (day, days) => {
    const found = {
      pressure: { count: 0, deeds: 0 },
      cooperation: { count: 0, deeds: 0 },
      other: { count: 0, deeds: 0 },
    };
    const first = days === null ? 0 : startedBy(scene, day - days - span);
    const last = startedBy(scene, day);
    for (let i = leading(rows.length, (at) => rows[at] < first); i < rows.length && rows[i] < last; i += 1) {
      const row = rows[i];
      if (!counts(row, day, days)) continue;
      const kind = found[tone[row] < 0 ? "pressure" : tone[row] > 0 ? "cooperation" : "other"];
      kind.count += 1;
      kind.deeds += deed[row];
    }
    return found;
  };
}
