// Ctrl-click (on a Mac with the command key) and middle click on a record open it in a new tab, as on any link.

import { stateIn } from "../core/host.js";
import { isShortcut } from "../core/dom.js";
import { NOTHING } from "../core/selecting.js";

const MIDDLE = 1;

/** What stands for a record, by attribute: the parameters that a link to it has. What else is selected goes. */
const RECORDS = {
  eventId: (event) => ({ ...NOTHING, event, date: null }),
  selectEvent: (event) => ({ ...NOTHING, event, date: null }),
  placeId: (place) => ({ ...NOTHING, place }),
  selectPlace: (place) => ({ ...NOTHING, place }),
  place: (place) => ({ ...NOTHING, place }),
  selectParty: (party) => ({ ...NOTHING, party }),
  sourceId: (source) => ({ source, tab: "sources" }),
  allOf: (source) => ({ source, tab: "sources" }),
  pair: (pair) => ({ pair, tab: "relations" }),
  selectPair: (pair) => ({ pair, tab: "relations" }),
};
const ANY = Object.keys(RECORDS)
  .map((name) => `[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`)
  .join();

/** The address of this page with some parameters changed; null leaves one out. */
export function addressWith(changes, address = window.location.href, behind = stateIn()) {
  const url = new URL(address);
  const texts = new URLSearchParams(url[behind].slice(1));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) texts.delete(name);
    else texts.set(name, value);
  }
  url[behind] = texts.toString().replaceAll("%2C", ",");
  return url.href;
}

function recordAt(node) {
  const found = node.closest?.("a[href]") ? null : node.closest?.(ANY);
  const name = found && Object.keys(RECORDS).find((each) => found.dataset[each]);
  return name ? RECORDS[name](found.dataset[name]) : null;
}

const asksForTab = (event) =>
  event.button === MIDDLE || (event.button === 0 && isShortcut(event) && !event.altKey);

function onClick(event) {
  const record = asksForTab(event) && recordAt(event.target);
  if (!record) return;
  event.preventDefault();
  event.stopPropagation();
  window.open(addressWith(record), "_blank", "noopener");
}

/** Pressing the middle button would begin to scroll, or paste. */
function onPress(event) {
  if (event.button === MIDDLE && recordAt(event.target)) event.preventDefault();
}

let watching = false;

/** Watch the document; once is enough. */
export function watchForTabs() {
  if (watching) return;
  watching = true;
  for (const name of ["click", "auxclick"]) document.addEventListener(name, onClick, { capture: true });
  document.addEventListener("mousedown", onPress, { capture: true });
}
