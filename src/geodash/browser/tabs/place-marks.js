// Open marks over the strip of a place, for what a data set proposes from a day on. Decoration: the same stands in words.

import { el } from "../core/dom.js";
import { shareOf } from "../parts/history.js";

/** An open mark in the colour of a class of holders. */
export function openMark(group, attributes = {}) {
  const node = el("i", { class: "gd-proposal", "aria-hidden": "true", ...attributes });
  node.style.setProperty("--gd-own", `var(--gd-${group.replaceAll("_", "-")})`);
  return node;
}

/**
 * The marks over a strip, which are made when first asked for. `fill(proposals)` makes them, `show(span)` places them on a
 * stretch of time, `said()` is how many there are, in words.
 */
export function createMarks(strip, words) {
  const root = el("span", { class: "gd-proposal-lane" });
  let marks = [];
  let shown = null;
  const place = () => {
    for (const { node, day } of marks) {
      const share = shown && shareOf(shown, day);
      node.hidden = share === null;
      if (share !== null) node.style.insetInlineStart = `${(share * 100).toFixed(2)}%`;
    }
  };
  return {
    fill(proposals) {
      if (!marks.length && !proposals.length) return;
      marks = proposals.map(({ day, group }, at) => ({ day, node: openMark(group, { "data-at": at }) }));
      root.replaceChildren(...marks.map(({ node }) => node));
      if (!root.isConnected) strip.append(root);
      place();
    },
    show(span) {
      shown = span;
      place();
    },
    said: () => (marks.length ? ` ${words(marks.length)}` : ""),
  };
}
