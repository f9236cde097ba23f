// The button that opens share, brief and export where the header is too narrow for them.

import { ABOVE, keyed } from "../core/host.js";

const entries = new WeakMap();
const closers = new WeakMap(); // by button: what ends listening for a press outside
const INSIDE = `${keyed("gd_outputs")}, ${keyed("more")}, ${ABOVE}`;

/** Mount or update the button; called again on every rerun. What it opens is shown by the style sheet. */
export function render({ data, parentElement }) {
  let button = entries.get(parentElement);
  if (!button) {
    button = create();
    entries.set(parentElement, button);
    parentElement.append(button);
  }
  button.textContent = data.label;
}

function create() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "gd-tool gd-more-open";
  button.setAttribute("aria-expanded", "false");
  document.documentElement.toggleAttribute("data-gd-more", false);
  button.addEventListener("click", () => (isOpen(button) ? close(button) : open(button)));
  return button;
}

const isOpen = (button) => button.getAttribute("aria-expanded") === "true";

/** Show what the button stands for; a press outside or Escape closes it, and only while it is open does anyone listen. */
function open(button) {
  const listening = new AbortController();
  closers.set(button, listening);
  show(button, true);
  const { signal } = listening;
  document.addEventListener(
    "pointerdown",
    (event) => {
      if (!event.target.closest?.(INSIDE)) close(button);
    },
    { signal },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || document.querySelector(ABOVE)) return;
      close(button);
      button.focus();
    },
    { signal },
  );
}

function close(button) {
  closers.get(button)?.abort();
  show(button, false);
}

function show(button, shown) {
  button.setAttribute("aria-expanded", String(shown));
  document.documentElement.toggleAttribute("data-gd-more", shown);
}
