// Rows of cells that are copied: a table for documents, and a text for spreadsheets, in one act.

import { copyField, createCopied, createStatus } from "./copying.js";
import { button, el, setAttribute, setText } from "../core/dom.js";
import { translate } from "../core/scene.js";

/** Where a spreadsheet would begin a formula. The same as Python's interchange.neutral, for a cell of one line. */
const FORMULA = /(^|;)('*)(?=(?:\s|")*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A cell on one line, which no spreadsheet takes for a formula. */
export const cellText = (text) => text.replace(/[\t\r\n]+/g, " ").replace(FORMULA, "$1'$2");

/** Rows as a spreadsheet takes them. */
export const rowsText = (rows) =>
  harmless(rows)
    .map((cells) => cells.join("\t"))
    .join("\n");

/** The same as a table: a spreadsheet that is offered both takes this one. */
export const rowsHtml = (rows) => rowsTable(harmless(rows)).outerHTML;

const harmless = (rows) => rows.map((cells) => cells.map(cellText));

/** Rows as a document takes them: those of one cell span the table. */
export function rowsTable(rows) {
  const wide = Math.max(...rows.map(({ length }) => length));
  const row = (cells) =>
    el(
      "tr",
      {},
      cells.map((text) => el("td", cells.length === 1 ? { colspan: wide } : {}, text)),
    );
  return el("table", { border: 1 }, el("tbody", {}, rows.map(row)));
}

/**
 * The button, and the field with the text where the browser does not allow copying: {root, name(text), draw()}. `rowsNow()`
 * gives the rows, or a promise of them, and `keyNow()` a text that is another when they are.
 */
export function createTableCopy(scene, lang, rowsNow, keyNow) {
  const field = el("textarea", { class: "gd-share-field", readonly: true, rows: 2, hidden: true });
  const copied = createCopied(createStatus(), keyNow, () => (field.hidden = true));
  const copy = button({ class: "gd-link" }, async () => {
    const key = keyNow();
    const rows = await rowsNow();
    field.value = rowsText(rows);
    field.hidden = false;
    const done = (await copyBoth(field.value, rowsHtml(rows))) || (await copyField(field));
    field.hidden = done;
    copied.say(translate(scene, lang, done ? "share.copied" : "share.copy_failed"), key);
  });
  return {
    root: el("span", { class: "gd-list-copy" }, copy, " ", copied.root, field),
    name(text) {
      setText(copy, text);
      setAttribute(field, "aria-label", text);
    },
    draw: copied.draw,
  };
}

/** Copy a text and the same as a table; says whether the browser could. */
async function copyBoth(text, html) {
  const part = (type, content) => [type, new Blob([content], { type })];
  try {
    const item = new ClipboardItem(Object.fromEntries([part("text/plain", text), part("text/html", html)]));
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return false; // not over https, not allowed, or a browser that copies texts only
  }
}
