// The parts that cards share: headings, disputes, lists of records, sources.

import { clock } from "./clock.js";
import { button, el, inOneLine, setText, webLink } from "../core/dom.js";
import { dayOf, formatDay, translate } from "../core/scene.js";
import { pressedLink } from "../core/linking.js";
import { NOTHING } from "../core/selecting.js";
import { NARROW } from "../core/textsize.js";

const FOLDED = 10; // records of a long list that are shown at first

/** A titled part of a card, or null where it has no content. */
export function titled(title, ...content) {
  const children = content.flat().filter(Boolean);
  return children.length ? el("section", { class: "gd-part" }, el("h3", {}, title), children) : null;
}

/** The same with a title of the page's words. */
export const part = (scene, lang, key, ...content) =>
  titled(translate(scene, lang, `panel.${key}`), ...content);

/** What stands where the server's text will be. */
export const waiting = ({ scene, lang, failed }) =>
  failed
    ? el("p", { role: "alert", class: "gd-failed" }, translate(scene, lang, "panel.load_waits"))
    : skeleton();

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

/** Records as links that select them. */
export const recordLinks = (lang, records) =>
  records.length
    ? el(
        "ul",
        { class: "gd-links" },
        records.map((record) => recordItem(lang, record)),
      )
    : null;

/** One of them; a title that has not come yet follows, where the record knows how to get it. */
function recordItem(lang, record) {
  const { id, title, date } = record;
  const link = pressedLink(
    { class: "gd-link", "data-select-event": id },
    () => clock.set({ event: id }),
    title,
  );
  if (!title) record.titled?.().then(() => setText(link, record.title));
  return el("li", {}, el("span", { class: "gd-quiet" }, shownDate(date, lang)), " ", link);
}

/** Many records: the first of them, and a button for the others; `earlier` more are not among them. */
export function foldedLinks(scene, lang, records, earlier = 0) {
  const list = recordLinks(lang, records.slice(0, FOLDED));
  if (records.length <= FOLDED) return list;
  const unfold = () => {
    const rest = records.slice(FOLDED).map((record) => recordItem(lang, record));
    list.append(...rest);
    more.replaceWith(
      earlier
        ? el("p", { class: "gd-quiet" }, translate(scene, lang, "panel.earlier", { count: earlier }))
        : "",
    );
    rest[0].querySelector("a").focus({ preventScroll: true });
  };
  const label = translate(scene, lang, "panel.show_all", { count: records.length });
  const more = button({ class: "gd-button gd-unfold" }, unfold, label);
  return [list, more];
}

const selectLink = (name, { id, label }) =>
  pressedLink({ class: "gd-link", [`data-select-${name}`]: id }, () => clock.set({ [name]: id }), label);

/** A place or a party that is pressed to be selected. */
export const placeLink = (place) => selectLink("place", place);
export const partyLink = (party) => selectLink("party", party);

/** Parties one behind the other. */
export const partyLinks = (parties) =>
  parties.length > 0 &&
  el(
    "ul",
    { class: "gd-parties" },
    parties.map((party) => el("li", {}, partyLink(party))),
  );

const shownDate = (date, lang) =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) ? formatDay(dayOf(date), lang, "short") : date;

/** Sources, best first, under a title; only web addresses become links. */
export function sourceList(scene, lang, sources, title = translate(scene, lang, "panel.sources_title")) {
  return titled(
    title,
    sources.length
      ? el(
          "ol",
          { class: "gd-sources" },
          sources.map((source) => {
            const link = webLink(source.url, { hreflang: source.language }, source.title);
            const published = source.published || translate(scene, lang, "panel.undated");
            return el(
              "li",
              {},
              link,
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
  const press = () => clock.set({ tab: "sources", source: id, ...(NARROW.matches ? NOTHING : {}) });
  return pressedLink(
    {
      class: "gd-link gd-source-all",
      "data-all-of": id,
      "aria-label": translate(scene, lang, "sources.all_records_of", { title }),
    },
    press,
    translate(scene, lang, "sources.all_records"),
  );
}

/** Pairs of term, and content, as a list; pairs without content are left out. */
export function facts(pairs) {
  const shown = pairs.filter(([, content]) =>
    Array.isArray(content) ? content.filter(Boolean).length : content,
  );
  return shown.length
    ? el(
        "dl",
        { class: "gd-facts" },
        shown.flatMap(([term, content]) => [el("dt", {}, term), el("dd", {}, content)]),
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
