// Names on the map: placed one after the other by importance, each where nothing else is yet.
// Placement depends on view, language and selected place only, so names stay put while the clock moves.

import { inView } from "./base.js";
import { townRadius } from "./control.js";
import { toX, toY } from "./projection.js";

export const FONT = '"Source Sans 3", "Source Sans Pro", "Source Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const TRACKED_FROM = [0, 5.5, 6.5, 7.5, 8.5, 9]; // least zoom for the name of a tracked place, by rank
const OTHERS_FROM = [0, 6, 7.5, 9, 10, 10.5]; // and of any other place
const STYLE = [
  { font: `600 13px ${FONT}`, size: 13 },
  { font: `600 13px ${FONT}`, size: 13 },
  { font: `500 12px ${FONT}`, size: 12 },
  { font: `12px ${FONT}`, size: 12 },
  { font: `11px ${FONT}`, size: 11 },
  { font: `11px ${FONT}`, size: 11 },
];
const LAKE = { font: `italic 12px ${FONT}`, size: 12 };
const COUNTRY = { font: `600 11px ${FONT}`, size: 11 };
const CELL = 20; // pixels between the spots tried for names of areas
const THIN_SPACE = "\u200a";

/** Whether a place is marked at a zoom: tracked ones always, the others by rank. */
export const isMarked = ({ tracked, rank }, row, zoom) => tracked[row] === 1 || zoom >= OTHERS_FROM[rank[row]];

const isNamed = ({ tracked, rank }, row, zoom) => zoom >= (tracked[row] ? TRACKED_FROM : OTHERS_FROM)[rank[row]];

/** Radius of what marks a place without a town symbol. */
const dotRadius = (rank) => (rank === 0 ? 2.6 : 2);

/** Place names for a view: what to draw, and on which side of each place its name is (in radians). */
export function placeLabels(context, view, { scene, base, positions, lang, selected }) {
  const taken = [];
  const labels = [];
  const sides = new Map();
  const rows = marksOf(scene.places, view, positions, selected);
  for (const row of rows) taken.push(obstacle(scene.places, view, positions, row));
  for (const row of rows) {
    if (row !== selected && !isNamed(scene.places, row, view.zoom)) continue;
    const label = besidePlace(context, view, scene.places, positions, row, lang, taken, row === selected);
    if (!label) continue;
    taken.push(label.box);
    labels.push(label);
    sides.set(row, label.side);
  }
  labels.push(...areaNames(context, view, base, lang, taken));
  return { labels, sides, rows };
}

/** Rows of marked places in view: the selected one first, then by rank, tracked before others. */
function marksOf(places, view, positions, selected) {
  const rows = [];
  for (let row = 0; row < places.id.length; row += 1) {
    const x = positions.x[row];
    const y = positions.y[row];
    const seen = x > -60 && y > -20 && x < view.width + 60 && y < view.height + 20;
    if (seen && (row === selected || isMarked(places, row, view.zoom))) rows.push(row);
  }
  const order = (row) => (row === selected ? -1 : places.rank[row] * 2 + (places.tracked[row] ? 0 : 1));
  return rows.sort((a, b) => order(a) - order(b) || a - b);
}

function obstacle(places, view, positions, row) {
  const rank = places.rank[row];
  const r = places.tracked[row] ? townRadius(rank, view.zoom) : dotRadius(rank);
  const x = positions.x[row];
  const y = positions.y[row];
  return [x - r, y - r, x + r, y + r, row];
}

const overlaps = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

const isFree = (box, taken, row) => taken.every((other) => other[4] === row || !overlaps(box, other));

function besidePlace(context, view, places, positions, row, lang, taken, forced) {
  const style = STYLE[places.rank[row]];
  const text = places[lang][row];
  context.font = style.font;
  const wide = context.measureText(text).width;
  const high = style.size;
  const x = positions.x[row];
  const y = positions.y[row];
  const [left, , right] = obstacle(places, view, positions, row);
  const gap = (right - left) / 2 + (view.zoom < 6 && !places.tracked[row] ? 9 : 4);
  const spots = [
    [x + gap, y, 0], [x - gap - wide, y, Math.PI],
    [x - wide / 2, y + gap + high / 2, Math.PI / 2], [x - wide / 2, y - gap - high / 2, -Math.PI / 2],
    [x + gap * 0.7, y + gap * 0.7 + high / 2, Math.PI / 4], [x + gap * 0.7, y - gap * 0.7 - high / 2, -Math.PI / 4],
    [x - gap * 0.7 - wide, y + gap * 0.7 + high / 2, Math.PI * 0.75], [x - gap * 0.7 - wide, y - gap * 0.7 - high / 2, -Math.PI * 0.75],
  ];
  const boxAt = ([at, middle]) => [at - 1, middle - high / 2, at + wide + 1, middle + high / 2];
  const spot = spots.find((candidate) => isFree(boxAt(candidate), taken, row)) ?? (forced ? spots[0] : null);
  if (!spot) return null;
  const kind = places.tracked[row] || places.rank[row] < 2 ? "label" : "label_muted";
  return { text, font: style.font, x: spot[0], y: spot[1], side: spot[2], box: boxAt(spot), colour: kind };
}

