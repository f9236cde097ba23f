// @ts-check
// Which version of the data the reader saw last.

import { keep, recall } from "./keeping.js";

const SEEN = "seen";

/**
 * The version that the reader saw before, where it is another than the present one. A first visit is kept, and is told nothing.
 * @param {string} version
 * @returns {string | null}
 */
export function seenBefore(version) {
  const seen = recall(SEEN);
  if (seen === null) markSeen(version);
  return seen === version ? null : seen;
}

/**
 * Keep that the reader has been told what is new up to a version.
 * @param {string} version
 */
export const markSeen = (version) => keep(SEEN, version);
