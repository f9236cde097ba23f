// @ts-check
// How things are drawn and called, as the scene says it: the look, and the names of the conflict's classes and layers.

/** @import { Lang, Scene, Style, Theme } from "./types.d.ts" */

/** @type {WeakMap<Pick<Scene, "look" | "palette">, Map<Theme, Style>>} */
const styles = new WeakMap();

/**
 * What drawing takes: always the same object for the same scene and theme, so that what is drawn ahead is kept by it.
 *
 * @param {Pick<Scene, "look" | "palette">} scene
 * @param {Theme} theme
 * @returns {Style}
 */
export function styleOf(scene, theme) {
  const known = styles.get(scene) ?? new Map();
  styles.set(scene, known);
  if (!known.has(theme)) {
    const classes = Object.fromEntries(scene.look.classes.map((each) => [each.id, each]));
    known.set(theme, { ...scene.look, classes, palette: scene.palette[theme] });
  }
  return known.get(theme);
}

/**
 * Ids of the classes of places in their order: those of which some record is, and the states without a holder.
 *
 * @param {Pick<Scene, "look" | "controllers">} scene
 */
export function classesIn({ look, controllers }) {
  const used = new Set(controllers.map(({ group }) => group));
  return look.classes.filter(({ id, held }) => used.has(id) || !held).map(({ id }) => id);
}

/**
 * The first class that has evidence, whose symbols are samples of what edge, strength and outline mean.
 *
 * @param {Pick<Scene, "look" | "classes">} scene
 */
export const sampleClass = ({ look, classes }) =>
  classes.find((each) => look.classes.some(({ id, held }) => id === each && held)) ?? "";

/**
 * Name of a class for a legend.
 *
 * @param {Pick<Scene, "conflict">} scene
 * @param {Lang} lang
 * @param {string} id
 */
export const className = ({ conflict }, lang, id) => conflict.classes[id].name[lang];

/**
 * Names of classes in the order of the legend, "a,b".
 *
 * @param {Pick<Scene, "conflict" | "look">} scene
 * @param {Lang} lang
 * @param {string} ids
 */
export const classNames = (scene, lang, ids) =>
  scene.look.classes
    .filter(({ id }) => ids.split(",").includes(id))
    .map(({ id }) => className(scene, lang, id))
    .join(", ");

/**
 * What must be said beside a class, with what it stands for; empty where nothing must.
 *
 * @param {Pick<Scene, "conflict">} scene
 * @param {Lang} lang
 * @param {string} id
 */
export const classNote = ({ conflict }, lang, id) => conflict.classes[id].note[lang];

/**
 * Bars of each class in a strip of history: [top, height] in units of 12.
 *
 * @param {Pick<Scene, "look">} scene
 */
export const stripsOf = ({ look }) => Object.fromEntries(look.classes.map(({ id, strip }) => [id, strip]));

/**
 * Width at a zoom: that of the last of the pairs [zoom, width] that the zoom has reached.
 *
 * @param {[zoom: number, width: number][]} widths
 * @param {number} zoom
 */
export const widthAt = (widths, zoom) =>
  widths.reduce((width, [least, next]) => (least <= zoom ? next : width), widths[0][1]);
