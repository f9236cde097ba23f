// Filters and layers of the page without a server: a button for each, which opens a dialog.

import { button, el, setAttribute, setText } from "../core/dom.js";
import { CONFIDENCES, passes } from "../core/eventtable.js";
import { narrowing, whereName } from "../core/filtering.js";
import { layersOf } from "../core/params.js";
import { translate } from "../core/scene.js";
import { createDialog } from "./dialog.js";

/** Both menus; `change(texts)` takes parameters as a link writes them, `usual` has those of no filter. */
export function createMenus(scene, change, usual) {
  const filters = createMenu("filters", (lang) => filterParts(scene, lang, change, usual));
  const layers = createMenu("layers", (lang) => layerParts(scene, lang, change));
  return {
    root: el("div", { class: "gd-menus" }, filters.root, layers.root),
    update(lang, shown, filter, mask) {
      const say = (key, values) => translate(scene, lang, key, values);
      const count = narrowing(filter).length;
      const active = count ? say("page.filters_active", { count }) : "";
      const close = say("share.close");
      filters.update(lang, { label: `${say("page.filters")}${active}`, title: say("page.filters"), close }, [
        filter,
        mask,
      ]);
      layers.update(lang, { label: say("page.layers"), title: say("page.layers"), close }, [
        shown.split(","),
      ]);
    },
  };
}

/** A button and its dialog; `build(lang)` gives what stands in it: {nodes, draw(...now)}. */
function createMenu(name, build) {
  const body = el("div", { class: `gd-menu gd-menu-${name}` });
  const shell = createDialog(name, body);
  const open = button({ class: "gd-button", "aria-haspopup": "dialog" }, () => shell.root.showModal());
  let built = { lang: "", parts: null };
  return {
    root: el("div", {}, open, shell.root),
    update(lang, { label, title, close }, now) {
      if (built.lang !== lang) {
        built = { lang, parts: build(lang) };
        body.replaceChildren(...built.parts.nodes);
      }
      setText(open, label);
      shell.words({ title, close });
      built.parts.draw(...now);
    },
  };
}

function check(text, press) {
  const box = el("input", { type: "checkbox" });
  box.addEventListener("change", () => press(box.checked));
  return { box, root: el("label", { class: "gd-check" }, box, el("span", {}, text)) };
}

const group = (legend, ...nodes) =>
  el("fieldset", { class: "gd-group" }, el("legend", {}, legend), ...nodes.flat());

/** Buttons of which one is pressed: {root, draw(now)}. */
function choice(values, nameOf, choose) {
  const nodes = values.map((value) => button({ class: "gd-button" }, () => choose(value), nameOf(value)));
  const draw = (now) =>
    values.forEach((value, at) => setAttribute(nodes[at], "aria-pressed", String(value === now)));
  return { root: el("div", { class: "gd-switch" }, nodes), draw };
}

/** A field for a whole number: {root, draw(now)}. */
function countField(text, choose) {
  const field = el("input", { class: "gd-select", type: "number", min: 0, step: 1, inputmode: "numeric" });
  field.addEventListener("change", () => choose(String(Math.max(0, Math.floor(Number(field.value))))));
  const draw = (now) => {
    if (document.activeElement !== field) field.value = String(now);
  };
  return { root: el("label", { class: "gd-line" }, el("span", {}, text), field), draw };
}

/** A list with one more, or without one, as a link writes it. */
const changed = (list, each, on) =>
  (on ? [...list, each] : list.filter((other) => other !== each)).toSorted().join();

