// Choosing the second day: typed, stepped from the clock's day, swapped with it, or taken away.

import { addMonths, parseDay } from "../parts/dates.js";
import { button, el, setAttribute, setText } from "../core/dom.js";
import { formatDay, translate } from "../core/scene.js";

const MONTHS = { month_before: -1, year_before: -12 };

/** The field and its buttons: {root, draw(state), focus()}. */
export function createSecondDay(scene, lang, clock) {
  const say = (key, values) => translate(scene, lang, `compare.${key}`, values);
  const complaint = el("p", { class: "gd-compare-complaint", id: "gd-compare-complaint", role: "alert" });
  const input = el("input", {
    class: "gd-compare-date",
    id: "gd-compare-date",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    placeholder: say("placeholder"),
    title: translate(scene, lang, "clock.type_date_hint"),
    "aria-describedby": "gd-compare-complaint",
  });
  const field = { scene, lang, clock, input, complaint, edited: false };
  input.addEventListener("focus", () => input.select());
  input.addEventListener("input", () => {
    field.edited = true;
  });
  input.addEventListener("blur", () => apply(field, true));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") apply(field, false);
    else if (event.key === "Escape" && field.edited) {
      event.stopPropagation(); // it takes back what was typed, and closes nothing
      settle(field, "");
    }
  });
  const steps = Object.entries(MONTHS).map(([key, months]) =>
    button({ class: "gd-button" }, () => choose(field, addMonths(clock.get().date, months)), say(key)),
  );
  const swap = button(
    { class: "gd-button" },
    () => {
      const { date, compare } = clock.get();
      clock.set({ date: compare, compare: date });
    },
    say("swap"),
  );
  const clear = button(
    { class: "gd-button" },
    () => {
      clock.set({ compare: null });
      input.focus(); // the button is disabled now
    },
    say("clear"),
  );
  const root = el(
    "div",
    { class: "gd-compare-day", role: "group", "aria-label": say("days") },
    el("div", { class: "gd-compare-field" }, el("label", { for: "gd-compare-date" }, say("label")), input),
    el("div", { class: "gd-compare-acts" }, steps, swap, clear),
    complaint,
  );
  const draw = ({ compare }) => {
    for (const each of [swap, clear])
      if (each.disabled !== (compare === null)) each.disabled = compare === null;
    const written = writtenOf(field);
    if (!field.edited && input.value !== written) input.value = written;
  };
  return { root, draw, focus: () => input.focus() };
}

function writtenOf({ clock, lang }) {
  const { compare } = clock.get();
  return compare === null ? "" : formatDay(compare, lang);
}

/** Put the second day itself back into the field. */
function settle(field, text) {
  field.edited = false;
  field.input.value = writtenOf(field);
  setAttribute(field.input, "aria-invalid", text ? "true" : null);
  setText(field.complaint, text);
}

/** Compare with a day; one outside the record moves to its edge. */
function choose(field, day) {
  field.clock.set({ compare: day });
  settle(field, "");
}

/** Compare with the typed day; a bad one is named and nothing changes. An empty field takes the second day away. */
function apply(field, leaving) {
  if (!field.edited) return;
  const { scene, lang, input } = field;
  const [first, last] = scene.domain;
  const day = parseDay(input.value);
  if (!input.value.trim()) choose(field, null);
  else if (day !== null && day >= first && day <= last) choose(field, day);
  else {
    const values = { text: input.value.trim(), from: formatDay(first, lang), to: formatDay(last, lang) };
    const text = translate(
      scene,
      lang,
      day === null ? "clock.date_unreadable" : "clock.date_outside",
      values,
    );
    if (leaving) settle(field, "");
    setText(field.complaint, text);
    setAttribute(input, "aria-invalid", leaving ? null : "true");
  }
}
