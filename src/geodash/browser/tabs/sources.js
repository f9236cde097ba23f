// Sources and method: every source with the records that rest on it, how the records are made, and the text they began with.

import { arriving } from "../parts/arriving.js";
import { button, el, setAttribute } from "../core/dom.js";
import { translate } from "../core/scene.js";
import { createClaims } from "./source-claims.js";
import { createMethod } from "./source-method.js";
import { createSources } from "./source-list.js";

const VIEWS = ["sources", "method", "claims"];

/** What the reader chose, kept while the page is open: another language builds the tab anew. */
const chosen = { view: VIEWS[0], query: "", kind: "", language: "", order: "date", sections: null };

/** The tab. It shows the same on every day. */
export function createSourcesTab({ scene, lang, clock }) {
  return arriving(
    scene,
    lang,
    () => scene.document("sources"),
    (doc) => createViews(scene, lang, clock, doc),
  );
}

/** Views, one of them shown; each is made when it is first shown. There is none of claims where the data have none. */
function createViews(scene, lang, clock, doc) {
  const make = { sources: createSources, method: createMethod, claims: createClaims };
  const made = {};
  const say = (key) => translate(scene, lang, `sources.${key}`);
  const views = VIEWS.filter((view) => view !== "claims" || doc.claims > 0);
  const buttons = views.map((view) => button({ class: "gd-button" }, () => show(view), say(`view.${view}`)));
  const body = el("div", { class: "gd-source-view" });
  const bar = el(
    "div",
    { class: "gd-source-bar" },
    el("div", { class: "gd-source-views", role: "group", "aria-label": say("views") }, buttons),
  );
  const root = el("div", { class: "gd-tab-sources" }, bar, body);
  let latest = clock.get();
  let source = null;
  const show = (view) => {
    chosen.view = view;
    views.forEach((each, i) => setAttribute(buttons[i], "aria-pressed", String(each === view)));
    if (!made[view]) {
      made[view] = make[view]({ scene, lang, clock, doc, chosen });
      body.append(made[view].root);
      if (made[view].found) bar.append(made[view].found);
    }
    for (const [name, { root: node, found }] of Object.entries(made)) {
      node.hidden = name !== view;
      if (found) found.hidden = name !== view;
    }
    made[view].draw(latest);
  };
  show(chosen.view);
  return {
    root,
    focus: () => (made[chosen.view].focus ?? (() => buttons[views.indexOf(chosen.view)].focus()))(),
    draw(state) {
      latest = state;
      if (source !== state.source) {
        source = state.source;
        if (source && chosen.view !== "sources") show("sources");
      }
      made[chosen.view].draw(state);
    },
  };
}
