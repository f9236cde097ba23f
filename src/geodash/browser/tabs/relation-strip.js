// The statuses of one pair on the time axis, with the clock's day; a click moves the clock. The axis above all strips.

import { createHistory, shareOf } from "../parts/history.js";
import { axisMarks, markText } from "../parts/histogram.js";
import { el, setText } from "../core/dom.js";
import { textScale } from "../core/textsize.js";
import { SHAPES, groupOfStatus } from "./relation-marks.js";

const MARK_ROOM = 44; // pixels, at the usual size of text, between two axis marks, at least
const LABEL = 32; // pixels that the text of a mark takes
const BEYOND = 8; // pixels that it may stand out on the right

/** The stretch of time that charts show: the timeline's, or everything before it has told. */
export const shownSpan = (scene, state) => state.span ?? { from: scene.domain[0], to: scene.domain[1] + 1 };

/**
 * The strip of a pair: {root, show(span), mark(day)}. For a pointer only: the same is in the row in words, and the days of
 * the records are buttons in the history of the pair.
 */
export function createRelationStrip(scene, clock, { states }) {
  const end = scene.knownUntil.events + 1;
  const history = createHistory(
    states.map(({ from, to, status }) => ({
      from,
      to: Math.min(to ?? end, end),
      group: groupOfStatus(status),
    })),
    SHAPES,
  );
  const line = el("i", { class: "gd-relation-day" }); // as wide as the strip, so that a shift in percent is one along it
  const root = el("div", { class: "gd-relation-strip", "aria-hidden": "true" }, history.root, line);
  let span = null;
  root.addEventListener("click", (event) => {
    const box = root.getBoundingClientRect();
    const share = Math.min(0.9999, Math.max(0, (event.clientX - box.left) / box.width));
    clock.set({ date: Math.floor(span.from + share * (span.to - span.from)) });
  });
  return {
    root,
    show(next) {
      span = next;
      history.show(next);
    },
    mark(day) {
      const share = shareOf(span, day);
      line.hidden = share === null;
      if (share !== null) line.style.transform = `translateX(${(share * 100).toFixed(2)}%)`;
    },
  };
}

/** The axis: years, months or days over the width of the strips. */
export function createAxis(lang) {
  const root = el("div", { class: "gd-relation-axis", "aria-hidden": "true" });
  let span = null;
  let width = 0;
  const draw = () => {
    if (!span || !width) return;
    const length = span.to - span.from;
    root.replaceChildren(
      ...axisMarks(span, width, MARK_ROOM).map((mark) => {
        const share = (mark.day - span.from) / length;
        const tick = el("span", {});
        tick.style.left = `${(share * 100).toFixed(2)}%`;
        if (share * width + LABEL <= width + BEYOND) setText(tick, markText(mark, lang));
        return tick;
      }),
    );
  };
  new ResizeObserver(([entry]) => {
    width = entry.contentRect.width / textScale();
    draw();
  }).observe(root);
  return {
    root,
    show(next) {
      span = next;
      draw();
    },
  };
}
