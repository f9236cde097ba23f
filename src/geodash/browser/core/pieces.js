// @ts-check
// Events come in pieces by time: first those that a window needs, then the others, on both sides outwards. Until the last one
// is here `events.here` says which rows are, and whoever looks at events looks at these.

import { emptyTable, fill, readBlock, RowsById } from "./eventtable.js";
import { insist, once, warn } from "./fetching.js";
import { leading } from "./finding.js";

/** @import {Day, EventsDocument, Row} from "./types.d.ts" */
/** @typedef {{ numbers: ArrayBuffer, ids: string[] }} Piece */

export class Pieces {
  /**
   * @param {EventsDocument} description
   * @param {(piece: EventsDocument["pieces"][number]) => Promise<ArrayBuffer>} load
   */
  constructor(description, load) {
    this.description = description;
    this.events = emptyTable(description);
    this.rows = new RowsById();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.from = 0; // the pieces that are here stand side by side
    this.to = 0;
    this.resting = false;
    this.fetch = once((number) => this.fill(Number(number), load));
    /** @type {() => void} */
    this.finish = () => undefined;
    /** @type {Promise<void>} */
    this.whole = new Promise((done) => {
      this.finish = done;
    });
    this.show(0, 0);
  }

  /**
   * All events at once, where nothing is fetched.
   * @param {EventsDocument} description
   * @param {ArrayBuffer} block
   */
  static of(description, block) {
    const pieces = new Pieces(description, async () => block);
    pieces.take(0, readBlock(block, description.columns, description.count));
    pieces.show(0, description.pieces.length);
    return pieces;
  }

  get isWhole() {
    return this.to - this.from === this.description.pieces.length;
  }

  /**
   * Pieces that hold what may be shown of a window, as positions [first, last).
   * @param {Day} day
   * @param {number | null} days
   * @returns {[number, number]}
   */
  reach(day, days) {
    const { pieces, span } = this.description;
    /** @param {Day} limit */
    const begunBefore = (limit) => leading(pieces.length, (number) => pieces[number].first < limit);
    const last = begunBefore(day + 1);
    return [days === null ? 0 : Math.max(0, begunBefore(day - days - span + 1) - 1), last];
  }

  /**
   * Whether all that may be shown of a window is here.
   * @type {(day: Day, days: number | null) => boolean}
   */
  covers(day, days) {
    const [first, last] = this.reach(day, days);
    return first >= last || (this.from <= first && last <= this.to);
  }

  /**
   * Have what may be shown of a window.
   * @param {Day} day
   * @param {number | null} days
   */
  async need(day, days) {
    if (!this.covers(day, days)) await this.grow(...this.reach(day, days));
  }

  /**
   * Whether an event has not come yet, as far as can be known before all are here.
   * @param {unknown} id
   */
  lacks(id) {
    return typeof id === "string" && id !== "" && !this.rows.has(id) && !this.isWhole;
  }

  /** Have the others too, for as long as it takes. */
  async rest() {
    if (this.resting) return;
    this.resting = true;
    const failed = (/** @type {unknown} */ error) => warn("events did not come", error);
    const last = this.description.pieces.length;
    let step = 1; // twice as many each time: what comes is drawn, and a map of many events takes long to draw
    const more = () => this.grow(Math.max(0, this.from - step), Math.min(last, this.to + step));
    while (!this.isWhole) {
      // eslint-disable-next-line no-await-in-loop -- one after the other: what the reader does meanwhile goes first
      await insist(more, { wanted: () => true, failed });
      step *= 2;
    }
  }

  /**
   * Have the pieces [first, last), and those between them and what is here.
   * @param {number} first
   * @param {number} last
   * @returns {Promise<void>}
   */
  async grow(first, last) {
    const isFirst = this.from === this.to;
    const from = isFirst ? first : Math.min(first, this.from);
    const to = isFirst ? last : Math.max(last, this.to);
    await Promise.all(Array.from({ length: to - from }, (_, number) => this.fetch(String(from + number))));
    if (this.from === this.to) this.show(from, to);
    else if (to < this.from || this.to < from) await this.grow(first, last); // others were shown meanwhile
    else this.show(Math.min(from, this.from), Math.max(to, this.to));
  }

  /**
   * @param {number} number
   * @param {(piece: EventsDocument["pieces"][number]) => Promise<ArrayBuffer>} load
   */
  async fill(number, load) {
    const { columns, count, pieces, piece } = this.description;
    const rows = Math.min(piece, count - number * piece);
    this.take(number * piece, readBlock(await load(pieces[number]), columns, rows));
  }

  /**
   * @param {Row} from
   * @param {Piece} piece
   */
  take(from, piece) {
    fill(this.events, this.description.columns, from, piece);
    this.rows.add(from, piece.ids);
  }

  /**
   * Say that pieces are here.
   * @param {number} from
   * @param {number} to
   */
  show(from, to) {
    const { piece, count } = this.description;
    [this.from, this.to] = [from, to];
    this.events.here = { from: from * piece, to: Math.min(count, to * piece) };
    for (const listener of Array.from(this.listeners)) listener();
    if (this.isWhole) this.finish();
  }

  /** @param {() => void} listener */
  whenMore(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
