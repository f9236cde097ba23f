// The page in one file: the dashboard's own parts around its own clock, with every card's text in the file.
// What the server does for the dashboard happens here: settled states are taken in, cards are handed out.

import { clock } from "../parts/clock.js";
import { button, el, setAttribute, setText } from "../core/dom.js";
import { Titles, decodeMask, eventTitle, passes } from "../core/eventtable.js";
import { mount } from "../map/geodash.js";
import { completeTexts, readState, textOf, textsOf } from "../core/params.js";
import { Pieces } from "../core/pieces.js";
import { render as renderHelp } from "./help.js";
import { render as renderPanel } from "./panel.js";
import { assemble, dayOf, formatDay, translate } from "../core/scene.js";
import { completed } from "../core/selecting.js";
import { render as renderTimeline } from "../timeline/timeline.js";

const LANGUAGE_NAMES = { en: "English", fr: "Français" };

openFile(document.getElementById("gd-page"), document.getElementById("gd-data").textContent);

async function openFile(page, packed) {
  const file = await unpack(packed);
  const titles = new Titles(file.scene.events, async (chunk) => chunk);
  await titles.all();
  const named = Object.entries(file.documents);
  const documents = new Map(named.map(([name, document]) => [name, withSources(document, file.cards)]));
  const numbers = bytesOf(file.numbers).buffer;
  const scene = assemble(
    { ...file.scene, base: file.base, document: async (name) => documents.get(name) },
    Pieces.of(file.scene.events, { numbers, ids: file.ids }),
    titles,
  );
  await new Page(page, file, scene).start();
}

