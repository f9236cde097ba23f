// The stretch of time the track shows: {from, to, kind}, days, `to` not included; kind names the button it came from.

const LEAST_DAYS = 14;

const whole = (scene) => ({ from: scene.domain[0], to: scene.domain[1] + 1, kind: "all" });

/** The stretch since the day on which the conflict's usual view begins; null where that is everything. */
export function recentSpan(scene) {
  const { spanFrom: from } = scene.conflict;
  return from !== null && from > scene.domain[0] ? { from, to: scene.domain[1] + 1, kind: "recent" } : null;
}

/** Keep a span inside the domain without changing its length, where it fits. */
function inside(scene, span) {
  const limit = whole(scene);
  const length = Math.min(span.to - span.from, limit.to - limit.from);
  const from = Math.min(Math.max(span.from, limit.from), limit.to - length);
  return { from, to: from + length, kind: span.kind };
}

/** The span of a button: "all", "recent", or a number of days around a date. */
export function spanOf(scene, kind, date) {
  if (kind === "all") return whole(scene);
  if (kind === "recent") return recentSpan(scene) ?? whole(scene);
  const length = Number(kind);
  return inside(scene, { from: date + 0.5 - length / 2, to: date + 0.5 + length / 2, kind });
}

/** A span made longer (factor above 1) or shorter around a day that keeps its place. */
export function zoomed(scene, span, factor, at) {
  const length = Math.min(
    Math.max((span.to - span.from) * factor, LEAST_DAYS),
    scene.domain[1] + 1 - scene.domain[0],
  );
  const share = (at - span.from) / (span.to - span.from);
  return inside(scene, { from: at - share * length, to: at + (1 - share) * length, kind: null });
}

/** A span moved by some days. */
export const panned = (scene, span, days) =>
  inside(scene, { ...span, from: span.from + days, to: span.to + days });

/** The span, or the nearest one that shows a date: turned like a page, or everything where the wide view lost it. */
export function showing(scene, span, date) {
  if (date >= span.from && date + 1 <= span.to) return span;
  if (span.kind === "recent") return whole(scene);
  const length = span.to - span.from;
  const from = date < span.from ? date + 1 - length * 0.9 : date - length * 0.1;
  return inside(scene, { from, to: from + length, kind: span.kind });
}
