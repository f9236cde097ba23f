// How the page is shown to others: the map's frame without controls, and one clean printed page.

import { el } from "../core/dom.js";
import { eachFrame, keyed } from "../core/host.js";
import { NARROW } from "../core/textsize.js";

const PAPER = { width: 1047, height: 718 }; // A4 landscape inside margins of 10 mm, in CSS pixels
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

/**
 * Freeze the page at its size on screen and scale it to the paper: the map is drawn on canvases, which are not
 * drawn anew for a printer.
 */
function beforePrint() {
  const { innerWidth: width, innerHeight: height } = window;
  if (NARROW.matches) return; // it is a column and prints as one
  const { style, dataset } = document.documentElement;
  style.setProperty("--gd-width", `${width}px`);
  style.setProperty("--gd-height", `${height}px`);
  style.setProperty("--gd-print-scale", String(Math.min(PAPER.width / width, PAPER.height / height)));
  dataset.gdPrint = "1";
  hideCutRows();
}

function afterPrint() {
  const { style, dataset } = document.documentElement;
  for (const name of ["--gd-width", "--gd-height", "--gd-print-scale"]) style.removeProperty(name);
  delete dataset.gdPrint;
  for (const row of document.querySelectorAll(".gd-cut")) row.classList.remove("gd-cut");
}

/** Rows of the list that the frame cuts through are not printed. */
function hideCutRows() {
  for (const list of document.querySelectorAll(".gd-list")) {
    const { top, bottom } = list.getBoundingClientRect();
    for (const row of (list.querySelector("tbody") ?? list).children) {
      const box = row.getBoundingClientRect();
      row.classList.toggle("gd-cut", box.top < top - 1 || box.bottom > bottom + 1);
    }
  }
}

window.addEventListener("beforeprint", beforePrint);
window.addEventListener("afterprint", afterPrint);
document.addEventListener("geodash:frame", ({ detail }) => {
  if (detail?.type !== "ready") return;
  dressFrames();
  describeMaps();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && brief) leaveBrief();
});
