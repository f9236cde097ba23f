// The address of a page without a server: what it asks for, and the settled state written into it.

import { stateIn } from "../core/host.js";
import { textsOf } from "../core/address.js";
import { readState, textOf, UNPRINTABLE } from "../core/params.js";
import { completed, SELECTIONS, windowed } from "../core/selecting.js";
import { dayOf, isoOf } from "../core/scene.js";

const LISTS = new Set(["set", "classes", "layers"]); // kinds of which what is unknown is left out

export class Address {
  /**
   * `names` are those of the parameters that it may hold, `usual` their texts where it holds none, `data` is what the page holds:
   * {version, known}.
   */
  constructor(scene, names, usual, data) {
    Object.assign(this, { scene, names, usual, data, behind: stateIn() });
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
    const told = await this.atItsStep(known);
    const patch = windowed(completed(scene, told, now.date), now);
    const texts = Object.entries(patch).map(([name, value]) => [name, textOf(scene, name, value)]);
    const unmet = [...this.unmet(asked, { ...known, story: told.story }), ...this.elsewhere(asked)];
    return { read: Object.fromEntries(texts), unmet: [...unmet, ...leftOut(asked, known)] };
  }

  /** A story alone opens on the day, the event and the place of its step; one that is not told is left out. */
  async atItsStep(read) {
    if (!read.story) return read;
    const [id, number = "1"] = read.story.split(".");
    const { stories } = await this.scene.document("stories");
    const step = stories.find((each) => each.id === id)?.steps.find((each) => String(each.step) === number);
    if (!step) return { ...read, story: null };
    const story = `${id}.${number}`;
    if (read.date || read.event) return { ...read, story };
    return {
      tab: "stories",
      ...read,
      story,
      date: step.date,
      event: step.event,
      view: read.view ?? step.view,
    };
  }

  /** What was asked for and is not shown, by the keys of its notices. */
  unmet(asked, known) {
    const { scene, names } = this;
    return Object.entries(asked).flatMap(([name, value]) => {
      if (!names.includes(name) || !value) return [];
      const { kind } = scene.params.of.get(name);
      if (!(name in known)) return [whyUnread(kind, name, value)];
      if (kind === "story" && known.story === null) return [{ key: "unknown_id", name, value }];
      if (LISTS.has(kind)) return absent(name, value, textOf(scene, name, known[name]));
      const isMoved = kind === "date" && /^\d{4}-\d\d-\d\d$/.test(value) && dayOf(value) !== known[name];
      return isMoved ? [{ key: "date_clamped", name, value, now: isoOf(known[name]) }] : [];
    });
  }

  /** What was asked for of another record: its version, or the day on which it was known. */
  elsewhere({ v, known }) {
    const { version, known: day } = this.data;
    const other = v && v !== version && { key: "data_here", value: v, now: version };
    return [other, known && known !== day && { key: "not_known", value: known }].filter(Boolean);
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

/** The notice on a value that names nothing of the record, or makes no sense. */
function whyUnread(kind, name, value) {
  const pair = kind === "pair" && value.split(",").filter(Boolean);
  if (kind !== "id" && pair.length !== 2) return { key: "bad_value", name, value: seen(value) };
  return { key: "unknown_id", name, value: pair ? pair.sort().join() : value };
}

/** A text with the code points of its signs that cannot be printed, as Python's link.notice names them. */
const seen = (text) =>
  text.replaceAll(
    UNPRINTABLE,
    (sign) => `[U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );

/** What a list names and the page does not have. */
function absent(name, asked, known) {
  const found = new Set(known.split(","));
  const value = asked.split(",").filter((each) => each && !found.has(each));
  return value.length ? [{ key: "unknown_id", name, value: value.join(", ") }] : [];
}

/** Selections beside the one that is shown. */
const leftOut = (asked, known) =>
  SELECTIONS.filter((name) => known[name])
    .slice(1)
    .map((name) => ({ key: "one_selection", value: asked[name] }));
