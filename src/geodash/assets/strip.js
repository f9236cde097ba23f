// The control history of a place as a strip of intervals; pressing one moves the clock to its start.

import { button, el, setAttribute, setText } from "./dom.js";
import { groupMark } from "./marks.js";
import { dayOf, formatDay, translate } from "./scene.js";

/** The strip of a place detail; `draw(state)` marks the interval of the day and shows its records. */
export function createStrip(scene, lang, clock, intervals) {
  const end = scene.knownUntil.control + 1;
  const spans = intervals.map((each) => {
    const start = dayOf(each.from);
    return { ...each, start, stop: Math.max(start + 1, each.to ? dayOf(each.to) : end) };
  });
  const segments = spans.map((span) => createSegment(scene, lang, clock, span));
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
    setText(heading, span ? spanText(scene, lang, span) : translate(scene, lang, "panel.no_record"));
    records.replaceChildren(...(span ? span.records.map((record) => recordLine(scene, lang, record)) : []));
  };
  return { root, draw };
}

function createSegment(scene, lang, clock, span) {
  const label = spanText(scene, lang, span);
  const segment = button({ class: "gd-segment", "data-group": span.group, "aria-label": label, title: label },
    () => clock.set({ date: span.start }));
  segment.style.flexGrow = String(Math.sqrt(span.stop - span.start)); // long quiet years must not hide the short turns
  segment.style.setProperty("--gd-group", `var(--gd-${span.group.replaceAll("_", "-")})`);
  return segment;
}

function spanText(scene, lang, { label, from, to }) {
  const values = { holder: label, from: formatDay(dayOf(from), lang), to: to ? formatDay(dayOf(to), lang) : "" };
  return translate(scene, lang, to ? "panel.span" : "panel.span_open", values);
}

function recordLine(scene, lang, { date, text, confidence, status_report: report }) {
  const kind = translate(scene, lang, report ? "panel.confirmed" : "panel.recorded", { date: formatDay(dayOf(date), lang) });
  return el("li", {}, el("span", { class: "gd-quiet" }, `${kind} · ${translate(scene, lang, `vocab.confidence.${confidence}`)}`), el("br"), text);
}
