// Names on the map: placed one after the other by importance, each where nothing else is yet.
// Placement depends on view, language and selected place only, so names stay put while the clock moves.

import { overlaps } from "./hit.js";
import { spotsOf } from "./areas.js";
import { featuresIn, inView } from "./base.js";
import { townRadius } from "./towns.js";
import { fontOf } from "./fonts.js";

const TRACKED_FROM = [0, 5.5, 6.5, 7.5, 8.5, 9]; // least zoom for the name of a tracked place, by rank
const OTHERS_FROM = [0, 6, 7.5, 9, 10, 10.5]; // and of any other place
const STYLE = [
  { style: "600", size: 13 },
  { style: "600", size: 13 },
  { style: "500", size: 12 },
  { size: 12 },
  { size: 11 },
  { size: 11 },
];
const LAKE = {
  style: "italic",
  size: 12,
  halo: "water",
  least: 0,
  room: 2,
  text: (name) => name,
};
const COUNTRY = {
  style: "600",
  size: 11,
  halo: "halo",
  least: 2,
  room: 9,
  text: (name) => spaced(name),
};
const SPREAD = 30; // pixels
const THIN_SPACE = "\u200a";

/** Whether a place is marked at a zoom: tracked ones always, the others by rank. */
const isMarked = ({ tracked, rank, added }, row, zoom) =>
  tracked[row] === 1 || (!added?.[row] && zoom >= OTHERS_FROM[rank[row]]);

const isNamed = ({ tracked, rank, added }, row, zoom) =>
  !added?.[row] && zoom >= (tracked[row] ? TRACKED_FROM : OTHERS_FROM)[rank[row]];

/** Radius of what marks a place without a town symbol. */
const dotRadius = (rank) => (rank === 0 ? 2.6 : 2);

/** Place names for a view: what to draw, the name of each place row, and every box that is taken. */
export function placeLabels(context, view, { scene, base, positions, lang, selected, furniture }) {
  const taken = [];
  const labels = [];
  const own = new Map();
  const rows = marksOf(scene.places, view, positions, selected);
  for (const row of rows) taken.push(obstacle(scene, view, positions, row));
  const nameRow = (row) => {
    if (row !== selected && !isNamed(scene.places, row, view.zoom)) return;
    const label = besidePlace(context, view, scene, positions, row, lang, taken, furniture, row === selected);
    if (!label) return;
    taken.push(label.box);
    labels.push(label);
    own.set(row, label);
  };
  const spreads = []; // around cities, where events will stand
  const cities = rows.filter((row) => row === selected || scene.places.rank[row] < 2);
  for (const row of cities) {
    nameRow(row);
    const x = positions.x[row];
    const y = positions.y[row];
    spreads.push([x - SPREAD, y - SPREAD, x + SPREAD, y + SPREAD]);
  }
  if (view.zoom >= 6)
    labels.push(...areaNames(context, view, featuresIn(base, "lakes"), lang, LAKE, taken, furniture));
  for (const row of rows) if (!cities.includes(row)) nameRow(row);
  if (view.zoom >= 4)
    labels.push(
      ...areaNames(context, view, featuresIn(base, "countries"), lang, COUNTRY, taken, [
        ...furniture,
        ...spreads,
      ]),
    );
  return { labels, own, rows, boxes: taken, furniture };
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

function obstacle(scene, view, positions, row) {
  const { places } = scene;
  const rank = places.rank[row];
  const r = places.tracked[row] ? townRadius(scene, rank, view.zoom) : dotRadius(rank);
  const x = positions.x[row];
  const y = positions.y[row];
  return [x - r, y - r, x + r, y + r, row];
}

/** Whether a box is seen as a whole (true), not at all (false) or in part (null). */
function isSeen(box, { pad, width, height }) {
  const frame = [pad.x, pad.y, width - pad.x, height - pad.y];
  if (!overlaps(box, frame)) return false;
  return box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3] ? true : null;
}

