// Who holds what on a day: town symbols, and the illustrative influence cells around them.

import { boxOf, decodeLine, inView, traceRing } from "./base.js";
import { trackedPlaces } from "../core/control.js";
import { stampTown } from "./stamps.js";

const LEVELS = 8; // steps of strength that cells distinguish, so that they are rarely drawn again
const LEAST_UNCERTAINTY_ZOOM = 10;
const EDGE_ROOM = 4; // pixels: half the widest stroke around a cell

/** Rows of the tracked places that have a position, least important first so that the others lie on top. */
export function trackedRows(scene) {
  const { lat, rank } = scene.places;
  const rows = trackedPlaces(scene).filter((row) => lat[row] !== null);
  return rows.sort((a, b) => rank[b] - rank[a] || b - a);
}

/** Radius of a town's symbol in pixels. */
export function townRadius({ look }, rank, zoom) {
  return look.radii[rank] * Math.min(1.35, Math.max(0.42, 0.45 + (zoom - 5) * 0.19));
}

/**
 * What is drawn of states: where implied holders are not shown, theirs are unknown; where only some classes of `holders` are
 * drawn, the others are left out.
 */
export function shownStatus(status, { layers, holders }) {
  if (layers.has("implied") && holders === null) return status;
  const classes = holders?.split(",");
  const known = (each) =>
    each.basis === "implied" && !layers.has("implied")
      ? { group: "unknown", basis: "unknown", strength: 1 }
      : each;
  const drawn = (each) => (classes && !classes.includes(each.group) ? { ...each, left: true } : each);
  return new Map(Array.from(status, ([row, each]) => [row, drawn(known(each))]));
}

/** Draw the symbols of the tracked places. */
export function drawTowns(context, view, { scene, status, rows, positions, style }) {
  for (const row of rows) {
    const x = positions.x[row];
    const y = positions.y[row];
    if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
    const radius = townRadius(scene, scene.places.rank[row], view.zoom);
    stampTown(context, x, y, radius, status.get(row), { style, dpr: view.dpr });
  }
}

/** Draw how far each tracked place may be from its symbol, once that is wide enough to see. */
export function drawUncertainty(context, view, { scene, rows, positions, palette }, metres) {
  if (view.zoom < LEAST_UNCERTAINTY_ZOOM) return;
  context.strokeStyle = palette.label_muted;
  context.lineWidth = 1;
  context.setLineDash([1.5, 3.5]);
  context.globalAlpha = 0.8;
  for (const row of rows) {
    const radius = scene.places.uncertainty[row] / metres;
    if (radius < townRadius(scene, scene.places.rank[row], view.zoom) + 3) continue;
    context.beginPath();
    context.arc(positions.x[row], positions.y[row], radius, 0, Math.PI * 2);
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** World coordinates of the influence cells: place row, rings and their bounds. */
export const decodeCells = (scene) =>
  scene.cells.map(([place, polygons]) => {
    const rings = polygons.flat().map((ring) => decodeLine(ring, 1e4));
    return { place, rings, box: boxOf(rings) };
  });

/** Outlines of the cells in a view, and the part of the view that they cover, for as long as the view stays. */
export function cellsInView(cells, view) {
  const seen = cells.filter((cell) => inView(cell, view));
  const paths = seen.map(({ place, rings }) => {
    const path = new Path2D();
    for (const ring of rings) traceRing(path, ring, view);
    return { place, path };
  });
  if (seen.length === 0) return { paths, box: [0, 0, 1, 1] };
  const { scale, left, top, width, height } = view;
  const [west, north, east, south] = boxOf(seen.map(({ box }) => box)).map(
    (edge, i) => edge * scale - (i % 2 ? top : left),
  );
  const box = [west - EDGE_ROOM, north - EDGE_ROOM, east + EDGE_ROOM, south + EDGE_ROOM];
  return {
    paths,
    box: [Math.max(0, box[0]), Math.max(0, box[1]), Math.min(width, box[2]), Math.min(height, box[3])],
  };
}

/** Tint of a cell by the state of its place: class and step of strength; none where no report says who holds it. */
const tintOf = ({ group, basis, strength, left }, { classes }) =>
  !left && classes[group].held && basis === "reported" ? `${group} ${Math.round(strength * LEVELS)}` : "";

/** What the cells look like on a day; equal texts mean an equal picture. */
export const tintsOf = (paths, status, style) =>
  paths.map(({ place }) => tintOf(status.get(place), style)).join();

/** Draw the cells. The sheet itself is made translucent by its style, so cells of one tint join without seams. */
export function drawCells(context, view, { paths, status, style }) {
  const { palette } = style;
  const tints = new Map();
  for (const { place, path } of paths) {
    const tint = tintOf(status.get(place), style);
    if (!tint) continue;
    if (!tints.has(tint)) tints.set(tint, new Path2D());
    tints.get(tint).addPath(path);
  }
  context.lineJoin = "round";
  for (const [width, alpha] of [
    [7, 0.3],
    [3.5, 0.45],
  ]) {
    for (const [tint, path] of tints) {
      context.globalAlpha = alpha;
      context.strokeStyle = palette[tint.split(" ")[0]];
      context.lineWidth = width;
      context.stroke(path);
    }
  }
  for (const [tint, path] of tints) fillCells(context, view, path, tint, style);
  context.globalAlpha = 1;
}

function fillCells(context, view, path, tint, { classes, palette }) {
  const [group, level] = tint.split(" ");
  const ground = classes[group].mixed ? hatch(context, view, palette[group]) : palette[group];
  context.globalCompositeOperation = "destination-out";
  context.globalAlpha = 1;
  context.fill(path);
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = Number(level) / LEVELS;
  context.fillStyle = ground;
  context.fill(path);
}

/** Diagonal hatch that stays put on the ground while the canvases move. */
function hatch(context, { left, top }, colour) {
  const size = 8;
  const tile = document.createElement("canvas");
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext("2d");
  pen.fillStyle = colour;
  pen.globalAlpha = 0.35;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = 1;
  pen.strokeStyle = colour;
  pen.lineWidth = 2.4;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().translate(-(left % size), -(top % size)));
  return pattern;
}
