// The address of a page without a server: what it asks for, and the settled state written into it.

import { stateIn } from "../core/host.js";
import { readState, textOf, textsOf } from "../core/params.js";
import { completed, windowed } from "../core/selecting.js";
import { dayOf, isoOf } from "../core/scene.js";

const STEP = /^(.+)\.(\d+)$/;

export class Address {
  /** `names` are those of the parameters that it may hold, `usual` their texts where it holds none. */
  constructor(scene, names, usual) {
    Object.assign(this, { scene, names, usual, behind: stateIn() });
  }

  /** Call back when the reader goes back or forth, or changes what stands behind the #. */
  watch(callback) {
    window.addEventListener(this.behind === "search" ? "popstate" : "hashchange", callback);
  }

  /**
   * What is asked for behind the ? or the #, as texts, and what of it could not be met: [{key, name, value, now}]. In one file
   * a copied link is followed too, which has its state behind the ?.
   */
  async read(now) {
    const { scene, names } = this;
    const { hash, search } = window.location;
    const inHash = this.behind === "hash" && hash.length > 1;
    const asked = textsOf(scene, inHash ? hash.slice(1) : search);
    const known = readState(scene, asked, names);
    const patch = windowed(completed(scene, await this.atItsStep(known), now.date), now);
    const texts = Object.entries(patch).map(([name, value]) => [name, textOf(scene, name, value)]);
    return { read: Object.fromEntries(texts), unmet: this.unmet(asked, known) };
  }

  /** A story alone opens on the day, the event and the place of its step; one that is not told is left out. */
  async atItsStep(read) {
    if (!read.story) return read;
    const [, id, number] = STEP.exec(read.story) ?? [];
    const { stories } = await this.scene.document("stories");
    const step = stories.find((each) => each.id === id)?.steps.find((each) => each.step === Number(number));
    if (!step) return { ...read, story: null };
    if (read.date || read.event) return read;
    return { tab: "stories", ...read, date: step.date, event: step.event, view: read.view ?? step.view };
  }

  /** What was asked for and is not shown, by the keys of its notices. */
  unmet(asked, known) {
    const { scene, names } = this;
    return Object.entries(asked).flatMap(([name, value]) => {
      if (!names.includes(name) || !value) return [];
      const { kind } = scene.params.of.get(name);
      if (!(name in known)) return [{ key: kind === "id" ? "unknown_id" : "bad_value", name, value }];
      const isMoved = kind === "date" && /^\d{4}-\d\d-\d\d$/.test(value) && dayOf(value) !== known[name];
      return isMoved ? [{ key: "date_clamped", name, value, now: isoOf(known[name]) }] : [];
    });
  }

  /**
   * Write a state, without what is usual but for the day; says whether the address is another. `anew` makes an entry of the
   * browser's history, where the state stands behind the ?.
   */
  write(settled, { anew }) {
    const { names, usual } = this;
    const named = names.filter((name) => name === "date" || settled[name] !== usual[name]);
    const texts = new URLSearchParams(named.map((name) => [name, settled[name] ?? ""]));
    const text = `${this.behind === "search" ? "?" : "#"}${texts}`.replaceAll("%2C", ",");
    if (text === window.location[this.behind]) return false;
    try {
      if (anew && this.behind === "search") window.history.pushState(null, "", text);
      else window.history.replaceState(null, "", text);
    } catch {
      // A viewer that gives the file no address of its own.
    }
    return true;
  }
}
