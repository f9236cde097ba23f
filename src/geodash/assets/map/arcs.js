// Diplomatic acts as arcs from the seat of the acting side to the seat of the other.

import { recency } from "./events.js";
import { arcsOf } from "./eventtable.js";

const DRAWN_UP_TO_ZOOM = 5;
const BEND = 0.18; // of the distance
const HEAD = 7; // pixels
const END_GAP = 7; // pixels left free before the place reached

/** Draw the arcs of events in the window when zoomed out, and those of the selected event at every zoom. */
export function drawArcs(context, view, { scene, rows, selected, positions, palette, day, days }) {
  const bundles = new Map();
  if (view.zoom <= DRAWN_UP_TO_ZOOM) for (const row of rows) bundle(scene, row, bundles, recency(scene, row, day, days));
  for (const { from, to, tone, deed, count, strength } of bundles.values()) {
    const width = 1.2 + Math.min(2, Math.log2(count) * 0.6);
    drawArc(context, positions, from, to, { colour: colourOf(tone, palette), deed, width, strength: 0.85 * strength });
  }
  if (selected < 0) return;
  const chosen = new Map();
  bundle(scene, selected, chosen, 1);
  for (const { from, to, tone, deed } of chosen.values()) {
    drawArc(context, positions, from, to, { colour: palette.halo, deed: true, width: 5, strength: 1, bare: true });
    drawArc(context, positions, from, to, { colour: colourOf(tone, palette), deed, width: 2.4, strength: 1 });
  }
}

const colourOf = (tone, palette) => (tone < 0 ? palette.pressure : tone > 0 ? palette.cooperation : palette.muted);

/** Acts of one kind between the same two places share one arc, thicker for more of them. */
function bundle(scene, row, bundles, strength) {
  const { tone, deed } = scene.events;
  for (const [from, to] of arcsOf(scene, row)) {
    const key = ((from * 1e5 + to) * 3 + tone[row] + 1) * 2 + deed[row];
    const known = bundles.get(key);
    if (known) {
      known.count += 1;
      known.strength = Math.max(known.strength, strength);
    } else {
      bundles.set(key, { from, to, tone: tone[row], deed: deed[row], count: 1, strength });
    }
  }
}

function drawArc(context, positions, from, to, { colour, deed, width, strength, bare }) {
  const x0 = positions.x[from];
  const y0 = positions.y[from];
  const dx = positions.x[to] - x0;
  const dy = positions.y[to] - y0;
  const length = Math.hypot(dx, dy);
  if (!(length > 2 * END_GAP)) return; // also a place without a position
  const side = dx < 0 ? 1 : -1; // bends upwards whichever way it runs
  const bendX = x0 + dx / 2 - side * BEND * dy;
  const bendY = y0 + dy / 2 + side * BEND * dx;
  const slope = Math.atan2(y0 + dy - bendY, x0 + dx - bendX);
  const endX = x0 + dx - END_GAP * Math.cos(slope);
  const endY = y0 + dy - END_GAP * Math.sin(slope);
  context.globalAlpha = strength;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(deed ? [] : [5, 4]);
  context.beginPath();
  context.moveTo(x0, y0);
  context.quadraticCurveTo(bendX, bendY, endX, endY);
  context.stroke();
  context.setLineDash([]);
  if (!bare) drawHead(context, endX, endY, slope, colour, HEAD + width);
  context.globalAlpha = 1;
}

function drawHead(context, x, y, slope, colour, size) {
  context.beginPath();
  context.moveTo(x + 3 * Math.cos(slope), y + 3 * Math.sin(slope));
  for (const turn of [2.7, -2.7]) context.lineTo(x + size * Math.cos(slope + turn), y + size * Math.sin(slope + turn));
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}
