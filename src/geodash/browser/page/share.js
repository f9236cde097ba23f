// The share button and its dialog: links, an embed snippet and a citation, each in a field with a copy button.
// The server sends the queries; the clock and the view of the map are read here, at the moment of copying.

import { clock } from "../parts/clock.js";
import { citation, copyField, createCopied } from "../parts/copying.js";
import { createDialog } from "./dialog.js";
import { button, el, setText } from "../core/dom.js";
import { dayText, describeMaps, dressFrames, mapState, viewText } from "./presentation.js";
import { textOf, usualText } from "../core/params.js";
import { translate } from "../core/scene.js";

const EMBED_HEIGHT = 640;
const TILE = 256; // pixels of the world at zoom 0
const PARTS = ["pinned", "live", "embed", "citation", "text"];
const LONG = new Set(["embed", "citation", "text"]);
const entries = new WeakMap();

/** Mount or update the share button; called again on every rerun. */
export function render({ data, parentElement }) {
  dressFrames(data.brief);
  describeMaps();
  let entry = entries.get(parentElement);
  if (!entry) {
    entry = create();
    entries.set(parentElement, entry);
  }
  if (!parentElement.contains(entry.root)) parentElement.append(entry.root);
  entry.data = data;
  entry.root.lang = data.lang;
  setText(entry.open, data.label);
  if (entry.dialog.open) fill(entry);
}

/** A text of the dialog. The scene holds them, so that they do not travel with every settled change. */
const say = ({ data }, key, values) => translate(clock.scene(), data.lang, `share.${key}`, values);

function create() {
  const entry = {
    data: null,
    texts: [],
    fields: {},
    copied: null, // name of the part that was copied last
    status: el("p", { class: "gd-share-status", role: "status" }),
  };
  entry.said = createCopied(entry.status, () => entry.fields[entry.copied].value);
  const text = (tag, key, attributes = {}) => {
    const node = el(tag, attributes);
    entry.texts.push([node, key]);
    return node;
  };
  const parts = PARTS.map((name) => createPart(entry, name, text));
  entry.shell = createDialog("share", parts, entry.status);
  entry.dialog = entry.shell.root;
  entry.open = button({ class: "gd-tool gd-share-open", "aria-haspopup": "dialog" }, () => {
    if (!clock.scene()) return; // nothing is on the page yet
    fill(entry);
    setText(entry.status, "");
    entry.dialog.showModal();
    entry.dialog.querySelector(".gd-share-copy").focus();
  });
  clock.subscribe(() => entry.dialog.open && fill(entry)); // it may be playing behind the dialog
  entry.root = el("div", { class: "gd gd-share" }, entry.open, entry.dialog);
  return entry;
}

/** A field with its heading, what it is for, and the button that copies it; `text(tag, key)` makes a text of the dialog. */
function createPart(entry, name, text) {
  const long = LONG.has(name);
  const field = el(long ? "textarea" : "input", {
    class: "gd-share-field",
    readonly: true,
    rows: long ? 2 : null,
    type: long ? null : "text",
    spellcheck: "false",
    "data-part": name,
  });
  field.addEventListener("focus", () => field.select());
  entry.fields[name] = field;
  const copy = button({ class: "gd-button gd-share-copy", "data-part": name }, () => copyPart(entry, name));
  entry.texts.push([copy, "copy"]);
  return el(
    "section",
    { class: "gd-share-part" },
    text("h3", name),
    text("p", `${name}_help`, { class: "gd-share-help" }),
    el("div", { class: "gd-share-line" }, field, copy),
  );
}

/** The words of the dialog, and the texts of all fields as of now. */
function fill(entry) {
  const { data, fields, texts: words, shell } = entry;
  shell.words({ title: say(entry, "dialog"), close: say(entry, "close") });
  for (const [node, key] of words) setText(node, say(entry, key, { version: clock.scene().v }));
  for (const name of PARTS) fields[name].setAttribute("aria-label", say(entry, name));
  const { moved, ofADay } = clock.scene().params;
  const lasting = moved.filter((name) => !ofADay.includes(name));
  const pinned = address({ ...withClock(data.pinned, moved), ...viewNow(data) });
  const live = address({ ...withClock(data.live, lasting), ...viewNow(data) });
  const frame = el("iframe", {
    src: `${pinned}&embed=true`,
    title: say(entry, "frame_title"),
    width: "100%",
    height: EMBED_HEIGHT,
    loading: "lazy",
    style: "border:0",
  });
  const texts = {
    pinned,
    live,
    embed: frame.outerHTML,
    citation: citation(clock.scene(), data.lang, clock.get().date),
    text: dayText(),
  };
  for (const name of PARTS) if (fields[name].value !== texts[name]) fields[name].value = texts[name];
  entry.said.draw();
}

/** A query with parameters of the clock as they are now: the server may not have heard of the last change yet. */
function withClock(query, names) {
  const state = clock.get();
  if (state.date === null) return query;
  const scene = clock.scene();
  const now = { ...query };
  for (const name of names) {
    const text = textOf(scene, name, state[name]);
    if (text === usualText(scene, name)) delete now[name];
    else now[name] = text;
  }
  return now;
}

/** The position of the map in the form of the parameter `view`; nothing while there is no map. */
function viewNow({ view: followed }) {
  const view = mapState()?.view;
  if (!view) return {};
  if (followed && isSame(view, followed.split(",").map(Number))) return { view: followed };
  return { view: viewText(view) };
}

/** Whether two views differ by less than the pixel that a map is off after its frame was resized. */
function isSame(one, other) {
  const pixel = 360 / (TILE * 2 ** one[2]);
  return one[2] === other[2] && Math.abs(one[0] - other[0]) < pixel && Math.abs(one[1] - other[1]) < pixel;
}

/** Address of this page with a query, in the order of the codec; commas stay readable. */
function address(query) {
  const order = [...clock.scene().params.of.keys()];
  const search = new URLSearchParams(
    order.filter((name) => name in query).map((name) => [name, query[name]]),
  );
  const text = search.toString().replaceAll("%2C", ",");
  return `${window.location.origin}${window.location.pathname}?${text}`;
}

async function copyPart(entry, name) {
  fill(entry);
  const { value } = entry.fields[name];
  const done = await copyField(entry.fields[name]);
  entry.copied = name;
  entry.said.say(say(entry, done ? "copied" : "copy_failed"), value);
}
