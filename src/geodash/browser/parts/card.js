// The card of the selected event, place or party. The headline comes from the scene at once, the rest from the server.

import {
  claims,
  facts,
  foldedLinks,
  part,
  partyLink,
  placeLink,
  recordLinks,
  sourceList,
  waiting,
} from "./passages.js";
import { button, el, svg } from "../core/dom.js";
import { confidenceMark } from "./eventrow.js";
import { createHolder } from "./holder.js";
import { categoryMark, eventMark } from "./marks.js";
import { CONFIDENCES, eventTitle, passes } from "../core/eventtable.js";
import { insist, warn } from "../core/fetching.js";
import { actorName, formatDay, translate } from "../core/scene.js";
import { createTaking } from "./taking.js";
import { NOTHING, selectionOf } from "../core/selecting.js";
import { createPlaceStrip } from "./placestrip.js";

const ICONS = {
  back: "M15 8H2M7 3 2 8l5 5",
  close: "M3 3l10 10M13 3 3 13",
  previous: "M10 3 5 8l5 5",
  next: "M6 3l5 5-5 5",
};

const BODIES = { event: eventBody, place: placeBody, party: partyBody };
let ofParties = null; // the module of their cards, which a first visit goes without

/**
 * The card; `draw(state)` follows selection and clock, `update(detail, day)` takes the server's text for the selection on a day.
 * Closing drops the selection, unless `putAway()` says that the card has only been put away.
 */
export function createDetail(scene, lang, clock, closed, putAway) {
  const label = translate(scene, lang, "panel.detail");
  const body = el("div", { class: "gd-card-body", tabindex: "0", role: "region", "aria-label": label });
  const bar = el("div", { class: "gd-card-bar" });
  const root = el("article", { class: "gd-card", hidden: true }, bar, body);
  const card = {
    scene,
    lang,
    clock,
    closed,
    putAway,
    root,
    bar,
    body,
    detail: null,
    day: null,
    failed: false, // the text has not come; it is asked for again
    shown: "",
    live: [],
    state: null,
  };
  return {
    root,
    close: () => close(card),
    focus: () => bar.querySelector("button")?.focus({ preventScroll: true }),
    update(detail, day, failed = false) {
      Object.assign(card, { detail, day, failed });
      if (card.state) draw(card, card.state);
    },
    draw: (state) => draw(card, state),
  };
}

function close(card) {
  if (!card.putAway()) card.clock.set(NOTHING);
  card.closed();
}

function draw(card, state) {
  card.state = state;
  const { kind, id } = selectionOf(state);
  const detail = card.detail?.kind === kind && card.detail.id === id ? card.detail : null;
  card.root.hidden = !kind;
  const key = [kind, id, state.theme, detail ? `${card.day} ${JSON.stringify(detail)}` : card.failed].join(
    "|",
  );
  if (kind && card.shown !== key) {
    const same = card.shown.startsWith(`${kind}|${id}|`);
    card.shown = key;
    card.live = [];
    keepFocus(card.root, () => {
      fillBar(card, kind, id);
      card.body.replaceChildren(...BODIES[kind](card, id, detail), taking(card, kind, id, detail));
    });
    if (!same) card.body.scrollTop = 0;
  }
  if (!kind) card.shown = "";
  for (const each of card.live) each.draw(state);
}

/** Rebuild a part of the page; the focus stays on the control of the same name, or goes to the first that can be seen. */
function keepFocus(root, rebuild) {
  const nameOf = (node) => node.getAttribute("aria-label") ?? node.textContent;
  const focused = root.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  rebuild();
  if (focused === null) return;
  const controls = [...root.querySelectorAll("button:enabled, a, [tabindex]")].filter((node) =>
    node.checkVisibility(),
  );
  (controls.find((node) => nameOf(node) === focused) ?? controls[0])?.focus({ preventScroll: true });
}

const icon = (name) =>
  svg(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 2 }),
  );

function tool(card, name, press, extra = "") {
  const label = translate(card.scene, card.lang, `panel.${name}`);
  return button(
    { class: `gd-button gd-icon ${extra}`, "aria-label": label, title: label, "data-tool": name },
    press,
    icon(name),
  );
}

/** Back (phone) or close, and for an event the steps to the events before and after it. */
function fillBar(card, kind, id) {
  const steps = kind === "event" ? [stepTool(card, "previous", id, -1), stepTool(card, "next", id, 1)] : [];
  card.bar.replaceChildren(
    tool(card, "back", () => close(card), "gd-back"),
    el("span", { class: "gd-space" }),
    ...steps,
    tool(card, "close", () => close(card), "gd-close"),
  );
}

/** A step to the nearest event in time that the filters keep. */
function stepTool(card, name, id, direction) {
  const { scene, clock } = card;
  const { mask } = clock.get();
  let row = scene.eventIndex.get(id) ?? -1;
  if (row >= 0)
    do row += direction;
    while (row >= 0 && row < scene.events.count && !passes(mask, row));
  const target = scene.events.id[row] ?? null;
  const node = tool(card, name, () => clock.set({ event: target }));
  node.disabled = target === null;
  return node;
}

