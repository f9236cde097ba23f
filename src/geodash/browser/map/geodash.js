// The entry of the map's frame: mounts on a Leaflet map and talks to the page around it.

import { decodeBase } from "./base.js";
import { borrowFonts, borrowLeaning } from "./fonts.js";
import { insist } from "../core/fetching.js";
import { Frame } from "./frame.js";
import { openScene } from "../core/opening.js";

const PATIENCE_MS = 5000;
const REST_MS = 100; // the map is painted before what it does not show is fetched
const FAILED =
  "The map data could not be loaded yet. / Les données de la carte n’ont pas encore pu être chargées.";

/**
 * Draw a scene on a Leaflet map. `scene` is an address or, where nothing can be fetched, the loaded scene itself.
 * `tell` hears what the page around the map must know.
 */
export async function mount(map, { scene: source, tell = tellPage }) {
  window.geodash?.destroy?.();
  const container = map.getContainer();
  container.classList.add("geodash");
  const excuse = Object.assign(document.createElement("p"), {
    className: "gd-failed",
    role: "alert",
    textContent: FAILED,
  });
  const scene = await insist(
    () => (typeof source === "string" ? openScene(source, window.geodashSettled) : source),
    {
      wanted: () => true,
      failed: () => container.append(excuse),
    },
  );
  const [base] = await Promise.all([scene.base, borrowFonts(), stylesLoaded()]);
  excuse.remove();
  const settled = window.geodashSettled ?? {};
  const frame = new Frame(map, scene, { base: decodeBase(base), tell, settled });
  window.geodash = frame.api();
  tell({ type: "ready" });
  setTimeout(() => scene.pieces.rest(), REST_MS);
  const shown = window.geodash;
  borrowLeaning().then((faces) => {
    if (!faces.length || window.geodash !== shown) return;
    frame.drawing.forgetNames();
    frame.drawView();
  });
  return window.geodash;
}

/** Wait until every linked style sheet has come, or has failed, never for long: what is measured before would be wrong. */
function stylesLoaded() {
  const missing = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => !link.sheet);
  const arrivals = missing.map(
    (link) =>
      new Promise((done) => {
        link.addEventListener("load", done);
        link.addEventListener("error", done);
      }),
  );
  return Promise.race([Promise.all(arrivals), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
}

/** Tell the page around the frame; alone, or embedded by another origin, there is nobody to tell. */
function tellPage(detail) {
  try {
    if (window.parent === window) return;
    parent.document.dispatchEvent(new parent.CustomEvent("geodash:frame", { detail }));
  } catch {
    // The page is not ours to reach.
  }
}
