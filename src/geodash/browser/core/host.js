// @ts-check
// What the program takes for granted of its host, a page of Streamlit, though no interface promises it: all of it is here, and
// in page/shell.css and page/brief.css. tests/browser/test_host.py asks the version in use for each.

import { warn } from "./fetching.js";

/** @import {Theme} from "./types.d.ts" */

const FRAMES = 'iframe[title="streamlit_folium.st_folium"]';
const APP = ".stApp";

/** Where the host says how it stands with its server. */
const STATES = ["data-test-connection-state", "data-test-script-state"];

/** Closes a dialog of the host. */
const CLOSE = "[data-testid='stDialog'] [role='dialog'] > button";

const MENUS = "[data-testid='stPopoverBody']";
const MENU_BUTTONS = "[data-testid='stPopoverButton']";
const FRAMES_OF_OPENING = 60;

/** What lies above the page and closes by itself on Escape. */
export const ABOVE = `dialog[open], ${MENUS}`;

/**
 * A part of the page by the key that Python gave it.
 * @param {string} key
 */
export const keyed = (key) => `.st-key-${key}`;

/** Where the host keeps the theme that its user chose, per page address, and reads it on load. */
const themeKey = () => `stActiveTheme-${window.location.pathname}-v2`;

/**
 * Choose "Light" or "Dark" for this page and load it again: nothing else makes the host follow. False where the browser keeps
 * nothing for this page, as with all cookies blocked.
 * @param {string} name
 */
export function chooseTheme(name) {
  try {
    window.localStorage.setItem(themeKey(), JSON.stringify(name));
  } catch {
    return false;
  }
  window.location.reload();
  return true;
}

/** Whether a server of ours serves the page. */
export const isHosted = () => document.querySelector(APP) !== null;

/**
 * Which part of its address holds the page's state: what stands behind the ?, or, in one file, behind the #.
 * @returns {"search" | "hash"}
 */
export const stateIn = () => (document.querySelector(`${APP}, [data-gd-site]`) ? "search" : "hash");

/**
 * Call with each frame of the map whose window can be reached.
 * @param {(frame: HTMLIFrameElement) => void} visit
 */
export function eachFrame(visit) {
  /** @type {NodeListOf<HTMLIFrameElement>} */
  const frames = document.querySelectorAll(FRAMES);
  for (const frame of frames) {
    if (!isReachable(frame)) continue; // one that is being made tells when it is ready
    try {
      visit(frame);
    } catch (error) {
      warn("a map failed", error); // the page goes on without it
    }
  }
}

/**
 * Give the map's frame, in which this runs, a name for screen readers: the host calls it after its component.
 * @param {string} name
 */
export function nameFrame(name) {
  const frame = window.frameElement;
  if (!frame?.matches(FRAMES)) return; // a page without a server has none, whatever frame it stands in
  frame.setAttribute("aria-label", name);
  document.title = name;
}

/** @param {HTMLIFrameElement} frame */
function isReachable(frame) {
  try {
    return Boolean(frame.contentDocument?.head);
  } catch {
    return false; // of another origin
  }
}

/**
 * The theme, from the luminance of the page's background.
 * @returns {Theme}
 */
export function themeOf() {
  const app = document.querySelector(APP) ?? document.body;
  const channels = getComputedStyle(app).backgroundColor.match(/[\d.]+/g) ?? [];
  const [red, green, blue, alpha = 1] = channels.map(Number);
  return alpha > 0 && 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
}

/**
 * Call back with the theme whenever it may have changed; returns a function that stops watching.
 * @param {(theme: Theme) => void} tell
 */
export function watchTheme(tell) {
  const callback = () => tell(themeOf());
  const preference = window.matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(callback);
  preference.addEventListener("change", callback);
  for (const node of [document.documentElement, document.body, document.querySelector(APP)]) {
    if (node) observer.observe(node, { attributes: true, attributeFilter: ["class", "style"] });
  }
  return () => {
    preference.removeEventListener("change", callback);
    observer.disconnect();
  };
}

/**
 * Call back when the line to the server is lost and when it is there again, and when the server has finished a run; returns a
 * function that stops watching. While it is away the host puts a dialog over the page that makes map and clock useless: it is
 * closed, as they go on without a server.
 * @param {(connected: boolean) => void} onLine
 * @param {() => void} onRun
 */
export function watchServer(onLine, onRun) {
  const app = document.querySelector(APP);
  if (!(app instanceof HTMLElement)) return () => undefined;
  let connected = true;
  let running = false;
  const look = () => {
    const { testConnectionState, testScriptState } = app.dataset;
    const before = { connected, running };
    connected = testConnectionState === undefined || testConnectionState === "CONNECTED";
    running = testScriptState === "running";
    if (connected !== before.connected) onLine(connected);
    if (connected && before.running && !running) onRun();
    /** @type {HTMLElement | null} */
    const close = document.querySelector(CLOSE);
    if (!connected) close?.click();
  };
  const ofApp = new MutationObserver(look);
  const ofDialogs = new MutationObserver(look);
  ofApp.observe(app, { attributes: true, attributeFilter: STATES });
  ofDialogs.observe(document.body, { childList: true });
  look(); // it may be away already
  return () => {
    ofApp.disconnect();
    ofDialogs.disconnect();
  };
}

/**
 * Hand the focus to a menu of the host when its button has opened it: it stands at the end of the page, some thirty steps of the
 * Tab key away. The host gives the focus back when it closes.
 */
export function leadIntoMenus() {
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(MENU_BUTTONS)) leadIn(FRAMES_OF_OPENING);
  });
}

/** @param {number} left frames for which the menu is waited for */
function leadIn(left) {
  const menu = document.querySelector(MENUS);
  if (menu instanceof HTMLElement) {
    if (menu.contains(document.activeElement)) return;
    menu.tabIndex = -1;
    // Left there, it would keep the Tab key from what comes into the menu later.
    menu.addEventListener("blur", () => menu.removeAttribute("tabindex"), { once: true });
    menu.focus({ preventScroll: true });
  } else if (left) requestAnimationFrame(() => leadIn(left - 1));
}
