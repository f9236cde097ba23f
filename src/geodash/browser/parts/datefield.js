// A field in which a day stands written out, and is typed over to choose another.

import { setAttribute } from "../core/dom.js";
import { isToday, parseDay } from "./dates.js";
import { formatDay, translate } from "../core/scene.js";

/** Attributes of the input of such a field, besides its own. */
export const dateInput = (scene, lang) => ({
  type: "text",
  autocomplete: "off",
  spellcheck: "false",
  enterkeyhint: "go",
  title: translate(scene, lang, "clock.type_date_hint"),
});

/**
 * Make an input such a field. `day()` is what it shows (null: nothing), `take(day)` follows a typed one (null for an emptied
 * field, where `mayBeEmpty`), `complain(text)` says what was wrong ("" when nothing is). Gives `draw()`, which shows the
 * day unless something is being typed, and `reset()`.
 */
export function typedDate(input, { scene, lang, day, take, complain, mayBeEmpty = false }) {
  let edited = false;
  const written = () => (day() === null ? "" : formatDay(day(), lang));
  const reset = () => {
    edited = false;
    input.value = written();
    setAttribute(input, "aria-invalid", null);
    complain("");
  };
  const accept = (typed) => {
    take(typed);
    reset();
  };
  /** A bad text is named and nothing changes. When the field is left, the old day comes back. */
  const refuse = (text, leaving) => {
    if (leaving) reset();
    complain(text);
    if (!leaving) setAttribute(input, "aria-invalid", "true");
  };
  const apply = (leaving) => {
    const text = input.value.trim();
    const typed = parseDay(text);
    const wrong = faultOf(scene, typed);
    if (!edited) {
      if (leaving) reset();
    } else if (mayBeEmpty && !text) accept(null);
    else if (isToday(text)) {
      accept(scene.knownUntil.control);
      complain(
        translate(scene, lang, "clock.date_today", { date: formatDay(scene.knownUntil.control, lang) }),
      );
    } else if (wrong) refuse(faultText(scene, lang, wrong, text), leaving);
    else {
      accept(typed);
      if (!leaving) input.select();
    }
  };
  input.addEventListener("focus", () => input.select());
  input.addEventListener("input", () => {
    edited = true;
  });
  input.addEventListener("blur", () => apply(true));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") apply(false);
    else if (event.key === "Escape" && edited) {
      event.stopPropagation(); // it takes back what was typed, and closes nothing
      reset();
    }
  });
  const draw = () => {
    if (!edited && input.value !== written()) input.value = written();
  };
  return { draw, reset };
}

/** What is wrong with a typed day, as the end of a key; null where nothing is. */
function faultOf({ domain: [first, last] }, day) {
  if (day === null) return "unreadable";
  return day < first || day > last ? "outside" : null;
}

function faultText(scene, lang, fault, text) {
  const [from, to] = scene.domain.map((day) => formatDay(day, lang));
  return translate(scene, lang, `clock.date_${fault}`, { text, from, to });
}
