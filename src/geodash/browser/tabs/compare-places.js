// Places whose holder differs between two days, under what happened to them; each with the record that says so.

import { groupMark } from "../parts/marks.js";
import { el, reconcile, setAttribute, setText, webLink } from "../core/dom.js";
import { pressedLink } from "../core/linking.js";
import { className } from "../core/look.js";
import { formatNumber, translate } from "../core/scene.js";
import { controlStatement, holderName } from "../core/statement.js";

const SEEN = "seen"; // no holder was known on the first day

/** The list: {root, draw(days, changes, state)}. Rows are kept, so that a moving clock rebuilds only what differs. */
export function createPlaceChanges(scene, lang, clock, records) {
  const root = el("div", { class: "gd-compare-places" });
  const list = {
    scene,
    lang,
    clock,
    records,
    sections: new Map(),
    rows: new Map(),
    live: [],
    shown: "",
    theme: "",
  };
  const draw = ([, later], changes, state) => {
    if (list.theme !== state.theme) list.rows.clear();
    list.theme = state.theme;
    const found = inOrder(scene, changes);
    const key = `${state.theme} ${found.map(keyOf).join(" ")}`;
    if (key !== list.shown) rebuild(list, root, found);
    list.shown = key;
    for (const { place, row } of list.live) {
      setText(row.statement, controlStatement(scene, lang, place, later));
      setAttribute(row.root, "data-selected", scene.places.id[place] === state.place ? "true" : null);
    }
  };
  return { root, draw };
}

const keyOf = ({ place, before, after }) =>
  `${place}:${before.controller}:${before.basis}:${after.holding}:${after.basis}`;

/** Changes by what the places have become, the larger place first: the order of Python's comparison. */
export function inOrder(scene, changes) {
  const { id, rank } = scene.places;
  return changes.toSorted(
    (a, b) =>
      scene.classes.indexOf(a.after.group) - scene.classes.indexOf(b.after.group) ||
      rank[a.place] - rank[b.place] ||
      (id[a.place] < id[b.place] ? -1 : 1),
  );
}

function rebuild(list, root, changes) {
  list.live = [];
  reconcile(
    root,
    byGroup(list.scene, changes).map(([group, members]) => {
      const section = sectionOf(list, group);
      setText(section.count, `(${formatNumber(members.length, list.lang)})`);
      reconcile(
        section.rows,
        members.map((change) => {
          const row = rowFor(list, change);
          list.live.push({ place: change.place, row });
          return row.root;
        }),
      );
      return section.root;
    }),
  );
}

/** Pairs of a section and its changes: what is now held by whom, then places of which only the record is new. */
const byGroup = ({ classes }, changes) =>
  [...classes, SEEN]
    .map((group) => [group, changes.filter((change) => sectionKey(change) === group)])
    .filter(([, members]) => members.length);

const sectionKey = ({ kind, after }) => (kind === "seen" ? SEEN : after.group);

function sectionOf({ scene, lang, sections }, group) {
  if (!sections.has(group)) {
    const section = { count: el("span", { class: "gd-compare-count" }), rows: el("ul") };
    section.root = el(
      "section",
      { "data-group": group },
      el("h3", {}, headingOf(scene, lang, group), " ", section.count),
      section.rows,
    );
    sections.set(group, section);
  }
  return sections.get(group);
}

/** "Now held by ...", or what else has become of the places. */
function headingOf(scene, lang, group) {
  const key = `compare.now.${group}`;
  return key in scene.strings[lang]
    ? translate(scene, lang, key)
    : translate(scene, lang, "compare.now.held", { holder: scene.conflict.classes[group].holder[lang] });
}

function rowFor(list, change) {
  const key = keyOf(change);
  if (!list.rows.has(key)) list.rows.set(key, createRow(list, change));
  return list.rows.get(key);
}

/** One place: from whom to whom, in a sentence, by which record. */
function createRow({ scene, lang, clock, records, theme }, { place, before, after }) {
  const id = scene.places.id[place];
  const ground = after.basis === "implied" ? after.holding + 1 : after.holding; // whose first record says so
  const record = records.records[ground]?.[0];
  const statement = el("p");
  const name = pressedLink(
    { class: "gd-link gd-compare-name", "data-select-place": id },
    () => clock.set({ place: id }),
    scene.places[lang][place],
  );
  const sides = el(
    "span",
    { class: "gd-compare-sides" },
    side(scene, lang, theme, before),
    "→",
    side(scene, lang, theme, after),
  );
  const root = el(
    "li",
    { "data-place": id, "data-record": record?.id },
    el("div", { class: "gd-compare-head" }, name, sides),
    statement,
    record && recordParts(scene, lang, record, records.sources),
  );
  return { root, statement };
}

/** Who holds a place on one of the days, in words. */
export function sideName(scene, lang, { controller, group, basis }) {
  const name = scene.actorIndex.has(controller)
    ? holderName(scene, lang, controller)
    : className(scene, lang, group).toLocaleLowerCase(lang); // a state without a holder
  return basis === "implied" ? translate(scene, lang, "compare.implied", { holder: name }) : name;
}

const side = (scene, lang, theme, state) =>
  el(
    "span",
    { class: "gd-compare-side" },
    groupMark(scene, theme, state.group, state.basis),
    sideName(scene, lang, state),
  );

/** What the record says, what is said against it, and where it comes from. */
function recordParts(scene, lang, { summary, disputed, sources }, table) {
  const counter =
    disputed[lang] &&
    el("p", { class: "gd-quiet" }, translate(scene, lang, "compare.disputed", { text: disputed[lang] }));
  return [
    el("p", { class: "gd-quiet" }, summary[lang]),
    counter,
    el(
      "ul",
      { class: "gd-compare-sources", "aria-label": translate(scene, lang, "panel.sources_title") },
      sources.map((id) => sourceItem(lang, table[id])),
    ),
  ];
}

function sourceItem(lang, { title, publisher, published, url, language }) {
  const text = `${publisher}, ${published[lang]}`;
  return el("li", {}, webLink(url, { hreflang: language, title }, text));
}
