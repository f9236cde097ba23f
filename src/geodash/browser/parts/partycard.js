// The body of a party's card: who it is, which places it and its side held on the clock's day, what it did year by year and last.

import { el } from "../core/dom.js";
import { statusOn } from "../core/control.js";
import { eventTitle } from "../core/eventtable.js";
import { actorName, formatDay, isoOf, translate } from "../core/scene.js";
import { groupMark } from "./marks.js";
import {
  claims,
  facts,
  foldedLinks,
  partyLinks,
  placeLink,
  sourceList,
  titled,
  waiting,
} from "./passages.js";

/** What stands in the card; what follows the clock is added to its `live` parts. */
export function partyBody(card, id, detail) {
  const { scene, lang, live } = card;
  const head = [
    el("p", { class: "gd-kicker" }, detail?.kind_text ?? ""),
    el("h2", {}, detail?.title ?? actorName(scene, lang, id)),
  ];
  if (!detail) return [...head, waiting(card)];
  // A server sends the words with the card, so that a first visit goes without them.
  const words = detail.words ? { strings: { [lang]: detail.words } } : scene;
  const say = (key, values) => translate(words, lang, `party.${key}`, values);
  const now = createNow(card, detail, say);
  live.push(now);
  const { member_of: above, members, seat } = detail;
  return [
    ...head,
    claims(scene, lang, [detail.note, detail.attribution], []),
    facts([
      [translate(scene, lang, "panel.names"), detail.names],
      [say("member_of"), above.length > 0 && partyLinks(above)],
      [say("seat"), seat && placeLink(seat)],
    ]),
    now.root,
    titled(say("members"), partyLinks(members)),
    sourceList(scene, lang, detail.sources, say("sources")),
  ].filter(Boolean);
}

/** Places held, acts by year and the newest ones: as of the clock's day. */
function createNow({ scene, lang }, detail, say) {
  const root = el("div", { class: "gd-party-now" });
  let shown = null;
  const draw = (state) => {
    const key = [state.date, state.theme, scene.events.here];
    if (shown?.every((each, i) => each === key[i])) return;
    shown = key;
    const parts = [
      ...heldParts(scene, lang, detail, say, state),
      ...actParts(scene, lang, detail, say, state),
    ];
    root.replaceChildren(...parts.filter(Boolean));
  };
  return { root, draw };
}

function heldParts(scene, lang, { holders, side }, say, { date, theme }) {
  const held = (test) => [...statusOn(scene, date)].filter(([, status]) => test(status));
  const own = held(({ controller }) => holders.includes(controller));
  const ofSide = held(({ group }) => group === side);
  const day = formatDay(date, lang);
  const list = (places) => placeList(scene, lang, theme, places);
  const counted = (key, places, values = {}) => {
    const count = places.filter(([, { basis }]) => basis !== "implied").length;
    const more = places.length - count; // told apart, as everywhere
    const implied = more ? translate(scene, lang, "wording.summary_implied", { count: more }) : "";
    return `${say(key, { date: day, count, ...values })}${implied}`;
  };
  if (date > scene.knownUntil.control && (holders.length || side))
    return [
      el(
        "p",
        { class: "gd-part gd-quiet" },
        say("held_unknown", { date: formatDay(scene.knownUntil.control, lang) }),
      ),
    ];
  return [
    holders.length > 0 && titled(counted("held", own), own.length ? list(own) : say("held_none")),
    ofSide.length > own.length &&
      titled(
        counted("held_by_side", ofSide, { side: scene.conflict.classes[side].holder[lang] }),
        list(ofSide),
      ),
  ];
}

const placeList = (scene, lang, theme, places) =>
  el(
    "ul",
    { class: "gd-party-places" },
    places.map(([row, { group, basis }]) =>
      el(
        "li",
        {},
        groupMark(scene, theme, group, basis),
        placeLink({ id: scene.places.id[row], label: scene.places[lang][row] }),
        basis === "implied" && ` (${translate(scene, lang, "vocab.basis.implied").toLocaleLowerCase(lang)})`,
      ),
    ),
  );

function actParts(scene, lang, { by, toward }, say, { date }) {
  const { start, here } = scene.events;
  const past = (rows) => rows.filter((row) => row >= here.from && row < here.to && start[row] <= date);
  const [acts, others] = [past(by), past(toward)];
  const all = [...acts, ...others].sort((one, other) => other - one);
  const isWhole = here.from === 0 && here.to === scene.events.count;
  return [
    !isWhole && el("p", { class: "gd-quiet" }, translate(scene, lang, "panel.coming")),
    titled(
      say("by_year", { date: formatDay(date, lang) }),
      all.length ? yearTable(scene, say, acts, others) : translate(scene, lang, "panel.empty_all"),
    ),
    titled(
      say("newest"),
      foldedLinks(
        scene,
        lang,
        all.map((row) => recordOf(scene, lang, row)),
      ),
    ),
  ];
}

const recordOf = (scene, lang, row) => ({
  id: scene.events.id[row],
  date: isoOf(scene.events.start[row]),
  get title() {
    return eventTitle(scene, lang, row);
  },
  titled: () => scene.titles.need(lang, [row]),
});

/** How many acts of each year are its own, and how many others aim at it. */
function yearTable(scene, say, acts, others) {
  const yearOf = (row) => isoOf(scene.events.start[row]).slice(0, -6);
  const counted = (rows) => Map.groupBy(rows, yearOf);
  const [by, toward] = [counted(acts), counted(others)];
  const years = [...new Set([...by.keys(), ...toward.keys()])].sort((one, other) => other - one);
  const most = Math.max(...years.map((year) => by.get(year)?.length ?? 0), 1);
  const head = ["year", "by", "toward"].map((key) => el("th", { scope: "col" }, say(key)));
  const rows = years.map((year) => {
    const count = by.get(year)?.length ?? 0;
    const bar = el("span", { class: "gd-year-bar", "aria-hidden": "true", hidden: !count });
    bar.style.width = `${(60 * count) / most}%`;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, year),
      el("td", {}, bar, String(count)),
      el("td", {}, String(toward.get(year)?.length ?? 0)),
    );
  });
  return el("table", { class: "gd-years" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows));
}
