// A history on the time axis of the page: intervals as bars whose height and place say their class without colour.

import { setAttribute, svg } from "../core/dom.js";

const HEIGHT = 12; // units, and pixels where the style sheet does not say otherwise
const LEAST_SHARE = 1 / 80; // of the stretch shown: a turn of a few days must not vanish among years
const THIN = 4; // times the least width; narrower bars have no room for an edge

/** Where the bars of a class of controller stand: [top, height] pairs in units. */
const CONTROL = {
  m23: [[0, 12]],
  government: [[6, 6]],
  east_african: [[0, 5]],
  other: [[4, 4]],
  contested: [
    [0, 4.5],
    [7.5, 4.5],
  ],
  unknown: [[10.5, 1.5]],
  no_data: [],
};

/**
 * A strip of intervals [{from, to, group}], days, `to` not included. `shapes` says where the bars of a group stand.
 * `show(span)` fits it to a stretch of time {from, to}. Decoration: the same must stand beside it in words.
 */
export function createHistory(intervals, shapes = CONTROL) {
  const bars = intervals
    .filter(({ from, to }) => to > from)
    .flatMap((each) => (shapes[each.group] ?? []).map((shape) => createBar(each, shape)));
  const drawn = bars.toSorted((a, b) => b.days - a.days).map(({ node }) => node); // the short ones on top
  const root = svg(
    "svg",
    {
      class: "gd-history",
      preserveAspectRatio: "none",
      height: HEIGHT,
      "aria-hidden": "true",
      focusable: "false",
    },
    drawn,
  );
  let shown = "";
  const show = ({ from, to }) => {
    if (shown === `${from} ${to}`) return;
    shown = `${from} ${to}`;
    setAttribute(root, "viewBox", `${from} 0 ${to - from} ${HEIGHT}`);
    const least = (to - from) * LEAST_SHARE;
    for (const { node, days } of bars) {
      setAttribute(node, "width", Math.max(days, least));
      node.classList.toggle("gd-thin", days < THIN * least);
    }
  };
  return { root, show };
}

function createBar({ from, to, group }, [top, height]) {
  const node = svg("rect", { x: from, y: top, height, "data-group": group });
  node.style.fill = `var(--gd-${group.replaceAll("_", "-")})`;
  return { node, days: to - from };
}

/** Where a day stands in a stretch of time, from 0 to 1; null outside it. */
export function shareOf(span, day) {
  const share = (day + 0.5 - span.from) / (span.to - span.from);
  return share >= 0 && share <= 1 ? share : null;
}
