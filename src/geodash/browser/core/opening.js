// @ts-check
// Opening a scene: what it takes until the first window can be shown.

import { savesData } from "./fetching.js";
import { readState, usual } from "./params.js";
import { loadScene } from "./scene.js";

/** @import {Day, Lang, Scene} from "./types.d.ts" */

/**
 * A scene with the events of the windows that a settled state shows; the others come later.
 * @param {string} url
 * @param {object} settled
 * @returns {Promise<Scene>}
 */
export async function openScene(url, settled = {}) {
  const scene = await loadScene(url);
  /** @type {{ date: Day | null, days: number | null, compare: Day | null, lang: Lang }} */
  const first = {
    date: scene.knownUntil.control,
    days: /** @type {number} */ (usual(scene, "days")),
    compare: null,
    lang: "en",
  };
  const { date, days, compare, lang } = {
    ...first,
    ...readState(scene, settled, ["date", "days", "compare", "lang"]),
  };
  const shown = [date, compare].filter((day) => day !== null && day !== undefined);
  await Promise.all([
    scene.events.count <= scene.titles.size ? titlesOf(scene, lang) : null,
    ...shown.map((day) => scene.pieces.need(day, days)),
  ]);
  return scene;
}

/**
 * Titles of a language; those of the others come later, or, for who saves data, once they are asked for.
 * @param {Scene} scene
 * @param {Lang} lang
 */
function titlesOf({ titles, events }, lang) {
  const own = titles.need(lang, events.count ? [0] : []);
  if (!savesData()) own.then(() => titles.all());
  return own;
}
