// Shapes drawn on canvas: towns by controller, events by category. Shared by the map and its legend.

const TAU = Math.PI * 2;
const paths = new Map();

function cached(key, make) {
  if (!paths.has(key)) paths.set(key, make(new Path2D()));
  return paths.get(key);
}

function polygon(path, points) {
  points.forEach(([x, y], index) => (index ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
  return path;
}

function circle(path, x, y, radius) {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, TAU);
  return path;
}

// Outlines of about the same weight to the eye at the same nominal radius.
const OUTLINES = {
  m23: (path, r) => circle(path, 0, 0, r),
  government: (path, r) => (path.rect(-0.88 * r, -0.88 * r, 1.76 * r, 1.76 * r), path),
  east_african: (path, r) =>
    polygon(path, [
      [0, -1.2 * r],
      [1.12 * r, 0.85 * r],
      [-1.12 * r, 0.85 * r],
    ]),
  other: (path, r) =>
    polygon(path, [
      [0, -1.25 * r],
      [1.25 * r, 0],
      [0, 1.25 * r],
      [-1.25 * r, 0],
    ]),
  contested: (path, r) => circle(path, 0, 0, r),
  unknown: (path, r) => circle(path, 0, 0, 0.9 * r),
  no_data(path, r) {
    const arm = 0.7 * r;
    path.moveTo(-arm, -arm);
    path.lineTo(arm, arm);
    path.moveTo(arm, -arm);
    path.lineTo(-arm, arm);
    return path;
  },
};

const outline = (group, r) => cached(`${group} ${r}`, (path) => (OUTLINES[group] ?? OUTLINES.other)(path, r));

const halfOf = (r) =>
  cached(`half ${r}`, (path) => (path.arc(0, 0, r, Math.PI / 4, Math.PI * 1.25), path.closePath(), path));

const EDGE = [
  { width: 1.1, dash: [2, 1.6] }, // low
  { width: 0.8, dash: [] },
  { width: 1.7, dash: [] }, // high
];

/** Draw a town: colour and shape say who, the edge how sure, the strength how old the evidence is. */
export function drawTown(context, x, y, r, { group, confidence, strength }, palette) {
  const path = outline(group, r);
  context.translate(x, y);
  context.lineJoin = "round";
  context.strokeStyle = palette.halo;
  context.lineWidth = group === "no_data" ? 4 : 3.5;
  context.stroke(path);
  if (group === "no_data" || group === "unknown") drawOpenTown(context, path, group, r, palette);
  else drawHeldTown(context, path, { group, confidence, strength, r }, palette);
  context.translate(-x, -y);
}

function drawOpenTown(context, path, group, r, palette) {
  if (group === "unknown") {
    context.fillStyle = palette.halo;
    context.fill(path);
  }
  context.strokeStyle = palette[group];
  context.lineWidth = r < 4 ? 1.2 : 1.6;
  context.stroke(path);
}

function drawHeldTown(context, path, { group, confidence, strength, r }, palette) {
  context.fillStyle = palette.halo;
  context.fill(path);
  context.globalAlpha = strength;
  context.fillStyle = palette[group];
  context.fill(group === "contested" ? halfOf(r) : path);
  if (group === "contested") {
    context.strokeStyle = palette.contested;
    context.lineWidth = 2.5;
    context.stroke(path);
  }
  const edge = EDGE[confidence] ?? EDGE[1];
  const scale = r < 4 ? 0.6 : 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = edge.width * scale;
  context.setLineDash(edge.dash);
  context.stroke(path);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

// Signs of the event categories in a square from -1 to 1: what is filled, what is stroked.
const SIGNS = {
  battle: { stroke: "M-.8-.8 .8 .8M.8-.8-.8 .8" },
  explosion: {
    fill: "M0-1.15 .3-.5 .95-.75 .6-.15 1.15.25.5.4.45 1.1 0 .6-.45 1.1-.5.4-1.15.25-.6-.15-.95-.75-.3-.5Z",
  },
  violence_against_civilians: {
    fill: "M1.1 0A1.1 1.1 0 1 1-1.1 0 1.1 1.1 0 1 1 1.1 0ZM.35 0A.35.35 0 1 0-.35 0 .35.35 0 1 0 .35 0Z",
  },
  deployment: { stroke: "M-.85.05 0-.8.85.05M-.85.85 0 0 .85.85" },
  diplomacy: { stroke: "M-.65 1.05V-.95", fill: "M-.65-1H.95L.55-.45.95.1H-.65Z" },
  sanctions: { stroke: "M.95 0A.95.95 0 1 1-.95 0 .95.95 0 1 1 .95 0ZM-.65-.65.65.65" },
  aid: { stroke: "M0-1V.4M-.5-.1 0 .4.5-.1M-.95.35V.95H.95V.35" },
  peace_process: {
    stroke: "M.2 0A.62.62 0 1 1-1.04 0 .62.62 0 1 1 .2 0ZM1.04 0A.62.62 0 1 1-.2 0 .62.62 0 1 1 1.04 0Z",
  },
  legal: {
    stroke: "M0-1V.95M-.5.95H.5M-.85-.65H.85",
    fill: "M-1.2.1A.4.45 0 0 0-.4.1ZM.4.1A.4.45 0 0 0 1.2.1Z",
  },
  political: { stroke: "M-.95-.8H.95V.4H0L-.5.95V.4H-.95Z" },
  humanitarian: { fill: "M-.32-1H.32V-.32H1V.32H.32V1H-.32V.32H-1V-.32H-.32Z" },
};
const OTHER_SIGN = { stroke: "M-.6 0H.6" };

function signPaths(category, size) {
  return cached(`sign ${category} ${size}`, () => {
    const { fill, stroke } = SIGNS[category] ?? OTHER_SIGN;
    const matrix = new DOMMatrix().scale(size, size);
    const sized = (text) => {
      if (!text) return null;
      const path = new Path2D();
      path.addPath(new Path2D(text), matrix);
      return path;
    };
    return { fill: sized(fill), stroke: sized(stroke) };
  });
}

const discOf = (r) => cached(`disc ${r}`, (path) => circle(path, 0, 0, r));

const toneColour = (tone, palette) =>
  tone < 0 ? palette.pressure : tone > 0 ? palette.cooperation : palette.ink;

/** Draw an event: a paper disc whose sign says what, edge colour which tone, strength how recent. */
export function drawEvent(context, x, y, r, { category, tone, confidence, strength }, palette) {
  const disc = discOf(r);
  const sign = signPaths(category, Math.round(r * 5.4) / 10);
  context.translate(x, y);
  context.fillStyle = palette.paper;
  context.fill(disc);
  context.globalAlpha = strength;
  context.strokeStyle = toneColour(tone, palette);
  context.lineWidth = tone ? 1.8 : 1;
  if (confidence === 0) context.setLineDash([2.5, 2]);
  context.stroke(disc);
  context.setLineDash([]);
  context.fillStyle = palette.ink;
  context.strokeStyle = palette.ink;
  context.lineWidth = r < 8 ? 1.2 : 1.5;
  if (sign.fill) context.fill(sign.fill, "evenodd");
  if (sign.stroke) context.stroke(sign.stroke);
  context.globalAlpha = 1;
  context.translate(-x, -y);
}

/** Draw a disc that stands for several events; their number comes on top. */
export function drawCount(context, x, y, radius, palette) {
  const disc = discOf(radius);
  context.translate(x, y);
  context.fillStyle = palette.paper;
  context.fill(disc);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.stroke(disc);
  context.translate(-x, -y);
}

/** Draw a disc that stands for many events, so that what lies below still shows. */
export function drawDensity(context, x, y, radius, palette) {
  const disc = discOf(radius);
  context.translate(x, y);
  context.fillStyle = palette.ink;
  context.globalAlpha = 0.28;
  context.fill(disc);
  context.globalAlpha = 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = 0.75;
  context.stroke(disc);
  context.translate(-x, -y);
}

/** Write how many events a disc stands for; with a halo where the disc lets the map through. */
export function drawNumber(context, x, y, text, palette, { halo }) {
  if (halo) {
    context.lineWidth = 3;
    context.strokeStyle = palette.halo;
    context.strokeText(text, x, y + 0.5);
  }
  context.fillStyle = palette.ink;
  context.fillText(text, x, y + 0.5);
}

/** Draw the ring of a selection or of the pointer around a symbol. */
export function drawRing(context, x, y, radius, palette, width = 2.5) {
  context.beginPath();
  context.arc(x, y, radius + 3, 0, TAU);
  context.strokeStyle = palette.halo;
  context.lineWidth = width + 2.5;
  context.stroke();
  context.strokeStyle = palette.accent;
  context.lineWidth = width;
  context.stroke();
}
