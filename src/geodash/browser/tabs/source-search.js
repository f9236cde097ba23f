// Search, filters and order of the list of sources.

import { el, setText } from "../core/dom.js";
import { translate } from "../core/scene.js";
import { createSelect } from "../parts/choosing.js";
import { SOURCE_ORDERS, tally } from "./source-order.js";

const EMPTY = { query: "", kind: "", language: "" };

/** The controls. They write to `chosen` and call `changed()`; `count(number)` writes in `found` how many sources are left. */
export function createSourceSearch({ scene, lang, doc, chosen, changed }) {
  const say = (key, values) => translate(scene, lang, `sources.${key}`, values);
  const choose = (patch) => {
    Object.assign(chosen, patch);
    changed();
  };
  const query = createQuery(say, chosen, choose);
  const selects = createSelects({ scene, lang, doc, chosen, say, choose });
  const found = el("p", { class: "gd-quiet gd-source-found", role: "status" });
  return {
    root: el(
      "div",
      { class: "gd-source-search", role: "search", "aria-label": say("narrow") },
      query,
      Object.values(selects),
    ),
    found,
    count(count) {
      const total = doc.sources.id.length;
      setText(found, count === total ? say("count", { count }) : say("shown", { count, total }));
    },
    clear() {
      query.value = "";
      selects.kind.value = "";
      selects.language.value = "";
      choose(EMPTY);
    },
  };
}

function createQuery(say, chosen, choose) {
  const query = el("input", {
    class: "gd-source-query",
    type: "search",
    "aria-label": say("search"),
    placeholder: say("search_hint"),
    spellcheck: "false",
    autocomplete: "off",
  });
  query.value = chosen.query;
  query.addEventListener("input", () => choose({ query: query.value }));
  query.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && query.value) event.stopPropagation(); // it clears the field, and closes nothing
  });
  return query;
}

/** Choices of kind, language and order; of the first two with the number of sources. */
function createSelects({ scene, lang, doc, chosen, say, choose }) {
  const { sources } = doc;
  const counted = (values, name) =>
    tally(values).map(([value, count]) => [value, say("option", { name: name(value), count })]);
  const kinds = counted(sources.kind, (kind) => translate(scene, lang, `vocab.source_kind.${kind}`));
  const languages = counted(sources.language, (code) => doc.languages[code][lang]);
  return {
    kind: createSelect(
      { label: say("kind"), options: [["", say("kind_all")], ...kinds], value: chosen.kind },
      (kind) => choose({ kind }),
    ),
    language: createSelect(
      { label: say("language"), options: [["", say("language_all")], ...languages], value: chosen.language },
      (language) => choose({ language }),
    ),
    order: createSelect(
      {
        label: say("sort"),
        options: SOURCE_ORDERS.map((order) => [order, say(`sort.${order}`)]),
        value: chosen.order,
      },
      (order) => choose({ order }),
    ),
  };
}
