// What a reader who has never been here is told: sections of paragraphs and terms, each term with its symbol of the map's legend.

import { areaSample, eventSample, townSample } from "../map/samples.js";
import { el } from "../core/dom.js";
import { styleOf } from "../core/look.js";

const SIGNS = {
  town: ({ group, basis, faded }, style) =>
    townSample({ group, basis, ...(faded && { strength: style.fade.faintest }) }, style),
  cell: ({ group }, style, { look, theme }) => areaSample(style.palette[group], look.cells[theme], style),
  event: ({ category }, style) => eventSample(category, style),
  bars: ({ rank }) => el("span", { class: "gd-confidence", "data-rank": rank, "aria-hidden": "true" }),
  word: () => "",
};

/** The sections of the document, in a language and the colours of a theme. */
export function createHelp(scene, lang, theme, { sections }) {
  const picture = (sign) => SIGNS[sign.kind](sign, styleOf(scene, theme), { look: scene.look, theme });
  return el(
    "div",
    { class: "gd-help-sections" },
    sections.map(({ id, title, blocks }) =>
      el(
        "section",
        { "data-section": id },
        title && el("h3", {}, title[lang]),
        blocks.map((block) =>
          block.terms ? terms(block.terms, lang, picture) : el("p", {}, block.text[lang]),
        ),
      ),
    ),
  );
}

const terms = (listed, lang, picture) =>
  el(
    "dl",
    {},
    listed.flatMap(({ sign, term, text }) => [
      el("dt", {}, picture(sign), el("span", {}, term[lang])),
      el("dd", {}, text[lang]),
    ]),
  );
