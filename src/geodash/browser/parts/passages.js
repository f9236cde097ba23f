// The parts that cards of events and of places share: headings, disputes, lists of records, sources.

import { clock } from "./clock.js";
import { button, el, inOneLine, webLink } from "../core/dom.js";
import { dayOf, formatDay, translate } from "../core/scene.js";
import { NARROW } from "../core/textsize.js";

/** A titled part of a card, or null where it has no content. */
export function part(scene, lang, key, ...content) {
  const children = content.flat().filter(Boolean);
  return children.length
    ? el("section", { class: "gd-part" }, el("h3", {}, translate(scene, lang, `panel.${key}`)), children)
    : null;
}

/** The report and what is said against it, side by side. */
export function claims(scene, lang, reported, disputed) {
  const texts = reported.filter(Boolean);
  const claim = texts.map((text, i) => el("p", { class: i ? "gd-attribution" : "gd-summary" }, text));
  if (!disputed.length) return claim.length ? el("div", { class: "gd-claim" }, claim) : null;
  const counter = el(
    "div",
    { class: "gd-counter" },
    el("h3", {}, translate(scene, lang, "panel.counter")),
    disputed.map(({ by, text }) => el("p", {}, by ? el("strong", {}, `${by} `) : null, text)),
  );
  if (!claim.length) return counter;
  return el(
    "div",
    { class: "gd-claims" },
    el("div", { class: "gd-claim" }, el("h3", {}, translate(scene, lang, "panel.reported")), claim),
    counter,
  );
}

/** Records as buttons that select them. */
export function recordLinks(lang, records) {
  return records.length
    ? el(
        "ul",
        { class: "gd-links" },
        records.map(({ id, title, date }) =>
          el(
            "li",
            {},
            el("span", { class: "gd-quiet" }, shownDate(date, lang)),
            " ",
            button({ class: "gd-link", "data-select-event": id }, () => clock.set({ event: id }), title),
          ),
        ),
      )
    : null;
}

const shownDate = (date, lang) =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) ? formatDay(dayOf(date), lang, "short") : date;

/** Sources, best first; only web addresses become links. */
export function sourceList(scene, lang, sources) {
  return part(
    scene,
    lang,
    "sources_title",
    sources.length
      ? el(
          "ol",
          { class: "gd-sources" },
          sources.map((source) => {
            const title = webLink(source.url, { hreflang: source.language }, source.title);
            const published = source.published || translate(scene, lang, "panel.undated");
            return el(
              "li",
              {},
              title,
              el(
                "span",
                { class: "gd-quiet gd-source-facts" },
                inOneLine([
                  source.publisher,
                  published,
                  source.kind_text,
                  source.language?.toUpperCase(),
                  source.note,
                ]),
              ),
              source.id ? recordsButton(scene, lang, source) : null,
            );
          }),
        )
      : null,
  );
}

/** The way to the entry of a source, with every record that rests on it. On a phone the card would cover it. */
function recordsButton(scene, lang, { id, title }) {
  const press = () =>
    clock.set({ tab: "sources", source: id, ...(NARROW.matches ? { event: null, place: null } : {}) });
  return button(
    {
      class: "gd-link gd-source-all",
      "data-all-of": id,
      "aria-label": translate(scene, lang, "sources.all_records_of", { title }),
    },
    press,
    translate(scene, lang, "sources.all_records"),
  );
}

/** Pairs of term and content as a list; pairs without content are left out. */
export function facts(scene, lang, pairs) {
  const shown = pairs.filter(([, content]) =>
    Array.isArray(content) ? content.filter(Boolean).length : content,
  );
  return shown.length
    ? el(
        "dl",
        { class: "gd-facts" },
        shown.flatMap(([key, content]) => [
          el("dt", {}, translate(scene, lang, `panel.${key}`)),
          el("dd", {}, content),
        ]),
      )
    : null;
}

/** Grey bars where text is still to come. */
export const skeleton = () =>
  el(
    "div",
    { class: "gd-skeleton", "aria-hidden": "true" },
    [100, 94, 97, 60].map((width) => {
      const bar = el("i");
      bar.style.width = `${width}%`;
      return bar;
    }),
  );
