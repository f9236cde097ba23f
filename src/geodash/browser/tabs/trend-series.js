// What the bars of the chart are divided by, and the series that come of it: the largest groups, and all others together.

import { setOf } from "../core/eventtable.js";
import { actorName, translate } from "../core/scene.js";
import { actingSides } from "../core/trends.js";

const MOST = 6; // colours that can be told apart, besides that of all others

/** A function that gives a split by its name: {size, of(row), name(group)}. Each is made when it is first asked for. */
export function createSplits(scene, lang) {
  const say = (key) => translate(scene, lang, `trends.${key}`);
  const { events, categories } = scene;
  const sideName = (side) => {
    if (side === null) return say("sides_many");
    return side.map((row) => actorName(scene, lang, scene.actors.id[row])).join(" – ") || say("side_none");
  };
  const make = {
    category: () => ({
      size: categories.length,
      of: (row) => events.category[row],
      name: (group) => translate(scene, lang, `vocab.category.${categories[group]}`),
    }),
    party: () => {
      const acting = actingSides(scene);
      return { ...acting, name: (group) => sideName(acting.sides[group]) };
    },
    set: () => ({
      size: events.sets.length + 1,
      of: (row) => setOf(scene, row),
      name: (group) => (group === 0 ? say("record") : events.sets[group - 1].name[lang]),
    }),
  };
  const made = {};
  return (name) => (made[name] ??= make[name]());
}

/**
 * Series {name, colour, values} of sums by month and group, the largest first: `values` has a number for each month,
 * `colour` is a name of the palette. Groups beyond the largest are one series called `other`.
 */
export function seriesOf(sums, { size, name }, other) {
  const months = sums.length / size;
  const valuesOf = (groups) =>
    Array.from({ length: months }, (_, month) => total(groups, (group) => sums[month * size + group]));
  const ranked = Array.from({ length: size }, (_, group) => ({ group, values: valuesOf([group]) }))
    .map((each) => ({ ...each, sum: total(each.values) }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum);
  const series = ranked
    .slice(0, MOST)
    .map(({ group, values }, i) => ({ name: name(group), colour: `series_${i + 1}`, values }));
  const rest = ranked.slice(MOST).map(({ group }) => group);
  if (rest.length)
    series.push({
      name: rest.length === 1 ? name(rest[0]) : other,
      colour: "series_other",
      values: valuesOf(rest),
    });
  return series;
}

/** Sum of numbers, or of what `of` makes of each. */
export const total = (list, of = (each) => each) => list.reduce((sum, each) => sum + of(each), 0);
