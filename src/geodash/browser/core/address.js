// @ts-check
// What an address asks for, under the names of our parameters.

import { readState } from "./params.js";

/** @import {Scene} from "./types.d.ts" */

/**
 * Names and values of an address as Python's read_address takes them: mangled by mail programs, and twice where given twice.
 * @param {Scene} scene
 * @param {string} query what stands behind the ? or the #
 */
export function textsOf(scene, query) {
  const texts = givenIn(scene, query);
  for (const { names, param, role } of scene.synonyms) {
    const meant = names.map((name) => texts[name]).join();
    const isThere = meant && names.every((name) => name in texts);
    if (!isThere || !(param in readState(scene, { [param]: meant }, [param]))) continue;
    for (const name of names) delete texts[name];
    if (param in texts) continue;
    texts[param] = meant;
    if (role) texts.role ??= role;
  }
  return Object.fromEntries(Object.entries(texts).filter(([name]) => scene.params.of.has(name)));
}

/**
 * The same, under the names that the address has.
 * @param {Scene} scene
 * @param {string} query
 */
function givenIn(scene, query) {
  const known = new Set([...scene.params.of.keys(), ...scene.synonyms.flatMap(({ names }) => names)]);
  /** @type {Record<string, string>} */
  const texts = {};
  const plain = `&${query}`.replace(/&(?:amp;)+/gi, "&").replace(/^[?#&]+/, "");
  for (const [name, value] of new URLSearchParams(plain)) {
    const own = name.toLowerCase().replace(/^[?#]+/, "");
    if (name.includes("=")) Object.assign(texts, givenIn(scene, value ? `${name}=${value}` : name));
    else if (!known.has(own)) continue;
    else if (own !== name) texts[own] ??= value;
    else if (texts[own] !== value) texts[own] = own in texts ? `${texts[own]},${value}` : value;
  }
  return texts;
}
