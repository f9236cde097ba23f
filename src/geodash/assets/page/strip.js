// The control history of a place as a strip of intervals; pressing one moves the clock to its start.

import { button, el, setAttribute, setText } from "./dom.js";
import { groupMark } from "./marks.js";
import { dayOf, translate } from "./scene.js";

/** The strip of a place detail; `draw(state)` marks the interval of the day and shows its records. */
export function createStrip(scene, lang, clock, intervals) {
  const end = scene.knownUntil.control + 1;
  const spans = intervals.map((each) => {
    const start = dayOf(each.from);
    return { ...each, start, stop: Math.max(start + 1, each.to ? dayOf(each.to) : end) };
  });
  const segments = spans.map((span) => createSegment(clock, span));
  const heading = el("p", { class: "gd-strip-now" });
  const records = el("ul", { class: "gd-records" });
  const root = el("section", { class: "gd-part" }, el("h3", {}, translate(scene, lang, "panel.history")),
    el("div", { class: "gd-strip", role: "group", "aria-label": translate(scene, lang, "panel.history") }, segments), heading, records);
  let shown = null;
  let theme = "";
  const draw = (state) => {
    if (theme !== state.theme) {
      theme = state.theme;
      segments.forEach((segment, i) => segment.replaceChildren(groupMark(scene, theme, spans[i].group)));
    }
    const at = state.date > scene.knownUntil.control ? -1 : spans.findLastIndex((span) => span.start <= state.date);
    if (shown === at) return;
    shown = at;
    segments.forEach((segment, i) => setAttribute(segment, "aria-current", i === at ? "date" : null));
    const span = spans[at] ?? null;
    setText(heading, span ? span.text : translate(scene, lang, "panel.no_record"));
    records.replaceChildren(...(span ? span.records.map((record) => recordLine(scene, lang, record)) : []));
  };
  return { root, draw };
}

function createSegment(clock, span) {
  const segment = button({ class: "gd-segment", "data-group": span.group, "aria-label": span.text, title: span.text },
    () => clock.set({ date: span.start }));
  segment.style.flexGrow = String(Math.sqrt(span.stop - span.start)); // long quiet years must not hide the short turns
  segment.style.setProperty("--gd-group", `var(--gd-${span.group.replaceAll("_", "-")})`);
  return segment;
}

function recordLine(scene, lang, { when, text, confidence }) {
  return el("li", {}, el("span", { class: "gd-quiet" }, `${when} · ${translate(scene, lang, `vocab.confidence.${confidence}`)}`), el("br"), text);
}
