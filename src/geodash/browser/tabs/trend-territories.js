// Events of the months shown by territory, in an order of choice; a row moves the map to the places of its territory.

import { button, el, setAttribute } from "../core/dom.js";
import { formatDay, formatNumber, translate } from "../core/scene.js";

const ROOM = 420; // pixels of a map that its territory should take
const LEAST_DEGREES = 0.5; // across: a lone place is shown with what is around it
const CLOSEST = 10;
const ROUND = 1e4;

const COLUMNS = ["name", "within", "events", "deaths", "last"];
const WORDS = new Set(["name", "within"]); // sorted from A on when first asked for

/** What the rows are sorted by; it outlives a change of language. */
const asked = { by: "events", down: true };

/** The table: {root, show(sums)}, of the territories of a document and sums of events, least deaths and last days. */
export function createTrendTerritories(scene, lang, doc, look) {
  const say = (key, values) => translate(scene, lang, `trends.${key}`, values);
  const sort = (by) => {
    Object.assign(asked, { by, down: by === asked.by ? !asked.down : !WORDS.has(by) });
    fill();
  };
  const heads = COLUMNS.map((by) => {
    const press = button({ class: "gd-trend-sort" }, () => sort(by), say(`col.${by}`));
    return el("th", { scope: "col" }, press);
  });
  const body = el("tbody");
  const root = el(
    "table",
    { class: "gd-trend-table gd-trend-territories" },
    el("caption", {}, say("territories")),
    el("thead", {}, el("tr", {}, heads)),
    body,
  );
  const bounds = boundsByTerritory(scene, doc);
  let rows = [];
  const fill = () => {
    const now = asked.down ? "descending" : "ascending";
    COLUMNS.forEach((by, i) => setAttribute(heads[i], "aria-sort", by === asked.by ? now : null));
    const nodes = sorted(rows, lang).map((row) => {
      const go = row.known && bounds.has(row.at) && (() => look(viewOf(bounds.get(row.at))));
      return rowNode(row, lang, say, go);
    });
    body.replaceChildren(...nodes);
  };
  const show = (sums) => {
    rows = rowsOf(doc, lang, sums);
    root.hidden = rows.length === 0;
    fill();
  };
  return { root, show };
}

/** Territories that have events, with their figures. */
const rowsOf = ({ territories }, lang, { events, deaths, last }) =>
  territories
    .map(({ name, within, known }, at) => ({
      at,
      known,
      name: name[lang],
      within: within[lang],
      events: events[at],
      deaths: deaths[at],
      last: last[at],
    }))
    .filter((row) => row.events > 0);

/** A row; `go` moves the map to the territory, or is false where it has no place to go to. */
function rowNode({ name, within, events, deaths, last }, lang, say, go) {
  const link = go && button({ class: "gd-link", title: say("show_on_map", { name }) }, go, name);
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, link || name),
    el("td", {}, within),
    el("td", {}, formatNumber(events, lang)),
    el("td", {}, deaths ? say("least", { count: deaths }) : "–"),
    el("td", {}, formatDay(last, lang, "short")),
  );
}

/** Rows in the order asked for; what is no territory comes last. */
function sorted(rows, lang) {
  const { by, down } = asked;
  const compare = (a, b) => (typeof a[by] === "string" ? a[by].localeCompare(b[by], lang) : a[by] - b[by]);
  return rows.toSorted((a, b) => b.known - a.known || (down ? compare(b, a) : compare(a, b)));
}

/** South, west, north, east of the places of each territory that have a position. */
function boundsByTerritory({ places: { lat, lon } }, doc) {
  const bounds = new Map();
  doc.territory.forEach((at, row) => {
    if (lat[row] === null) return;
    const [south, west, north, east] = bounds.get(at) ?? [90, 180, -90, -180];
    bounds.set(at, [
      Math.min(south, lat[row]),
      Math.min(west, lon[row]),
      Math.max(north, lat[row]),
      Math.max(east, lon[row]),
    ]);
  });
  return bounds;
}

/** Where a map looks that shows bounds: [lat, lon, zoom]. */
function viewOf([south, west, north, east]) {
  const across = Math.max(north - south, east - west, LEAST_DEGREES);
  const zoom = Math.min(CLOSEST, Math.floor(Math.log2((ROOM * 360) / (256 * across))));
  const round = (degrees) => Math.round(degrees * ROUND) / ROUND;
  return [round((south + north) / 2), round((west + east) / 2), Math.max(2, zoom)];
}
