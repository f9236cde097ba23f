// The control history of a place as a strip of intervals; pressing one moves the clock to its start.

import { button, el, webLink, setAttribute, setText } from "../core/dom.js";
import { groupMark } from "./marks.js";
import { holdingAt } from "../core/control.js";
import { dayOf, formatDay, translate } from "../core/scene.js";

/** The strip of a place by row; `draw(state)` marks the interval of the day and shows its records. */
export function createPlaceStrip(scene, lang, clock, intervals, place) {
  const end = scene.domain[1] + 1;
  const spans = intervals.map((each) => {
    const start = dayOf(each.from);
    return { ...each, start, stop: Math.max(start + 1, each.to ? dayOf(each.to) : end) };
  });
  const holdings = scene.holdingsOf.get(place) ?? [];
  const segments = spans.map((span) => createSegment(clock, span));
  const heading = el("p", { class: "gd-strip-now" });
  const records = el("ul", { class: "gd-records" });
  const title = translate(scene, lang, "panel.history");
  const root = el(
    "section",
    { class: "gd-part" },
    el("h3", {}, title),
    el("div", { class: "gd-strip", role: "group", "aria-label": title }, segments),
    heading,
    records,
  );
  const noData = translate(scene, lang, "wording.no_data", {
    date: formatDay(scene.knownUntil.control, lang),
  });
  let shown = null;
  let theme = "";
  let evidence = null;
  const showRecords = () =>
    records.replaceChildren(
      ...(spans[shown]?.records ?? []).map((record, i) =>
        recordLine(scene, lang, record, sourcesOf(evidence, holdings[shown], i)),
      ),
    );
  const showSources = (document) => {
    evidence = document;
    showRecords();
  };
  scene.document("control").then(showSources, () => null); // without it the sources below still stand
  const draw = (state) => {
    if (theme !== state.theme) {
      theme = state.theme;
      segments.forEach((segment, i) =>
        segment.replaceChildren(groupMark(scene, theme, spans[i].group, spans[i].basis)),
      );
    }
    const at = holdings.indexOf(holdingAt(scene, place, state.date));
    const none = state.date > scene.knownUntil.control ? noData : translate(scene, lang, "panel.no_record");
    setText(heading, spans[at]?.text ?? none);
    if (shown === at) return;
    shown = at;
    segments.forEach((segment, i) => setAttribute(segment, "aria-current", i === at ? "date" : null));
    showRecords();
  };
  return { root, draw };
}

function createSegment(clock, span) {
  const segment = button(
    {
      class: "gd-segment",
      "data-group": span.group,
      "data-basis": span.basis,
      "aria-label": span.text,
      title: span.text,
    },
    () => clock.set({ date: span.start }),
  );
  segment.style.flexGrow = String(Math.sqrt(span.stop - span.start)); // long quiet years must not hide the short turns
  segment.style.setProperty("--gd-group", `var(--gd-${span.group.replaceAll("_", "-")})`);
  return segment;
}

/** Sources of a record of a holding, by row, from the document of control records; none before it has come. */
const sourcesOf = (document, holding, record) =>
  (document?.records[holding]?.[record]?.sources ?? []).map((id) => document.sources[id]);

/** One record: when and how surely, what it says, and which sources it rests on. */
function recordLine(scene, lang, { when, text, confidence }, sources) {
  const label = sources.length ? translate(scene, lang, "places.record_sources") : "\u00a0"; // room for what is to come
  return el(
    "li",
    {},
    el(
      "span",
      { class: "gd-quiet" },
      `${when} · ${translate(scene, lang, `vocab.confidence.${confidence}`)}`,
    ),
    el("br"),
    text,
    el(
      "span",
      { class: "gd-quiet gd-record-sources" },
      label,
      sources.flatMap((source, i) => [i ? " · " : null, sourceLink(source)]),
    ),
  );
}

/** A source by its publisher; its title is there for screen readers and on hover. */
function sourceLink({ title, publisher, url, language }) {
  return webLink(url, { hreflang: language, title, "aria-label": `${publisher}: ${title}` }, publisher);
}
