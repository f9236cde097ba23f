// The switch between light, dark and the system's theme. Streamlit keeps the choice per page address in the
// browser's storage and reads it on load, so a change reloads the page; everything else is in the address bar.

import { chooseTheme, themeOf } from "../core/host.js";

const buttons = new WeakMap();

/** Where the browser refuses to keep the choice, the button says so. */
function toggle(button) {
  if (chooseTheme(themeOf() === "dark" ? "Light" : "Dark")) return;
  button.title = button.dataset.refused;
  button.nextElementSibling.textContent = button.dataset.refused;
}

export function render({ data, parentElement }) {
  let button = buttons.get(parentElement);
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "gd-theme";
    button.addEventListener("click", () => toggle(button));
    const said = document.createElement("p");
    said.className = "gd-theme-said";
    said.setAttribute("role", "status");
    parentElement.append(button, said);
    buttons.set(parentElement, button);
  }
  button.setAttribute("aria-label", data.label);
  button.title = data.label;
  button.dataset.refused = data.refused;
}
