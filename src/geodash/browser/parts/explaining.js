// What a mark means, for readers without a mouse: its title as a note, at a tap on it or when its row is reached by keys.

import { el } from "../core/dom.js";

const MARK = "[data-note]";
const GAP = 8; // pixels between a note, what it explains and the edge of the window

/** The attributes of a mark: its meaning comes on hover, at a tap and with the focus. */
export const noted = (text) => ({ title: text, "data-note": true });

/**
 * Let the marks of a part explain themselves, until the function that it gives is called. The note lies over everything, as lists cut
 * what leaves them.
 */
export function explainMarks(root) {
  const note = el("div", { class: "gd-meaning", role: "tooltip", popover: "manual" });
  root.append(note);
  const hide = () => note.matches(":popover-open") && note.hidePopover();
  const show = (subject, marks) => {
    hide();
    if (marks.length === 0 || !note.isConnected) return;
    note.replaceChildren(...marks.map((mark) => el("p", {}, mark.title)));
    note.showPopover();
    put(note, subject.getBoundingClientRect(), root.getBoundingClientRect().left);
  };
  const onTap = (event) => {
    const mark = event.target.closest(MARK);
    hide();
    if (!mark || !(isTouch(event) || mark instanceof HTMLButtonElement)) return;
    event.preventDefault(); // the row below it is not meant
    event.stopPropagation();
    show(mark, [mark]);
  };
  const onKeys = ({ key }) => {
    const reached = key === "Escape" ? null : reachedBy(document.activeElement);
    if (reached) requestAnimationFrame(() => show(reached, marksIn(reached))); // once the list has moved to it
    else hide();
  };
  const until = new AbortController();
  const { signal } = until;
  root.addEventListener("click", onTap, { capture: true, signal });
  root.addEventListener("keyup", onKeys, { signal });
  root.addEventListener("focusout", hide, { signal });
  root.addEventListener("scroll", hide, { capture: true, passive: true, signal });
  return () => until.abort();
}

const isTouch = ({ pointerType }) => pointerType === "touch" || pointerType === "pen";

const marksIn = (node) => (node.matches(MARK) ? [node] : [...node.querySelectorAll(MARK)]);

/** What has the focus by keys: a mark itself, a row, or the row that a list says is the active one. */
function reachedBy(node) {
  if (!node?.matches(":focus-visible")) return null;
  const active = node.getAttribute("aria-activedescendant");
  if (active !== null) return document.getElementById(active);
  return node.matches(`${MARK}, [role="row"], [role="option"]`) ? node : null;
}

/** Beside the panel, whose left edge is given, where the note covers nothing of it; else below what is explained or above it. */
function put(note, { right, top, bottom }, edge) {
  const { offsetWidth: width, offsetHeight: height } = note;
  const beside = edge - GAP - width;
  const x = beside >= GAP ? beside : Math.min(right, innerWidth - GAP) - width;
  const below = beside >= GAP ? top : bottom + GAP;
  const y = below + height + GAP <= innerHeight ? below : top - GAP - height;
  note.style.left = `${Math.max(GAP, x)}px`;
  note.style.top = `${Math.max(GAP, y)}px`;
}
