// @ts-check
// The one clock of the page: day, window, filter mask, selection and panel, shared by timeline, panel and map frame.
// Changes reach every view within the frame; the server hears of them once, after they settle.

import { decodeMask } from "../core/eventtable.js";
import { completeTexts, readState, textOf, usual } from "../core/params.js";
import { fetchFrom, insist, warn } from "../core/fetching.js";
import { eachFrame, themeOf, watchTheme } from "../core/host.js";
import { completed, windowed } from "../core/selecting.js";

/**
 * @import {ClockState, Commit, FrameNews, MapMessage, Patch, Scene, Settled, View} from "../core/types.d.ts"
 * @typedef {ClockState & { rev: number }} Snapshot
 */

const QUIET_MS = 200;
const RETRY_MS = 3000; // a server that has not answered, say after a lost session, is told again

// Besides what stands here, each parameter of a link that the browser changes, once the scene says which.
const state = /** @type {ClockState} */ ({
  date: null,
  mask: null,
  span: null,
  lang: "en",
  theme: "light",
  unsettled: false,
  unanswered: false,
  view: null,
  set: "",
});
/** @type {Set<(now: Snapshot) => void>} */
const subscribers = new Set();
/** @type {Set<(message: MapMessage) => void>} */
const maps = new Set(); // what follows the clock as a map's frame does, but stands in this document
/** @type {Scene} */
let scene; // given before anything else is asked
/** @type {string[]} */
let moved = []; // names of what `set` takes
/** @type {string[]} */
let toFrame = []; // names of what maps are told
/** @type {((commit: Commit) => void) | null} */
let committer = null;
let maskText = "";
let rev = 0;
let committed = 0;
let holds = 0;
let timer = 0;
let retry = 0;
let frameOpen = false;
let dirty = false;
/** @type {View | null} */
let look = null; // where the map must look, told to it once
/** @type {Patch | null} */
let early = null; // what the user did before the first settled state came

/**
 * Take values into the state; says whether any is another.
 * @param {Partial<ClockState>} patch
 */
function assign(patch) {
  const names = /** @type {(keyof ClockState)[]} */ (Object.keys(patch));
  const changed = names.some((name) => state[name] !== patch[name]);
  Object.assign(state, patch);
  return changed;
}

/** @param {string} name */
const valueOf = (name) => state[/** @type {keyof ClockState} */ (name)];

/** @param {boolean} unsettled */
function mark(unsettled) {
  state.unsettled = unsettled;
  if (unsettled) document.documentElement.dataset.geodash = "unsettled";
  else delete document.documentElement.dataset.geodash;
}

/** Tell all views: at once for the first change within an animation frame, together for the ones that follow in it. */
function emit() {
  if (frameOpen) {
    dirty = true;
    return;
  }
  frameOpen = true;
  tell();
  const later = () => {
    frameOpen = false;
    if (dirty) emit();
  };
  if (document.hidden) setTimeout(later, 16);
  else requestAnimationFrame(later);
}

function tell() {
  dirty = false;
  pushFrames();
  const snapshot = get();
  for (const subscriber of Array.from(subscribers)) subscriber(snapshot);
}

function pushFrames() {
  if (state.date === null) return;
  /** @type {MapMessage} */
  const message = /** @type {any} */ (Object.fromEntries(toFrame.map((name) => [name, valueOf(name)])));
  if (look) message.view = look;
  look = null;
  eachFrame((frame) => frame.contentWindow?.geodash?.follow?.(message)); // one that is being made asks when it is ready
  for (const follow of maps) follow(message);
}

function schedule() {
  clearTimeout(timer);
  if (holds === 0 && committer && committed < rev) timer = setTimeout(commit, QUIET_MS);
}

function commit() {
  committed = rev;
  const texts = scene.params.moved.map((name) => [name, textOf(scene, name, valueOf(name))]);
  committer?.({ rev, ...Object.fromEntries(texts) });
  retryLater();
}

/** Tell the server again unless it answers: a new session that settles on what the page already has says nothing. */
function retryLater() {
  clearTimeout(retry);
  retry = setTimeout(() => {
    if (assign({ unanswered: true })) emit();
    if (holds === 0) commit();
    else retryLater();
  }, RETRY_MS);
}

/** Tell the server again at once: it has done all that it was asked for, and not answered. */
function resend() {
  if (state.unsettled && committed === rev && holds === 0 && committer) commit();
}

/**
 * Tell the server all when the line to it is there again: with the clock's state goes that of the host's own controls, of which
 * one may have been used just before.
 */
function rejoin() {
  if (state.date === null || holds > 0 || !committer) return;
  rev += 1;
  mark(true);
  commit();
}

