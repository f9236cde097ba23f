// @ts-check
// What this page keeps in the reader's own browser, and sends to nobody. A browser that keeps nothing recalls nothing.

/** @type {(name: string) => string} */
const keyOf = (name) => `geodash.${name} ${window.location.pathname}`;

/** @type {(name: string) => string | null} */
export function recall(name) {
  try {
    return window.localStorage.getItem(keyOf(name));
  } catch {
    return null;
  }
}

/** @type {(name: string, text: string) => void} */
export function keep(name, text) {
  try {
    window.localStorage.setItem(keyOf(name), text);
  } catch {
    // a browser that keeps nothing
  }
}
