// @ts-check
// Links to records: real ones, so that a new tab, copying the address and a reader of links work, while a plain press acts here.

import { el } from "./dom.js";
import { stateIn } from "./host.js";
import { NOTHING } from "./selecting.js";

/** @typedef {Record<string, string | null>} Changes */

/**
 * What stands for a record, by attribute: the parameters that a link to it has. What else is selected goes.
 * @type {Record<string, (id: string) => Changes>}
 */
const RECORDS = {
  eventId: (event) => ({ ...NOTHING, event, date: null }),
  selectEvent: (event) => ({ ...NOTHING, event, date: null }),
  placeId: (place) => ({ ...NOTHING, place }),
  selectPlace: (place) => ({ ...NOTHING, place }),
  place: (place) => ({ ...NOTHING, place }),
  selectParty: (party) => ({ ...NOTHING, party }),
  sourceId: (source) => ({ source, tab: "sources" }),
  allOf: (source) => ({ source, tab: "sources" }),
  selectSource: (source) => ({ source, tab: "sources" }),
  pair: (pair) => ({ pair, tab: "relations" }),
  selectPair: (pair) => ({ pair, tab: "relations" }),
};
const ANY = Object.keys(RECORDS)
  .map((name) => `[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`)
  .join();

/**
 * The record that an element stands for, as parameters of a link; null for none.
 * @param {Element} node
 */
export function recordAt(node) {
  const found = node.closest(ANY);
  if (!(found instanceof HTMLElement)) return null;
  const name = Object.keys(RECORDS).find((each) => found.dataset[each]);
  return name ? RECORDS[name](found.dataset[name] ?? "") : null;
}

/**
 * The address of this page with some parameters changed; null leaves one out.
 * @param {Changes} changes
 */
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

/**
 * A link to the record that its attributes or those around it name: `aim` completes its address when a reader comes near.
 * @param {import("./dom.js").Attributes} attributes
 * @param {...import("./dom.js").Children} children
 */
export const recordLink = (attributes, ...children) =>
  el(
    "a",
    { href: bareAddress(attributes), "data-gd-record": true, draggable: "false", ...attributes },
    ...children,
  );

/**
 * The same that does something when it is pressed.
 * @param {import("./dom.js").Attributes} attributes
 * @param {(event: MouseEvent) => void} press
 * @param {...import("./dom.js").Children} children
 */
export function pressedLink(attributes, press, ...children) {
  const node = recordLink(attributes, ...children);
  node.addEventListener("click", press);
  return node;
}

/**
 * The shortest address that shows a record: lists are long, and few of their links are ever followed.
 * @param {import("./dom.js").Attributes} attributes
 */
function bareAddress(attributes) {
  for (const [name, changes] of Object.entries(RECORDS)) {
    const id = attributes[`data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`];
    if (!id) continue;
    const texts = Object.entries(changes(String(id))).filter(([, value]) => value !== null);
    return `${stateIn() === "hash" ? "#" : "?"}${texts.map((each) => each.join("=")).join("&")}`;
  }
  return "#";
}

/**
 * Let a link lead to its record in the view that the page shows now.
 * @param {Element} node
 */
export function aim(node) {
  const link = node.closest("a[data-gd-record]");
  const record = link && recordAt(link);
  if (link instanceof HTMLAnchorElement && record) link.href = addressWith(record);
}
