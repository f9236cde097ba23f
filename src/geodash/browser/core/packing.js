// @ts-check
// Documents written short, as Python's products.parts.packing writes them.

/** @typedef {null | boolean | string | number | any[]} Packed */
/** @typedef {{ shapes: string[][], values: Packed[] }} Table */

/** What a list is that is no shape: of values, of numbers, or a number on its own. */
const [LIST, NUMBERS, NUMBER] = [-1, -2, -3];

/** @type {WeakMap<Table, any[]>} */
const opened = new WeakMap();

/**
 * A document as it was, by the table of what documents share. What they share is one object: nobody may change it.
 * @param {Table} table
 * @param {Packed} packed
 * @returns {any}
 */
export function unpack(table, packed) {
  if (typeof packed === "number") return valueAt(table, packed);
  if (!Array.isArray(packed)) return packed;
  const [kind, ...rest] = packed;
  if (kind === NUMBERS) return rest;
  if (kind === NUMBER) return rest[0];
  const values = rest.map((each) => unpack(table, each));
  if (kind === LIST) return values;
  return Object.fromEntries(table.shapes[kind].map((name, at) => [name, values[at]]));
}

/**
 * @param {Table} table
 * @param {number} at
 */
function valueAt(table, at) {
  const known = opened.get(table) ?? [];
  opened.set(table, known);
  known[at] ??= unpack(table, table.values[at]);
  return known[at];
}
