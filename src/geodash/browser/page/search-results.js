// The list below the search box: the filter for the words typed, then what was found, kind by kind.

import { el, inOneLine, setAttribute } from "../core/dom.js";
import { recordLink } from "../core/linking.js";
import { eventMark } from "../parts/marks.js";
import { translate } from "../core/scene.js";

/** The list; `choose(choice)` takes what is pressed. `follow(input)` names the box that it belongs to. */
export function createResults(choose) {
  const list = el("div", { class: "gd-find-list", role: "listbox", id: "gd-find-list" });
  const note = el("p", { class: "gd-quiet gd-find-note" });
  const root = el("div", { class: "gd-find-results", hidden: true }, list, note);
  let options = []; // [element, choice]
  let at = -1;
  let input = null;
  const mark = (next) => {
    at = next;
    options.forEach(([node], i) => setAttribute(node, "aria-selected", String(i === at)));
    setAttribute(input, "aria-activedescendant", at < 0 ? null : options[at][0].id);
    if (at >= 0) options[at][0].scrollIntoView({ block: "nearest" });
  };
  const open = (is) => {
    root.hidden = !is;
    setAttribute(input, "aria-expanded", String(is));
    if (!is) mark(-1);
  };
  // The box keeps the focus, so that its keys and a phone's keyboard stay.
  root.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const node = event.target.closest("[role=option]");
    const found = options.find(([option]) => option === node);
    if (found) choose(found[1]);
  });
  return {
    root,
    follow: (node) => (input = node),
    isOpen: () => !root.hidden,
    active: () => (root.hidden ? null : (options[at]?.[1] ?? null)),
    close: () => open(false),
    move(step) {
      const last = options.length - 1;
      mark(at < 0 ? (step > 0 ? 0 : last) : at + step > last ? 0 : at + step < 0 ? last : at + step);
    },
    show(found) {
      const { scene, lang, text, groups, complete } = found;
      const say = (key, values) => translate(scene, lang, `search.${key}`, values);
      options = [];
      const option = (choice, ...content) => {
        const node = optionNode(`gd-find-${options.length}`, choice, content);
        options.push([node, choice]);
        return node;
      };
      const words = option({ kind: "words" }, el("span", { class: "gd-find-label" }, say("words", { text })));
      list.replaceChildren(words, ...groups.map((group) => groupNode(found, say, group, option)));
      setAttribute(list, "aria-label", say("results"));
      note.textContent = complete ? (groups.length ? "" : say("none")) : say("partly");
      note.hidden = !note.textContent;
      open(true);
      list.scrollTop = 0;
    },
  };
}

/** By kind, the attribute by which a link names what was found. */
const LINKED = {
  place: "data-select-place",
  actor: "data-select-party",
  event: "data-select-event",
  source: "data-select-source",
};

const optionNode = (id, { kind, id: found }, content) =>
  (LINKED[kind] ? recordLink : el.bind(null, "div"))(
    {
      class: "gd-find-option",
      role: "option",
      id,
      "aria-selected": "false",
      "data-kind": kind,
      "data-id": found,
      ...(LINKED[kind] && { [LINKED[kind]]: found, tabindex: "-1" }),
    },
    content,
  );

function groupNode({ scene, theme }, say, { kind, total, choices }, option) {
  const id = `gd-find-head-${kind}`;
  const head = el(
    "div",
    { class: "gd-find-head", id, role: "presentation" },
    say(`kind.${kind}`),
    " ",
    el(
      "span",
      { class: "gd-quiet" },
      total > choices.length ? say("of", { shown: choices.length, total }) : String(total),
    ),
  );
  const nodes = choices.map((choice) =>
    option(
      choice,
      choice.kind === "event" ? eventMark(scene, theme, choice.row) : null,
      el("span", { class: "gd-find-label" }, choice.label),
      el("span", { class: "gd-find-hint" }, inOneLine(choice.hint)),
    ),
  );
  return el("div", { class: "gd-find-group", role: "group", "aria-labelledby": id }, head, nodes);
}
