// The switch between light, dark and the system's theme. Streamlit keeps the choice per page address in the
// browser's storage and reads it on load, so a change reloads the page; everything else is in the address bar.

import { chooseTheme, themeOf } from "../core/host.js";

const buttons = new WeakMap();

const toggle = () => chooseTheme(themeOf() === "dark" ? "Light" : "Dark");

export function render({ data, parentElement }) {
  let button = buttons.get(parentElement);
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "gd-theme";
    button.addEventListener("click", toggle);
    parentElement.append(button);
    buttons.set(parentElement, button);
  }
  button.setAttribute("aria-label", data.label);
  button.title = data.label;
}
