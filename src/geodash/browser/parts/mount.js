// How a part of the page is mounted: once per host element, kept over server reruns, drawn by the clock.

import { clock } from "./clock.js";
import { el } from "../core/dom.js";
import { insist, warn } from "../core/fetching.js";
import { isHosted } from "../core/host.js";
import { openScene } from "../core/opening.js";
import { standAgain, standing } from "./standing.js";

const FAILED = {
  en: "The map data could not be loaded yet. The page tries again; the server may be restarting.",
  fr: "Les données de la carte n’ont pas encore pu être chargées. La page réessaie ; le serveur redémarre peut-être.",
};
const entries = new WeakMap();

/**
 * Mount or update a part. `create(root, scene, lang)` builds it and returns {draw(state), update(component)?, isHeld()?, destroy()?}.
 */
export async function mountPart(component, name, create) {
  const entry = entryOf(component, name);
  entry.component = component;
  const { scene: source, settled } = component.data; // an address or, in a page that fetches nothing, the scene itself
  const scene =
    typeof source === "string"
      ? await insist(() => sceneOf(entry, source, settled), {
          wanted: () => entry.component === component,
          failed: (error) => excuse(entry, settled.lang, error),
        })
      : source;
  if (!scene || entry.component !== component) return; // a newer call came while this one was loading
  if (entry.scene !== scene) dispose(entry);
  entry.scene = scene;
  clock.useScene(scene);
  const text = JSON.stringify(settled);
  if (entry.settled !== text) clock.adopt(settled);
  entry.settled = text;
  draw(entry, clock.get(), create);
  entry.part.update?.(component);
  entry.stop ??= clock.subscribe((state) => draw(entry, state, create));
}

/** The scene at an address: as it is where the part shows it already, and else with what it is to show first. */
async function sceneOf(entry, source, settled) {
  const address = new URL(source, document.baseURI).href;
  return entry.scene?.address === address ? entry.scene : openScene(address, settled);
}

/** Say that the scene has not come; what is drawn already stays. */
function excuse(entry, lang, error) {
  warn("the scene did not come", error);
  if (!entry.part)
    entry.root.replaceChildren(el("p", { role: "alert", class: "gd-failed" }, FAILED[lang] ?? FAILED.en));
}

function entryOf(component, name) {
  const host = component.parentElement;
  let entry = entries.get(host);
  if (!entry) {
    entry = {
      root: el("div", { class: `gd gd-${name}` }),
      part: null,
      scene: null,
      lang: "",
      theme: "",
      stop: null,
    };
    entries.set(host, entry);
  }
  if (!host.contains(entry.root)) host.append(entry.root);
  return entry;
}

/** Draw a state; a part that left the page stops listening, another language builds it anew once no finger holds it. */
function draw(entry, state, create) {
  if (!entry.root.isConnected) {
    entry.stop?.();
    entry.stop = null;
    dispose(entry);
    return;
  }
  let stood = [];
  if (entry.part && entry.lang !== state.lang && !entry.part.isHeld?.()) {
    stood = standing(entry.root);
    dispose(entry);
  }
  if (entry.theme !== state.theme) paint(entry, state.theme);
  if (!entry.part) {
    entry.lang = state.lang;
    entry.root.lang = state.lang;
    if (isHosted()) document.documentElement.lang = state.lang;
    entry.part = create(entry.root, entry.scene, state.lang);
    entry.part.update?.(entry.component);
  }
  entry.part.draw(state);
  if (stood.length) standAgain(entry.root, stood);
}

/** Hand the palette of a theme to the style sheets. */
function paint(entry, theme) {
  entry.theme = theme;
  entry.root.dataset.theme = theme;
  for (const [name, color] of Object.entries(entry.scene.palette[theme])) {
    entry.root.style.setProperty(`--gd-${name.replaceAll("_", "-")}`, color);
  }
}

function dispose(entry) {
  entry.part?.destroy?.();
  entry.part = null;
  entry.theme = "";
  entry.root.replaceChildren();
}
