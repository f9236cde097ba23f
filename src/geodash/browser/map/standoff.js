// Symbols that would cover a name or a town at their place stand off to the side, with a leader line to it. Where they may
// stand follows from the view alone and is kept with it: a step of the clock only asks which spots other symbols take.

import { overlaps } from "./hit.js";

const TURNS = Array.from({ length: 32 }, (_, step) => ((step - 15) * Math.PI) / 16);
const STEP = 5; // pixels between the distances that are tried
const REACH = 200; // and the furthest
const NEAR = 150; // pixels around a place that a ring of symbols cannot reach beyond
const GAP = 1.5; // between symbols of one group, and around what must stay free
const MOST_SPOTS = 200;
const COST = { turn: 4, town: 25, name: 400 }; // in pixels of distance: of half a turn, of a line over a town or a name
const LED_FROM = 6; // pixels between a town and a symbol that need no line

/** What may not be covered in a view, and what has been found of it. */
export class Room {
  /** `boxes` are those of towns and names, `furniture` lies over the map, `frame` is the part of the sheet that is seen. */
  constructor({ boxes, furniture = [], frame }) {
    this.boxes = boxes;
    this.furniture = furniture;
    this.frame = frame;
    this.nearby = new Map();
    this.spots = new Map();
  }

  /** Whether circles near a place cover no name, and no town but that of the place, which they keep clear of anyhow. */
  isClear(circles, place) {
    const boxes = this.near(place);
    return circles.every((circle) => boxes.every((box) => !isOver(circle, box)));
  }

  near({ x, y, anchor }) {
    if (!this.nearby.has(anchor)) {
      const around = boxAround({ x, y }, NEAR, NEAR);
      this.nearby.set(
        anchor,
        this.boxes.filter((box) => box[4] !== anchor && overlaps(box, around)),
      );
    }
    return this.nearby.get(anchor);
  }

  /** Free spots around a place for something of a size, the best first: {x, y} of its middle. */
  around(place, pack) {
    const [wide, high] = [Math.ceil(pack.wide / 2) * 2, Math.ceil(pack.high / 2) * 2];
    const key = `${place.anchor} ${wide} ${high} ${Math.round(place.side * 8)}`;
    if (!this.spots.has(key)) this.spots.set(key, this.search(place, wide, high));
    return this.spots.get(key);
  }

  search({ x, y, town, side, anchor }, wide, high) {
    const far = REACH + wide + high;
    const near = (boxes) => boxes.filter((box) => overlaps(box, [x - far, y - far, x + far, y + far]));
    const boxes = near(this.boxes);
    const others = boxes.filter((box) => box[4] !== anchor);
    const isSeen = overlaps(this.frame, [x, y, x, y]);
    const walls = isSeen ? near(this.furniture) : [];
    const found = [];
    for (const turn of TURNS) {
      const [across, down] = [Math.cos(side + turn), Math.sin(side + turn)];
      const half = Math.min(wide / 2 / Math.abs(across), high / 2 / Math.abs(down));
      const crossed = crossings(others, { x, y }, { x: across, y: down });
      for (let off = 0; off <= REACH; off += STEP) {
        const out = town + half + off;
        const spot = { x: x + across * out, y: y + down * out };
        const box = boxAround(spot, wide / 2 + GAP, high / 2 + GAP);
        if (isSeen && !isWithin(box, this.frame)) break;
        if (boxes.some((other) => overlaps(box, other)) || walls.some((other) => overlaps(box, other)))
          continue;
        let cost = off + COST.turn * Math.abs(turn);
        for (const { from, price } of crossed) if (from < out) cost += price;
        found.push({ ...spot, cost });
      }
    }
    return found.sort((a, b) => a.cost - b.cost).slice(0, MOST_SPOTS);
  }
}

/** Discs of some radii in rows of at most so many: the box they take, and where each stands from its middle. */
function packed(radii, columns) {
  const rows = [];
  for (let i = 0; i < radii.length; i += columns) rows.push(radii.slice(i, i + columns));
  const sum = (row) => row.reduce((total, r) => total + 2 * r, GAP * (row.length - 1));
  const tall = rows.map((row) => 2 * Math.max(...row));
  const wide = Math.max(...rows.map(sum));
  const high = tall.reduce((total, each) => total + each, GAP * (rows.length - 1));
  const at = [];
  let top = -high / 2;
  rows.forEach((row, number) => {
    let left = -sum(row) / 2;
    for (const r of row) {
      at.push({ x: left + r, y: top + tall[number] / 2 });
      left += 2 * r + GAP;
    }
    top += tall[number] + GAP;
  });
  return { wide, high, at };
}

/**
 * Put discs of some radii together on the best free spot that costs no more than `reach`: their middles with `from`, the end of
 * a line at their place, on the nearest; null for no such spot. Other symbols are never covered, lines to them only if need be.
 */
