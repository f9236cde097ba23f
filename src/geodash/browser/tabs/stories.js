// Stories: a list of them, and a player that takes clock, map and selection from step to step.

import { arriving } from "../parts/arriving.js";
import { createStoryPlayer } from "./story-player.js";
import { storyTitle } from "./story-step.js";
import { button, el } from "../core/dom.js";
import { formatDay, translate } from "../core/scene.js";

/** The tab. */
export function createStoriesTab({ scene, lang, clock }) {
  return arriving(
    scene,
    lang,
    () => loadBook(scene, lang),
    (book) => createStories({ scene, lang, clock, book }),
  );
}

/** The stories, and the headlines of the events that they name. */
export async function loadBook(scene, lang) {
  const book = await scene.document("stories");
  const named = book.stories.flatMap(({ steps, claims, corrections }) => [
    ...steps.map((step) => step.event),
    ...[...claims, ...corrections].flatMap(({ events }) => events),
  ]);
  await scene.titles.need(
    lang,
    named.map((id) => scene.eventIndex.get(id)).filter((row) => row !== undefined),
  );
  return book;
}

/** Go to a step as one change: day, selection and view move together. */
export function goTo(clock, story, step) {
  clock.set(
    { story: `${story.id}.${step.step}`, date: step.date, event: step.event, place: null, tab: "stories" },
    { view: step.view },
  );
}

/** The story and the step that a state names, or null. */
function stepOf({ stories }, name) {
  const [id, number] = (name ?? "").split(".");
  const story = stories.find((each) => each.id === id);
  const step = story?.steps.find((each) => each.step === Number(number ?? 1));
  return step ? { story, step } : null;
}

function createStories(shared) {
  const { clock, book } = shared;
  const root = el("div", { class: "gd-stories" });
  const list = createStoryList(shared, (story) => {
    goTo(clock, story, story.steps[0]);
    if (shown !== story.id) show(story); // the clock tells of a change within a frame that has begun only in the next
    player.focus();
  });
  let player = null;
  let shown = ""; // id of the story in the player, or nothing
  const leave = (story) => {
    clock.set({ story: null });
    if (shown) show(null);
    list.focus(story.id);
  };
  const show = (story) => {
    shown = story?.id ?? "";
    player = story
      ? createStoryPlayer(shared, story, {
          go: (step) => goTo(clock, story, step),
          leave: () => leave(story),
        })
      : null;
    root.replaceChildren((player ?? list).root);
  };
  show(null);
  return {
    root,
    focus: () => (player ?? list).focus(),
    draw(state) {
      const found = stepOf(book, state.story);
      if ((found?.story.id ?? "") !== shown) show(found?.story ?? null);
      player?.draw(state, found.step);
    },
  };
}

/** The list; `open(story)` starts one. */
function createStoryList(shared, open) {
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
