// Which theme the page shows, read from what is drawn: the app's background says light or dark.

/** "dark" or "light", from the luminance of the page's background. */
export function themeOf() {
  const app = document.querySelector(".stApp") ?? document.body;
  const [red, green, blue, alpha = 1] = getComputedStyle(app)
    .backgroundColor.match(/[\d.]+/g)
    .map(Number);
  return alpha > 0 && 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
}

/** Call back with the theme whenever it may have changed; returns a function that stops watching. */
export function watchTheme(tell) {
  const callback = () => tell(themeOf());
  const preference = window.matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(callback);
  preference.addEventListener("change", callback);
  for (const node of [document.documentElement, document.body, document.querySelector(".stApp")]) {
    if (node) observer.observe(node, { attributes: true, attributeFilter: ["class", "style"] });
  }
  return () => {
    preference.removeEventListener("change", callback);
    observer.disconnect();
  };
}