export function standOff(room, place, radii, marks, reach = Infinity) {
  const half = Math.ceil(radii.length / 2);
  const packs = [...new Set([radii.length < 4 ? radii.length : half, half])].map((columns) =>
    packed(radii, columns),
  );
  const isFor = (pack, isFree) => (at) => {
    const end = nearestOf(pack, radii, at, place).middle;
    return marks.every((mark) => isFree(mark, { place, at, pack, end }));
  };
  const best = (isFree) =>
    packs
      .map((pack) => ({ pack, at: room.around(place, pack).find(isFor(pack, isFree)) }))
      .filter(({ at }) => at && at.cost <= reach)
      .reduce((one, next) => (one && one.at.cost <= next.at.cost ? one : next), null);
  const found = best(isApart) ?? (reach < Infinity ? null : (best(isUncrossed) ?? best(isBeside)));
  if (!found) return null;
  const middles = found.pack.at.map((off) => moved(found.at, off));
  const { number, gap } = nearestOf(found.pack, radii, found.at, place);
  if (gap - place.town >= LED_FROM) middles[number].from = { x: place.x, y: place.y, r: place.town };
  return middles;
}

const moved = (at, off) => ({ x: at.x + off.x, y: at.y + off.y });

/** Of discs packed around a spot the one that a line from a place leads to: its number, its middle, the gap between. */
function nearestOf({ at }, radii, spot, place) {
  let found = null;
  at.forEach((off, number) => {
    const middle = moved(spot, off);
    const gap = Math.hypot(middle.x - place.x, middle.y - place.y) - radii[number];
    if (!found || gap < found.gap) found = { number, middle, gap };
  });
  return found;
}

/** Draw the lines that lead from places to symbols which stand off. */
export function drawLeaders(context, marks, palette) {
  for (const [colour, width] of [
    ["halo", 3],
    ["ink", 1],
  ]) {
    context.beginPath();
    for (const { x, y, from } of marks) {
      if (!from) continue;
      const length = Math.hypot(x - from.x, y - from.y);
      const [across, down] = [(x - from.x) / length, (y - from.y) / length];
      context.moveTo(from.x + across * (from.r - 1), from.y + down * (from.r - 1));
      context.lineTo(x, y);
    }
    context.strokeStyle = palette[colour];
    context.lineWidth = width;
    context.stroke();
  }
}

const boxAround = ({ x, y }, wide, high) => [x - wide, y - high, x + wide, y + high];

const isWithin = (box, frame) =>
  box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];

/** Whether a circle and a box have a point in common. */
function isOver({ x, y, r }, [left, top, right, bottom]) {
  const across = Math.max(left - x, 0, x - right);
  const down = Math.max(top - y, 0, y - bottom);
  return across * across + down * down < r * r;
}

/** What a line from a point pays for the boxes on its way, and from which length of it on. */
const crossings = (boxes, at, way) =>
  boxes.flatMap((box) => {
    const [from, until] = spanOver(box, at, way);
    return from < until ? [{ from, price: box.length > 4 ? COST.town : COST.name }] : [];
  });

/** Whether a line from a point to another goes through a box. */
function isCrossed(box, x, y, to) {
  const [from, until] = spanOver(box, { x, y }, { x: to.x - x, y: to.y - y });
  return from < Math.min(until, 1);
}

/** From which to which multiple of its way a ray from a point is over a box: none if the first is not below the second. */
function spanOver([left, top, right, bottom], at, way) {
  const across = slab(at.x, way.x, left, right);
  const down = slab(at.y, way.y, top, bottom);
  return [Math.max(0, across[0], down[0]), Math.min(across[1], down[1])];
}

function slab(start, way, least, most) {
  if (way === 0) return start < least || start > most ? [0, 0] : [0, Infinity];
  const [one, other] = [(least - start) / way, (most - start) / way];
  return one < other ? [one, other] : [other, one];
}

/** Whether a symbol that stands already leaves a box free. */
const isBeside = (mark, { at, pack }) =>
  !isOver({ x: mark.x, y: mark.y, r: mark.r + mark.edge + GAP }, boxAround(at, pack.wide / 2, pack.high / 2));

/** Whether its own line, too, leaves the box free, and the line to that. */
function isUncrossed(mark, found) {
  const { place, at, pack, end } = found;
  if (!isBeside(mark, found)) return false;
  if (!mark.from) return true;
  const box = boxAround(at, pack.wide / 2, pack.high / 2);
  return !isCrossed(box, mark.from.x, mark.from.y, mark) && !crosses(mark.from, mark, place, end);
}

/** Whether it is not crossed by that line either. */
const isApart = (mark, found) =>
  isUncrossed(mark, found) &&
  !isCrossed(boxAround(mark, mark.r, mark.r), found.place.x, found.place.y, found.end);

/** Whether two lines cross, each from a point to another. */
function crosses(a, b, c, d) {
  const side = (p, q, r) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
