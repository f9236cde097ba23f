// The search box of the header: a combobox over places, parties, events and sources, and the filter for words.
// It is told what it says; all else comes from the scene, the names when the box is first used.

import { clock } from "../parts/clock.js";
import { createFinder } from "./search-find.js";
import { createResults } from "./search-results.js";
import { createSender } from "./search-sending.js";
import { insist, warn } from "../core/fetching.js";
import { button, el, isShortcut, setAttribute, setText } from "../core/dom.js";
import { loadScene, translate } from "../core/scene.js";

const LONGEST = 200; // characters, as the address bar takes them
const SPOKEN_AFTER = 400; // ms of quiet before a screen reader hears how much was found
const entries = new WeakMap();

/** Mount or update the box; called again on every rerun. */
export function render(component) {
  const { data, parentElement } = component;
  let box = entries.get(parentElement);
  if (!box) {
    box = createBox();
    entries.set(parentElement, box);
  }
  if (!parentElement.contains(box.root)) parentElement.append(box.root);
  if (box.data && box.data.scene !== data.scene) Object.assign(box, { scene: null, finder: null });
  const changed = box.data?.q !== data.q;
  Object.assign(box, { component, data });
  box.root.lang = data.lang;
  box.input.placeholder = data.label;
  setAttribute(box.input, "aria-label", data.label);
  if (changed && !box.results.isOpen()) setValue(box, data.q);
  meetScene(box);
}

/** Take the scene, which other parts of the page load anyway, and from it the name of the button. */
async function meetScene(box) {
  const { scene, lang } = box.data; // an address or, without a server, the scene itself
  const load = () => (typeof scene === "string" ? loadScene(new URL(scene, document.baseURI)) : scene);
  const loaded = await insist(load, {
    wanted: () => box.data.scene === scene,
    failed: (error) => warn("no search without the scene", error), // the other parts of the page say so too
  });
  if (!loaded) return;
  box.scene = loaded;
  setAttribute(box.clear, "aria-label", translate(box.scene, lang, "search.clear"));
}

function createBox() {
  const input = el("input", {
    class: "gd-find-input",
    type: "text",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "gd-find-list",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    maxlength: LONGEST,
    enterkeyhint: "search",
  });
  const box = { input, data: null, component: null, finder: null, scene: null, timer: 0 };
  box.results = createResults((choice) => choose(box, choice));
  box.clear = button(
    { class: "gd-find-clear", hidden: true },
    () => {
      setValue(box, "");
      box.input.focus();
      if (box.data.q) box.send({ q: "" });
      box.results.close();
    },
    "×",
  );
  box.spoken = el("p", { class: "gd-hidden", role: "status" });
  box.root = el("div", { class: "gd gd-find" }, input, box.clear, box.results.root, box.spoken);
  box.results.follow(input);
  const send = createSender(
    (filter) => box.component.setTriggerValue("filter", filter),
    () => box.root.isConnected,
  );
  // What the choice does to the clock is told afterwards.
  box.send = (filter) => {
    clock.hold();
    send(filter).then(clock.release);
  };
  input.addEventListener("focus", () => prepare(box));
  input.addEventListener("input", () => look(box));
  input.addEventListener("keydown", (event) => onKey(box, event));
  input.addEventListener("blur", () => rest(box));
  return box;
}

/** What the box says; an empty one needs no button to clear it. */
function setValue(box, text) {
  if (box.input.value !== text) box.input.value = text;
  box.clear.hidden = !text;
}

/** Fetch the names, once for a scene; without them the filter for words still works. */
async function prepare(box) {
  await meetScene(box);
  try {
    if (box.scene) box.finder ??= createFinder(box.scene);
    await box.finder;
  } catch (error) {
    warn("the names to search did not come", error);
    box.finder = null; // asked for again with the next focus
  }
}

/** Search for what is typed. */
async function look(box) {
  const text = box.input.value;
  box.clear.hidden = !text;
  if (!text.trim()) {
    box.results.close();
    return;
  }
  if (!box.finder) await prepare(box);
  const finder = await Promise.resolve(box.finder).catch(() => null);
  if (!box.scene || text !== box.input.value || document.activeElement !== box.input) return; // typed on, or left
  const { lang } = box.data;
  const groups = finder?.find(text, lang, clock.get()) ?? [];
  box.results.show({
    scene: box.scene,
    lang,
    theme: clock.get().theme,
    text: text.trim(),
    groups,
    complete: finder?.isComplete() ?? true,
  });
  clearTimeout(box.timer);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  box.timer = setTimeout(
    () => setText(box.spoken, translate(box.scene, lang, "search.found", { count: total })),
    SPOKEN_AFTER,
  );
}

function onKey(box, event) {
  if (event.isComposing || isShortcut(event)) return;
  const { results } = box;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (results.isOpen()) results.move(event.key === "ArrowDown" ? 1 : -1);
    else look(box);
  } else if (event.key === "Enter") choose(box, results.active() ?? { kind: "words" });
  else if (event.key === "Escape" && results.isOpen()) results.close();
  else if (event.key === "Escape") setValue(box, box.data.q);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** An idle box says what the list is filtered by, and nothing else. */
function rest(box) {
  clearTimeout(box.timer);
  box.results.close();
  setValue(box, box.data.q);
}

async function choose(box, { kind, id, period, opens }) {
  const text = box.input.value.trim();
  box.results.close();
  if (kind === "words") {
    if (text !== box.data.q) box.send({ q: text });
    box.data = { ...box.data, q: text };
    const asked = (await Promise.resolve(box.finder).catch(() => null))?.periodOf(text);
    if (text) clock.set({ tab: "events", ...windowOf(asked) });
  } else if (kind === "time") clock.set({ tab: "events", ...windowOf(period) });
  else if (kind === "actor") {
    box.send({ actor: id });
    clock.set({ tab: "events", party: id, ...(opens ? { days: null } : {}) });
  } else if (kind === "source") clock.set({ tab: "sources", source: id });
  else clock.set({ [kind]: id });
  setValue(box, box.data.q);
}

/** What the clock shows of a period: a day alone moves it, a month or a year is its window, too. */
const windowOf = (period) =>
  period ? { date: period[1], ...(period[0] < period[1] ? { days: period[1] - period[0] + 1 } : {}) } : {};
