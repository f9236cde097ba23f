// A list of what lies at a crowded spot, or of all in view: buttons, reached by pointer or keyboard.

import { button, el, isShortcut } from "../core/dom.js";

/**
 * Build the chooser of a frame. `open({title, closeLabel, more, items, at})` lists items
 * {title, note, pick(), focus()}; `more` says how many are left out; `at` is a point of the frame, or null for the middle.
 */
export function createChooser(frame, { onClose }) {
  const box = el("div", { class: "gd-chooser", role: "dialog", hidden: true });
  frame.append(box);
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  box.addEventListener("click", (event) => event.stopPropagation()); // its buttons are gone before the map would look

  function close(refocus) {
    if (box.hidden) return;
    box.hidden = true;
    box.replaceChildren();
    onClose();
    if (refocus) frame.focus({ preventScroll: true });
  }

  function open({ title, closeLabel, more, items, at }) {
    const entries = items.map((item) =>
      entryOf(item, () => {
        close(true);
        item.pick();
      }),
    );
    const shut = button(
      { class: "gd-close", "aria-label": closeLabel, title: closeLabel },
      () => close(true),
      "×",
    );
    const rest = more ? el("p", {}, more) : null;
    box.setAttribute("aria-label", title);
    box.replaceChildren(
      el("div", { class: "gd-head" }, el("strong", {}, title), shut),
      el("ul", {}, entries),
      ...(rest ? [rest] : []),
    );
    box.hidden = false;
    standAt(box, frame, at);
    box.querySelector("li button")?.focus({ preventScroll: true });
  }

  box.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the arrow keys move through the list, not the map
    if (event.key === "Escape") close(true);
    else stepThrough(box, event);
  });

  return { open, close, isOpen: () => !box.hidden };
}

/** An item of the list: a button that points at its mark while it is looked at. */
function entryOf({ title, note, focus }, press) {
  const entry = button({}, press, el("span", { class: "gd-note" }, note), el("span", {}, title));
  entry.addEventListener("focus", focus);
  entry.addEventListener("pointerenter", focus);
  return el("li", {}, entry);
}

/** Put the list beside a point of the frame, or in its middle, wholly inside the frame. */
function standAt(box, frame, at) {
  const x = at ? at.x + 14 : (frame.clientWidth - box.offsetWidth) / 2;
  const y = at ? at.y - 20 : (frame.clientHeight - box.offsetHeight) / 2;
  const left = Math.max(8, Math.min(x, frame.clientWidth - box.offsetWidth - 8));
  const top = Math.max(8, Math.min(y, frame.clientHeight - box.offsetHeight - 8));
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

function stepThrough(box, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || isShortcut(event)) return;
  event.preventDefault();
  const entries = [...box.querySelectorAll("li button")];
  const next = entries.indexOf(document.activeElement) + step;
  entries[Math.max(0, Math.min(entries.length - 1, next))]?.focus();
}
