// The buttons and choices of the timeline: stepping, playing, typed date, events shown, visible span.

import { button, el, setAttribute, setText, svg } from "../core/dom.js";
import { dateInput, typedDate } from "../parts/datefield.js";
import { SPEEDS } from "./play.js";
import { nextChange, previousChange } from "../core/control.js";
import { formatDay, translate } from "../core/scene.js";
import { recentSpan } from "./span.js";

const WINDOWS = [1, 7, 30, 90, 365, null];

// Shapes in a square of 16, filled with the text colour.
const SHAPES = {
  previous_change: "M2 2h2v12H2zM14 2v12L5 8z",
  previous_day: "M11 3v10L4 8z",
  play: "M4 2l10 6-10 6z",
  pause: "M3 2h4v12H3zM9 2h4v12H9z",
  next_day: "M5 3v10l7-5z",
  loop: "M4 5h7V2.5L15 6l-4 3.500V7H5v3H3V6a1 1 0 0 1 1-1zM12 11H5v2.500L1 10l4-3.500V9h6V6h2v4a1 1 0 0 1-1 1z",
  next_change: "M12 2h2v12h-2zM2 2v12l9-6z",
};

const shape = (name) =>
  svg(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { d: SHAPES[name], fill: "currentColor" }),
  );

/** Buttons that step and play; `toggle` starts and stops playing. */
export function createTransport({ scene, lang, clock, moved, toggle }) {
  const press = (name, target) => {
    const label = translate(scene, lang, `clock.${name}`);
    return button(
      { class: "gd-button gd-icon", "aria-label": label, title: label },
      () => {
        moved();
        const date = target(clock.get().date);
        if (date !== null) clock.set({ date });
      },
      shape(name),
    );
  };
  const play = button({ class: "gd-button gd-icon gd-play" }, toggle);
  const root = el(
    "div",
    { class: "gd-transport", role: "group", "aria-label": translate(scene, lang, "clock.transport") },
    press("previous_change", (date) => previousChange(scene, date)),
    press("previous_day", (date) => date - 1),
    play,
    press("next_day", (date) => date + 1),
    press("next_change", (date) => nextChange(scene, date)),
  );
  const setPlaying = (playing) => {
    const label = translate(scene, lang, playing ? "clock.pause" : "clock.play");
    play.replaceChildren(shape(playing ? "pause" : "play"));
    setAttribute(play, "aria-label", label);
    setAttribute(play, "title", label);
  };
  setPlaying(false);
  return { root, setPlaying };
}

/** The date, written out, and typed over to move there; `complain` shows what was wrong ("" when nothing is). */
export function createDateField({ scene, lang, clock, moved, complain }) {
  const weekday = el("span", { class: "gd-weekday", "aria-hidden": "true" });
  const input = el("input", {
    class: "gd-date",
    ...dateInput(scene, lang),
    "aria-label": translate(scene, lang, "clock.type_date"),
    "aria-describedby": "gd-clock-note",
  });
  const take = (date) => {
    moved();
    clock.set({ date });
  };
  const field = typedDate(input, { scene, lang, day: () => clock.get().date, take, complain });
  const draw = ({ date }) => {
    const long = formatDay(date, lang, "weekday");
    setText(
      weekday,
      long.replace(formatDay(date, lang), "").replace(/[\s,]+$/, "") || long.split(/[\s,]/)[0],
    );
    field.draw();
  };
  return { root: el("div", { class: "gd-dateline" }, input, weekday), draw };
}

const option = (value, text) => el("option", { value }, text);

const SINCE = "since";

/**
 * Choice of the events shown; any other number of days, set by the handle, becomes a choice of its own, and so does a first day,
 * which is typed where the choice stood.
 */
