// @ts-check
// Fetching what an address names, and saying where something did not come.

/**
 * Fetch what an address names; an answer that is not good is an error.
 * @param {string | URL} url
 * @param {"json" | "arrayBuffer"} kind
 */
export async function fetchFrom(url, kind) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response[kind]();
}

/** Whether the reader asks browsers to fetch no more than is needed. */
export const savesData = () =>
  /** @type {any} */ (navigator).connection?.saveData === true ||
  window.matchMedia("(prefers-reduced-data: reduce)").matches;

const FIRST_MS = 1000;
const LONGEST_MS = 15000;

/**
 * What `load` gives, asked for ever less often until it comes or is no longer wanted; then null.
 * @template T
 * @param {() => T | Promise<T>} load
 * @param {{ wanted: () => boolean, failed: (error: unknown) => void }} told
 * @returns {Promise<T | null>}
 */
export async function insist(load, told, wait = FIRST_MS) {
  if (!told.wanted()) return null;
  try {
    return await load();
  } catch (error) {
    if (told.wanted()) told.failed(error);
  }
  await new Promise((later) => setTimeout(later, wait));
  return insist(load, told, Math.min(2 * wait, LONGEST_MS));
}

/**
 * A function that asks once for each name; one that failed is asked for again.
 * @template T
 * @param {(name: string) => Promise<T>} load
 * @returns {(name: string) => Promise<T>}
 */
export function once(load) {
  /** @type {Map<string, Promise<T>>} */
  const asked = new Map();
  return (name) => {
    const known = asked.get(name);
    if (known) return known;
    const loading = load(name).catch((error) => {
      asked.delete(name);
      throw error;
    });
    asked.set(name, loading);
    return loading;
  };
}

/**
 * Tell whoever looks at the console what went wrong where the page goes on without it.
 * @param {string} text
 * @param {unknown} error
 */
export const warn = (text, error) => console.warn(`geodash: ${text}`, error);
