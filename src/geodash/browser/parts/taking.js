// What a card hands out: the link to itself in this view, and a picture of it where a server makes one.

import { el } from "../core/dom.js";
import { isHosted, stateIn } from "../core/host.js";
import { addressWith } from "../core/linking.js";
import { isoOf, translate } from "../core/scene.js";
import { NOTHING } from "../core/selecting.js";
import { linkToCopy } from "./copying.js";

/** The line of a card; `draw(state)` follows the clock. A page in one file has no address to share. */
export function createTaking(scene, lang, kind, id, { isOfRecord = true } = {}) {
  let date = "";
  const address = () => addressWith({ ...NOTHING, [kind]: id, date, lang: lang === "en" ? null : lang });
  const label = translate(scene, lang, "panel.copy_link");
  const link = stateIn() === "search" && linkToCopy(scene, lang, label, address);
  const picture =
    isHosted() &&
    isOfRecord && // what was added is on nobody's picture by address
    el("a", { class: "gd-link gd-picture", download: "" }, translate(scene, lang, "panel.picture"));
  return {
    root: el("p", { class: "gd-taking", hidden: !link }, link && link.parts, picture),
    draw(state) {
      date = isoOf(state.date);
      if (link) link.draw();
      if (picture) picture.href = new URL(`picture.png${new URL(address()).search}`, document.baseURI).href;
    },
  };
}