/** @type {() => Snapshot} */
const get = () => ({ ...state, rev });

/**
 * Change the clock as the user does; `view` also moves the map.
 * @param {Patch} patch
 * @param {{ view?: View | null }} options
 */
function set(patch, { view = null } = {}) {
  look = view ?? look;
  if (state.date === null) {
    early = { ...early, ...patch };
    return;
  }
  if (scene.pieces.lacks(patch.event)) {
    scene.pieces.whole.then(() => set(patch, { view }));
    return;
  }
  const kept = readState(scene, patch, moved);
  if (!assign(windowed(completed(scene, kept, state.date), state))) {
    if (look) pushFrames();
    return;
  }
  rev += 1;
  mark(true);
  schedule();
  emit();
}

/**
 * Take the state the server settled on; a user who has moved on since keeps the clock, and gets mask and language.
 * @param {Settled} settled
 */
function adopt(settled) {
  /** @type {Partial<ClockState>} */
  const patch = { ...readState(scene, settled, ["lang"]), theme: themeOf(), unanswered: false };
  patch.set = settled.set ?? "";
  if (settled.mask !== maskText) {
    maskText = settled.mask;
    if (maskText.startsWith("@")) fetchMask(maskText);
    else patch.mask = decodeMask(maskText);
  }
  const ahead = state.date !== null && (settled.rev < rev || committed < rev);
  const answered = !ahead && state.unsettled;
  if (!ahead) {
    const texts = completeTexts(scene, settled);
    Object.assign(patch, { date: scene.knownUntil.control }, readState(scene, texts, scene.params.moved));
    rev = settled.rev;
    committed = rev;
    mark(false);
  }
  clearTimeout(retry);
  if (ahead && committed === rev && committer) retryLater();
  if (ahead && settled.rev >= rev) rev = settled.rev + 1; // the change that waits here is the newer one
  if (assign(patch) || answered) emit();
  if (early && state.date !== null) {
    const waiting = early;
    early = null;
    set(waiting);
  }
}

/**
 * A long mask comes as a file, named relative to the scene; the old one holds until it is here.
 * @param {string} text
 */
async function fetchMask(text) {
  const address = new URL(text.slice(1), scene.address);
  const bytes = await insist(() => fetchFrom(address, "arrayBuffer"), {
    wanted: () => text === maskText,
    failed: (error) => warn("the filter did not come", error),
  });
  if (bytes && text === maskText && assign({ mask: new Uint8Array(bytes) })) emit();
}

/** Keep commits back while a drag or a play run lasts; every hold is matched by one release. */
function hold() {
  holds += 1;
  clearTimeout(timer);
}

function release() {
  holds = Math.max(0, holds - 1);
  schedule();
  queueMicrotask(emit); // something may have waited for it, as another language does
}

/**
 * The visible part of the time axis: every chart over time shows the same. It is no part of a link.
 * @param {ClockState["span"]} span
 */
function setSpan(span) {
  if (assign({ span })) emit();
}

/** @param {(now: Snapshot) => void} subscriber */
function subscribe(subscriber) {
  subscribers.add(subscriber);
  return () => subscribers.delete(subscriber);
}

/** @param {(commit: Commit) => void} next */
function setCommitter(next) {
  committer = next;
  if (!timer && committed < rev) schedule();
}

/** @param {Scene} next */
function useScene(next) {
  if (scene === next) return;
  scene = next;
  scene.pieces.whenMore(() => scene === next && emit());
  moved = [...scene.params.moved, "mask"];
  toFrame = [...scene.params.drawn, "mask", "span", "lang", "theme"];
  for (const name of scene.params.moved)
    if (!(name in state)) Object.assign(state, { [name]: usual(scene, name) });
}

/** @param {Event} event */
function onFrame(event) {
  const detail = /** @type {CustomEvent<FrameNews>} */ (event).detail;
  if (detail?.type === "ready") pushFrames();
  else if (detail?.type === "change" && detail.patch) {
    set(detail.patch, { view: detail.view });
    if (dirty) pushFrames(); // the map that asked shows the answer at once
  } else if (detail?.type === "view") state.view = detail.view;
}

document.addEventListener("geodash:frame", onFrame);
watchTheme((theme) => {
  if (assign({ theme })) emit();
});

export const clock = {
  get,
  set,
  /** @param {(message: MapMessage) => void} follow */
  addMap: (follow) => maps.add(follow),
  /** @type {() => Scene | undefined} */
  scene: () => scene,
  setSpan,
  adopt,
  hold,
  release,
  resend,
  rejoin,
  subscribe,
  setCommitter,
  useScene,
};
