// A dialog over the page: a title, a button that closes it, what it shows. Escape and a press outside close it too.

import { button, el, setText } from "../core/dom.js";

/** Build it. `name` begins its classes and ids, `content` follows the title; `words({title, close})` gives it its texts. */
export function createDialog(name, ...content) {
  const title = el("h2", { id: `gd-${name}-title` });
  const close = button(
    { class: `gd-button gd-icon gd-dialog-close gd-${name}-close` },
    () => root.close(),
    "×",
  );
  const root = el(
    "dialog",
    { class: `gd-dialog gd-${name}-dialog`, "aria-labelledby": `gd-${name}-title` },
    el("div", { class: "gd-dialog-head" }, title, close),
    ...content,
  );
  root.addEventListener("click", (event) => {
    if (event.target === root) root.close(); // the backdrop
  });
  root.addEventListener("keydown", (event) => event.stopPropagation()); // keys of the page mean nothing in here
  return {
    root,
    title,
    words(texts) {
      setText(title, texts.title);
      close.setAttribute("aria-label", texts.close);
      close.title = texts.close;
    },
  };
}
