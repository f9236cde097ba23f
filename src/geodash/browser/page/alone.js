// The page without a server: the dashboard's own parts around its own clock. What the server does for the dashboard happens
// here: settled states are taken in and written into the address, filters worked out, cards handed out.

import { clock } from "../parts/clock.js";
import { el } from "../core/dom.js";
import { decodeMask } from "../core/eventtable.js";
import { insist, once, warn } from "../core/fetching.js";
import { filterOf, FILTERS, maskOf, namedFilters, searchedTexts } from "../core/filtering.js";
import { mount } from "../map/geodash.js";
import { completeTexts, readState, textOf, usualText } from "../core/params.js";
import { dayOf } from "../core/scene.js";
import { selectionOf } from "../core/selecting.js";
import { render as renderTimeline } from "../timeline/timeline.js";
import { Address } from "./alone-address.js";
import { cardFor, textsOfEvent } from "./alone-cards.js";
import { createFoot, createHead } from "./alone-head.js";
import { createPaper } from "./alone-paper.js";
import { sceneFrom } from "./alone-scene.js";
import { render as renderHelp } from "./help.js";
import { render as renderPanel } from "./panel.js";
import { render as renderSearch } from "./search.js";

/** Parameters of links that only a server's page has a use for. */
const OF_A_SERVER = new Set(["set", "brief", "v", "known"]);

/**
 * Open the page. `raw` is the scene's document, `part(name, kind)` gives the parts that it names, `file` says what to open on
 * (`settled`) and what the page says of itself (`about`).
 */
export async function openAlone(root, raw, part, file) {
  const { scene, shelf } = await sceneFrom(raw, part);
  await new Page(root, file, scene, shelf).start();
}

const keyOf = (state) => [...Object.values(selectionOf(state)), state.lang].join("|");

class Page {
  constructor(root, file, scene, shelf) {
    Object.assign(this, { root, scene, shelf });
    const texts = [...scene.params.of.keys()].map((name) => [name, usualText(scene, name)]);
    this.usual = { ...Object.fromEntries(texts), ...completeTexts(scene, file.settled) };
    this.usual.layers = textOf(scene, "layers", readState(scene, this.usual, ["layers"]).layers);
    const names = Object.keys(this.usual).filter(
      (name) => scene.params.of.has(name) && !OF_A_SERVER.has(name),
    );
    this.address = new Address(scene, names, this.usual, file.about.data);
    this.settled = this.usual;
    this.mask = "";
    this.shown = "";
    this.searched = once(() => this.textsToSearch());
    this.head = createHead(scene, file.about, (patch) => this.settle(patch));
    this.foot = createFoot(scene, file.about);
    this.paper = createPaper(scene, () => clock.get());
    const host = (name) => el("div", { class: `gd-host ${name}` });
    this.map = el("div", { class: "gd-map" });
    this.side = host("gd-side");
    this.time = host("gd-time");
  }

  async start() {
    const { scene, root } = this;
    this.settled = { ...this.usual, ...(await this.asked()) };
    root.replaceChildren(
      this.head.root,
      el("div", { class: "gd-stage" }, this.map),
      this.side,
      this.time,
      this.paper.key,
      this.foot.root,
    );
    root.after(this.paper.list);
    window.geodashSettled = this.settled;
    const tell = (detail) => document.dispatchEvent(new CustomEvent("geodash:frame", { detail }));
    const map = L.map(this.map, { zoomControl: false, attributionControl: false });
    this.drawing = await mount(map, { scene, tell });
    clock.addMap(this.drawing.follow);
    clock.subscribe((state) => this.draw(state));
    this.address.watch(() => this.goBack());
    this.address.write(this.settled, { anew: false });
    await this.render();
    renderHelp({ parentElement: this.head.help });
  }

  /** What the address names; what of it could not be read is said. */
  async asked() {
    const { date, since } = this.settled;
    const { read, unmet } = await this.address.read({
      date: dayOf(date),
      since: since ? dayOf(since) : null,
    });
    this.unmet = unmet;
    return read;
  }

  /** Show what the address names now, and the usual where it names nothing. */
  async goBack() {
    const { rev } = this.settled; // the clock takes nothing older than its own last change
    return this.settle({ ...this.usual, ...(await this.asked()), rev });
  }

  /** Take in what the clock or the reader settled on. */
  settle(patch) {
    this.settled = { ...this.settled, ...patch };
    if (!this.settled.actor) this.settled.role = usualText(this.scene, "role"); // nobody's role says nothing
    if (this.address.write(this.settled, { anew: true })) this.unmet = [];
    return this.render();
  }

  async render() {
    const { scene, settled } = this;
    const filter = filterOf(scene, settled);
    const mask = await insist(() => maskOf(scene, filter, () => this.searched("")), {
      wanted: () => this.settled === settled,
      failed: (error) => warn("the texts to search did not come", error),
    });
    if (mask === null || this.settled !== settled) return;
    this.mask = mask;
    const now = { ...settled, mask };
    renderTimeline({
      parentElement: this.time,
      data: { scene, settled: now },
      setTriggerValue: (_, commit) => this.settle({ ...commit, view: "" }), // the map has been moved since, perhaps
    });
    renderSearch({
      parentElement: this.head.search,
      data: { scene, lang: settled.lang, label: this.head.say(settled.lang, "search.label"), q: filter.q },
      setTriggerValue: (_, { q, actor }) => this.settle(actor ? { actor: added(filter, actor) } : { q }),
    });
    this.head.update(settled, { filter, mask: decodeMask(mask), unmet: this.unmet });
    this.drawing.settle(now);
    this.renderPanel({ ...now, date: dayOf(settled.date) });
    await this.paper.ready(clock.get());
  }

  renderPanel(selection) {
    const { scene } = this;
    this.shown = keyOf(selection);
    renderPanel({
      parentElement: this.side,
      data: {
        scene,
        settled: { ...this.settled, mask: this.mask },
        detail: cardFor(scene, this.shelf, selection),
        filters: namedFilters(scene, this.settled.lang, filterOf(scene, this.settled)).filter(
          ([name]) => name !== "pair",
        ),
      },
      setTriggerValue: (_, asked) => this.settle(this.filtered(asked)),
    });
  }

  /** The filters once one is taken back, or all of them, or events of some categories are kept. */
  filtered({ name, keep }) {
    if (keep !== undefined) return { cat: keep };
    const names = name ? [name] : [...FILTERS, "holders"];
    return Object.fromEntries(names.map((each) => [each, usualText(this.scene, each)]));
  }

  draw(state) {
    this.head.draw(state);
    this.foot.draw(state);
    if (this.shown !== keyOf(state)) this.renderPanel(state);
  }

  /** What words are looked for in, event by event. */
  async textsToSearch() {
    const { scene } = this;
    const [records, names] = await Promise.all([this.shelf.of("events"), scene.document("search")]);
    return searchedTexts(scene, (row) => textsOfEvent(records[scene.events.id[row]]), names);
  }
}

/** The parties of a filter and one more. */
const added = ({ actor }, another) => [...new Set([...actor, another])].sort().join();
