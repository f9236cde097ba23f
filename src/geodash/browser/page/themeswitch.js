// The switch between light, dark and the system's theme. Streamlit keeps the choice per page address in the
// browser's storage and reads it on load, so a change reloads the page; where the map looks goes into the address bar, which has
// everything else.

import { chooseTheme, themeOf } from "../core/host.js";
import { mapState, viewText } from "./presentation.js";

const buttons = new WeakMap();

/** Where the browser refuses to keep the choice, the button says so. */
function toggle(button) {
  keepView();
  if (chooseTheme(themeOf() === "dark" ? "Light" : "Dark")) return;
  button.title = button.dataset.refused;
  button.nextElementSibling.textContent = button.dataset.refused;
}

function keepView() {
  const view = mapState()?.view;
  if (!view) return;
  const address = new URL(window.location.href);
  address.searchParams.set("view", viewText(view));
  window.history.replaceState(window.history.state, "", address);
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
