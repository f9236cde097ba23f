// Playing: the clock moves by itself, frame by frame, and the server hears nothing until it stops.

import { nextChange } from "../core/control.js";

export const SPEEDS = ["slow", "normal", "fast", "change"];
const SECONDS = { slow: 40, normal: 20, fast: 8 }; // to cross the visible span
const MS_PER_CHANGE = 900;
const LONGEST_FRAME_MS = 100; // a stalled frame does not skip ahead

/** A player of the clock; `visibleDays()` is the length of what the track shows, `changed(playing)` tells the button. */
export function createPlayer({ scene, clock, visibleDays, changed }) {
  const player = {
    scene,
    clock,
    visibleDays,
    changed,
    speed: "normal",
    loop: false,
    frame: 0,
    drawn: 0, // when the last frame was
    position: 0,
    waited: 0,
  };
  const onHidden = () => document.hidden && stop(player);
  document.addEventListener("visibilitychange", onHidden);
  return {
    toggle: () => (player.frame ? stop(player) : start(player)),
    stop: () => stop(player),
    setSpeed: (speed) => {
      player.speed = speed;
    },
    setLoop: (loop) => {
      player.loop = loop;
    },
    destroy() {
      stop(player);
      document.removeEventListener("visibilitychange", onHidden);
    },
  };
}

/** Where a run ends: with the last known control, or with the domain when it starts after that. */
const endOf = ({ scene }, date) =>
  date < scene.knownUntil.control ? scene.knownUntil.control : scene.domain[1];

/** Where a run begins again: as far back as the track shows. */
const beginOf = ({ scene, visibleDays }, end) => Math.max(scene.domain[0], end - Math.round(visibleDays()));

function start(player) {
  const { clock, scene } = player;
  let { date } = clock.get();
  if (date === scene.knownUntil.control || date >= scene.domain[1]) date = beginOf(player, date);
  clock.hold();
  clock.set({ date });
  Object.assign(player, {
    position: date,
    last: date,
    waited: 0,
    drawn: performance.now(),
    end: endOf(player, date),
  });
  player.changed(true);
  player.frame = requestAnimationFrame((now) => step(player, now));
}

function stop(player) {
  if (!player.frame) return;
  cancelAnimationFrame(player.frame);
  player.frame = 0;
  player.changed(false);
  player.clock.release();
}

function step(player, now) {
  const elapsed = Math.min(Math.max(now - player.drawn, 0), LONGEST_FRAME_MS);
  player.drawn = now;
  const { date } = player.clock.get();
  if (date !== player.last) {
    // someone else moved the clock: it is theirs
    stop(player);
    return;
  }
  advance(player, elapsed);
  player.last = Math.min(player.end, Math.floor(player.position));
  player.clock.set({ date: player.last });
  if (player.last >= player.end && player.loop) {
    player.last = player.position = beginOf(player, player.end);
    player.clock.set({ date: player.last });
  }
  if (player.last >= player.end) stop(player);
  else player.frame = requestAnimationFrame((time) => step(player, time));
}

function advance(player, elapsed) {
  if (player.speed !== "change") {
    player.position += (elapsed / 1000) * (player.visibleDays() / SECONDS[player.speed]);
    return;
  }
  player.waited += elapsed;
  if (player.waited < MS_PER_CHANGE) return;
  player.waited = 0;
  player.position = nextChange(player.scene, Math.floor(player.position)) ?? player.end;
}
