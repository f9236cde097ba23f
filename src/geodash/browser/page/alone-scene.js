// The scene of a page without a server, from its parts: read by name from the page itself, or from files beside it.

import { insist, once, warn } from "../core/fetching.js";
import { Titles } from "../core/eventtable.js";
import { withOwnLines } from "../core/lines.js";
import { unpack } from "../core/packing.js";
import { Pieces } from "../core/pieces.js";
import { assemble } from "../core/scene.js";
import { createShelf, withSources } from "./alone-cards.js";

/** The scene whose document is `raw`, and the shelf of its cards; `part(name, kind)` gives a part, as "json" or "arrayBuffer". */
export async function sceneFrom(raw, part) {
  const table = once(() => part(raw.shared, "json"));
  const unpacked = async (name) => {
    const [shared, packed] = await Promise.all([table("shared"), part(name, "json")]);
    return unpack(shared, packed);
  };
  const shelf = createShelf(raw.cards, unpacked);
  const document = once(async (name) => withSources(await unpacked(raw.documents[name]), shelf));
  const titles = new Titles(raw.events, (name) => part(name, "json"));
  const pieces = new Pieces(raw.events, ({ block }) => part(block, "arrayBuffer"));
  const must = (load, what) => insist(load, { wanted: () => true, failed: (error) => warn(what, error) });
  const base = must(async () => withOwnLines(await part(raw.base, "json")), "the base map did not come");
  const scene = assemble({ ...raw, base, document }, pieces, titles);
  await Promise.all([
    titles.all(),
    must(() => pieces.grow(0, raw.events.pieces.length), "events did not come"),
  ]);
  return { scene, shelf };
}
