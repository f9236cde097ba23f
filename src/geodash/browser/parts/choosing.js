// Choices at the head of a list: one of several in a field, one of few side by side.

import { button, el, setAttribute } from "../core/dom.js";

/** A field that offers [value, text] pairs; `choose` takes the value of one. */
export function createSelect({ label, options, value, name = "" }, choose) {
  const node = el(
    "select",
    { class: `gd-select ${name}`, "aria-label": label, title: label },
    options.map(([each, text]) => el("option", { value: each }, text)),
  );
  node.value = value;
  node.addEventListener("change", () => choose(node.value));
  return node;
}

/** Buttons for [value, text] pairs, of which `draw(value)` marks one as pressed. */
export function createSwitch({ label, options }, choose) {
  const buttons = options.map(([value, text]) => ({
    value,
    node: button({ class: "gd-button" }, () => choose(value), text),
  }));
  return {
    root: el(
      "div",
      { class: "gd-switch", role: "group", "aria-label": label },
      buttons.map(({ node }) => node),
    ),
    draw: (now) =>
      buttons.forEach(({ value, node }) => setAttribute(node, "aria-pressed", String(value === now))),
  };
}
