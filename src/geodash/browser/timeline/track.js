// The track: a slider over time on a canvas, with the window's handle, for pointer, touch, wheel and keyboard.

import { el, isShortcut, setAttribute, setText } from "../core/dom.js";
import { addMonths } from "../parts/dates.js";
import { runningTotals } from "../parts/histogram.js";
import { formatDay, translate } from "../core/scene.js";
import { textScale } from "../core/textsize.js";
import { hintOf } from "./hint.js";
import { panned, showing, spanOf, recentSpan, zoomed } from "./span.js";
import { changeMarks, fitCanvas, PAD, paintStill, paintTrack, scaleOf, windowStart } from "./trackpaint.js";

const SLACK = 6; // pixels that a finger may tremble
const EDGE_SPEED = 0.15; // of the distance past the edge, per frame

/**
 * Build the track. `clock` is the page's clock; `moved` is called when the user takes hold of it, `spanned`
 * when the visible span changes.
 */
export function createTrack({ scene, lang, clock, moved, spanned }) {
  const parts = buildTrack(scene, lang);
  const track = {
    ...parts,
    scene,
    lang,
    clock,
    moved,
    spanned,
    marks: changeMarks(scene),
    mask: undefined,
    here: null, // the events that were counted
    totals: null,
    state: null,
    width: 0, // in pixels at the usual size of text, as all that is measured and drawn here
    height: 0,
    textScale: 1,
    drag: null,
    pointers: new Map(),
    pinch: null,
    span: spanOf(scene, recentSpan(scene) ? "recent" : "all", 0),
  };
  listen(track);
  const observer = new ResizeObserver(() => {
    track.textScale = textScale();
    track.width = parts.root.clientWidth / track.textScale;
    track.height = parts.root.clientHeight / track.textScale;
    drawTrack(track);
  });
  observer.observe(parts.root);
  return {
    root: parts.root,
    thumb: parts.thumb,
    span: () => track.span,
    setSpan: (kind) => setSpan(track, spanOf(scene, kind, track.state.date)),
    draw(state) {
      track.state = state;
      if (track.drag === null) setSpan(track, showing(scene, track.span, state.date), false);
      drawTrack(track);
    },
    isHeld: () => track.drag !== null || track.pinch !== null,
    destroy() {
      endDrag(track); // what it holds it gives back: no finger can let go of it any more
      observer.disconnect();
    },
  };
}

function buildTrack(scene, lang) {
  const canvas = el("canvas", { class: "gd-track-canvas", "aria-hidden": "true" });
  const thumb = el("div", {
    class: "gd-thumb",
    role: "slider",
    tabindex: "0",
    "aria-label": translate(scene, lang, "clock.date"),
    "aria-orientation": "horizontal",
    "aria-valuemin": scene.domain[0],
    "aria-valuemax": scene.domain[1],
  });
  const handle = el("div", {
    class: "gd-handle",
    "aria-hidden": "true",
    title: translate(scene, lang, "clock.handle"),
  });
  const hint = el("div", { class: "gd-hint", "aria-hidden": "true", hidden: true });
  return { canvas, thumb, handle, hint, root: el("div", { class: "gd-track" }, canvas, handle, thumb, hint) };
}

function setSpan(track, span, redraw = true) {
  if (span === track.span) return;
  track.span = span;
  track.spanned();
  if (redraw) drawTrack(track);
}

function drawTrack(track) {
  const { state, scene, lang, width, height, span } = track;
  if (!state || width === 0) return;
  if (track.mask !== state.mask || track.here !== scene.events.here) {
    Object.assign(track, { mask: state.mask, here: scene.events.here });
    track.totals = runningTotals(scene, state.mask);
  }
  track.font ??= getComputedStyle(track.root).fontFamily; // once: asking makes the browser lay out the page
  const view = {
    scene,
    lang,
    palette: scene.palette[state.theme],
    span,
    state,
    totals: track.totals,
    marks: track.marks,
    width,
    height,
    textScale: track.textScale,
    font: track.font,
  };
  const key = [
    span.from,
    span.to,
    width,
    height,
    window.devicePixelRatio,
    track.textScale,
    state.theme,
  ].join();
  if (track.stillKey !== key) Object.assign(track, { stillKey: key, still: paintStill(view) });
  paintTrack(fitCanvas(track.canvas, view), { ...view, still: track.still });
  const scale = scaleOf(span, width);
  track.thumb.style.transform = `translateX(${scale.x(state.date + 0.5) * track.textScale}px)`;
  const start = windowStart(scene, state);
  track.handle.style.transform = `translateX(${scale.x(start) * track.textScale}px)`;
  track.handle.hidden = state.days === null || start < span.from;
  setAttribute(track.thumb, "aria-valuenow", state.date);
  setAttribute(track.thumb, "aria-valuetext", formatDay(state.date, lang, "weekday"));
}

const positionOf = (track, event) =>
  (event.clientX - track.root.getBoundingClientRect().left) / track.textScale;

/** Day under a pointer, kept inside the visible span. */
function dayAt(track, x) {
  const inner = Math.min(Math.max(x, PAD), track.width - PAD - 0.01);
  const day = Math.floor(scaleOf(track.span, track.width).day(inner) + 1e-6);
  return Math.min(Math.max(day, track.scene.domain[0]), track.scene.domain[1]);
}

