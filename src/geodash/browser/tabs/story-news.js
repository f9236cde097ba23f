// The news text behind a story: its points with the records that carry them, and what the sources show against it.

import { askForCard } from "./story-step.js";
import { button, el } from "../core/dom.js";
import { pressedLink } from "../core/linking.js";
import { eventTitle } from "../core/eventtable.js";
import { formatDay, translate } from "../core/scene.js";

/** Both lists, folded, or null where the story has none; at the end of the story the corrections open by themselves. */
export function createNewsText(shared, story, go) {
  if (!story.claims.length) return null;
  const say = (key, values) => translate(shared.scene, shared.lang, `stories.${key}`, values);
  const corrections = fold(
    "gd-story-corrections",
    say("corrections"),
    say("corrections_note"),
    el(
      "ul",
      {},
      story.corrections.map((each) => correction(shared, say, story, each)),
    ),
  );
  const claims = fold(
    "gd-story-claims",
    say("claims", { count: story.claims.length }),
    say("claims_note"),
    el(
      "ol",
      {},
      story.claims.map((each) => claim(shared, say, story, each, go)),
    ),
  );
  let opened = false;
  return {
    root: el("div", {}, corrections, claims),
    draw(last) {
      if (last && !opened) corrections.open = true;
      opened ||= last;
    },
    read() {
      corrections.open = true;
      const body = corrections.closest(".gd-story-body"); // scrolled alone: the page around it stays where it is
      body.scrollTop += corrections.getBoundingClientRect().top - body.getBoundingClientRect().top;
      corrections.querySelector("summary").focus({ preventScroll: true });
    },
  };
}

const fold = (name, title, note, list) =>
  el(
    "details",
    { class: `gd-story-more ${name}` },
    el("summary", {}, title),
    el("p", { class: "gd-quiet" }, note),
    list,
  );

function correction(shared, say, story, { key, claims, text, events }) {
  const heading =
    claims.length > 1
      ? say("points", { first: claims[0], last: claims.at(-1) })
      : claims.length
        ? say("point", { number: claims[0] })
        : say("whole");
  const named = story.claims.filter((each) => claims.includes(each.claim));
  const said = named.map((each) => each.text[shared.lang]).join(" ");
  return el(
    "li",
    { "data-correction": key },
    el("h3", {}, heading),
    el(
      "dl",
      {},
      said ? [el("dt", {}, say("news_text")), el("dd", {}, said)] : null,
      el("dt", {}, say("shown")),
      el("dd", {}, text[shared.lang]),
    ),
    eventLinks(shared, events),
  );
}

function claim(shared, say, story, { claim: number, text, steps, events }, go) {
  const told = steps.map((step) =>
    button(
      { class: "gd-link" },
      () => go(story.steps.find((each) => each.step === step)),
      say("step", { step }),
    ),
  );
  return el(
    "li",
    { "data-claim": number, value: number },
    el(
      "p",
      {},
      text[shared.lang],
      " ",
      el(
        "span",
        { class: "gd-story-told" },
        told.flatMap((each, i) => (i ? [" ", each] : [each])),
      ),
    ),
    eventLinks(shared, events),
  );
}

/** Events as buttons that select them; their sources are on the card. */
function eventLinks({ scene, lang, clock }, events) {
  const known = events.filter((id) => scene.eventIndex.has(id));
  return el(
    "ul",
    { class: "gd-links" },
    known.map((id) => {
      const row = scene.eventIndex.get(id);
      const link = pressedLink(
        { class: "gd-link", "data-select-event": id },
        () => {
          clock.set({ event: id });
          askForCard(link);
        },
        eventTitle(scene, lang, row),
      );
      return el(
        "li",
        {},
        el("span", { class: "gd-quiet" }, formatDay(scene.events.start[row], lang, "short")),
        " ",
        link,
      );
    }),
  );
}
