// Rows of cells as a file that spreadsheets open.

import { button, el } from "../core/dom.js";
import { translate } from "../core/scene.js";
import { cellText } from "./tablecopy.js";

/** What tells a spreadsheet that the file is UTF-8. */
const MARK = "\ufeff";

/** Rows as CSV: quoted where they must be, and no formula among them. */
export const csvText = (rows) =>
  rows.map((cells) => cells.map((text) => quoted(cellText(text))).join(",")).join("\r\n");

const quoted = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The button that hands the file to the browser; `now()` gives {rows, name}. */
export function createTableFile(scene, lang, now) {
  const node = button(
    { class: "gd-link" },
    () => {
      const { rows, name } = now();
      const href = URL.createObjectURL(new Blob([MARK, csvText(rows)], { type: "text/csv" }));
      el("a", { href, download: `geodash-${name}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60_000); // a browser may ask its user first where to
    },
    translate(scene, lang, "panel.download_table"),
  );
  return { root: el("span", { class: "gd-list-copy" }, node) };
}
