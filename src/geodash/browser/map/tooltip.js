// A small box beside what the pointer is on. Texts are set as text.

import { el } from "../core/dom.js";

const GAP = 12;

export function createTooltip(frame) {
  const box = el("div", { class: "gd-tooltip", role: "tooltip", hidden: true });
  frame.append(box);
  let shown = "";
  return {
    /** Show a title and lines beside a point of the frame; the same text only moves. */
    show({ title, lines }, { x, y }, radius) {
      const text = [title, ...lines].join("\n");
      if (text !== shown) {
        box.replaceChildren(el("strong", {}, title), ...lines.map((line) => el("span", {}, line)));
        shown = text;
      }
      box.hidden = false;
      const wide = box.offsetWidth;
      const high = box.offsetHeight;
      const right = x + radius + GAP + wide <= frame.clientWidth;
      const left = right ? x + radius + GAP : Math.max(4, x - radius - GAP - wide);
      const top = Math.min(Math.max(4, y - high / 2), Math.max(4, frame.clientHeight - high - 4));
      box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
