// Draws the track of the timeline: bars of events, marks of control changes, window, unknown part, axis.

import { axisMarks, barsOf, markText } from "../parts/histogram.js";
import { formatDay, translate } from "../core/scene.js";

export const PAD = 14; // room at both ends, so that the thumb is never cut
const HEAD = 15; // room for the text above the bars
const LANE = 4;
const AXIS = 16;
const HATCH = 6; // pixels between lines
const UNKNOWN_ALPHA = 0.55;
const THIN_ALPHA = 0.3;
const LANES = 2; // a lane for each of the first classes; the third takes all others

/** Pixel of a day, and day (with fraction) of a pixel, for a span shown over a width. */
export function scaleOf(span, width) {
  const perDay = (width - 2 * PAD) / (span.to - span.from);
  return { perDay, x: (day) => PAD + (day - span.from) * perDay, day: (x) => span.from + (x - PAD) / perDay };
}

/** Control changes that records tell of as marks {day, lane, group, place, before, after}, once per scene. */
export function changeMarks(scene) {
  const { from, place, controller: holder, records } = scene.holdings;
  return from.flatMap((day, row) => {
    if (records[row].length === 0) return []; // only implied
    const { id: controller, group } = scene.controllers[holder[row]];
    const lane = Math.min(scene.classes.indexOf(group), LANES);
    const after = { controller, holding: row, basis: "reported" };
    return [{ day, group, lane, place: place[row], before: { basis: "reported" }, after }];
  });
}

/** Size a canvas to its box on this screen; returns its context in pixels at the usual size of text. */
export function fitCanvas(canvas, { width, height, textScale = 1 }) {
  const ratio = (window.devicePixelRatio || 1) * textScale;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/**
 * Draw the track; `view` is {scene, lang, palette, span, state, totals, width, height, textScale, still}, where `still` is a picture
 * of what does not follow the clock, as `paintStill` makes it.
 */
export function paintTrack(context, view) {
  const scale = scaleOf(view.span, view.width);
  const base = baseOf(view);
  context.save();
  context.beginPath();
  context.rect(PAD - 1, 0, view.width - 2 * PAD + 2, view.height);
  context.clip();
  paintWindow(context, view, scale);
  paintBars(context, view, scale, base);
  context.restore();
  context.drawImage(view.still, 0, 0, view.width, view.height);
}

/**
 * A picture of what does not follow the clock: marks of changes, axis, the parts after the last known day. Drawn apart
 * from the page, where a change of font makes the browser lay out everything.
 */
export function paintStill(view) {
  const canvas = document.createElement("canvas");
  const context = fitCanvas(canvas, view);
  const scale = scaleOf(view.span, view.width);
  context.save();
  context.beginPath();
  context.rect(PAD - 1, 0, view.width - 2 * PAD + 2, view.height);
  context.clip();
  context.fillStyle = view.palette.line;
  context.fillRect(0, baseOf(view), view.width, 1);
  paintLanes(context, view, scale, baseOf(view) + 3);
  paintUncertain(context, view, scale, view.height - AXIS);
  context.restore();
  paintAxis(context, view, scale);
  paintKnownUntil(context, view, scale);
  return canvas;
}

/** Where the bars stand. */
const baseOf = ({ height }) => height - AXIS - (LANES + 1) * LANE - 2;

/** First day of the events shown; the start of the domain when all are. */
export const windowStart = (scene, state) =>
  state.days === null ? scene.domain[0] : Math.max(scene.domain[0], state.date - state.days + 1);

function paintWindow(context, { scene, state, palette, height }, scale) {
  const left = scale.x(windowStart(scene, state));
  const right = scale.x(state.date + 1);
  context.globalAlpha = 0.14;
  context.fillStyle = palette.accent;
  context.fillRect(left, HEAD - 2, Math.max(1, right - left), height - AXIS - HEAD + 2);
  context.globalAlpha = 1;
}

function paintBars(context, view, scale, base) {
  const bars = barsOf(view.scene, view.totals, view.span, view.width - 2 * PAD);
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const since = windowStart(view.scene, view.state);
  for (const bar of bars) {
    const shown = bar.to > since && bar.from <= view.state.date;
    context.fillStyle = shown ? view.palette.text : view.palette.muted;
    context.globalAlpha = shown ? 0.9 : 0.5;
    const left = scale.x(bar.from);
    const height = Math.max(2, (bar.count / most) * (base - HEAD));
    context.fillRect(left, base - height, Math.max(1, scale.x(bar.to) - left - 1), height);
  }
  context.globalAlpha = 1;
}

function paintLanes(context, { marks, palette, width }, scale, top) {
  for (const { day, lane, group } of marks) {
    const x = scale.x(day);
    if (x < 0 || x > width) continue;
    context.fillStyle = palette[group];
    context.fillRect(Math.round(x), top + lane * LANE, Math.max(2, Math.min(scale.perDay - 1, 6)), LANE - 1);
  }
}

/** Hatch the part in which nothing is asserted about control, and across it, paler, that in which events are thin. */
function paintUncertain(context, view, scale, bottom) {
  const { knownUntil, thinFrom } = view.scene;
  hatch(context, view, scale, { from: knownUntil.control + 1, bottom, slope: 1, alpha: UNKNOWN_ALPHA });
  if (thinFrom !== null)
    hatch(context, view, scale, { from: thinFrom, bottom, slope: -1, alpha: THIN_ALPHA });
}

/** Lines over the bars from a day to the end; they rise with a slope of 1 and fall with one of -1. */
function hatch(context, { scene, palette, width }, scale, { from, bottom, slope, alpha }) {
  const left = Math.max(PAD, scale.x(from));
  const right = Math.min(width - PAD, scale.x(scene.domain[1] + 1));
  if (right <= left) return;
  context.save();
  context.beginPath();
  context.rect(left, HEAD - 2, right - left, bottom - HEAD + 2);
  context.clip();
  context.strokeStyle = palette.muted;
  context.globalAlpha = alpha;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = left - bottom; x < right; x += HATCH) {
    context.moveTo(x, slope > 0 ? bottom : 0);
    context.lineTo(x + bottom, slope > 0 ? 0 : bottom);
  }
  context.stroke();
  context.restore();
}

