// Who held what on a day, in counts and in words.

import { countGroups, isAnswered, statusOn, trackedPlaces } from "../core/control.js";
import { formatDay, translate } from "../core/scene.js";
import { holderName } from "../core/statement.js";

const NAMED = 3;

/** Number of places of each class on a day. */
export const groupCounts = (scene, day) => countGroups(scene, statusOn(scene, day));

/**
 * Places whose controller differs between two days: [{place, before, after, kind}]. A place that is first seen, or lost from
 * sight, has not passed from anyone to anyone: kind is "moved", "seen" or "lost".
 */
export function changesBetween(scene, earlier, later) {
  const [old, now] = [statusOn(scene, earlier), statusOn(scene, later)];
  return trackedPlaces(scene)
    .map((place) => ({ place, before: old.get(place), after: now.get(place) }))
    .filter(({ before, after }) => before.controller !== after.controller)
    .map((change) => ({ ...change, kind: kindOf(change) }));
}

function kindOf({ before, after }) {
  if (!isAnswered(before)) return "seen";
  return isAnswered(after) ? "moved" : "lost";
}

/** Places that each class won from another, less those it lost to one. */
export function netMoves(scene, earlier, later) {
  const found = Object.fromEntries(scene.classes.map((group) => [group, 0]));
  for (const { before, after, kind } of changesBetween(scene, earlier, later)) {
    if (kind !== "moved") continue;
    found[after.group] += 1;
    found[before.group] -= 1;
  }
  return found;
}

/** Changes that records tell of: where only what is implied begins or ends, nothing happened. */
const toldBy = (changes) =>
  changes.filter(
    ({ before, after }) =>
      after.basis !== "implied" && !(before.basis === "implied" && after.basis === "unknown"),
  );

/** One change in words: "A town: now held by the army"; where the first record already saw that side in place, "seen held". */
export function changeText(scene, lang, { place, after: { controller, holding } }) {
  const seen = scene.holdings.earlier[holding] === 1;
  const state = ["contested", "unknown"].includes(controller) ? controller : seen ? "seen" : "held";
  return translate(scene, lang, `clock.change.${state}`, {
    place: scene.places[lang][place],
    holder: holderName(scene, lang, controller),
  });
}

/** Several changes in words; beyond three, how many more. The end of what is known is one change, not one for each place. */
export function changesText(scene, lang, all) {
  const changes = toldBy(all).filter(({ before }) => before.basis !== "no_data");
  if (changes.some(({ after }) => after.basis === "no_data")) {
    return translate(scene, lang, "clock.change.no_data", {
      date: formatDay(scene.knownUntil.control, lang),
    });
  }
  const named = changes.slice(0, changes.length > NAMED + 1 ? NAMED : NAMED + 1);
  const texts = named.map((change) => changeText(scene, lang, change));
  const rest = changes.length - named.length;
  if (rest > 0) texts.push(translate(scene, lang, "clock.change.more", { count: rest }));
  return texts.join(" · ");
}
