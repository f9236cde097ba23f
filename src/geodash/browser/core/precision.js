// @ts-check
// How exactly the day of a record is known, and how surely the record holds; columns hold positions in these lists.

export const PRECISIONS = ["day", "approx", "month"];
export const CONFIDENCES = ["low", "medium", "high"];