function paintKnownUntil(context, { scene, lang, palette, width, font }, scale) {
  const x = scale.x(scene.knownUntil.control + 1);
  if (x < PAD || x > width - PAD) return;
  const text = translate(scene, lang, "clock.known_until", {
    date: formatDay(scene.knownUntil.control, lang),
  });
  context.font = `12px ${font}`;
  context.fillStyle = palette.muted;
  context.textBaseline = "top";
  const needed = context.measureText(text).width + 6;
  const fits = x > needed;
  context.textAlign = fits ? "right" : "left";
  if (fits || x + needed < width) context.fillText(text, fits ? x - 4 : x + 4, 0);
  context.fillRect(x - 1, 0, 1, HEAD);
}

function paintAxis(context, { span, lang, palette, width, height, font }, scale) {
  const room = width < 600 ? 44 : 64;
  context.textBaseline = "bottom";
  context.textAlign = "left";
  let free = 0;
  for (const mark of axisMarks(span, width - 2 * PAD, room)) {
    const x = scale.x(mark.day);
    context.fillStyle = palette.line;
    context.fillRect(Math.round(x), height - AXIS, 1, AXIS);
    context.font = `${mark.style === "year" ? 600 : 400} 12px ${font}`;
    context.fillStyle = palette.muted;
    const text = markText(mark, lang);
    const needed = context.measureText(text).width;
    if (x + 4 < free || x + 4 + needed > width) continue;
    context.fillText(text, x + 4, height - 1);
    free = x + 8 + needed;
  }
}
