// Where lists stood before they were built anew in another language, and bringing them back there.

const TAKEN_OVER = ["wheel", "pointerdown", "keydown"]; // by the reader, wherever on the page: lists stay where they are from there on

/** What is scrolled in a part: of each box its class, how far, and its first row in sight with how far below the top that begins. */
export const standing = (root) =>
  [...root.querySelectorAll("*")]
    .filter((box) => box.scrollTop > 0)
    .map((box) => ({ name: box.classList[0], top: box.scrollTop, ...firstRow(box) }));

/** Scroll the boxes of the same classes until the same rows stand where they stood: each as soon as its rows have come. */
export function standAgain(root, boxes) {
  let waiting = boxes;
  const watch = new MutationObserver(() => bring());
  const end = () => {
    watch.disconnect();
    for (const name of TAKEN_OVER) document.removeEventListener(name, end, true);
  };
  const bring = () => {
    waiting = waiting.filter((each) => !isBrought(root, each));
    if (waiting.length === 0) end();
  };
  watch.observe(root, { childList: true, subtree: true });
  for (const name of TAKEN_OVER) document.addEventListener(name, end, { capture: true, passive: true });
  bring();
}

function isBrought(root, { name, top, id, below }) {
  const box = root.querySelector(`.${CSS.escape(name)}`);
  if (!box || box.scrollHeight - box.clientHeight < top / 2) return false;
  box.scrollTop = top;
  const row = id && document.getElementById(id);
  if (row && box.contains(row)) box.scrollTop += heightIn(box, row) - below;
  return true;
}

const heightIn = (box, row) => row.getBoundingClientRect().top - box.getBoundingClientRect().top;

function firstRow(box) {
  const row = [...box.querySelectorAll("[id]")].find((each) => heightIn(box, each) >= 0);
  return row ? { id: row.id, below: heightIn(box, row) } : {};
}
