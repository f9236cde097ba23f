// The small text at the pointer over the track: day or bin, number of events, control changes near it.

import { changesText } from "../parts/changes.js";
import { binDays, binStart, countBetween } from "../parts/histogram.js";
import { formatDay, translate } from "../core/scene.js";
import { PAD } from "./trackpaint.js";

const NEAR = 4; // pixels

/** Text for a day under the pointer: what the bar there counts, whether that is thin, and which control changes lie within reach. */
export function hintOf({ scene, lang, span, totals, marks, width }, day, scale) {
  const size = binDays(span, width - 2 * PAD);
  const from = binStart(day, size);
  const count = countBetween(scene, totals, from, from + size);
  const days =
    size === 1
      ? formatDay(day, lang, "short")
      : translate(scene, lang, "clock.hint.range", {
          from: formatDay(from, lang, "short"),
          to: formatDay(from + size - 1, lang, "short"),
        });
  const texts = [days, translate(scene, lang, "clock.hint.events", { count })];
  if (scene.thinFrom !== null && from + size > scene.thinFrom)
    texts.push(translate(scene, lang, "clock.hint.thin", { date: formatDay(scene.thinFrom, lang) }));
  const reach = Math.max(0.5, NEAR / scale.perDay);
  const near = marks.filter((mark) => Math.abs(mark.day - day) <= reach);
  if (near.length) texts.push(changesText(scene, lang, near));
  return texts.join(" · ");
}
