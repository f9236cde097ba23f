// Choosing the second day: typed, stepped from the clock's day, swapped with it, or taken away.

import { dateInput, typedDate } from "../parts/datefield.js";
import { addMonths } from "../parts/dates.js";
import { button, el, setText } from "../core/dom.js";
import { translate } from "../core/scene.js";

const MONTHS = { month_before: -1, year_before: -12 };

/** The field and its buttons: {root, draw(state), focus()}. */
export function createSecondDay(scene, lang, clock) {
  const say = (key, values) => translate(scene, lang, `compare.${key}`, values);
  const complaint = el("p", { class: "gd-compare-complaint", id: "gd-compare-complaint", role: "alert" });
  const input = el("input", {
    class: "gd-compare-date",
    id: "gd-compare-date",
    ...dateInput(scene, lang),
    placeholder: say("placeholder"),
    "aria-describedby": "gd-compare-complaint",
  });
  const choose = (compare) => clock.set({ compare });
  const field = typedDate(input, {
    scene,
    lang,
    day: () => clock.get().compare,
    take: choose,
    complain: (text) => setText(complaint, text),
    mayBeEmpty: true,
  });
  const step = (day) => {
    choose(day);
    field.reset();
  };
  const steps = Object.entries(MONTHS).map(([key, months]) =>
    button({ class: "gd-button" }, () => step(addMonths(clock.get().date, months)), say(key)),
  );
  const { swap, clear } = createActs(say, clock, input);
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
    field.draw();
  };
  return { root, draw, focus: () => input.focus() };
}

/** The buttons that exchange the two days and that take the second away. */
function createActs(say, clock, input) {
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
  return { swap, clear };
}
