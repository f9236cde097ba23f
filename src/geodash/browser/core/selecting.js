// @ts-check
// What a selection changes besides itself: for whoever decides, the page's clock or a map on its own.
// The same as Python's link.state.selected, which has no present day to stay on.

/** @import {Day, Moving, Patch, Row, Scene} from "./types.d.ts" */

/**
 * What has a card, the one that counts first before the others.
 * @type {("event" | "place" | "party")[]}
 */
export const SELECTIONS = ["event", "place", "party"];

/** The patch that selects nothing. */
export const NOTHING = { event: null, place: null, party: null };

/**
 * Kind and id of what is selected; both are empty where nothing is.
 * @param {Pick<Moving, "event" | "place" | "party">} state
 */
export function selectionOf(state) {
  const kind = SELECTIONS.find((name) => state[name]);
  return { kind: kind ?? "", id: (kind && state[kind]) ?? "" };
}

/**
 * A patch completed: one selection, the event's before the place's before the party's; an event sets the day unless the day is within it.
 * @template {Patch} T
 * @param {Scene} scene
 * @param {T} patch
 * @param {Day | null} date
 */
export function completed(scene, patch, date) {
  const next = { ...patch };
  const chosen = SELECTIONS.find((name) => next[name]);
  for (const name of chosen ? SELECTIONS : []) if (name !== chosen) next[name] = null;
  if (next.event && !("date" in next)) next.date = dayWithin(scene, next.event, date);
  return next;
}

/**
 * A patch with the length of a window that begins on a day, which grows with the clock: one day while that is still to come.
 * A length that is chosen lets go of the first day.
 * @template {Patch} T
 * @param {T} patch
 * @param {{ date: Day | null, since: Day | null }} now
 * @returns {T}
 */
export function windowed(patch, { date, since }) {
  if ("days" in patch && !("since" in patch)) return { ...patch, since: null };
  const [day, first] = [patch.date ?? date, "since" in patch ? patch.since : since];
  const isCounted = typeof day === "number" && typeof first === "number";
  return isCounted ? { ...patch, days: Math.max(1, day - first + 1) } : patch;
}

/**
 * The day on which a window begins, where one was named and more than that day is shown: as Python's named_start.
 * @type {(now: { date: Day | null, days: number | null, since: Day | null }) => Day | null}
 */
export const namedStart = ({ date, days, since }) =>
  date !== null && since !== null && since < date && date - since + 1 === days ? since : null;

/**
 * A day while an event lasts, else the event's first.
 * @param {Scene} scene
 * @param {string} id
 * @param {Day | null} day
 */
function dayWithin({ eventIndex, events: { start, end } }, id, day) {
  const row = /** @type {Row} */ (eventIndex.get(id)); // only what the scene holds is selected
  return day !== null && start[row] <= day && day <= end[row] ? day : start[row];
}
