// The typeface of the page around the frame: the frame uses the same files, so nothing more is downloaded.

const FAMILY = "Source Sans";
const FONT_FACE_RULE = 5;
const PATIENCE_MS = 600;

const FONT = `"${FAMILY}", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif`;

/** A font for a canvas: text of a size in pixels at the usual size of text, in a style or weight. */
export const fontOf = ({ size, style = "" }, { textScale }) => `${style} ${size * textScale}px ${FONT}`;

/**
 * Add the page's typeface to this document, if the page has it and can be reached; never fails, never waits long.
 * What leans, which only names of lakes do, is left for `borrowLeaning`: they can be read without.
 */
export function borrowFonts() {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([borrow((slant) => slant !== "italic"), patience]);
}

/** Add the leaning typeface; tells its faces when they are here. */
export const borrowLeaning = () => borrow((slant) => slant === "italic");

function borrow(wanted) {
  const faces = fontRules()
    .filter(({ style }) => wanted(style.getPropertyValue("font-style")))
    .map(({ style, base }) => {
      const source = style
        .getPropertyValue("src")
        .replace(/url\(["']?([^"')]+)["']?\)/g, (_, url) => `url("${new URL(url, base)}")`);
      const face = new FontFace(FAMILY, source, {
        weight: style.getPropertyValue("font-weight") || "normal",
        style: style.getPropertyValue("font-style") || "normal",
      });
      document.fonts.add(face);
      return face.load().catch(() => null);
    });
  return Promise.all(faces);
}

function fontRules() {
  const found = [];
  try {
    if (window.parent === window) return found;
    for (const sheet of window.parent.document.styleSheets) {
      for (const rule of sheet.cssRules) {
        if (rule.type !== FONT_FACE_RULE) continue;
        const family = rule.style.getPropertyValue("font-family").replace(/["']/g, "");
        if (family === FAMILY)
          found.push({ style: rule.style, base: sheet.href ?? window.parent.document.baseURI });
      }
    }
  } catch {
    // A page or a sheet of another origin: the system's typeface is used.
  }
  return found;
}
