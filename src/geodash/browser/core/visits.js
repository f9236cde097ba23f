// @ts-check
// Which version of the data the reader saw last. It is kept in the reader's own browser and sent to nobody.

const key = () => `geodash.seen ${window.location.pathname}`;

/**
 * The version that the reader saw before, where it is another than the present one. A first visit is kept, and is told nothing.
 * @param {string} version
 * @returns {string | null}
 */
export function seenBefore(version) {
  try {
    const seen = window.localStorage.getItem(key());
    if (seen === null) markSeen(version);
    return seen === version ? null : seen;
  } catch {
    return null; // a browser that keeps nothing
  }
}

/**
 * Keep that the reader has been told what is new up to a version.
 * @param {string} version
 */
export function markSeen(version) {
  try {
    window.localStorage.setItem(key(), version);
  } catch {
    // a browser that keeps nothing
  }
}
