// The page as it was on screen, scaled to a sheet of paper.

import { keyed } from "../core/host.js";
import { NARROW } from "../core/textsize.js";

const PAPER = { width: 1047, height: 718 }; // A4 landscape inside margins of 10 mm, in CSS pixels
const FROZEN = ["--gd-width", "--gd-height", "--gd-print-scale", "--gd-grid", "--gd-body"];

/** Freeze the page at its size on screen and scale it to the paper: the map is drawn on canvases, which no printer draws anew. */
export function freeze() {
  const { innerWidth: width, innerHeight: height } = window;
  if (NARROW.matches) return; // it is a column and prints as one
  const { style, dataset } = document.documentElement;
  style.setProperty("--gd-width", `${width}px`);
  style.setProperty("--gd-height", `${height}px`);
  style.setProperty("--gd-print-scale", String(Math.min(PAPER.width / width, PAPER.height / height)));
  keepGrid(style);
  dataset.gdPrint = "1";
  hideCutRows();
}

/** Rows and columns as they are: a sheet is a small window, for which the page would lay itself out anew, and cut the map. */
function keepGrid(style) {
  const page = document.querySelector(`:root:not([data-gd-brief]) ${keyed("gd_page")}`);
  if (!page) return;
  const { gridTemplateRows: rows, gridTemplateColumns: columns } = getComputedStyle(page);
  const [, body] = rows.split(" ");
  style.setProperty("--gd-grid", `${rows} / ${columns}`);
  style.setProperty("--gd-body", body);
}

/** As it was. */
export function thaw() {
  const { style, dataset } = document.documentElement;
  for (const name of FROZEN) style.removeProperty(name);
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
