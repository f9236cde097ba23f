// Places per class of holder on both days, and how many entered and left each class in between.

import { groupCounts } from "../parts/changes.js";
import { groupMark } from "../parts/marks.js";
import { createTable } from "./compare-table.js";
import { className } from "../core/look.js";
import { translate } from "../core/scene.js";

/** The table: {root, draw(days, changes, known, theme)}; drawing gives the set of the classes that are shown. */
export function createGroupTotals(scene, lang) {
  const say = (key) => translate(scene, lang, `compare.${key}`);
  const table = createTable(scene, lang, {
    name: "groups",
    title: say("totals_title"),
    head: say("holder"),
    more: [say("col_more"), say("col_fewer")],
  });
  const draw = (days, changes, known, theme) => {
    const totals = known ? totalsOf(scene, days, changes) : [];
    const shown = totals.filter(({ before, after }) => before || after);
    table.root.hidden = !known;
    table.draw(
      days,
      shown.map(({ group, before, after, gained, lost }) => ({
        id: group,
        label: className(scene, lang, group),
        numbers: [before, after, gained, lost],
        key: theme,
        mark: () => groupMark(scene, theme, group),
      })),
    );
    return new Set(shown.map(({ group }) => group));
  };
  return { root: table.root, draw };
}

/** For each class: places before and after, and how many places that changed class came and went. */
function totalsOf(scene, [earlier, later], changes) {
  const [before, after] = [groupCounts(scene, earlier).all, groupCounts(scene, later).all];
  const moved = changes
    .map((change) => [change.before.group, change.after.group])
    .filter(([from, to]) => from !== to);
  return scene.classes.map((group) => ({
    group,
    before: before[group],
    after: after[group],
    gained: moved.filter(([, to]) => to === group).length,
    lost: moved.filter(([from]) => from === group).length,
  }));
}
