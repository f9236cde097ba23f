// The divider between two days on one map: dragged by pointer or thumb, moved by keys. Left of it the earlier day.

import { el, isShortcut, setAttribute, svg } from "../core/dom.js";
import { formatDay, translate } from "../core/scene.js";

const STEPS = {
  ArrowLeft: -0.02,
  ArrowDown: -0.02,
  ArrowRight: 0.02,
  ArrowUp: 0.02,
  PageDown: -0.1,
  PageUp: 0.1,
};
const ENDS = { Home: 0, End: 1 };
const SIGN = "M6 3 1 8l5 5M10 3l5 5-5 5";

/** The divider of a frame; `moved()` is called when its share of the width has changed, `middle()` says where it starts. */
export function createSwipe(frame, scene, { middle, moved }) {
  const edge = el("div", { class: "gd-edge", hidden: true });
  const handle = createHandle();
  const swipe = { frame, scene, handle, share: null, shown: null };
  let taken = false; // by the reader, who alone moves it from then on
  frame.append(edge, handle);
  const put = (share) => {
    const next = Math.min(1, Math.max(0, share));
    if (next === swipe.share) return;
    swipe.share = next;
    place(swipe);
    moved();
  };
  const take = (share) => {
    taken = true;
    put(share);
  };
  drag(swipe, take);
  handle.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the arrow keys move the divider, not the map
    const share = ENDS[event.key] ?? swipe.share + (STEPS[event.key] ?? NaN);
    if (Number.isNaN(share) || isShortcut(event)) return;
    event.preventDefault();
    take(Math.round(share * 100) / 100);
  });
  return {
    /** Share of the frame's width that shows the earlier day. */
    share: () => swipe.share ?? 1,
    /** Back to the middle of a map of another size, where nobody has moved it. */
    refit: () => {
      if (swipe.shown && !taken) put(middle());
    },
    /** Show the divider between two dates; with one date there is none. */
    update({ lang, dates }) {
      const alone = dates.length < 2;
      for (const node of [edge, handle]) if (node.hidden !== alone) node.hidden = alone;
      if (alone) return;
      swipe.shown = { lang, dates };
      if (swipe.share === null) put(middle());
      place(swipe);
    },
  };
}

function createHandle() {
  return el(
    "div",
    {
      class: "gd-swipe",
      role: "slider",
      tabindex: "0",
      "aria-orientation": "horizontal",
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      hidden: true,
    },
    el(
      "span",
      { class: "gd-grip" },
      svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: SIGN })),
    ),
  );
}

function place({ frame, scene, handle, share, shown: { lang, dates } }) {
  const style = String(share);
  if (frame.style.getPropertyValue("--gd-split") !== style) frame.style.setProperty("--gd-split", style);
  const [left, right] = dates.map((date) => formatDay(date, lang));
  const percent = Math.round(share * 100);
  setAttribute(handle, "aria-label", translate(scene, lang, "map.swipe"));
  setAttribute(handle, "aria-valuenow", percent);
  setAttribute(handle, "aria-valuetext", translate(scene, lang, "map.swipe.value", { percent, left, right }));
}

/** Follow the pointer that took hold of the divider; where it took hold stays under it. */
function drag({ frame, handle }, put) {
  let offset = null; // from the pointer to the middle of the handle
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    offset = handle.getBoundingClientRect().left + handle.offsetWidth / 2 - event.clientX;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (offset !== null)
      put((event.clientX + offset - frame.getBoundingClientRect().left) / frame.clientWidth);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    handle.addEventListener(end, () => (offset = null));
  L.DomEvent.disableClickPropagation(handle);
}
