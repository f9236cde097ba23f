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
