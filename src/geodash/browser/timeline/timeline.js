// The timeline: the page's clock control. Also the one part that reports a settled clock to the server.

import { createAway } from "./away.js";
import { changesBetween, changesText } from "../parts/changes.js";
import { clock } from "../parts/clock.js";
import {
  createDateField,
  createLoopSwitch,
  createSpanButtons,
  createSpeedChoice,
  createTransport,
  createWindowChoice,
} from "./buttons.js";
import { el, setText } from "../core/dom.js";
import { mountPart } from "../parts/mount.js";
import { createPlayer } from "./play.js";
import { formatDay, translate } from "../core/scene.js";
import { createTrack } from "./track.js";

const QUIET_MS = 600; // before a screen reader is told what changed

/** Mount or update the timeline in a Streamlit component; called again on every rerun. */
export function render(component) {
  clock.setCommitter((commit) => component.setTriggerValue("settle", commit));
  return mountPart(component, "timeline", create);
}

function create(root, scene, lang) {
  const note = createNote(scene, lang);
  const parts = { away: createAway(scene, lang) };
  const moved = () => {
    parts.player.stop();
    note.complain("");
  };
  const shared = { scene, lang, clock, moved };
  const spanned = () => {
    if (!parts.track) return;
    const { from, to, kind } = parts.track.span();
    parts.spans.draw(kind);
    clock.setSpan({ from, to });
  };
  parts.player = createPlayer({
    scene,
    clock,
    visibleDays: () => parts.track.span().to - parts.track.span().from,
    changed: (playing) => parts.transport.setPlaying(playing),
  });
  parts.transport = createTransport({ ...shared, toggle: () => parts.player.toggle() });
  parts.date = createDateField({ ...shared, complain: note.complain });
  parts.window = createWindowChoice({ ...shared, complain: note.complain });
  parts.spans = createSpanButtons({ scene, lang, choose: (kind) => parts.track.setSpan(kind) });
  parts.track = createTrack({ ...shared, spanned });
  spanned();
  const speed = createSpeedChoice({ scene, lang, setSpeed: parts.player.setSpeed });
  const loop = createLoopSwitch({ scene, lang, setLoop: parts.player.setLoop });
  root.append(
    el(
      "div",
      { class: "gd-bar" },
      parts.transport.root,
      parts.date.root,
      note.root,
      el("div", { class: "gd-choices" }, parts.window.nodes, speed, loop),
      parts.spans.root,
    ),
    parts.track.root,
    note.live,
    parts.away.root,
  );
  return {
    draw(state) {
      for (const name of ["date", "window", "track", "away"]) parts[name].draw(state);
      note.draw(state);
    },
    isHeld: () => parts.track.isHeld(),
    destroy() {
      for (const name of ["player", "track", "away"]) parts[name].destroy();
      note.destroy();
    },
  };
}

/** The line beside the date: what changed on this day, or what was wrong with a typed date; and the spoken summary. */
function createNote(scene, lang) {
  const root = el("p", { class: "gd-note", id: "gd-clock-note" });
  const live = el("p", { class: "gd-hidden", role: "status", "aria-live": "polite" });
  let complaint = "";
  let date = null;
  let told = null;
  let timer = 0;
  const show = () => {
    const changes = complaint ? [] : changesBetween(scene, date - 1, date);
    setText(root, complaint || changesText(scene, lang, changes));
    root.title = root.textContent;
    root.classList.toggle("gd-complaint", complaint !== "");
  };
  const tell = () => {
    if (told !== null && told !== date) {
      const changes = changesBetween(scene, told, date);
      const text =
        changesText(scene, lang, changes) ||
        translate(scene, lang, "clock.change.none", { date: formatDay(told, lang) });
      setText(live, `${formatDay(date, lang)}. ${text}`);
    }
    told = date;
  };
  return {
    root,
    live,
    complain(text) {
      complaint = text;
      if (date !== null) show();
      if (text) setText(live, text);
    },
    draw(state) {
      if (state.date === date) return;
      date = state.date;
      told ??= date;
      show();
      clearTimeout(timer);
      timer = setTimeout(tell, QUIET_MS);
    },
    destroy: () => clearTimeout(timer),
  };
}
