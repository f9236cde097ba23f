// @ts-check
// Building and updating elements. Every text of a record goes in as a text node, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */
/** @typedef {Node | string | number | false | null | undefined} Child */
/** @typedef {Child | Child[]} Children */

/**
 * An element with attributes (null or false leaves one out) and children (nodes or text; null or false leaves one out).
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} attributes
 * @param {...Children} children
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * The same for a shape of an inline drawing.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} attributes
 * @param {...Children} children
 */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * @template {Element} T
 * @param {T} node
 * @param {Attributes} attributes
 * @param {Children[]} children
 */
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  const shown = children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "");
  node.append(.../** @type {(Node | string)[]} */ (shown));
  for (const child of shown) if (typeof child === "string") setDirection(node, child);
  return node;
}

const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Let text of a script that is written from the right say the direction of its element.
 * @param {Element} node
 * @param {string} text
 */
function setDirection(node, text) {
  if (FROM_THE_RIGHT.test(text)) node.setAttribute("dir", "auto");
}

/**
 * A text among others on one line: where it is written from the right, marks around it keep the others in their places.
 * @param {string} text
 */
export const apart = (text) => (FROM_THE_RIGHT.test(text) ? `\u2068${text}\u2069` : text);

/**
 * Texts on one line, as many as there are.
 * @param {(string | false | null | undefined)[]} texts
 * @param {string} between
 */
export const inOneLine = (texts, between = " · ") =>
  texts
    .filter((text) => typeof text === "string" && text !== "")
    .map((text) => apart(String(text)))
    .join(between);

/**
 * A push button; `press` runs on click, Enter and Space.
 * @param {Attributes} attributes
 * @param {(event: MouseEvent) => void} press
 * @param {...Children} children
 */
export function button(attributes, press, ...children) {
  const node = el("button", { type: "button", ...attributes }, ...children);
  node.addEventListener("click", press);
  return node;
}

/**
 * Whether a key is pressed together with one that gives it to the browser: Alt+Left goes back.
 * @param {KeyboardEvent | MouseEvent} event
 */
export const isShortcut = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;

/**
 * Set the text of a node only when it differs, so that nothing is laid out or announced again in vain.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent === text) return;
  node.textContent = text;
  if (node instanceof Element) setDirection(node, text);
}

/**
 * Set or remove an attribute only when it differs.
 * @param {Element} node
 * @param {string} name
 * @param {string | number | boolean | null} value
 */
export function setAttribute(node, name, value) {
  if (value === null || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

/**
 * Make the children of a node equal a list of nodes with the fewest moves; nodes that stay are not touched.
 * @param {Node} parent
 * @param {ChildNode[]} nodes
 */
export function reconcile(parent, nodes) {
  const wanted = new Set(nodes);
  for (let child = parent.firstChild; child;) {
    const next = child.nextSibling;
    if (!wanted.has(child)) child.remove();
    child = next;
  }
  let cursor = parent.firstChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

/**
 * An address that may become a link: http and https only, else null.
 * @param {string} text
 */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A link out of the page to a web address, or the content alone where the address is none. The other side learns nothing
 * of this page.
 * @param {string} address
 * @param {Attributes} attributes
 * @param {...Child} content
 */
export function webLink(address, attributes, ...content) {
  const href = safeUrl(address);
  if (href === null) return el("span", { title: attributes.title }, ...content);
  const outward = { class: "gd-link", href, target: "_blank", rel: "noopener noreferrer" };
  return el("a", { ...outward, ...attributes }, ...content);
}
