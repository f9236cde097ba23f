// The list of stories.

import { button, el } from "../core/dom.js";
import { formatDay, translate } from "../core/scene.js";

/** Title of a story; one that has none of its own goes by the title of its first step. */
export const storyTitle = ({ scene, lang }, story) =>
  scene.strings[lang][`stories.title.${story.id}`] ?? story.steps[0].title[lang];

/** The list; `open(story)` starts one. */
export function createStoryList(shared, open) {
  const { scene, lang, book } = shared;
  const say = (key, values) => translate(scene, lang, `stories.${key}`, values);
  const starts = new Map();
  const items = book.stories.map((story) => {
    const start = button({ class: "gd-link gd-story-start" }, () => open(story), storyTitle(shared, story));
    starts.set(story.id, start);
    const lead = scene.strings[lang][`stories.lead.${story.id}`];
    const span = say("span", { from: formatDay(story.from, lang), to: formatDay(story.to, lang) });
    return el(
      "li",
      {},
      el("h2", {}, start),
      lead ? el("p", {}, lead) : null,
      el("p", { class: "gd-quiet" }, `${say("steps_count", { count: story.steps.length })} · ${span}`),
    );
  });
  const root = el(
    "div",
    { class: "gd-story-list" },
    el("p", { class: "gd-quiet" }, say("intro")),
    el("ul", {}, items),
  );
  return { root, focus: (id) => (starts.get(id) ?? root.querySelector("button"))?.focus() };
}
