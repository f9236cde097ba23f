// The static site: what the page reads lies in files beside it, and its state stands behind the ? of its address.

import { fetchFrom, insist, warn } from "../core/fetching.js";
import { openAlone } from "./alone.js";

openSite(document.getElementById("gd-page"), JSON.parse(document.getElementById("gd-data").textContent));

async function openSite(page, { scene: name, keeper, ...file }) {
  const address = new URL(name, document.baseURI);
  const part = (other, kind) => fetchFrom(new URL(other, address), kind);
  const scene = await insist(() => fetchFrom(address, "json"), {
    wanted: () => true,
    failed: (error) => warn("the scene did not come", error),
  });
  await openAlone(page, scene, part, file);
  keepOffline(keeper);
}

/** Have the browser keep the site; where it may not (no https, or a private window), the page works as it is. */
async function keepOffline(keeper) {
  try {
    await navigator.serviceWorker?.register(new URL(keeper, document.baseURI));
  } catch (error) {
    warn("this site is not kept for reading without a network", error);
  }
}
