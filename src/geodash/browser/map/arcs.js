// Diplomatic acts as arcs from the seat of the acting side to the seat of the other.

import { recency } from "./eventmarks.js";
import { arcsOf } from "../core/eventtable.js";
import { actorsOf } from "../core/scene.js";
import { outOf } from "./surface.js";
import { toneColour } from "../core/symbols.js";

const DRAWN_UP_TO_ZOOM = 5;
const BEND = 0.18; // of the distance
const FAN = 0.06; // further bend of each next arc between the sides of a pair
const HEAD = 7; // pixels
const END_GAP = 7; // pixels left free before the place reached

/**
 * Draw the arcs that `arcsShown` names of these acts: faint ones first, those of the pair and of the selected event with a
 * halo. They pass below `names`, boxes of what is written.
 */
export function drawArcs(context, view, acts, { positions, style, names }) {
  const { faint, strong } = arcsShown(acts.scene, view.zoom, acts);
  if (!faint.length && !strong.length) return;
  const draw = (arc, look) => drawArc(context, positions, arc, look);
  outOf(context, view, names, () => {
    for (const arc of faint) {
      const width = 1.2 + Math.min(2, Math.log2(arc.count) * 0.6);
      draw({ ...arc, width, bend: BEND, strength: 0.85 * arc.strength }, lookOf(arc, style));
    }
    for (const arc of strong) {
      const halo = { colour: style.palette.halo, dash: [], headless: true };
      draw({ ...arc, width: arc.width + 2.6 }, halo);
      draw(arc, lookOf(arc, style));
    }
  });
}

/** Colour and dash of an act: its tone, and whether it was a deed or words. */
const lookOf = ({ tone, deed }, style) => ({
  colour: toneColour(tone, style),
  dash: deed ? style.acts.deeds : style.acts.words,
});

/**
 * Which arcs are drawn at a zoom, for the rows of events in a window: {faint, strong}. Zoomed out all are, faint. At every
 * zoom, and strong, are the acts of the sides of a pair ("a,b") toward each other, and those of the selected event.
 */
export function arcsShown(scene, zoom, { rows, selected, pair, day, days }) {
  const faint = new Map();
  const between = new Map();
  const all = zoom <= DRAWN_UP_TO_ZOOM;
  const way = pair ? wayBetween(scene, pair) : () => 0;
  for (const row of all || pair ? rows : []) {
    const strength = recency(scene, row, day, days);
    for (const arc of arcsOf(scene, row)) {
      const along = way(row, arc);
      if (along) bundle(scene, between, row, arc, { strength, along });
      else if (all) bundle(scene, faint, row, arc, { strength });
    }
  }
  const fanned = fan([...between.values()]);
  const chosen = new Map();
  if (selected >= 0)
    for (const arc of arcsOf(scene, selected)) bundle(scene, chosen, selected, arc, { strength: 1 });
  const ringed = [...chosen.values()].map((arc) => ({
    ...arc,
    width: 2.4,
    bend: fanned.find(({ key }) => key === arc.key)?.bend ?? BEND,
  }));
  return { faint: [...faint.values()], strong: [...fanned, ...ringed] };
}

/** Acts of one kind between the same two places share one arc, thicker for more of them. */
function bundle(scene, bundles, row, [from, to], { strength, along = 0 }) {
  const tone = scene.events.tone[row];
  const deed = scene.events.deed[row];
  const key = ((from * 1e5 + to) * 3 + tone + 1) * 2 + deed;
  const known = bundles.get(key);
  if (known) {
    known.count += 1;
    known.strength = Math.max(known.strength, strength);
  } else {
    bundles.set(key, { key, from, to, tone, deed, along, count: 1, strength });
  }
}

/** Arcs between the sides of a pair side by side: one way they bend up, the other way down, each kind further out. */
function fan(arcs) {
  const drawn = { 1: 0, "-1": 0 };
  return arcs
    .sort((a, b) => a.key - b.key)
    .map((arc) => {
      const bend = arc.along * (BEND + FAN * drawn[arc.along]);
      drawn[arc.along] += 1;
      return { ...arc, bend, width: 1.8 + Math.min(2, Math.log2(arc.count) * 0.6) };
    });
}

const ways = new WeakMap(); // by scene: the last pair asked for, and its function

/**
 * Function that tells which way an arc of an event (by row) goes between the sides of a pair: 1 from the first to the
 * second, -1 back, 0 where it joins others. A member of a side acts for it, from its own seat.
 */
function wayBetween(scene, pair) {
  if (ways.get(scene)?.pair !== pair) ways.set(scene, { pair, way: makeWay(scene, pair) });
  return ways.get(scene).way;
}

function makeWay(scene, pair) {
  const { events, actors } = scene;
  const seatsOf = (side) =>
    events.parties.map(
      (party) =>
        new Set(party.filter((actor) => isMember(scene, actor, side)).map((actor) => actors.seat[actor])),
    );
  const [ofOne, ofTwo] = actorsOf(scene, pair).map(seatsOf); // by number of a party
  return (row, [from, to]) => {
    const [acting, other] = [events.from[row], events.to[row]];
    if (ofOne[acting].has(from) && ofTwo[other].has(to)) return 1;
    return ofTwo[acting].has(from) && ofOne[other].has(to) ? -1 : 0;
  };
}

/** Whether an actor is another, or a member of it over its chain of parents; all by row. */
function isMember({ actors, actorIndex }, actor, of) {
  const seen = new Set();
  for (let row = actor; row >= 0 && !seen.has(row); row = actorIndex.get(actors.parent[row]) ?? -1) {
    if (row === of) return true;
    seen.add(row);
  }
  return false;
}

function drawArc(context, positions, { from, to, width, bend, strength }, { colour, dash, headless }) {
  const x0 = positions.x[from];
  const y0 = positions.y[from];
  const dx = positions.x[to] - x0;
  const dy = positions.y[to] - y0;
  const length = Math.hypot(dx, dy);
  if (!(length > 2 * END_GAP)) return; // also a place without a position
  const side = dx < 0 ? bend : -bend; // upwards whichever way it runs, unless negative
  const bendX = x0 + dx / 2 - side * dy;
  const bendY = y0 + dy / 2 + side * dx;
  const slope = Math.atan2(y0 + dy - bendY, x0 + dx - bendX);
  const endX = x0 + dx - END_GAP * Math.cos(slope);
  const endY = y0 + dy - END_GAP * Math.sin(slope);
  context.globalAlpha = strength;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(x0, y0);
  context.quadraticCurveTo(bendX, bendY, endX, endY);
  context.stroke();
  context.setLineDash([]);
  if (!headless) drawHead(context, endX, endY, slope, colour, HEAD + width);
  context.globalAlpha = 1;
}

function drawHead(context, x, y, slope, colour, size) {
  context.beginPath();
  context.moveTo(x + 3 * Math.cos(slope), y + 3 * Math.sin(slope));
  for (const turn of [2.7, -2.7])
    context.lineTo(x + size * Math.cos(slope + turn), y + size * Math.sin(slope + turn));
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}
