// The player of one story: a step to read, the way to the next, and all there is to the story below.

import { button, el, isShortcut, setAttribute, setText, svg } from "../core/dom.js";
import { createNewsText } from "./story-news.js";
import { createStep, storyTitle } from "./story-step.js";
import { translate } from "../core/scene.js";

const ARROWS = { previous: "M10 3 5 8l5 5", next: "M6 3l5 5-5 5" };

/** The player; `go(step)` goes to a step, `leave()` back to all stories. `draw(state, step)` shows a step. */
export function createStoryPlayer(shared, story, { go, leave }) {
  const { scene, lang } = shared;
  const say = (key, values) => translate(scene, lang, `stories.${key}`, values);
  const total = story.steps.length;
  const title = storyTitle(shared, story);
  let at = -1;
  let asked = -1; // where keys faster than the frames lead: the clock shows the last of several changes only
  const by = (count) => {
    if (!story.steps[asked + count]) return;
    asked += count;
    go(story.steps[asked]);
  };
  const text = el("div", { class: "gd-story-now" });
  const jumps = createJumps(shared, story, go);
  const news = createNewsText(shared, story, go);
  const body = el(
    "div",
    { class: "gd-story-body", tabindex: "0", role: "region", "aria-label": say("story", { title }) },
    text,
    jumps.root,
    news?.root,
  );
  const live = el("p", { class: "gd-hidden", role: "status" });
  const way = createWay(say, total, by);
  const head = createHead(say("all"), title, leave);
  const root = el("div", { class: "gd-story", "data-story": story.id }, head, body, way.root, live);
  root.addEventListener("keydown", (event) => stepByKey(event, by));
  let step = null;
  let theme = "";
  const show = (next) => {
    const first = at < 0;
    at = story.steps.indexOf(next);
    asked = at;
    body.scrollTop = 0;
    way.draw(at);
    jumps.draw(at);
    news?.draw(at === total - 1);
    if (!first) setText(live, say("step_now", { step: at + 1, total, title: next.title[lang] }));
  };
  return {
    root,
    focus: () => body.focus({ preventScroll: true }),
    draw(state, next) {
      if (story.steps[at] !== next || theme !== state.theme) {
        theme = state.theme;
        const last = next === story.steps[total - 1];
        step = createStep(shared, story, next, { go, read: last && news ? news.read : null });
        text.replaceChildren(step.root);
      }
      if (story.steps[at] !== next) show(next);
      step.draw(state);
    },
  };
}

const createHead = (all, title, leave) =>
  el(
    "div",
    { class: "gd-story-head" },
    button({ class: "gd-button gd-story-leave" }, leave, all),
    el("h2", {}, title),
  );

/** The arrows lead from step to step, but in a field and in what is the browser's. */
function stepByKey(event, by) {
  const count = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!count || isShortcut(event) || event.shiftKey || event.target.closest("input")) return;
  event.preventDefault();
  by(count);
}

/** Previous, progress, next. */
function createWay(say, total, by) {
  const tool = (name, count) => {
    const icon = svg(
      "svg",
      { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
      svg("path", { d: ARROWS[name], fill: "none", stroke: "currentColor", "stroke-width": 2 }),
    );
    const label = el("span", {}, say(name));
    return button(
      { class: `gd-button gd-story-${name}` },
      () => by(count),
      ...(count < 0 ? [icon, label] : [label, icon]),
    );
  };
  const [previous, next] = [tool("previous", -1), tool("next", 1)];
  const position = el("span", { class: "gd-story-position" });
  const bars = Array.from({ length: total }, () => el("i"));
  return {
    root: el(
      "div",
      { class: "gd-story-way" },
      previous,
      el(
        "div",
        { class: "gd-story-progress" },
        position,
        el("div", { class: "gd-story-bars", "aria-hidden": "true" }, bars),
      ),
      next,
    ),
    draw(at) {
      setText(position, say("position", { step: at + 1, total }));
      bars.forEach((bar, i) => bar.classList.toggle("gd-on", i <= at));
      // Not `disabled`: a disabled button would lose the focus, and with it the arrow keys.
      setAttribute(previous, "aria-disabled", at === 0 && "true");
      setAttribute(next, "aria-disabled", at === total - 1 && "true");
    },
  };
}

/** All steps, to jump to. */
function createJumps({ scene, lang }, story, go) {
  const links = story.steps.map((step) =>
    button({ class: "gd-link", "data-step": step.step }, () => go(step), step.title[lang]),
  );
  const root = el(
    "details",
    { class: "gd-story-more" },
    el("summary", {}, translate(scene, lang, "stories.steps")),
    el(
      "ol",
      { class: "gd-story-steps" },
      links.map((link) => el("li", {}, link)),
    ),
  );
  return {
    root,
    draw: (at) => links.forEach((link, i) => setAttribute(link, "aria-current", i === at && "step")),
  };
}