/** What there is to take away, once it is known what the card is of. */
function taking({ scene, lang, live }, kind, id, detail) {
  if (!detail) return "";
  const line = createTaking(scene, lang, kind, id, { isOfRecord: !detail.data_set });
  live.push(line);
  return line.root;
}

/** The body of a party's card; what makes it is fetched with the first. */
function partyBody(card, id, detail) {
  if (ofParties) return ofParties.partyBody(card, id, detail);
  const arrived = (made) => {
    ofParties = made;
    card.shown = "";
    if (card.state) draw(card, card.state);
  };
  const ask = () => import("./partycard.js");
  const failed = (error) => warn("what makes the card of a party did not come", error);
  insist(ask, { wanted: () => selectionOf(card.state).id === id, failed }).then(
    (made) => made && arrived(made),
  );
  return [el("h2", {}, actorName(card.scene, card.lang, id)), waiting(card)];
}

function eventBody(card, id, detail) {
  const { scene, lang, clock } = card;
  const { theme } = clock.get();
  const row = scene.eventIndex.get(id);
  if (!detail) {
    if (row === undefined) return [waiting(card)];
    const day = formatDay(scene.events.start[row], lang);
    const kicker = el("p", { class: "gd-kicker" }, eventMark(scene, theme, row), day);
    return [kicker, el("h2", {}, eventTitle(scene, lang, row)), waiting(card)];
  }
  const mark =
    row === undefined ? categoryMark(scene, theme, detail.category, 0) : eventMark(scene, theme, row);
  const rank = CONFIDENCES.indexOf(detail.confidence);
  return [
    el("p", { class: "gd-kicker" }, mark, `${detail.category_text} · ${detail.dates}`),
    el("h2", {}, detail.title),
    claims(scene, lang, [detail.summary, detail.attribution], detail.disputed),
    sourceList(scene, lang, detail.sources),
    factList(scene, lang, [
      ["data_set", detail.data_set && [el("strong", {}, detail.data_set), " ", detail.data_set_note]],
      ["place", [detail.place && placeLink(detail.place), detail.place_note && ` ${detail.place_note}`]],
      ["from", actors(detail.actors_from)],
      ["to", actors(detail.actors_to)],
      ["fatalities", detail.fatalities],
      ["precision", detail.precision],
      ["confidence", [confidenceMark(scene, lang, rank), " ", detail.confidence_text]],
    ]),
    codes(scene, lang, detail.codes),
    part(scene, lang, "part_of", detail.part_of && recordLinks(lang, [detail.part_of])),
    part(scene, lang, "parts", recordLinks(lang, detail.parts)),
    part(scene, lang, "related", recordLinks(lang, detail.related)),
  ].filter(Boolean);
}

const factList = (scene, lang, pairs) =>
  facts(pairs.map(([key, content]) => [translate(scene, lang, `panel.${key}`), content]));

const actors = (list) =>
  list.map(({ note, ...party }) =>
    el(
      "span",
      { class: "gd-actor" },
      partyLink(party),
      note ? el("span", { class: "gd-quiet gd-actor-note" }, note) : null,
    ),
  );

/** Codes of the act, folded: they say something to those who know the schemes, and stand below what they are. */
function codes(scene, lang, { cameo, plover }) {
  const given = [cameo && `CAMEO ${cameo}`, plover && `PLOVER ${plover}`].filter(Boolean).join(" · ");
  if (!given) return null;
  const say = (key) => translate(scene, lang, `panel.${key}`);
  const means = el("p", { class: "gd-quiet" }, say("codes_means"));
  return el("details", { class: "gd-codes" }, el("summary", {}, say("codes")), el("p", {}, given), means);
}

function placeBody(card, id, detail) {
  const { scene, lang, clock } = card;
  const row = scene.placeIndex.get(id);
  const holder = createHolder(scene, lang, row);
  card.live.push(holder);
  const kind = row === undefined ? "" : translate(scene, lang, `vocab.place_kind.${scene.places.kind[row]}`);
  const head = [
    el("p", { class: "gd-kicker" }, kind),
    el("h2", {}, detail?.title ?? scene.places[lang][row] ?? id),
    holder.root,
  ];
  if (!detail) return [...head, waiting(card)];
  const body = [...head, claims(scene, lang, [detail.attribution], detail.disputed)];
  if (detail.strip.length) {
    const strip = createPlaceStrip(scene, lang, clock, detail.strip, row);
    card.live.push(strip);
    body.push(strip.root);
  }
  body.push(
    sourceList(scene, lang, detail.sources),
    factList(scene, lang, [
      ["held_by", detail.held_by && partyLink(detail.held_by)],
      ["names", detail.names],
      ["admin", detail.admin],
      ["coordinates", detail.coordinates],
      ["uncertainty", detail.uncertainty],
      ["confidence", detail.confidence_text],
      ["note", detail.note],
    ]),
    part(scene, lang, "events_here", foldedLinks(scene, lang, detail.events, detail.earlier)),
  );
  return body.filter(Boolean);
}
