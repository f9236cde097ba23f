// A history on the time axis of the page: intervals as bars whose height and place say their class without colour.

import { setAttribute, svg } from "../core/dom.js";

const HEIGHT = 12; // units, and pixels where the style sheet does not say otherwise
const LEAST_SHARE = 1 / 80; // of the stretch shown: a turn of a few days must not vanish among years
const THIN = 4; // times the least width; narrower bars have no room for an edge

/**
 * A strip of intervals [{from, to, group, look}], days, `to` not included; `look` is "implied", "carried" or nothing. `strips` has the bars of a group: [top, height] in units.
 * `show(span)` fits it to a stretch of time {from, to}. Decoration: the same must stand beside it in words.
 */
export function createHistory(intervals, strips) {
  const bars = intervals
    .filter(({ from, to }) => to > from)
    .flatMap((each) => (strips[each.group] ?? []).map((bar) => createBar(each, bar)));
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

function createBar({ from, to, group, look }, [top, height]) {
  const node = svg("rect", { x: from, y: top, height, "data-group": group, "data-look": look });
  node.style.setProperty("--gd-own", `var(--gd-${group.replaceAll("_", "-")})`);
  node.style.fill = "var(--gd-own)";
  return { node, days: to - from };
}

/** Where a day stands in a stretch of time, from 0 to 1; null outside it. */
export function shareOf(span, day) {
  const share = (day + 0.5 - span.from) / (span.to - span.from);
  return share >= 0 && share <= 1 ? share : null;
}