function areaNames(context, view, base, lang, taken) {
  const names = [];
  const add = (features, style, colour, textOf, least) => {
    for (const feature of features ?? []) {
      if (!inView(feature, view)) continue;
      context.font = style.font;
      const text = textOf(feature.properties[`name_${lang}`] ?? feature.properties.name ?? "");
      const label = insideArea(context, view, feature, { text, style, colour, least }, taken);
      if (label) names.push(label);
    }
  };
  if (view.zoom >= 6) add(base.lakes, LAKE, "river_label", (name) => name, 0);
  if (view.zoom >= 4) add(base.countries, COUNTRY, "label_muted", (name) => spaced(name), 2);
  return names;
}

const spaced = (name) => [...name.toLocaleUpperCase()].join(THIN_SPACE + THIN_SPACE);

/** A name at the free spot of an area that is deepest inside it and inside the view. */
function insideArea(context, view, feature, { text, style, colour, least }, taken) {
  const wide = context.measureText(text).width;
  const depth = depths(view, feature);
  const spots = [];
  for (const [key, deep] of depth) {
    if (deep >= least) spots.push([deep, key]);
  }
  spots.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const columns = Math.ceil(view.width / CELL);
  for (const [, key] of spots.slice(0, 40)) {
    const x = ((key % columns) + 0.5) * CELL;
    const y = (Math.floor(key / columns) + 0.5) * CELL;
    const box = [x - wide / 2 - 3, y - style.size / 2 - 2, x + wide / 2 + 3, y + style.size / 2 + 2];
    const { pad } = view;
    const seen = box[0] > pad.x && box[1] > pad.y && box[2] < view.width - pad.x && box[3] < view.height - pad.y;
    if (!seen || !isFree(box, taken, -1)) continue;
    taken.push(box);
    return { text, font: style.font, x: x - wide / 2, y, box, colour };
  }
  return null;
}

/** Spots of a grid that lie inside an area, each with its distance to the nearest spot outside, in grid steps. */
function depths(view, feature) {
  const columns = Math.ceil(view.width / CELL);
  const rows = Math.ceil(view.height / CELL);
  const inside = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const cuts = crossings(view, feature, (row + 0.5) * CELL);
    for (let at = 0; at + 1 < cuts.length; at += 2) {
      const first = Math.max(0, Math.ceil(cuts[at] / CELL - 0.5));
      const last = Math.min(columns - 1, Math.floor(cuts[at + 1] / CELL - 0.5));
      for (let column = first; column <= last; column += 1) inside[row * columns + column] = 1;
    }
  }
  return erode(inside, columns, rows);
}

/** Where a horizontal line crosses the rings of an area, from left to right, in pixels. */
function crossings(view, { lines }, y) {
  const level = (y + view.top) / view.scale;
  const cuts = [];
  for (const points of lines) {
    for (let at = 3; at < points.length; at += 2) {
      const above = points[at - 2] > level;
      if (above === points[at] > level) continue;
      const share = (level - points[at - 2]) / (points[at] - points[at - 2]);
      cuts.push(toX(view, points[at - 3] + share * (points[at - 1] - points[at - 3])));
    }
  }
  return cuts.sort((a, b) => a - b);
}

function erode(inside, columns, rows) {
  const depth = new Map();
  let layer = inside;
  for (let deep = 0; deep < 8; deep += 1) {
    const next = new Uint8Array(layer.length);
    let left = 0;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const key = row * columns + column;
        if (!layer[key]) continue;
        depth.set(key, deep);
        const edge = row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
        if (edge || !(layer[key - 1] && layer[key + 1] && layer[key - columns] && layer[key + columns])) continue;
        next[key] = 1;
        left += 1;
      }
    }
    if (!left) break;
    layer = next;
  }
  return depth;
}

/** Draw placed names, and dots for marked places that have no town symbol. */
export function drawLabels(context, view, { labels, rows }, { scene, positions, palette }) {
  const { places } = scene;
  for (const row of rows) {
    if (places.tracked[row]) continue;
    context.beginPath();
    context.arc(positions.x[row], positions.y[row], dotRadius(places.rank[row]), 0, Math.PI * 2);
    context.fillStyle = palette.label_muted;
    context.strokeStyle = palette.halo;
    context.lineWidth = 2;
    context.stroke();
    context.fill();
  }
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  for (const { text, font, x, y, colour } of labels) {
    const lake = colour === "river_label";
    context.font = font;
    context.strokeStyle = lake ? palette.water : palette.halo;
    context.strokeText(text, x, y);
    context.fillStyle = lake ? palette.label_muted : palette[colour];
    context.fillText(text, x, y);
  }
}
