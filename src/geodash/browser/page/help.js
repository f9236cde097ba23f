// Where the record ends, in a line at the title; what is new since the reader's last visit; and what one who has never been here is
// looking at, in a dialog.

import { clock } from "../parts/clock.js";
import { agoText, dayAround } from "../parts/ago.js";
import { arriving } from "../parts/arriving.js";
import { button, el, setText } from "../core/dom.js";
import { formatDay, translate } from "../core/scene.js";
import { createDialog } from "./dialog.js";
import { createHelp } from "./help-content.js";
import { isHosted } from "../core/host.js";
import { markSeen, seenBefore } from "../core/visits.js";

const entries = new WeakMap();

/** Mount or update line and button; called again on every rerun. What they say is in the scene. */
export function render({ parentElement }) {
  let entry = entries.get(parentElement);
  if (!entry) {
    entry = create();
    entries.set(parentElement, entry);
    clock.subscribe(() => draw(entry));
  }
  if (!parentElement.contains(entry.root)) parentElement.append(entry.root);
  draw(entry);
}

function create() {
  const body = el("div", { class: "gd-help-body" });
  const entry = {
    key: "",
    body,
    line: el("p", { class: "gd-record-end" }),
    news: createNews(),
    shell: createDialog("help", body),
  };
  entry.label = el("span", { class: "gd-help-label" });
  entry.open = button(
    { class: "gd-button gd-help-open", "aria-haspopup": "dialog", hidden: true },
    () => show(entry),
    entry.label,
    el("span", { class: "gd-help-sign", "aria-hidden": "true" }, "?"),
  );
  entry.root = el("div", { class: "gd gd-help" }, entry.open, entry.line, entry.news, entry.shell.root);
  document.addEventListener("geodash:frame", ({ detail }) => {
    if (detail?.type === "help" && entry.root.isConnected) show(entry, detail.back);
  });
  entry.shell.root.addEventListener("close", () => entry.back?.());
  return entry;
}

/** The words, where the language or the reader's day is another. */
function draw(entry) {
  const scene = clock.scene();
  const { lang } = clock.get();
  const today = dayAround(new Date());
  const key = `${lang} ${today} ${scene?.v}`;
  if (!scene || entry.key === key) return;
  entry.key = key;
  entry.root.lang = lang;
  entry.open.hidden = false;
  setText(entry.label, translate(scene, lang, "panel.help"));
  setText(entry.line, recordEnd(scene, lang, today));
  drawNews(entry.news, scene, lang);
  if (entry.shell.root.open) fill(entry);
}

/** A link to this view as a link of the version that the reader saw last opens it: with what has changed since. */
function createNews() {
  const link = el("a", { class: "gd-link gd-new-since", hidden: true });
  for (const name of ["pointerdown", "focus"]) link.addEventListener(name, () => aim(link)); // the day has moved on
  link.addEventListener("click", () => markSeen(clock.scene().v));
  return link;
}

/** Let the link lead to this view, with what has changed since the version that was seen. */
function aim(link) {
  const address = new URL(window.location.href);
  address.searchParams.set("v", seenBefore(clock.scene().v) ?? clock.scene().v);
  link.href = address.href;
}

/** The link, where there is something new; a page that says it already needs none. */
function drawNews(link, scene, lang) {
  const seen = isHosted() ? seenBefore(scene.v) : null;
  link.hidden = seen === null || new URLSearchParams(window.location.search).get("v") === seen;
  if (link.hidden) return;
  setText(link, translate(scene, lang, "panel.new"));
  link.title = translate(scene, lang, "panel.new_since_visit");
  aim(link);
}

/** Up to which day control is followed, and how long ago that was on the reader's day. */
export function recordEnd(scene, lang, today) {
  const { control } = scene.knownUntil;
  const ago = agoText(control, today, lang);
  const date = formatDay(control, lang);
  return translate(scene, lang, ago ? "panel.record_ended" : "panel.record_ends", { date, ago });
}

/** Open the dialog. `back` gives the focus back to another document, which the browser does not do by itself. */
function show(entry, back = null) {
  if (!clock.scene() || entry.shell.root.open) return;
  entry.back = back;
  fill(entry);
  entry.shell.root.showModal();
  entry.shell.root.scrollTop = 0;
}

/** Texts and symbols as of now: of the language and the theme. */
function fill({ shell, body }) {
  const scene = clock.scene();
  const { lang, theme } = clock.get();
  shell.words({
    title: translate(scene, lang, "panel.help"),
    close: translate(scene, lang, "share.close"),
  });
  const help = arriving(
    scene,
    lang,
    () => scene.document("help"),
    (doc) => ({ root: createHelp(scene, lang, theme, doc), draw: () => null }),
  );
  body.replaceChildren(help.root);
}
