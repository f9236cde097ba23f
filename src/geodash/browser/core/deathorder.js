// @ts-check
// Events by their lowest figure of deaths; later days first among equals, without a figure last.

/** @import {EventTable, HasEvents} from "./types.d.ts" */

/** @type {WeakMap<EventTable, { byRank: Int32Array, ranks: Int32Array }>} */
const orders = new WeakMap();

/**
 * Rows in that order. Figure and row go into one number, since rows stand in order of time: no function is called to compare.
 * @param {EventTable} events
 * @param {Int32Array} rows
 */
function sorted({ count, low }, rows) {
  const keys = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) keys[at] = (low[rows[at]] + 1) * count + rows[at];
  keys.sort().reverse();
  const found = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) found[at] = keys[at] % count;
  return found;
}

/**
 * All rows in that order, and the rank of each: worked out once.
 * @param {EventTable} events
 */
function orderOf(events) {
  let order = orders.get(events);
  if (!order) {
    const rows = new Int32Array(events.count);
    for (let row = 0; row < rows.length; row += 1) rows[row] = row;
    order = { byRank: sorted(events, rows), ranks: rows };
    for (let rank = 0; rank < rows.length; rank += 1) order.ranks[order.byRank[rank]] = rank;
    orders.set(events, order);
  }
  return order;
}

/**
 * Rows in that order. Once all events are here it takes as many steps as there are: it is asked for while the clock moves.
 * @param {HasEvents} scene
 * @param {Int32Array} rows
 */
export function deadliestFirst({ events }, rows) {
  const { count, here } = events;
  if (here.to - here.from < count) return sorted(events, rows);
  const { byRank, ranks } = orderOf(events);
  const wanted = new Uint8Array(count);
  for (let at = 0; at < rows.length; at += 1) wanted[ranks[rows[at]]] = 1;
  const found = new Int32Array(rows.length);
  for (let rank = 0, at = 0; at < rows.length; rank += 1) {
    if (wanted[rank]) {
      found[at] = byRank[rank];
      at += 1;
    }
  }
  return found;
}
