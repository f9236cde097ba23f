// The time axis of the list of places: years at the head, lines behind the strips, the day of the clock across all of them.

import { axisMarks, markText } from "../parts/histogram.js";
import { shareOf } from "../parts/history.js";
import { el, setText } from "../core/dom.js";
import { textScale } from "../core/textsize.js";

const ROOM = 40; // pixels, at the usual size of text, for a label of the axis
const EDGE = 28; // a label nearer to the end would be cut

/** Head, lines behind and lines before the rows. `show(span)` fits them, `draw(day)` moves the line of the day. */
export function createPlaceAxis(lang) {
  const labels = el("div", { class: "gd-place-lane" });
  const grid = el("div", { class: "gd-place-lane" });
  const line = el("div", { class: "gd-place-day" });
  const hint = el("div", { class: "gd-place-hint", hidden: true });
  const axis = { lang, labels, grid, span: null, width: 0 };
  new ResizeObserver(([{ contentRect }]) => {
    axis.width = contentRect.width / textScale();
    layOut(axis);
  }).observe(labels);
  const layer = (name, ...inside) => el("div", { class: name, "aria-hidden": "true" }, inside);
  let day = null;
  const move = () => {
    const share = axis.span && day !== null ? shareOf(axis.span, day) : null;
    line.hidden = share === null;
    // In units of the lane's width, so that nothing has to be measured while the clock moves.
    if (share !== null) line.style.transform = `translateX(${(share * 100).toFixed(3)}cqw)`;
  };
  return {
    head: layer("gd-place-head", labels),
    back: layer("gd-place-over gd-place-back", grid),
    front: layer("gd-place-over gd-place-front", el("div", { class: "gd-place-lane" }, line), hint),
    show(span) {
      axis.span = span;
      layOut(axis);
      move();
    },
    draw(next) {
      day = next;
      move();
    },
    /** Show a text at a point of the list, or nothing. */
    point(text, x = 0, y = 0) {
      hint.hidden = text === null;
      if (text === null) return;
      setText(hint, text);
      hint.style.transform = `translate(${x}px, ${y}px)`;
    },
  };
}

function layOut({ lang, labels, grid, span, width }) {
  if (!span || width === 0) return;
  const marks = axisMarks(span, width, ROOM).map((mark) => ({
    mark,
    share: (mark.day - span.from) / (span.to - span.from),
  }));
  const at = (share, ...inside) => {
    const node = el("i", {}, inside);
    node.style.insetInlineStart = `${(share * 100).toFixed(2)}%`;
    return node;
  };
  grid.replaceChildren(...marks.map(({ share }) => at(share)));
  labels.replaceChildren(
    ...marks.map(({ mark, share }) => at(share, share * width < width - EDGE ? markText(mark, lang) : null)),
  );
}

/** Day under a pointer over a strip that shows `span`; a change within a few pixels is meant. */
export function dayUnder(strip, span, x, changes) {
  const { left, width } = strip.getBoundingClientRect();
  const at = Math.floor(x); // a click knows whole pixels only, a pointer that moves also parts of them
  const perDay = width / (span.to - span.from);
  const day = Math.floor(span.from + (at - left) / perDay);
  const near = changes.filter((change) => Math.abs(left + (change - span.from) * perDay - at) <= 3);
  return near.length
    ? near.reduce((best, change) => (Math.abs(change - day) < Math.abs(best - day) ? change : best))
    : day;
}
