// @ts-check
// The base map written short, as Python's products.parts.lines writes it: lines as the numbers of pieces that they share.

const [FIRST, LEFT_OUT, SIGNS] = [35, 92, 91];
const [SHORT, LONG] = [76, 90];
const LONG_SIGNS = 4;

/** @typedef {{ x: number[], y: number[] }} Points */

/**
 * The base map document as the server has it: each line its first point, then steps.
 * @param {{ layers: any[], pieces: string[] }} short
 */
export function withOwnLines({ layers, pieces }) {
  const known = pieces.map(pointsOf);
  /** @type {(shape: any[]) => any} */
  const whole = (shape) => (typeof shape[0] === "number" ? stepsOf(joined(known, shape)) : shape.map(whole));
  return {
    layers: layers.map((layer) => ({
      ...layer,
      features: layer.features.map((/** @type {{ c: any[] }} */ each) => ({ ...each, c: whole(each.c) })),
    })),
  };
}

/**
 * Points of pieces one after the other; ~n is piece n read backwards, and the point at which two meet stands once.
 * @param {Points[]} pieces
 * @param {number[]} numbers
 */
function joined(pieces, numbers) {
  /** @type {Points} */
  const found = { x: [], y: [] };
  for (const number of numbers) {
    const { x, y } = pieces[number < 0 ? ~number : number];
    const last = x.length - 1;
    for (let at = found.x.length ? 1 : 0; at <= last; at += 1) {
      found.x.push(x[number < 0 ? last - at : at]);
      found.y.push(y[number < 0 ? last - at : at]);
    }
  }
  return found;
}

/** @param {Points} points */
const stepsOf = ({ x, y }) =>
  x.flatMap((_, at) => (at ? [x[at] - x[at - 1], y[at] - y[at - 1]] : [x[0], y[0]]));

/** @param {string} text */
function pointsOf(text) {
  const steps = numbersOf(text);
  /** @type {Points} */
  const points = { x: [], y: [] };
  let [x, y] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at];
    y += steps[at + 1];
    points.x.push(x);
    points.y.push(y);
  }
  return points;
}

/**
 * Whole numbers from signs.
 * @param {string} text
 */
export function numbersOf(text) {
  let at = 0;
  const next = () => {
    const code = text.charCodeAt(at);
    at += 1;
    return code - FIRST - Number(code > LEFT_OUT);
  };
  /** @type {number[]} */
  const found = [];
  while (at < text.length) {
    let value = next();
    if (value === LONG) {
      value = 0;
      for (let sign = 0; sign < LONG_SIGNS; sign += 1) value = value * SIGNS + next();
    } else if (value >= SHORT) value = SHORT + (value - SHORT) * SIGNS + next();
    found.push(value % 2 ? -(value + 1) / 2 : value / 2);
  }
  return found;
}
