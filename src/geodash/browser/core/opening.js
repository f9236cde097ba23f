// @ts-check
// Opening a scene: what it takes until the first window can be shown.

import { readState, usual } from "./params.js";
import { loadScene } from "./scene.js";

/** @import {Day, Scene} from "./types.d.ts" */

/**
 * A scene with the events of the windows that a settled state shows; the others come later.
 * @param {string} url
 * @param {object} settled
 * @returns {Promise<Scene>}
 */
export async function openScene(url, settled = {}) {
  const scene = await loadScene(url);
  /** @type {{ date: Day | null, days: number | null, compare: Day | null }} */
  const first = {
    date: scene.knownUntil.control,
    days: /** @type {number} */ (usual(scene, "days")),
    compare: null,
  };
  const { date, days, compare } = { ...first, ...readState(scene, settled, ["date", "days", "compare"]) };
  const shown = [date, compare].filter((day) => day !== null && day !== undefined);
  await Promise.all([
    scene.events.count <= scene.titles.size ? scene.titles.all() : null,
    ...shown.map((day) => scene.pieces.need(day, days)),
  ]);
  return scene;
}