function filterParts(scene, lang, change, usual) {
  const say = (key, values) => translate(scene, lang, key, values);
  const status = el("p", { role: "status" });
  const kinds = kindParts(scene, lang, (cat) => change({ cat }));
  const texts = (label, any) => ({ label: say(`page.${label}`), any: say(`page.${any}`) });
  const parties = several(lang, partyOptions(scene, lang), texts("actors", "any_actor"), (actor) =>
    change({ actor }),
  );
  const where = several(lang, placeOptions(scene, lang), texts("where", "any_place"), (ids) =>
    change({ where: ids }),
  );
  const roles = choice(
    scene.params.of.get("role").words,
    (role) => say(`page.role.${role}`),
    (role) => change({ role }),
  );
  const role = group(say("page.role"), roles.root);
  const levels = choice(
    CONFIDENCES,
    (level) => say(`page.least_confidence.${level}`),
    (conf) => change({ conf }),
  );
  const deaths = countField(say("page.least_deaths"), (count) => change({ deaths: count }));
  const clear = button({ class: "gd-button" }, () => change(usual), say("page.clear_filters"));
  const draw = (filter, mask) => {
    let shown = 0;
    for (let row = 0; row < scene.events.count; row += 1) if (passes(mask, row)) shown += 1;
    setText(status, say("page.shown", { shown, total: scene.events.count }));
    kinds.draw(filter.cat);
    parties.draw(filter.actor);
    where.draw(filter.where);
    role.hidden = filter.actor.length === 0;
    roles.draw(filter.role);
    levels.draw(filter.conf);
    deaths.draw(filter.deaths);
    clear.disabled = narrowing(filter).length === 0;
  };
  const help = el("p", { class: "gd-quiet" }, say("page.least_deaths_help"));
  const nodes = [
    status,
    group(say("page.categories"), kinds.root),
    group(say("page.actors"), parties.nodes),
    role,
    group(say("page.where"), where.nodes),
    group(say("page.least_confidence"), levels.root),
    deaths.root,
    help,
    clear,
  ];
  return { nodes, draw };
}

/** The categories, each with a box: {root, draw(chosen)}. */
function kindParts(scene, lang, choose) {
  let chosen = [];
  const kinds = scene.categories.map((name) => ({
    name,
    ...check(translate(scene, lang, `vocab.category.${name}`), (on) => choose(changed(chosen, name, on))),
  }));
  const draw = (now) => {
    chosen = now;
    for (const { name, box } of kinds) box.checked = now.includes(name);
  };
  const boxes = kinds.map(({ root }) => root);
  return { root: el("div", { class: "gd-checks" }, boxes), draw };
}

/** Parties that take part in an event. */
function partyOptions(scene, lang) {
  const { id } = scene.actors;
  const taking = new Set(scene.events.parties.flat());
  return id.flatMap((actor, row) => (taking.has(row) ? [[actor, scene.actors[lang][row]]] : []));
}

/** Places where events happened, and the provinces and territories that these lie in. */
function placeOptions(scene, lang) {
  const having = [...new Set(scene.events.place)].filter((row) => row >= 0);
  const ids = [...scene.areas.id, ...having.map((row) => scene.places.id[row])];
  return ids.map((id) => [id, whereName(scene, lang, id)]);
}

/** What is chosen of some options, each with a button that takes it away, and a field that adds one: {nodes, draw(chosen)}. */
function several(lang, options, { label, any }, choose) {
  const sorted = options.toSorted((a, b) => a[1].localeCompare(b[1], lang));
  const field = el(
    "select",
    { class: "gd-select", "aria-label": label },
    el("option", { value: "" }, any),
    sorted.map(([id, name]) => el("option", { value: id }, name)),
  );
  let chosen = [];
  field.addEventListener("change", () => {
    if (field.value) choose(changed(chosen, field.value, !chosen.includes(field.value)));
    field.value = "";
  });
  const list = el("div", { class: "gd-chosen" });
  const nameOf = (id) => sorted.find(([each]) => each === id)?.[1] ?? id;
  const draw = (now) => {
    chosen = now;
    const taken = (id) =>
      button({ class: "gd-button" }, () => choose(changed(chosen, id, false)), `${nameOf(id)} ×`);
    list.replaceChildren(...now.map(taken));
  };
  return { nodes: [field, list], draw };
}

function layerParts(scene, lang, change) {
  let shown = [];
  const order = (text) =>
    layersOf(scene)
      .filter((name) => text.split(",").includes(name))
      .join();
  const nameOf = (name) =>
    scene.conflict.layers.find(({ id }) => id === name)?.name[lang] ??
    translate(scene, lang, `vocab.layer.${name}`);
  const layers = layersOf(scene).map((name) => ({
    name,
    ...check(nameOf(name), (on) => change({ layers: order(changed(shown, name, on)) })),
  }));
  const draw = (now) => {
    shown = now;
    for (const { name, box } of layers) box.checked = now.includes(name);
  };
  return {
    nodes: [
      el(
        "div",
        { class: "gd-checks" },
        layers.map(({ root }) => root),
      ),
    ],
    draw,
  };
}
