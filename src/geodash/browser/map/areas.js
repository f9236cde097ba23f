// Where inside an area its name may stand: spots of a grid, deepest first, then nearest to the middle of the view.

const CELL = 20; // pixels between spots
const DEEPEST = 8; // steps from the edge after which spots count as equal
const known = new WeakMap(); // by view: a view is never changed, only replaced

/** Spots of a view inside an area: {x, y, deep}, where deep is the distance to the edge in grid steps. */
export function spotsOf(view, feature) {
  if (!known.has(view)) known.set(view, new Map());
  const spots = known.get(view);
  if (!spots.has(feature)) spots.set(feature, findSpots(view, feature));
  return spots.get(feature);
}

function findSpots(view, feature) {
  const columns = Math.ceil(view.width / CELL);
  const rows = Math.ceil(view.height / CELL);
  const spots = [];
  for (const [key, deep] of erode(insideOf(view, feature, columns, rows), columns, rows)) {
    const x = ((key % columns) + 0.5) * CELL;
    const y = (Math.floor(key / columns) + 0.5) * CELL;
    spots.push({ x, y, deep, aside: Math.hypot(x - view.width / 2, y - view.height / 2) });
  }
  return spots.sort((a, b) => b.deep - a.deep || a.aside - b.aside);
}

/** Grid spots inside the rings of an area: 1 or 0 each. */
function insideOf(view, feature, columns, rows) {
  const inside = new Uint8Array(columns * rows);
  crossings(view, feature, rows).forEach((cuts, row) => {
    cuts.sort((a, b) => a - b);
    for (let at = 0; at + 1 < cuts.length; at += 2) {
      const first = Math.max(0, Math.ceil(cuts[at] / CELL - 0.5));
      const last = Math.min(columns - 1, Math.floor(cuts[at + 1] / CELL - 0.5));
      for (let column = first; column <= last; column += 1) inside[row * columns + column] = 1;
    }
  });
  return inside;
}

/** Where each row of the grid crosses the rings, in pixels. */
function crossings({ scale, left, top }, { lines }, rows) {
  const cuts = Array.from({ length: rows }, () => []);
  for (const points of lines) {
    for (let at = 3; at < points.length; at += 2) {
      const y0 = points[at - 2] * scale - top;
      const y1 = points[at] * scale - top;
      const first = Math.max(0, Math.ceil(Math.min(y0, y1) / CELL - 0.5));
      const last = Math.min(rows - 1, Math.ceil(Math.max(y0, y1) / CELL - 0.5) - 1);
      for (let row = first; row <= last; row += 1) {
        const share = ((row + 0.5) * CELL - y0) / (y1 - y0);
        cuts[row].push((points[at - 3] + share * (points[at - 1] - points[at - 3])) * scale - left);
      }
    }
  }
  return cuts;
}

/** Depth of each inside spot: how often the edge can be peeled off before it goes. */
function erode(inside, columns, rows) {
  const depth = new Map();
  let layer = inside;
  for (let deep = 0; deep < DEEPEST; deep += 1) {
    const next = new Uint8Array(layer.length);
    let left = 0;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const key = row * columns + column;
        if (!layer[key]) continue;
        depth.set(key, deep);
        const edge = row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
        if (edge || !(layer[key - 1] && layer[key + 1] && layer[key - columns] && layer[key + columns]))
          continue;
        next[key] = 1;
        left += 1;
      }
    }
    if (!left) break;
    layer = next;
  }
  return depth;
}
