// The places: found by any of their names, in an order of choice, each with the strip of its history and its holder on the day.

import { arriving } from "../parts/arriving.js";
import { createSelect, createSwitch } from "../parts/choosing.js";
import { createHistory } from "../parts/history.js";
import { button, el, isShortcut, setAttribute, setText } from "../core/dom.js";
import { fold } from "../core/finding.js";
import { className, sampleClass, stripsOf } from "../core/look.js";
import { formatDay, translate } from "../core/scene.js";
import { NARROW } from "../core/textsize.js";
import { createPlaceList } from "./place-list.js";
import { PLACE_ORDERS } from "./place-order.js";
import { createProposals } from "./place-proposals.js";
import { createPlaceTable } from "./place-table.js";

const ONE = { from: 0, to: 1 };

/** What the user asked for; it outlives a change of language. */
const asked = { query: "", order: PLACE_ORDERS[0], all: true, key: null };

/** The tab; it follows the clock while it moves. */
export const createPlacesTab = ({ scene, lang, clock }) =>
  arriving(
    scene,
    lang,
    () => scene.document("places"),
    (doc) => createPlaces(scene, lang, clock, doc),
  );

const tools = (...inside) => el("div", { class: "gd-place-tools" }, inside);

function createPlaces(scene, lang, clock, doc) {
  const say = (key, values) => translate(scene, lang, `places.${key}`, values);
  const empty = createEmpty(say, { clear: () => search.set(""), widen: () => choose({ all: true }) });
  const found = el("p", { class: "gd-place-found", role: "status" });
  const asks = { changed: () => list.propose(), opened: () => key.open(false) }; // there is not always room for both
  const proposals = createProposals({ scene, lang, clock, doc, ...asks });
  const arranged = (count, matches) => {
    const hidden = asked.all ? 0 : scene.places.id.filter((_, row) => matches(row)).length - count;
    setText(found, asked.query ? say("found", { count }) : "");
    empty.draw(count === 0, asked.query, hidden);
  };
  const list = createPlaceList({ scene, lang, clock, doc, proposals, arranged });
  const table = createPlaceTable({ scene, lang, clock, doc });
  const search = createSearch(say, {
    changed: (query) => choose({ query }),
    chosen: () => list.first() !== null && list.choose(list.first()),
    left: () => list.focus(),
  });
  const which = createWhich(scene, say, (all) => choose({ all }));
  const choose = (patch) => {
    Object.assign(asked, patch);
    which.draw(asked.all);
    list.show({ query: asked.query, order: asked.order, all: asked.all });
    table.show(asked);
  };
  const key = createKey(scene, lang, say);
  choose({});
  const forms = createForms(scene, lang, clock);
  const order = createOrder(say, (next) => choose({ order: next }));
  const ofList = [order, proposals.tools, key.opener, key.root, list.root, proposals.root];
  const showForm = createForm({ list: ofList, table: [table.tools, table.root] });
  return {
    root: el(
      "div",
      { class: "gd-tab-places" },
      tools(search.root, forms.root, order),
      tools(which.root, found, proposals.tools, key.opener),
      key.root,
      empty.root,
      list.root,
      proposals.root,
      table.tools,
      table.root,
    ),
    focus: () => (clock.get().form === "table" ? table.root : list).focus(),
    draw(state) {
      forms.draw(state.form);
      showForm(state.form);
      list.draw(state);
      proposals.draw(state);
      if (state.form === "table") table.draw(state);
    },
  };
}

/** The search field: Enter takes the first place found, arrow down goes to the list, Escape empties it. */
function createSearch(say, { changed, chosen, left }) {
  const input = el("input", {
    class: "gd-place-search",
    type: "search",
    "aria-label": say("ask"),
    placeholder: say("ask"),
    "aria-controls": "gd-places",
    autocomplete: "off",
    spellcheck: "false",
  });
  input.value = asked.query;
  const set = (text) => {
    input.value = text;
    changed(text);
    input.focus();
  };
  input.addEventListener("input", () => changed(input.value));
  input.addEventListener("keydown", (event) => {
    if (isShortcut(event)) return;
    if (event.key === "Enter" && fold(input.value).trim()) chosen();
    else if (event.key === "ArrowDown") left();
    else if (event.key === "Escape" && input.value) set("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { root: input, set };
}

const createOrder = (say, choose) =>
  createSelect(
    {
      label: say("order"),
      options: PLACE_ORDERS.map((order) => [order, say(`order.${order}`)]),
      value: asked.order,
      name: "gd-place-order",
    },
    choose,
  );

/** What shows the nodes of one form, and hides those of the others. */
const createForm = (nodesOf) => (shown) => {
  for (const [form, nodes] of Object.entries(nodesOf))
    for (const node of nodes) node.classList.toggle("gd-other-form", form !== shown);
};

/** List or table; the events have the same. */
function createForms(scene, lang, clock) {
  const say = (name) => translate(scene, lang, `panel.form.${name}`);
  const options = ["list", "table"].map((form) => [form, say(form)]);
  return createSwitch({ label: translate(scene, lang, "panel.form"), options }, (form) =>
    clock.set({ form }),
  );
}

/** All places, or those whose control is followed. */
function createWhich(scene, say, choose) {
  const followed = scene.places.tracked.filter(Boolean).length;
  const options = [
    [true, say("all", { count: scene.places.id.length })],
    [false, say("followed", { count: followed })],
  ];
  return createSwitch({ label: say("which"), options }, choose);
}

/** What the bars mean, behind a button that opens it; open from the start where there is room. */
function createKey(scene, lang, say) {
  const date = formatDay(scene.knownUntil.control, lang);
  const entry = (stretch, words) => {
    const history = createHistory([{ ...ONE, ...stretch }], stripsOf(scene));
    history.show(ONE);
    const sample = el("span", { class: "gd-place-sample", "data-group": stretch.group }, history.root);
    return el("li", {}, sample, words);
  };
  const ofClass = (group) =>
    entry({ group }, group === "no_data" ? say("key.no_data", { date }) : className(scene, lang, group));
  const group = sampleClass(scene);
  const looks = ["implied", "carried"].map((look) => entry({ group, look }, say(`key.${look}`)));
  const root = el("ul", { class: "gd-place-key", id: "gd-places-key" }, scene.classes.map(ofClass), looks);
  const opener = button(
    { class: "gd-link gd-place-opener", "aria-controls": "gd-places-key" },
    () => open(root.hidden),
    say("key"),
  );
  const open = (now) => {
    asked.key = now;
    root.hidden = !now;
    setAttribute(opener, "aria-expanded", String(now));
  };
  open(asked.key ?? !NARROW.matches);
  return { root, opener, open };
}

/** What to say, and do, where no place is found. */
function createEmpty(say, { clear, widen }) {
  const text = el("p");
  const more = button({ class: "gd-button" }, widen);
  const root = el(
    "div",
    { class: "gd-empty", hidden: true },
    text,
    el("div", { class: "gd-empty-acts" }, more, button({ class: "gd-button" }, clear, say("clear"))),
  );
  const draw = (shown, query, hidden) => {
    root.hidden = !shown;
    setText(
      text,
      shown
        ? [say("empty", { text: query.trim() }), hidden ? say("empty_followed", { count: hidden }) : ""]
            .filter(Boolean)
            .join(" ")
        : "",
    );
    more.hidden = hidden === 0;
    if (hidden) setText(more, say("show_all", { count: hidden }));
  };
  return { root, draw };
}
