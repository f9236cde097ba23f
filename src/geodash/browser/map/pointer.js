// Pointer and keyboard on the map: tooltip, selection, the list of a crowded spot.

import { describeCrowd, describeEvent, describePlace, eventDate } from "./describe.js";
import { rowsOfGroup } from "./eventmarks.js";
import { eventTitle } from "../core/eventtable.js";
import { clearHit, hitsAt } from "./hit.js";
import { translate } from "../core/scene.js";

const MOST_LISTED = 200;

/** Listen on a map. `select(patch)` selects, `redraw()` draws the ring of what is pointed at. Returns helpers. */
export function listen({ map, drawing, surface, tooltip, chooser, select, redraw }) {
  const frame = map.getContainer();
  const parts = { map, drawing, surface, tooltip, chooser, select, redraw, frame };
  let pointer = "mouse";
  const onPointer = (event) => (pointer = event.pointerType === "mouse" ? "mouse" : "touch");
  frame.addEventListener("pointerdown", onPointer, true);
  frame.addEventListener("pointermove", onPointer, true);
  const hits = (event) => findHits(parts, surface.locate(event), pointer);
  map.on("mousemove", (event) => {
    if (pointer === "mouse" && !chooser.isOpen()) hover(parts, hits(event)[0] ?? null);
  });
  map.on("mouseout movestart zoomstart", () => hover(parts, null));
  map.on("click", (event) => {
    hover(parts, null);
    if (chooser.isOpen()) chooser.close(false);
    press(parts, hits(event), event.containerPoint);
  });
  frame.addEventListener("keydown", (event) => {
    if (event.target !== frame) return;
    if (event.key === "Enter") listAll(parts);
    else if (event.key === "Escape") select({ event: null, place: null });
    else return;
    event.preventDefault();
  });
  return {
    listPlaceless: () => openEvents(parts, drawing.placelessRows(), null),
    clear: () => hover(parts, null),
  };
}

/** What lies at a point of the sheets, each with the day that is shown there. */
function findHits({ drawing }, { x, y }, pointer) {
  const { scene, positions, view } = drawing;
  const day = drawing.dayAt(x);
  const found = hitsAt(
    x,
    y,
    { marks: day.marks, rows: drawing.pointable(), scene, positions, zoom: view.zoom },
    pointer,
  );
  return found.map((hit) => ({ ...hit, day }));
}

function point({ drawing, redraw }, mark) {
  const same =
    drawing.pointed?.x === mark?.x && drawing.pointed?.y === mark?.y && drawing.pointed?.r === mark?.r;
  if (same) return;
  drawing.pointed = mark;
  redraw();
}

function hover(parts, hit) {
  const { drawing, tooltip, surface, frame } = parts;
  frame.classList.toggle("gd-pointing", hit !== null);
  point(parts, hit && { x: hit.x, y: hit.y, r: hit.r });
  if (!hit) {
    tooltip.hide();
    return;
  }
  const { scene, state } = drawing;
  const text = {
    event: () => describeEvent(scene, hit.row, state.lang),
    place: () => describePlace(scene, hit.row, hit.day.date, state.lang),
    count: () => describeCrowd(scene, hit.total, state.lang),
  }[hit.type]();
  tooltip.show(text, surface.toFrame(hit.x, hit.y), hit.r);
}

function press(parts, hits, at) {
  const { drawing, select } = parts;
  const { scene, state } = drawing;
  if (!hits.length) {
    if (state.event !== null || state.place !== null) select({ event: null, place: null });
    return;
  }
  const hit = clearHit(hits, scene.places);
  if (hit?.type === "event") select({ event: scene.events.id[hit.row], place: null });
  else if (hit?.type === "place") select({ event: null, place: scene.places.id[hit.row] });
  else if (hit) openEvents(parts, rowsOfGroup(scene, hit.day.rows, drawing.groups, hit.group), at);
  else openMixed(parts, hits, at);
}

/** The day that is shown where a place (by row) stands. */
const dayWhere = ({ drawing }, place) => drawing.dayAt(drawing.positions.x[place]);

function eventItem(parts, row) {
  const { scene, state } = parts.drawing;
  return {
    title: eventTitle(scene, state.lang, row),
    note: eventDate(scene, row, state.lang),
    pick: () => parts.select({ event: scene.events.id[row], place: null }),
    focus: () => point(parts, dayWhere(parts, scene.events.place[row]).eventMark(row)),
  };
}

function placeItem(parts, row) {
  const { scene, state } = parts.drawing;
  const { title, lines } = describePlace(scene, row, dayWhere(parts, row).date, state.lang);
  return {
    title,
    note: lines[0],
    pick: () => parts.select({ event: null, place: scene.places.id[row] }),
    focus: () => point(parts, parts.drawing.placeMark(row)),
  };
}

/** Open the list of events (by row, in time order) and places (by row); titles that are not here yet are fetched first. */
async function open(parts, title, events, places, at) {
  const { scene, state } = parts.drawing;
  const newest = Array.from(events.slice(-MOST_LISTED)).reverse();
  await scene.titles.need(state.lang, newest);
  const say = (key, values) => translate(scene, state.lang, `map.chooser.${key}`, values);
  const items = [
    ...newest.map((row) => eventItem(parts, row)),
    ...places.map((row) => placeItem(parts, row)),
  ];
  const rest = events.length - newest.length;
  parts.chooser.open({
    title: title ?? say("title"),
    closeLabel: say("close"),
    more: rest ? say("more", { count: rest }) : "",
    items,
    at,
  });
}

/** List events, newest first. */
function openEvents(parts, rows, at) {
  const { scene, state } = parts.drawing;
  const title = translate(scene, state.lang, "map.crowd", { count: rows.length });
  open(parts, title, rows, [], at);
}

function openMixed(parts, hits, at) {
  const { scene, groups } = parts.drawing;
  const places = hits.filter(({ type }) => type === "place").map(({ row }) => row);
  const events = new Set(hits.filter(({ type }) => type === "event").map(({ row }) => row));
  for (const { type, group, day } of hits) {
    if (type === "count") for (const row of rowsOfGroup(scene, day.rows, groups, group)) events.add(row);
  }
  open(
    parts,
    null,
    [...events].sort((a, b) => a - b),
    places,
    at,
  );
}

/** List every event and tracked place inside the frame, as of the day shown there: the way to them without a pointer. */
function listAll(parts) {
  const { drawing, map } = parts;
  const { scene, positions } = drawing;
  const size = map.getSize();
  const seen = (row) => {
    const at = row < 0 ? null : parts.surface.toFrame(positions.x[row], positions.y[row]);
    return at !== null && at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y;
  };
  const shown = (row) => seen(scene.events.place[row]) && dayWhere(parts, scene.events.place[row]).shows(row);
  const events = drawing.state.layers.has("events") ? drawing.rows.filter(shown) : [];
  open(parts, null, events, drawing.tracked.toReversed().filter(seen), null);
}
