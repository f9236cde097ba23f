// Who held what on a day, in counts and in words.

import { controllerAt, formatDay, groupOf, holdingAt, translate } from "../core/scene.js";
import { holderName } from "../core/statement.js";

const NAMED = 3;

/** Rows of the places whose control is recorded. */
export const trackedPlaces = (scene) =>
  scene.places.id.map((_, row) => row).filter((row) => scene.places.tracked[row]);

/** Number of places of each class on a day. */
export function groupCounts(scene, day) {
  const counts = Object.fromEntries(scene.classes.map((group) => [group, 0]));
  for (const place of trackedPlaces(scene)) counts[groupOf(scene, controllerAt(scene, place, day))] += 1;
  return counts;
}

/** Places whose controller differs between two days: [{place, before, controller, seen}], with the later controller. */
export function changesBetween(scene, earlier, later) {
  return trackedPlaces(scene)
    .map((place) => ({
      place,
      before: controllerAt(scene, place, earlier),
      controller: controllerAt(scene, place, later),
      seen: scene.holdings.earlier[holdingAt(scene, place, later)] === 1,
    }))
    .filter((change) => change.before !== change.controller);
}

/** One change in words: "A town: now held by the army"; where the first record already saw that side in place, "seen held". */
export function changeText(scene, lang, { place, controller, seen }) {
  const state = ["contested", "unknown"].includes(controller) ? controller : seen ? "seen" : "held";
  return translate(scene, lang, `clock.change.${state}`, {
    place: scene.places[lang][place],
    holder: holderName(scene, lang, controller),
  });
}

/** Several changes in words; beyond three, how many more. The end of what is known is one change, not one for each place. */
export function changesText(scene, lang, all) {
  const changes = all.filter((change) => change.before !== "no_data");
  if (changes.some((change) => change.controller === "no_data")) {
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
