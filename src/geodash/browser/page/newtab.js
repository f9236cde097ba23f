// Links to records, and what stands for one without being a link: a plain press acts on this page, Ctrl-click (on a Mac with the
// command key) and middle click open a new tab, as everywhere.

import { isShortcut } from "../core/dom.js";
import { addressWith, aim, recordAt } from "../core/linking.js";

const MIDDLE = 1;
const NEAR = ["pointerover", "pointerdown", "focusin", "contextmenu"];

const linkAt = ({ target }) => target.closest?.("a[href]") ?? null;
const recordUnder = (event) => (linkAt(event) || !event.target.closest ? null : recordAt(event.target));

const asksForTab = (event) =>
  event.button === MIDDLE || (event.button === 0 && isShortcut(event) && !event.altKey);

function onClick(event) {
  const link = linkAt(event);
  if (link?.matches("[data-gd-record]")) {
    if (asksForTab(event) || event.shiftKey) event.stopPropagation(); // the browser follows it, and this page stays
    else event.preventDefault();
    return;
  }
  const record = asksForTab(event) && recordUnder(event);
  if (!record) return;
  event.preventDefault();
  event.stopPropagation();
  window.open(addressWith(record), "_blank", "noopener");
}

/** Pressing the middle button would begin to scroll, or paste. */
function onPress(event) {
  if (event.button === MIDDLE && recordUnder(event)) event.preventDefault();
}

/** An option of a list is pressed, not reached: its list keeps the focus, and the keys. */
const onFocus = ({ target }) =>
  target.closest?.("a[role=option]")?.closest("[role=listbox]").focus({ preventScroll: true });

let watching = false;

/** Watch the document; once is enough. */
export function watchForTabs() {
  if (watching) return;
  watching = true;
  for (const name of ["click", "auxclick"]) document.addEventListener(name, onClick, { capture: true });
  document.addEventListener("mousedown", onPress, { capture: true });
  document.addEventListener("focusin", onFocus);
  for (const name of NEAR)
    document.addEventListener(name, ({ target }) => target.closest && aim(target), { capture: true });
}
