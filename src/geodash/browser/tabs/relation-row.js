// One pair as a row of the table: who, where it stands, by which act, what each side did to the other, its strip.

import { button, el, setAttribute, setText } from "../core/dom.js";
import { pressedLink } from "../core/linking.js";
import { actLink, createRelationHistory } from "./relation-history.js";
import { statusMark } from "./relation-marks.js";
import {
  confirmationOf,
  createCounter,
  standingAt,
  standingText,
  statusBefore,
  statusName,
} from "./relation-state.js";
import { createRelationStrip } from "./relation-strip.js";
import { actorName, formatDay, translate } from "../core/scene.js";
import { dated } from "../core/statement.js";

const KINDS = ["pressure", "cooperation", "other"];

/** Name of a pair beside the party that all share, or of both its sides. */
export function nameOf(scene, lang, { actors }, common) {
  const [one, two] = actors.map((id) => actorName(scene, lang, id));
  return common ? two : translate(scene, lang, "wording.pair", { one, two });
}

/** The row: {root, name, draw(state), show(span)}; `choose` takes the pair, or takes it back. */
export function createRelationRow(scene, lang, clock, pair, { common, choose }) {
  const id = `gd-relation-${pair.pair.replace(",", "--")}`;
  const standing = createStanding(scene, lang, clock, pair);
  const strip = createRelationStrip(scene, clock, pair);
  const acts = [
    ["forth", pair.actors],
    ["back", pair.actors.toReversed()],
  ].map(([rows, sides]) => createActs(scene, lang, pair[rows], sides));
  const name = pressedLink(
    {
      class: "gd-relation-name",
      "data-select-pair": pair.pair,
      "aria-expanded": "false",
      "aria-controls": id,
    },
    choose,
    nameOf(scene, lang, pair, common),
  );
  const line = el(
    "div",
    { class: "gd-relation-row", role: "row", "data-pair": pair.pair },
    el("div", { class: "gd-relation-who", role: "rowheader" }, name),
    standing.status,
    el("div", { class: "gd-relation-act", role: "cell" }, standing.act, strip.root),
    acts.map((each) => each.root),
  );
  const cell = el("div", { role: "cell", "aria-colspan": "5" });
  const below = el("div", { class: "gd-relation-below", role: "row", id, hidden: true }, cell);
  line.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, .gd-relation-strip")) choose();
  });
  let history = null;
  const draw = (state) => {
    const chosen = state.pair === pair.pair;
    standing.draw(state);
    strip.mark(state.date);
    for (const each of acts) each.draw(state);
    if (chosen && !history)
      cell.append((history = createRelationHistory(scene, lang, clock, pair, () => name.focus())).root);
    if (chosen) history.draw(state);
    line.classList.toggle("gd-chosen", chosen);
    setAttribute(name, "aria-expanded", String(chosen));
    below.hidden = !chosen;
  };
  return { root: [line, below], line, below, name, draw, show: strip.show };
}

/** Status on the day with what came before, and the acts that brought it about and confirmed it. Rebuilt when they change. */
function createStanding(scene, lang, clock, pair) {
  const mark = el("span", { class: "gd-relation-mark" });
  const text = el("span", { class: "gd-relation-text" });
  const before = el("span", { class: "gd-relation-before gd-quiet" });
  const status = el("div", { class: "gd-relation-status", role: "cell" }, mark, text, before);
  const act = el("p", { class: "gd-relation-by" });
  const say = (key, values) => translate(scene, lang, `relations.${key}`, values);
  let shown = "";
  const rebuild = ({ status: now, at }, confirmation) => {
    mark.replaceChildren(statusMark(now));
    setText(before, at < 0 ? "" : say("before", { status: statusName(scene, lang, statusBefore(pair, at)) }));
    setAttribute(status, "data-none", at < 0 ? "true" : null);
    if (at >= 0) {
      const latest =
        confirmation &&
        actLink(lang, clock, confirmation, say("confirmed_on", { date: dated(scene, lang, confirmation) }));
      act.replaceChildren(actLink(lang, clock, pair.states[at].records[0]), ...(latest ? [latest] : []));
    } else if (now === "no_record") {
      const { from } = pair.states[0];
      act.replaceChildren(
        button(
          { class: "gd-link" },
          () => clock.set({ date: from }),
          say("first_record", { date: formatDay(from, lang) }),
        ),
      );
    } else act.replaceChildren();
  };
  const draw = ({ date }) => {
    const standing = standingAt(scene, pair, date);
    const confirmation = standing.at < 0 ? null : confirmationOf(pair.states[standing.at], date);
    setText(text, standingText(scene, lang, pair, date));
    const key = `${standing.status} ${standing.at} ${confirmation?.id}`;
    if (shown !== key) rebuild(standing, confirmation);
    shown = key;
  };
  return { status, act, draw };
}

/** Acts of one side toward the other in the window, by kind. */
function createActs(scene, lang, rows, sides) {
  const count = createCounter(scene, rows);
  const [from, to] = sides.map((id) => actorName(scene, lang, id));
  const lines = KINDS.map((kind) => el("span", { "data-kind": kind, hidden: true }));
  const none = el("span", { class: "gd-quiet" }, "–");
  const spoken = el("span", { class: "gd-hidden" });
  const root = el(
    "div",
    { class: "gd-relation-acts", role: "cell" },
    spoken,
    el("span", { class: "gd-relation-counts", "aria-hidden": "true" }, lines, none),
  );
  let shown = "";
  const draw = ({ date, days }) => {
    const found = count(date, days);
    const key = KINDS.map((kind) => `${found[kind].count}/${found[kind].deeds}`).join();
    if (shown === key) return;
    shown = key;
    const kinds = KINDS.filter((kind) => found[kind].count > 0);
    KINDS.forEach((kind, i) => {
      lines[i].hidden = found[kind].count === 0;
      setText(lines[i], translate(scene, lang, `relations.count.${kind}`, { count: found[kind].count }));
    });
    none.hidden = kinds.length > 0;
    const words = kinds.map((kind) => {
      const text = translate(scene, lang, `relations.acts.${kind}`, { count: found[kind].count });
      return found[kind].deeds
        ? `${text} (${translate(scene, lang, "relations.deeds", { count: found[kind].deeds })})`
        : text;
    });
    const list = words.join(", ") || translate(scene, lang, "relations.acts.none");
    setText(spoken, translate(scene, lang, "relations.direction", { from, to, acts: list }));
    root.title = spoken.textContent;
  };
  return { root, draw };
}
