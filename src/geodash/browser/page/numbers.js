// Numbers of listed events beside their places, laid over the map's frame.

import { el } from "../core/dom.js";
import { mapState } from "./presentation.js";
import { mercatorX, mercatorY } from "../core/projection.js";

const TILE = 256;
const BELOW = 9; // pixels under the middle of the sign of the place
const BELOW_RING = 30; // the same where signs of events stand around it
const FEW = 3; // numbers that fit one badge

/** The layer of numbers; `show(places)` takes the place id of each event in order, "" for none. */
export function createNumbers(scene) {
  const root = el("div", { class: "gd-brief-numbers", "aria-hidden": "true" });
  let places = [];
  const draw = () => root.replaceChildren(...badges(scene, root, places));
  const onFrame = ({ detail }) => {
    if (detail?.type === "view" || detail?.type === "ready") draw();
  };
  document.addEventListener("geodash:frame", onFrame);
  return {
    root,
    show(next) {
      places = next;
      draw();
    },
    destroy: () => document.removeEventListener("geodash:frame", onFrame),
  };
}

function badges(scene, root, places) {
  const map = mapState();
  if (!map || map.compare) return []; // the listed events are those of one day: between two, a number could stand on the other's side
  const [lat, lon, zoom] = map.view;
  const scale = TILE * 2 ** zoom;
  const { clientWidth: width, clientHeight: height } = root;
  return [...numbersByPlace(places)].flatMap(([id, numbers]) => {
    const row = scene.placeIndex.get(id);
    if (row === undefined || scene.places.lat[row] === null) return [];
    const x = width / 2 + (mercatorX(scene.places.lon[row]) - mercatorX(lon)) * scale;
    const y = height / 2 + (mercatorY(scene.places.lat[row]) - mercatorY(lat)) * scale;
    const below = numbers.length < FEW ? BELOW : BELOW_RING;
    if (x < 0 || y < 0 || x > width || y > height - below - BELOW) return [];
    const badge = el("span", { class: "gd-brief-number" }, textOf(numbers));
    badge.style.left = `${Math.round(x)}px`;
    badge.style.top = `${Math.round(y + below)}px`;
    return [badge];
  });
}

function numbersByPlace(places) {
  const found = new Map();
  places.forEach((id, i) => id && found.set(id, [...(found.get(id) ?? []), i + 1]));
  return found;
}

/** "2", "2, 5" or, where there are many, "2, 5, 7 …". */
const textOf = (numbers) => numbers.slice(0, FEW).join(", ") + (numbers.length > FEW ? " …" : "");
