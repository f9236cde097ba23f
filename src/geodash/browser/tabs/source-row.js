// One source as an entry of the list: a button with what is known of it at a glance and, opened, its page and its records in place.

import { recordLinks } from "../parts/passages.js";
import { button, el, safeUrl, webLink } from "../core/dom.js";
import { pressedLink } from "../core/linking.js";
import { eventTitle, precisionOf } from "../core/eventtable.js";
import { formatDay, translate } from "../core/scene.js";

const FIRST = 40; // records shown of one table, and each time more are asked for
const STYLES = { day: "long", month: "long-month", year: "axis-year" };

export const detailsId = (id) => `gd-source-${id}`;

/** When a source was published, as exactly as it is known. */
function publishedText(scene, lang, { sources }, row) {
  const day = sources.day[row];
  return day === null
    ? translate(scene, lang, "panel.undated")
    : formatDay(day, lang, STYLES[sources.precision[row]]);
}

/** The entry, closed. `press` opens or closes it. */
export function sourceEntry({ scene, lang, doc, index }, row, press) {
  const { sources } = doc;
  const id = sources.id[row];
  const meta = [
    publishedText(scene, lang, doc, row),
    translate(scene, lang, `vocab.source_kind.${sources.kind[row]}`),
    doc.languages[sources.language[row]][lang],
  ].join(" · ");
  const head = pressedLink(
    { class: "gd-source-head", "data-select-source": id, "aria-expanded": "false", tabindex: "-1" },
    press,
    el(
      "span",
      { class: "gd-source-line" },
      el("span", { class: "gd-source-publisher" }, sources.publisher[row]),
      el("span", { class: "gd-hidden" }, ": "),
      el(
        "span",
        { class: "gd-source-count" },
        translate(scene, lang, "sources.records", { count: index.count[row] }),
      ),
    ),
    el("span", { class: "gd-hidden" }, ". "),
    el("span", { class: "gd-source-title", lang: sources.language[row] }, sources.title[row]),
    el("span", { class: "gd-hidden" }, ". "),
    el("span", { class: "gd-source-meta" }, meta),
  );
  return el("li", { class: "gd-source", "data-source-id": id }, head);
}

/** What an opened entry adds: what to know about it, the page itself, and the records that rest on it. */
export function sourceDetails(view, row) {
  const { scene, lang, doc, index } = view;
  const { sources } = doc;
  const say = (key, values) => translate(scene, lang, `sources.${key}`, values);
  const url = safeUrl(sources.url[row]);
  const note = doc.notes[sources.note[row]];
  const host = url && new URL(url).host.replace(/^www\./, "");
  return el(
    "div",
    { class: "gd-source-details", id: detailsId(sources.id[row]) },
    note && el("p", { class: "gd-quiet" }, note[lang]),
    el(
      "p",
      {},
      url ? webLink(url, { hreflang: sources.language[row] }, say("open", { host })) : sources.url[row],
    ),
    index.count[row] === 0
      ? el("p", { class: "gd-quiet" }, say("none"))
      : [
          records(view, "events", sources.events[row], (shown) => eventLinks(view, shown)),
          records(view, "control", sources.control[row], (shown) => controlLinks(view, shown)),
          records(view, "relations", sources.relations[row], (shown) => relationLinks(view, shown)),
        ],
    el("p", { class: "gd-quiet gd-source-id" }, say("identifier", { id: sources.id[row] })),
  );
}

/** Records of one table under a heading; a long list grows when asked. */
function records({ scene, lang }, name, rows, links) {
  if (!rows.length) return null;
  const list = el("div");
  const more = button({ class: "gd-button" }, () => show(shown + FIRST));
  let shown = 0;
  const show = (count) => {
    shown = Math.min(count, rows.length);
    const rest = rows.length - shown;
    list.replaceChildren(links(rows.slice(0, shown)));
    more.hidden = rest === 0;
    more.textContent = translate(scene, lang, "sources.more", { count: Math.min(rest, FIRST) });
  };
  show(FIRST);
  return el(
    "section",
    { class: "gd-part" },
    el("h2", {}, translate(scene, lang, `sources.${name}`)),
    list,
    more,
  );
}

/** Day of a record in short, as exactly as it is known. */
function dayText(scene, lang, day, precision) {
  const date = formatDay(day, lang, precision === "month" ? "month" : "short");
  return precision === "approx" ? translate(scene, lang, "wording.date.approx", { date }) : date;
}

function eventLinks({ scene, lang }, rows) {
  const { events } = scene;
  return recordLinks(
    lang,
    rows.map((row) => ({
      id: events.id[row],
      title: eventTitle(scene, lang, row),
      date: dayText(scene, lang, events.start[row], precisionOf(scene, row)),
    })),
  );
}

function controlLinks({ scene, lang, clock, doc: { control } }, rows) {
  return links(rows, (row) => {
    const [place, date] = [control.place[row], control.day[row]];
    const press = () => clock.set({ place, date });
    return [
      dayText(scene, lang, date, control.precision[row]),
      pressedLink({ class: "gd-link", "data-select-place": place }, press, control.label[lang][row]),
    ];
  });
}

function relationLinks({ lang, clock, doc: { relations } }, rows) {
  return links(rows, (row) => {
    const [pair, date] = [relations.pair[row], relations.day[row]];
    const press = () => clock.set({ tab: "relations", pair, date });
    return [
      formatDay(date, lang, "short"),
      pressedLink({ class: "gd-link", "data-select-pair": pair }, press, relations.label[lang][row]),
    ];
  });
}

const links = (rows, make) =>
  el(
    "ul",
    { class: "gd-links" },
    rows.map((row) => {
      const [day, link] = make(row);
      return el("li", {}, el("span", { class: "gd-quiet" }, day), " ", link);
    }),
  );