/** The bytes that a text in base64 stands for. */
function bytesOf(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

function unpack(text) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** What differs between languages laid over what does not. */
const inLanguage = (texts, lang) => ({ ...texts.both, ...texts[lang] });

/** A link to a source as the documents of the dashboard have it, from the card of the source. */
function linkOf({ both, ...languages }) {
  const published = Object.entries(languages).map(([lang, own]) => [lang, own.published ?? both.published]);
  const { title, publisher, url, language } = both;
  return { title, publisher, url, language, published: Object.fromEntries(published) };
}

/** A document with what it says of sources: the file keeps that once, on their cards. */
function withSources(document, cards) {
  const { sources } = document;
  if (Array.isArray(sources)) {
    return { ...document, sources: Object.fromEntries(sources.map((id) => [id, linkOf(cards.sources[id])])) };
  }
  if (!sources?.id) return document;
  const links = sources.id.map((id) => linkOf(cards.sources[id]));
  const columns = ["title", "publisher", "url", "language"].map((key) => [
    key,
    links.map((link) => link[key]),
  ]);
  return { ...document, sources: { ...sources, ...Object.fromEntries(columns) } };
}

/** The card of an event or a place on a day, as the dashboard's server would send it, or null without a selection. */
function cardOf({ cards }, scene, { event, place, date, lang }) {
  const sources = (ids) => ids.map((id) => inLanguage(cards.sources[id], lang));
  const link = (id) => {
    const row = scene.eventIndex.get(id);
    return { id, title: eventTitle(scene, lang, row), date: formatDay(scene.events.start[row], lang) };
  };
  if (event) {
    const card = inLanguage(cards.events[event], lang);
    const { part_of: whole, parts, related } = card;
    return {
      ...card,
      part_of: whole && link(whole),
      parts: parts.map(link),
      related: related.map(link),
      sources: sources(card.sources),
    };
  }
  if (!place) return null;
  const { phases, ...texts } = cards.places[place];
  const phase = phases.findLast(({ from }) => from <= date) ?? phases[0];
  const card = { ...inLanguage(texts, lang), ...inLanguage(phase, lang) };
  const past = card.events.filter((id) => scene.events.start[scene.eventIndex.get(id)] <= date);
  return {
    ...card,
    events: past.slice(-cards.most_events).reverse().map(link),
    sources: sources(card.sources),
  };
}

class Page {
  constructor(root, file, scene) {
    this.file = file;
    this.scene = scene;
    this.usual = completeTexts(scene, file.settled);
    this.names = Object.keys(this.usual).filter((name) => scene.params.of.has(name)); // what the address holds
    this.settled = this.usual;
    this.settled = { ...this.usual, ...this.asked() };
    this.shown = "";
    this.head = createHead(scene, file.about, {
      choose: (lang) => this.settle({ lang }),
      showAll: () => this.settle({ mask: "" }),
    });
    this.foot = createFoot(scene, file.about);
    const host = (name) => el("div", { class: `gd-host ${name}` });
    this.map = el("div", { class: "gd-map" });
    this.side = host("gd-side");
    this.time = host("gd-time");
    root.replaceChildren(
      this.head.root,
      el("div", { class: "gd-stage" }, this.map),
      this.side,
      this.time,
      this.foot.root,
    );
  }

  async start() {
    window.geodashSettled = this.settled;
    const tell = (detail) => document.dispatchEvent(new CustomEvent("geodash:frame", { detail }));
    const map = await mount(L.map(this.map, { zoomControl: false, attributionControl: false }), {
      scene: this.scene,
      tell,
    });
    clock.addMap(map.follow);
    clock.subscribe((state) => this.draw(state));
    window.addEventListener("hashchange", () => {
      this.settle(this.asked());
      map.settle(this.settled);
    });
    this.render();
    renderHelp({ parentElement: this.head.help });
  }

  /** What the address names behind its # or, as a copied link does, behind its ?; what cannot be read is left out. */
  asked() {
    const { hash, search } = window.location;
    const texts = textsOf(this.scene, hash.length > 1 ? hash.slice(1) : search);
    const read = readState(this.scene, texts, this.names);
    const patch = completed(this.scene, read, dayOf(this.settled.date));
    return Object.fromEntries(
      Object.entries(patch).map(([name, value]) => [name, textOf(this.scene, name, value)]),
    );
  }

  /** Write what differs from the file's own state behind the #, so that a reload or a bookmark comes back to it. */
  toAddress() {
    const { settled, usual } = this;
    const named = this.names.filter((name) => name === "date" || settled[name] !== usual[name]);
    const texts = new URLSearchParams(named.map((name) => [name, settled[name]]));
    try {
      window.history.replaceState(null, "", `#${texts}`);
    } catch {
      // A viewer that gives the file no address of its own.
    }
  }

  /** Take in what the clock or the reader settled on. */
  settle(patch) {
    this.settled = { ...this.settled, ...patch };
    this.toAddress();
    this.render();
  }

  /** The file's own filter, and with a pair only the events of both: what the server works out for the dashboard. */
  mask() {
    const { pair, mask } = this.settled;
    const rows = this.file.documents.relations.pairs.find((each) => each.pair === pair)?.rows;
    if (!rows) return mask;
    const kept = decodeMask(mask);
    const bytes = new Uint8Array(Math.ceil(this.file.ids.length / 8));
    for (const row of rows) if (passes(kept, row)) bytes[row >> 3] |= 1 << (row & 7);
    return btoa(String.fromCharCode(...bytes));
  }

  render() {
    const { scene } = this;
    const settled = { ...this.settled, mask: this.mask() };
    renderTimeline({
      parentElement: this.time,
      data: { scene, settled },
      setTriggerValue: (_, commit) => this.settle({ ...commit, view: "" }), // the map has been moved since, perhaps
    });
    this.renderPanel(settled, { ...settled, date: dayOf(settled.date) });
  }

  renderPanel(settled, selection) {
    const { scene, file } = this;
    this.shown = keyOf(selection);
    renderPanel({
      parentElement: this.side,
      data: { scene, settled, detail: cardOf(file, scene, selection) },
    });
  }

  draw(state) {
    this.head.draw(state);
    this.foot.draw(state);
    if (this.shown !== keyOf(state)) this.renderPanel({ ...this.settled, mask: this.mask() }, state);
  }
}

const keyOf = ({ event, place, lang }) => [event ?? "", place ?? "", lang].join("|");

/** Title, day, filters, language. `choose` takes a language, `showAll` drops the filters. */
function createHead(scene, about, { choose, showAll }) {
  const title = el("h1");
  const day = el("strong");
  const filters = el("span");
  const all = button({ class: "gd-link" }, showAll);
  const filtered = el("span", { class: "gd-filtered" }, filters, " ", all);
  const buttons = Object.keys(scene.strings).map((lang) =>
    button(
      { class: "gd-button", lang, title: LANGUAGE_NAMES[lang], "aria-label": LANGUAGE_NAMES[lang] },
      () => choose(lang),
      lang.toUpperCase(),
    ),
  );
  const languages = el("div", { class: "gd-languages", role: "group" }, buttons);
  const help = el("div", { class: "gd-top-help" });
  const said = el("div", { class: "gd-top-said" }, el("p", {}, day, " ", filtered), help);
  const inner = el(
    "div",
    { class: "gd gd-top-inner" },
    el("div", { class: "gd-top-name" }, title, said),
    languages,
  );
  const draw = ({ lang, date, mask }) => {
    const say = (key, values) => translate(scene, lang, `standalone.${key}`, values);
    inner.lang = lang;
    setText(title, scene.conflict.title[lang]);
    setText(day, say("as_of", { date: formatDay(date, lang) }));
    setText(filters, about.filters[lang]);
    setText(all, say("show_all"));
    filtered.hidden = mask === null;
    setAttribute(languages, "aria-label", say("language"));
    for (const each of buttons) setAttribute(each, "aria-pressed", String(each.lang === lang));
    document.title = say("document", { title: scene.conflict.title[lang], date: formatDay(date, lang) });
  };
  return { root: el("header", { class: "gd-host gd-top" }, inner), help, draw };
}

/** Citation for the day shown, origin of the file and of the facts; the credits of the map stand on the map. */
function createFoot(scene, about) {
  const text = el("p");
  const root = el("footer", { class: "gd-host gd-end" }, el("div", { class: "gd" }, text));
  const draw = ({ lang, date }) => {
    const made = formatDay(about.made, lang);
    const cite = translate(scene, lang, "export.citation", {
      date: formatDay(date, lang),
      version: scene.v,
      accessed: made,
    });
    root.lang = lang;
    setText(text, `${cite} ${translate(scene, lang, "standalone.made", { made })} ${about.credits[lang]}`);
  };
  return { root, draw };
}
