// @ts-check
// How exactly the day of a record is known; a column holds the position in this list.

export const PRECISIONS = ["day", "approx", "month"];