function listen(track) {
  const { root, thumb } = track;
  root.addEventListener("pointerdown", (event) => startDrag(track, event));
  root.addEventListener("pointermove", (event) => {
    if (track.pointers.has(event.pointerId)) track.pointers.set(event.pointerId, positionOf(track, event));
    if (track.pinch) pinch(track);
    else if (track.drag) drag(track, event);
    else hover(track, event);
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
    root.addEventListener(name, (event) => {
      track.pointers.delete(event.pointerId);
      if (name === "pointerup" && isTap(track, event)) moveTo(track);
      if (track.pointers.size < 2) track.pinch = null;
      endDrag(track);
    });
  }
  root.addEventListener("pointerleave", () => {
    track.hint.hidden = true;
  });
  root.addEventListener("wheel", (event) => onWheel(track, event), { passive: false });
  thumb.addEventListener("keydown", (event) => onKey(track, event));
}

function startDrag(track, event) {
  if (event.button !== 0) return;
  event.preventDefault();
  if (event.isPrimary) track.pointers.clear(); // the first finger of a hand: none can be left of an earlier one
  track.pointers.set(event.pointerId, positionOf(track, event));
  if (track.pointers.size === 2) startPinch(track);
  if (!event.isPrimary) return;
  endDrag(track); // a pen that comes down beside a mouse
  track.moved();
  track.clock.hold();
  const x = positionOf(track, event);
  // A finger may be on its way up the page, or the first of two: the day follows once it moves along, or taps.
  const from = event.pointerType === "touch" ? x : null;
  track.drag = { handle: event.target === track.handle, x, from, y: event.clientY, pan: 0 };
  track.root.setPointerCapture(event.pointerId);
  track.thumb.focus({ preventScroll: true });
  track.hint.hidden = true;
  if (from === null) moveTo(track);
}

/** Whether a finger is lifted about where it came down; up or down the page it was on its way elsewhere. */
const isTap = ({ drag: held }, event) =>
  held !== null && held.from !== null && Math.abs(event.clientY - held.y) < 2 * SLACK;

function drag(track, event) {
  track.drag.x = positionOf(track, event);
  if (track.drag.from !== null && Math.abs(track.drag.x - track.drag.from) < SLACK) return;
  track.drag.from = null;
  moveTo(track);
  const over = overshoot(track);
  if (over !== 0 && !track.drag.pan) panAtEdge(track);
}

function moveTo(track) {
  const day = dayAt(track, track.drag.x);
  if (!track.drag.handle) track.clock.set({ date: day });
  else track.clock.set({ days: Math.max(1, track.state.date - day + 1) });
}

const overshoot = (track) => Math.min(0, track.drag.x) + Math.max(0, track.drag.x - track.width);

/** While a drag is held past an end of a zoomed track, the track moves on under it. */
function panAtEdge(track) {
  track.drag.pan = requestAnimationFrame(() => {
    if (!track.drag) return;
    track.drag.pan = 0;
    const over = overshoot(track);
    if (over === 0) return;
    setSpan(
      track,
      panned(track.scene, track.span, (over * EDGE_SPEED) / scaleOf(track.span, track.width).perDay),
      false,
    );
    moveTo(track);
    drawTrack(track);
    panAtEdge(track);
  });
}

const fingers = ({ pointers }) => {
  const [one, two] = pointers.values();
  return { apart: Math.max(8, Math.abs(one - two)), middle: (one + two) / 2 };
};

/** Two fingers take the span instead of the date. */
function startPinch(track) {
  endDrag(track);
  const { apart, middle } = fingers(track);
  track.pinch = { apart, span: track.span, day: scaleOf(track.span, track.width).day(middle) };
}

function pinch(track) {
  const { apart, span, day } = track.pinch;
  setSpan(track, zoomed(track.scene, span, apart / fingers(track).apart, day));
}

function endDrag(track) {
  if (!track.drag) return;
  cancelAnimationFrame(track.drag.pan);
  track.drag = null;
  track.clock.release();
}

function hover(track, event) {
  if (event.pointerType === "touch" || !track.totals) return;
  const x = positionOf(track, event);
  setText(track.hint, hintOf(track, dayAt(track, x), scaleOf(track.span, track.width)));
  track.hint.hidden = false;
  const half = track.hint.offsetWidth / track.textScale / 2;
  track.hint.style.left = `${Math.min(Math.max(x, half + 2), track.width - half - 2) * track.textScale}px`;
}

/** Wheel: zoom around the pointer; sideways: move along. */
function onWheel(track, event) {
  event.preventDefault();
  const scale = scaleOf(track.span, track.width);
  const sideways = event.shiftKey ? event.deltaY : event.deltaX;
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    setSpan(track, panned(track.scene, { ...track.span, kind: null }, sideways / scale.perDay));
  } else {
    const factor = Math.exp(Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 100) * 0.002);
    setSpan(track, zoomed(track.scene, track.span, factor, scale.day(positionOf(track, event))));
  }
  hover(track, event);
}

function onKey(track, event) {
  if (isShortcut(event)) return;
  const { domain, knownUntil } = track.scene;
  const { date } = track.clock.get(); // what is drawn may be a frame behind
  const last = Math.min(knownUntil.control, domain[1]);
  const target = {
    ArrowLeft: date - 1,
    ArrowDown: date - 1,
    ArrowRight: date + 1,
    ArrowUp: date + 1,
    PageDown: addMonths(date, -1),
    PageUp: addMonths(date, 1),
    Home: domain[0],
    End: date >= last ? domain[1] : last,
  }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  track.moved();
  track.clock.set({ date: target });
}
