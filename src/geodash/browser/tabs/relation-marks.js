// Statuses of a relation as shapes: two sides and what ties them, and the bars of a strip, taller the less is left.

import { svg } from "../core/dom.js";

/** Where the bars of a status stand in a strip: [top, height] pairs in units of 12. */
export const SHAPES = {
  relation_normal: [[10, 2]],
  relation_restored: [
    [10, 2],
    [6, 1.5],
  ],
  relation_strained: [[8.5, 3.5]],
  relation_downgraded: [[6, 6]],
  relation_aid_suspended: [
    [3, 2],
    [6.5, 5.5],
  ],
  relation_sanctions: [
    [1, 2],
    [4.5, 2],
    [8, 4],
  ],
  relation_severed: [[0, 12]],
};

export const groupOfStatus = (status) => `relation_${status}`;

/** Custom property that holds the colour of a status. */
export const colourOf = (status) =>
  status.startsWith("no_") ? "var(--gd-quiet)" : `var(--gd-relation-${status.replaceAll("_", "-")})`;

const TIES = {
  normal: [["M8 8H24"]],
  restored: [["M8 6H24M8 10H24"]],
  strained: [["M8 8L11 4.5 16 11.5 21 4.5 24 8"]],
  downgraded: [["M8 8H24", "2 3.5"]],
  aid_suspended: [["M8 8H14M24 8H20M15 3V13"]],
  sanctions: [["M8 8H11M21 8H24M21 8A5 5 0 1 1 11 8 5 5 0 1 1 21 8ZM12.6 11.4L19.4 4.6"]],
  severed: [["M8 8H11.5M20.5 8H24M14 13L18 3"]],
  no_record: [],
  no_data: [["M13.5 5.5L18.5 10.5M18.5 5.5L13.5 10.5"]],
};

/** Two sides and their tie as a small drawing; the word must stand beside it. */
export function statusMark(status) {
  const open = status.startsWith("no_");
  const tie = (TIES[status] ?? []).map(([d, dash]) =>
    svg("path", { d, "stroke-dasharray": dash, "stroke-width": 2, fill: "none" }),
  );
  const sides = [4.5, 27.5].map((cx) =>
    svg("circle", {
      cx,
      cy: 8,
      r: open ? 3 : 3.5,
      "stroke-width": 1.5,
      fill: open ? "none" : "currentColor",
      "stroke-dasharray": open ? "2 1.6" : null,
    }),
  );
  const mark = svg(
    "svg",
    {
      class: "gd-tie",
      viewBox: "0 0 32 16",
      width: 32,
      height: 16,
      "aria-hidden": "true",
      focusable: "false",
      "data-status": status,
    },
    tie,
    sides,
  );
  mark.style.stroke = colourOf(status);
  mark.style.color = colourOf(status);
  return mark;
}
