// Territories shaded by their events in the months that the track shows: dots in one neutral colour, as no holder is drawn.

import { inView, traceRing } from "./base.js";
import { paced } from "../core/pace.js";
import { stretchOf, sumsByTerritory } from "../core/trends.js";

/** Least events of each class: the same at all times, so that two moments can be compared. */
export const CLASSES = [1, 5, 20, 100, 500];
const RADII = [0.7, 1.1, 1.5, 2, 2.6]; // pixels of the dots of each class
const TILE = 8; // pixels, with a dot at a quarter and at three quarters of both sides
const COLOUR = "label_muted";
const PACE_MS = 100; // a part of the axis that is dragged along

/** The shading of one map. `ground` is the map's drawing, which holds scene, view, state and style. */
export class Shades {
  constructor(ground) {
    this.ground = ground;
    this.layers = Object.entries(ground.base).flatMap(([name, layer]) =>
      layer.role === "territories" ? [{ name, ...layer }] : [],
    );
    this.counted = []; // the basis of what is drawn
    this.follow = paced(
      (sheet) => this.draw(sheet),
      PACE_MS,
      () => this.drawn !== this.looks(),
    );
  }

  /** Layers that are switched on. */
  on() {
    return this.layers.filter(({ name }) => this.ground.state.layers.has(name));
  }

  /** What a change of is drawn at once. */
  looks() {
    const { theme, view } = this.ground;
    return [theme, view.zoom, view.left, view.top, ...this.on().map(({ name }) => name)].join();
  }

  /** What events are counted by. */
  basis() {
    const { scene, state } = this.ground;
    return [state.span, state.mask, scene.events.here];
  }

  /** Draw what differs; where only the day has moved, nothing does. */
  show(sheet) {
    const counted = this.basis();
    if (this.drawn !== this.looks() || counted.some((each, i) => each !== this.counted[i]))
      this.follow(sheet);
  }

  draw(sheet) {
    const { ground } = this;
    const { span, mask } = ground.state;
    const on = this.on();
    const classes = on.map((layer) => classesOf(ground.scene, layer, span, mask));
    this.counted = this.basis();
    this.drawn = this.looks();
    ground.redraw("shades", `${this.drawn}|${classes.join("|")}`, () =>
      sheet.draw(ground.view, (context) =>
        on.forEach(({ features }, i) => drawShades(context, ground, features, classes[i])),
      ),
    );
  }
}

/** Class of each feature of a layer by its events in a span of time, -1 for none. */
export function classesOf(scene, { units, places }, span, mask) {
  const rows = places.map((unit) => unit + 1); // 0 is what lies in no territory of the layer
  const { events } = sumsByTerritory(scene, mask, stretchOf(scene, span), rows, Math.max(...units) + 2);
  return units.map((unit) => CLASSES.findLastIndex((least) => events[unit + 1] >= least));
}

/** Fill features with the dots of their classes. */
function drawShades(context, { view, style }, features, classes) {
  const dots = CLASSES.map((_, at) => dotsOf(context, at, style, view.dpr));
  features.forEach((feature, i) => {
    if (classes[i] < 0 || !inView(feature, view)) return;
    context.beginPath();
    for (const points of feature.lines) traceRing(context, points, view);
    context.fillStyle = dots[classes[i]];
    context.fill("evenodd");
  });
}

/** Dots of a class as a pattern, sharp on a screen of so many pixels to a pixel. */
export function dotsOf(context, at, { palette }, dpr) {
  const tile = new OffscreenCanvas(TILE * dpr, TILE * dpr);
  const pen = tile.getContext("2d");
  pen.scale(dpr, dpr);
  pen.fillStyle = palette[COLOUR];
  for (const middle of [TILE / 4, (3 * TILE) / 4]) {
    pen.beginPath();
    pen.arc(middle, middle, RADII[at], 0, 2 * Math.PI);
    pen.fill();
  }
  const pattern = context.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / dpr));
  return pattern;
}
