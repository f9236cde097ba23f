// @ts-check
// What a selection changes besides itself: for whoever decides, the page's clock or a map on its own.
// The same as Python's link.state.selected, which has no present day to stay on.

/** @import {Day, Patch, Row, Scene} from "./types.d.ts" */

/**
 * A patch completed: one selection, the event's before the place's; an event sets the day unless the day is within it.
 * @template {Patch} T
 * @param {Scene} scene
 * @param {T} patch
 * @param {Day | null} date
 */
export function completed(scene, patch, date) {
  const next = { ...patch };
  if (next.event) next.place = null;
  else if (next.place) next.event = null;
  if (next.event && !("date" in next)) next.date = dayWithin(scene, next.event, date);
  return next;
}

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
