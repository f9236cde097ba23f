// One step of a story: what happened, when and where, its event, its sources, its link.

import { button, el, inOneLine, setText } from "../core/dom.js";
import { pressedLink } from "../core/linking.js";
import { eventMark } from "../parts/marks.js";
import { eventTitle } from "../core/eventtable.js";
import { formatDay, translate } from "../core/scene.js";
import { sourceList } from "../parts/passages.js";
import { linkToCopy } from "../parts/copying.js";

/** Ask the panel to open the card of the selection where it would cover the story: on a phone. */
export const askForCard = (node) => node.dispatchEvent(new CustomEvent("geodash:card", { bubbles: true }));

/**
 * A step; `go(step)` goes to it, `read()` if any to what follows the story. `draw(state)` says whether clock and selection
 * still stand where it put them.
 */
export function createStep(shared, story, step, { go, read }) {
  const { scene, lang } = shared;
  const say = (key, values) => translate(scene, lang, `stories.${key}`, values);
  const place = scene.places[lang][scene.placeIndex.get(step.place)] ?? "";
  const when = inOneLine([formatDay(step.date, lang, "weekday"), place]);
  const moved = el("p", { class: "gd-story-moved", role: "status" });
  const back = button({ class: "gd-button" }, () => go(step), say("back"));
  const details = button(
    { class: "gd-button gd-story-card" },
    () => askForCard(details),
    translate(scene, lang, "panel.detail"),
  );
  const away = el("div", { class: "gd-story-away", hidden: true }, moved, back, details);
  const root = el(
    "article",
    { class: "gd-story-step", "data-step": step.step },
    el("h3", { class: "gd-story-title" }, step.title[lang]),
    el("p", { class: "gd-quiet gd-story-when" }, when),
    away,
    el("p", { class: "gd-story-text" }, step.text[lang]),
    read ? el("p", { class: "gd-story-read" }, button({ class: "gd-link" }, read, say("corrections"))) : null,
    eventLine(shared, step, go),
    sourceList(scene, lang, sourcesOf(shared, step)),
    linkLine(shared, story, step),
  );
  return {
    root,
    draw(state) {
      const here = state.date === step.date && state.event === step.event;
      if (away.hidden === here) return;
      if (here && away.contains(document.activeElement))
        root.closest("[tabindex]")?.focus({ preventScroll: true });
      away.hidden = here;
      setText(moved, here ? "" : say("moved"));
    },
  };
}

/** The event of the step: on a phone the way to its card. */
function eventLine({ scene, lang, clock }, step, go) {
  const row = scene.eventIndex.get(step.event);
  if (row === undefined) return null;
  const label = translate(scene, lang, "stories.event");
  const link = pressedLink(
    {
      class: "gd-link",
      "data-select-event": step.event,
      "aria-label": `${label}: ${eventTitle(scene, lang, row)}`,
    },
    () => {
      go(step);
      askForCard(link);
    },
    eventTitle(scene, lang, row),
  );
  return el("p", { class: "gd-story-event", title: label }, eventMark(scene, clock.get().theme, row), link);
}

function sourcesOf({ scene, lang, book }, step) {
  return step.sources.map((id) => {
    const source = book.sources[id];
    const kind = translate(scene, lang, `vocab.source_kind.${source.kind}`);
    return { ...source, published: source.published[lang], note: source.note[lang], kind_text: kind };
  });
}

/** The button that copies the link. */
function linkLine({ scene, lang }, story, step) {
  if (!scene.address) return null; // a page in one file has no address to share
  const label = translate(scene, lang, "stories.copy");
  return el("p", {}, linkToCopy(scene, lang, label, () => addressOf(story, step, lang)).parts);
}

function addressOf(story, step, lang) {
  const language = lang === "en" ? "" : `&lang=${lang}`;
  return `${window.location.origin}${window.location.pathname}?story=${story.id}.${step.step}${language}`;
}

/** Title of a story; one that has none of its own goes by the title of its first step. */
export const storyTitle = ({ scene, lang }, story) =>
  scene.strings[lang][`stories.title.${story.id}`] ?? story.steps[0].title[lang];