const isFree = (box, taken, row) => taken.every((other) => other[4] === row || !overlaps(box, other));

/** A name beside its place, cut neither by furniture nor by the edge of what is seen of the map; none where that cannot be. */
function besidePlace(context, view, scene, positions, row, lang, taken, furniture, forced) {
  const { places } = scene;
  const prominent = places.tracked[row] || places.rank[row] === 0;
  const style = STYLE[prominent ? places.rank[row] : Math.max(2, places.rank[row])];
  const text = places[lang][row];
  const font = fontOf(style, view);
  context.font = font;
  const wide = context.measureText(text).width;
  const high = style.size * view.textScale;
  const x = positions.x[row];
  const y = positions.y[row];
  const [west, , east] = obstacle(scene, view, positions, row);
  const gap = (east - west) / 2 + 4;
  const left = [x - gap - wide, y, Math.PI];
  const spots = [
    [x + gap, y, 0],
    ...(view.zoom < 6 ? [] : [left]),
    [x - wide / 2, y + gap + high / 2, Math.PI / 2],
    [x - wide / 2, y - gap - high / 2, -Math.PI / 2],
    [x + gap * 0.7, y + gap * 0.7 + high / 2, Math.PI / 4],
    [x + gap * 0.7, y - gap * 0.7 - high / 2, -Math.PI / 4],
    [x - gap * 0.7 - wide, y + gap * 0.7 + high / 2, Math.PI * 0.75],
    [x - gap * 0.7 - wide, y - gap * 0.7 - high / 2, -Math.PI * 0.75],
    left,
  ];
  const boxAt = ([at, middle]) => [at - 1, middle - high / 2, at + wide + 1, middle + high / 2];
  const isOpen = (box) =>
    isFree(box, taken, row) && isFree(box, furniture, -1) && isSeen(box, view) === isSeen([x, y, x, y], view);
  const spot = spots.find((each) => isOpen(boxAt(each))) ?? (forced ? spots[0] : null);
  if (!spot) return null;
  const kind = places.tracked[row] || places.rank[row] < 2 ? "label" : "label_muted";
  return {
    text,
    font,
    x: Math.round(spot[0]),
    y: Math.round(spot[1]),
    side: spot[2],
    box: boxAt(spot),
    colour: kind,
    halo: "halo",
  };
}

function areaNames(context, view, features, lang, style, taken, furniture) {
  context.font = fontOf(style, view);
  const names = [];
  for (const feature of features) {
    if (!inView(feature, view)) continue;
    const text = style.text(feature.properties[`name_${lang}`] ?? feature.properties.name ?? "");
    const label = insideArea(context, view, feature, text, style, taken, furniture);
    if (label) names.push(label);
  }
  return names;
}

const spaced = (name) => [...name.toLocaleUpperCase()].join(THIN_SPACE + THIN_SPACE);

/** A name at the free spot of an area that is deepest inside it and inside the view. */
function insideArea(context, view, feature, text, style, taken, furniture) {
  const wide = context.measureText(text).width;
  const high = style.size * view.textScale;
  const spots = spotsOf(view, feature).filter(({ deep }) => deep >= style.least);
  for (const { x, y } of spots.slice(0, 60)) {
    const box = [
      x - wide / 2 - style.room,
      y - high / 2 - style.room,
      x + wide / 2 + style.room,
      y + high / 2 + style.room,
    ];
    if (!isSeen(box, view) || !isFree(box, taken, -1) || !isFree(box, furniture, -1)) continue;
    taken.push(box);
    return {
      text,
      font: fontOf(style, view),
      x: Math.round(x - wide / 2),
      y: Math.round(y),
      box,
      colour: "label_muted",
      halo: style.halo,
    };
  }
  return null;
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
  for (const { text, font, x, y, colour, halo } of labels) {
    context.font = font;
    context.strokeStyle = palette[halo];
    context.strokeText(text, x, y);
    context.fillStyle = palette[colour];
    context.fillText(text, x, y);
  }
}
