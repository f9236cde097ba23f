// What narrows the events, as the page last said it, and how one filter is taken back: for the parts that show it.

const readers = new Set();
let now = { filters: [], clear: () => {}, keep: () => {} };

export const narrowed = {
  /** [{name, text}], `clear(name)`, which without a name clears all, and `keep(cat)`, which keeps the categories that a text names. */
  get: () => now,
  set(next) {
    now = next;
    for (const read of readers) read();
  },
  /** Call `read()` now and whenever it changes, as long as a node is on the page or on its way there. */
  follow(node, read) {
    const follower = () => {
      if (node.isConnected) read();
      else readers.delete(follower);
    };
    readers.add(follower);
    read();
  },
};
