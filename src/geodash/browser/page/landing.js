// Where a page opens: on a phone the panel lies below the map, so that a link to something in it opens at the map's upper edge,
// with the beginning of what was shared below it.

import { keyed } from "../core/host.js";
import { selectionOf } from "../core/selecting.js";
import { NARROW } from "../core/textsize.js";

const LANDING_MS = 3000; // while parts of the page still come
const TOUCHES = ["pointerdown", "touchstart", "wheel", "keydown"];
let landed = false;

/** A part of the page that brings what its first state names into view, once. */
export const landing = (part) => ({
  ...part,
  draw(state) {
    part.draw(state);
    if (!landed) land(state);
    landed = true;
  },
});

function land(state) {
  const map = document.querySelector(`${keyed("gd_map")}, .gd-stage`);
  if (!map || !NARROW.matches || !(selectionOf(state).id || state.tab !== "events")) return;
  const watch = new ResizeObserver(() => map.scrollIntoView());
  const stop = () => watch.disconnect();
  watch.observe(map.parentElement);
  watch.observe(map);
  for (const touch of TOUCHES)
    window.addEventListener(touch, stop, { once: true, capture: true, passive: true });
  setTimeout(stop, LANDING_MS);
}
