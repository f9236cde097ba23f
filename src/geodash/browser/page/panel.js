// The right column: tabs, the panel of the chosen one, card of the selection.

import { clock } from "../parts/clock.js";
import { createDetail } from "../parts/card.js";
import { rowsOf } from "../parts/eventlist.js";
import { explainMarks } from "../parts/explaining.js";
import { mountPart } from "../parts/mount.js";
import { narrowed } from "../parts/narrowed.js";
import { fetchFrom, insist, warn } from "../core/fetching.js";
import { usual } from "../core/params.js";
import { dayOf } from "../core/scene.js";
import { selectionOf } from "../core/selecting.js";
import { NARROW } from "../core/textsize.js";
import { createFold } from "./fold.js";
import { landing } from "./landing.js";
import { createTabs } from "./tabs.js";
import { watchForTabs } from "./newtab.js";

/** Mount or update the panel in a Streamlit component; called again on every rerun. */
export const render = (component) => mountPart(component, "panel", (...made) => landing(create(...made)));

function create(root, scene, lang) {
  watchForTabs();
  const explainNoMore = explainMarks(root);
  const tabs = createTabs(scene, lang, clock);
  const cards = createCards(scene);
  const detail = createDetail(scene, lang, clock, () => tabs.focus(), putAway);
  let selected = "";
  let asked = null; // on a phone the card would cover a story: the step at which its reader asked for it
  const fold = createFold(scene, lang);
  root.append(fold.root, tabs.root, detail.root);
  const inStory = ({ tab, story }) => tab === "stories" && story !== null;
  const ask = (story) => {
    asked = story;
    root.classList.toggle("gd-card-waits", inStory(clock.get()) && asked === null);
  };
  function putAway() {
    if (!NARROW.matches || !inStory(clock.get())) return false;
    ask(null);
    return true;
  }
  const onAsk = () => {
    ask(clock.get().story);
    if (NARROW.matches) requestAnimationFrame(detail.focus); // once it is drawn
  };
  const onKey = ({ key }) => key === "Escape" && selectionOf(clock.get()).id && detail.close();
  root.addEventListener("keydown", onKey);
  root.addEventListener("geodash:card", onAsk);
  return {
    draw(state) {
      const now = selectionOf(state).id;
      root.dataset.tab = state.tab;
      root.classList.toggle("gd-has-card", now !== "");
      ask(inStory(state) && asked === state.story ? asked : null);
      detail.draw(state);
      tabs.draw(state, rowsOf(scene, state));
      const isLed = NARROW.matches && !inStory(state) && root.contains(document.activeElement);
      if (now && now !== selected && isLed) detail.focus();
      fold.follow(now, now !== "" || state.tab !== usual(scene, "tab"));
      selected = now;
    },
    update(component) {
      sayFilters(component);
      const { data } = component;
      const day = data.settled.date ? dayOf(data.settled.date) : null;
      cards.take(data.detail ?? null, (card, failed) => detail.update(card, day, failed));
    },
    destroy() {
      explainNoMore();
      root.removeEventListener("keydown", onKey);
      root.removeEventListener("geodash:card", onAsk);
    },
  };
}

/** Hand on what narrows the events, and tell whoever works it out which of it is taken back. */
const sayFilters = (component) =>
  narrowed.set({
    filters: (component.data.filters ?? []).map(([name, text]) => ({ name, text })),
    clear: (name) => component.setTriggerValue("filter", { name: name ?? "" }),
    keep: (cat) => component.setTriggerValue("filter", { keep: cat }),
  });

document.addEventListener("geodash:frame", ({ detail }) => {
  if (detail?.type === "keep") narrowed.get().keep(detail.cat);
});

/** Cards come by address, or, where no server makes them, from a function. Of several asked for the latest is shown. */
function createCards(scene) {
  let latest = null; // what was named last
  let held = { address: null, card: null };
  const take = async (named, show) => {
    latest = named;
    if (named === null) {
      show(null);
      return;
    }
    const ask = typeof named === "string" ? () => fetchFrom(new URL(named, scene.address), "json") : named;
    const failed = (error) => {
      warn("a card did not come", error);
      show(null, true);
    };
    const wanted = () => latest === named;
    const card = held.address === named ? held.card : await insist(ask, { wanted, failed });
    if (!card || latest !== named) return;
    held = { address: named, card };
    show(card);
  };
  return { take };
}