export function createWindowChoice({ scene, lang, clock, complain }) {
  const text = ({ date, days, since }) => {
    if (since !== null && since <= date)
      return translate(scene, lang, "clock.window.since", { date: formatDay(since, lang, "short") });
    if (days === null) return translate(scene, lang, "clock.window.all");
    return translate(scene, lang, days === 1 ? "clock.window.day" : "clock.window.days", { days });
  };
  const label = translate(scene, lang, "clock.window");
  const select = el(
    "select",
    { class: "gd-select", "aria-label": label, title: label },
    WINDOWS.map((days) => option(days ?? "all", text({ days, since: null }))),
    option(SINCE, translate(scene, lang, "clock.window.choose")),
  );
  const own = option("own", "");
  const draw = (state) => {
    const { days, since } = state;
    const isUsual = since === null && WINDOWS.includes(days);
    if (isUsual) own.remove();
    else {
      setText(own, text(state));
      if (!own.isConnected) select.prepend(own);
    }
    const value = isUsual ? String(days ?? "all") : own.value;
    if (select.value !== value) select.value = value;
  };
  const first = createFirstDay({ scene, lang, clock, complain }, (byHand) => {
    select.hidden = false;
    draw(clock.get());
    if (byHand) select.focus();
  });
  select.addEventListener("change", () => {
    if (select.value === own.value) return;
    select.hidden = select.value === SINCE;
    if (select.hidden) first.open();
    else clock.set({ days: select.value === "all" ? null : Number(select.value) });
  });
  return { nodes: [select, first.root], draw };
}

/** The field in which the first day of the events is typed: {root, open()}; `closed(byHand)` is told when it has gone again. */
function createFirstDay({ scene, lang, clock, complain }, closed) {
  const label = translate(scene, lang, "clock.window.type");
  const root = el("input", {
    class: "gd-select gd-first-day",
    ...dateInput(scene, lang),
    "aria-label": label,
    "aria-describedby": "gd-clock-note",
    placeholder: label,
    hidden: true,
  });
  const close = (byHand) => {
    if (root.hidden) return;
    root.hidden = true; // which takes the focus from it, and so comes here again
    closed(byHand);
  };
  const take = (since) => {
    clock.set({ since });
    close(true);
  };
  const field = typedDate(root, { scene, lang, day: () => clock.get().since, take, complain });
  root.addEventListener("blur", () => close(false));
  root.addEventListener("keydown", ({ key }) => key === "Escape" && close(true));
  const open = () => {
    root.hidden = false;
    field.draw();
    root.focus();
  };
  return { root, open };
}

/** Choice of the playing speed. */
export function createSpeedChoice({ scene, lang, setSpeed }) {
  const label = translate(scene, lang, "clock.speed");
  const select = el(
    "select",
    { class: "gd-select gd-speed", "aria-label": label, title: label },
    SPEEDS.map((speed) => option(speed, translate(scene, lang, `clock.speed.${speed}`))),
  );
  select.value = "normal";
  select.addEventListener("change", () => setSpeed(select.value));
  return select;
}

/** A switch: whether playing starts again at the end. */
export function createLoopSwitch({ scene, lang, setLoop }) {
  const label = translate(scene, lang, "clock.loop");
  const node = button(
    { class: "gd-button gd-icon gd-loop", "aria-label": label, title: label, "aria-pressed": "false" },
    () => {
      const on = node.getAttribute("aria-pressed") !== "true";
      setAttribute(node, "aria-pressed", String(on));
      setLoop(on);
    },
    shape("loop"),
  );
  return node;
}

/** Buttons that choose the visible span. */
export function createSpanButtons({ scene, lang, choose }) {
  const recent = recentSpan(scene);
  const kinds = ["all", ...(recent ? ["recent"] : []), 365, 90, 30];
  const year = recent && String(new Date(recent.from * 86400000).getUTCFullYear());
  const buttons = kinds.map((kind) => {
    const title = translate(scene, lang, `clock.span.${kind}.title`, { year });
    const text = translate(scene, lang, `clock.span.${kind}`, { year });
    return button({ class: "gd-button", "data-kind": kind, title }, () => choose(kind), text);
  });
  const root = el(
    "div",
    { class: "gd-spans", role: "group", "aria-label": translate(scene, lang, "clock.span") },
    buttons,
  );
  const draw = (kind) => {
    for (const each of buttons)
      setAttribute(each, "aria-pressed", String(each.dataset.kind === String(kind)));
  };
  return { root, draw };
}
