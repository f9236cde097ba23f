// Texts to take away: copying a field, and the line by which the page is cited.

import { dayAround } from "./ago.js";
import { button, el, setText } from "../core/dom.js";
import { formatDay, translate } from "../core/scene.js";

/** Copy what a field that can be seen holds; says whether it worked. Where copying is not allowed the text is selected. */
export async function copyField(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return selectAndCopy(field); // not over https, or not allowed
  }
}

/**
 * Words on what was copied: {root, say(text, copied), draw()}. Once `now()` is no longer what was copied they go, and `gone()`
 * hears of it.
 */
export function createCopied(root, now, gone = () => undefined) {
  let said = null;
  const draw = () => {
    if (!root.textContent || now() === said) return;
    setText(root, "");
    gone();
  };
  return {
    root,
    draw,
    say(text, copied) {
      said = copied;
      setText(root, ""); // so that the same words are announced again
      setText(root, text);
      draw(); // copying takes a moment, in which the clock may have moved on
    },
  };
}

/** Where such words stand. */
export const createStatus = (tag = "span") => el(tag, { class: "gd-quiet", role: "status" });

/**
 * A button that copies the link that `address()` gives, and the words on it: {parts, draw()}. A field with the link comes where
 * the browser does not allow copying.
 */
export function linkToCopy(scene, lang, label, address) {
  const field = el("input", { class: "gd-copied-link", readonly: true, hidden: true, "aria-label": label });
  const copied = createCopied(createStatus(), address, () => (field.hidden = true));
  const press = async () => {
    field.value = address();
    field.hidden = false;
    const done = await copyField(field);
    field.hidden = done;
    copied.say(translate(scene, lang, `stories.${done ? "copied" : "copy_failed"}`), field.value);
  };
  return {
    parts: [button({ class: "gd-link" }, press, label), " ", copied.root, field],
    draw: copied.draw,
  };
}

function selectAndCopy(field) {
  field.focus();
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}

/** How to cite what is shown on a day, accessed on the reader's or on another: the same line as the exported files carry. */
export function citation(scene, lang, day, on = null) {
  const accessed = formatDay(on ?? dayAround(new Date()), lang);
  return translate(scene, lang, "export.citation", {
    date: formatDay(day, lang),
    version: scene.v,
    accessed,
  });
}
