// How the page is shown to others: the map's frame without controls, and one clean printed page.

import { el } from "../core/dom.js";
import { eachFrame, keyed } from "../core/host.js";
import { freeze, thaw } from "./freezing.js";

const dressed = new WeakSet(); // documents of frames that listen for Escape
let brief = false;

/** A position of the map in the form of the parameter `view`. */
export function viewText([lat, lon, zoom]) {
  const east = ((((lon + 180) % 360) + 360) % 360) - 180; // the map may have been dragged past the date line
  return `${lat.toFixed(4)},${east.toFixed(4)},${Number(zoom.toFixed(2))}`;
}

/** What the map says of itself, or null while there is none. */
export function mapState() {
  let state = null;
  eachFrame((frame) => {
    state ??= frame.contentWindow.geodash?.getState() ?? null;
  });
  return state;
}

/** Hide the controls of the map, or show them again. */
export function dressFrames(without = brief) {
  brief = without;
  document.documentElement.toggleAttribute("data-gd-brief", brief);
  eachFrame(({ contentDocument: inside }) => {
    if (!dressed.has(inside)) {
      dressed.add(inside);
      inside.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && brief) leaveBrief();
      });
    }
    inside.documentElement.classList.toggle("gd-briefing", brief);
  });
}

/** The day in words, as the server last wrote it. */
export const dayText = () =>
  [...document.querySelectorAll(".gd-sentence, .gd-news")]
    .map((node) => node.textContent)
    .join(" ")
    .trim();

/** Tell those who do not see the map what it shows. */
export function describeMaps() {
  eachFrame(({ contentDocument: inside }) =>
    inside.querySelector(".geodash")?.setAttribute("aria-description", dayText()),
  );
}

/** Leave rows out of the map's legend of events, by position: it names what is shown, and no more. */
export function leaveOutOfLegend(positions) {
  const css = positions
    .map(
      (at) => `.gd-briefing .gd-legend .gd-columns:not(.gd-acts) li:nth-child(${at + 1}) { display: none; }`,
    )
    .join("\n");
  eachFrame(({ contentDocument: inside }) => {
    let style = inside.getElementById("gd-brief-rows");
    if (!style) {
      style = el("style", { id: "gd-brief-rows" });
      inside.head.append(style);
    }
    if (style.textContent !== css) style.textContent = css;
  });
}

/** Back to the page with its controls. */
export const leaveBrief = () => document.querySelector(`${keyed("w_unbrief")} button`)?.click();

window.addEventListener("beforeprint", freeze);
window.addEventListener("afterprint", thaw);
document.addEventListener("geodash:frame", ({ detail }) => {
  if (detail?.type !== "ready") return;
  dressFrames();
  describeMaps();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && brief) leaveBrief();
});
