// Head and foot of the page without a server: title, day, what is filtered, search, menus, language; how to cite, and whence.

import { button, el, setAttribute, setText } from "../core/dom.js";
import { citation } from "../parts/copying.js";
import { filterText } from "../core/filtering.js";
import { passes } from "../core/eventtable.js";
import { formatDay, translate } from "../core/scene.js";
import { createMenus } from "./alone-menus.js";

const LANGUAGE_NAMES = { en: "English", fr: "Français" };
const NO_FILTER = { cat: "", actor: "", where: "", pair: "", conf: "low", deaths: "0", q: "" };

/** The head; `change(texts)` takes what a reader chooses in it. */
export function createHead(scene, about, change) {
  const title = el("h1");
  const day = el("strong");
  const filters = el("span");
  const all = button({ class: "gd-link" }, () => change(NO_FILTER));
  const filtered = el("span", { class: "gd-filtered", hidden: true }, filters, " ", all);
  const unmet = el("p", { class: "gd-unmet", role: "status" });
  const search = el("div", { class: "gd-top-search" });
  const menus = createMenus(scene, (patch) => change(patch), NO_FILTER);
  const languages = createLanguages(scene, (lang) => change({ lang }));
  const server = createWayToServer(about.server);
  const help = el("div", { class: "gd-top-help" });
  const said = el("div", { class: "gd-top-said" }, el("p", {}, day, " ", filtered), help);
  const inner = el(
    "div",
    { class: "gd gd-top-inner" },
    el("div", { class: "gd-top-name" }, title, said, unmet),
    el("div", { class: "gd-top-tools" }, search, menus.root, server, languages.root),
  );
  const say = (lang, key, values) => translate(scene, lang, key, values);
  return {
    root: el("header", { class: "gd-host gd-top" }, inner),
    help,
    search,
    say,
    /** What has settled: filters, and what of the address could not be met. */
    update({ lang, layers }, now) {
      menus.update(lang, layers, now.filter, now.mask);
      const words = filterText(scene, lang, now.filter);
      const values = { filters: words, shown: countOf(scene, now.mask), total: scene.events.count };
      filtered.hidden = !words;
      setText(filters, words && say(lang, "standalone.filtered", values));
      setText(all, say(lang, "standalone.show_all"));
      if (server) setText(server, say(lang, "standalone.server"));
      setText(unmet, now.unmet.map(({ key, ...each }) => say(lang, `page.notice.${key}`, each)).join(" "));
    },
    draw({ lang, date }) {
      inner.lang = lang;
      document.documentElement.lang = lang;
      setText(title, scene.conflict.title[lang]);
      setText(day, say(lang, "standalone.as_of", { date: formatDay(date, lang) }));
      languages.draw(lang);
      const values = { title: scene.conflict.title[lang], date: formatDay(date, lang) };
      document.title = say(lang, "standalone.document", values);
    },
  };
}

/** A link to the same view on a server, which makes files; null where none was named. */
function createWayToServer(address) {
  if (!address) return null;
  const link = el("a", { class: "gd-link", href: address, rel: "noopener" });
  const lead = () => {
    link.href = new URL(window.location.search, address).href; // as the day moves on, so does the view
  };
  for (const name of ["pointerdown", "focus"]) link.addEventListener(name, lead);
  return link;
}

function createLanguages(scene, choose) {
  const buttons = Object.keys(scene.strings).map((lang) =>
    button(
      { class: "gd-button", lang, title: LANGUAGE_NAMES[lang], "aria-label": LANGUAGE_NAMES[lang] },
      () => choose(lang),
      lang.toUpperCase(),
    ),
  );
  const root = el("div", { class: "gd-languages", role: "group" }, buttons);
  const draw = (lang) => {
    setAttribute(root, "aria-label", translate(scene, lang, "standalone.language"));
    for (const each of buttons) setAttribute(each, "aria-pressed", String(each.lang === lang));
  };
  return { root, draw };
}

/** Number of events that a mask keeps. */
function countOf(scene, mask) {
  let count = 0;
  for (let row = 0; row < scene.events.count; row += 1) if (passes(mask, row)) count += 1;
  return count;
}

/** When a file was made; or, where a browser can do it, that it keeps the site. */
function originOf(scene, lang, { made }) {
  if (made !== null) return translate(scene, lang, "standalone.made", { made: formatDay(made, lang) });
  return navigator.serviceWorker ? translate(scene, lang, "standalone.kept") : "";
}

/** Citation for the day shown, origin of the page and of the facts, whom to ask; the map has credits of its own. */
export function createFoot(scene, about) {
  const text = el("span");
  const contact = about.contact?.href
    ? el("a", { class: "gd-link", href: about.contact.href, rel: "noreferrer" })
    : el("span");
  const root = el(
    "footer",
    { class: "gd-host gd-end" },
    el("div", { class: "gd" }, el("p", {}, text, " ", contact)),
  );
  const draw = ({ lang, date }) => {
    root.lang = lang;
    const told = [citation(scene, lang, date, about.made), originOf(scene, lang, about), about.credits[lang]];
    setText(text, told.filter(Boolean).join(" "));
    setText(contact, about.contact?.text[lang] ?? "");
  };
  return { root, draw };
}
