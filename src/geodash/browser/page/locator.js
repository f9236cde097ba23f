// Where the map lies: the countries around, the home of the conflict, and the extent of the map as a frame.

import { el, svg } from "../core/dom.js";
import { keyed } from "../core/host.js";
import { mapState } from "./presentation.js";

const TILE = 256;
const LEAST = 4; // degrees; a smaller extent would not be seen
const MAP = `${keyed("gd_map")} iframe`;

/** The locator; `update({box, land, home})` takes paths in degrees, with south down. */
export function createLocator() {
  const extent = svg("rect", { class: "gd-locator-extent" });
  const root = el("div", { class: "gd-locator", "aria-hidden": "true" });
  const draw = () => {
    const view = mapState()?.view;
    const frame = document.querySelector(MAP);
    if (!view || !frame) return;
    const [lat, lon, zoom] = view;
    const perPixel = 360 / (TILE * 2 ** zoom);
    const wide = Math.max(LEAST, frame.clientWidth * perPixel);
    const high = Math.max(LEAST, frame.clientHeight * perPixel * Math.cos((lat * Math.PI) / 180));
    const box = { x: lon - wide / 2, y: -lat - high / 2, width: wide, height: high };
    for (const [name, value] of Object.entries(box)) extent.setAttribute(name, value.toFixed(1));
  };
  const onFrame = ({ detail }) => {
    if (detail?.type === "view" || detail?.type === "ready") draw();
  };
  document.addEventListener("geodash:frame", onFrame);
  return {
    root,
    update(shape) {
      root.hidden = !shape;
      if (!shape) return;
      root.replaceChildren(
        svg(
          "svg",
          { viewBox: shape.box },
          svg("path", { d: shape.land, class: "gd-locator-land" }),
          svg("path", { d: shape.home, class: "gd-locator-home" }),
          extent,
        ),
      );
      draw();
    },
    destroy: () => document.removeEventListener("geodash:frame", onFrame),
  };
}
