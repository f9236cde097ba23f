// Tells the server where the map looks, while the export menu is open: only the browser knows.

import { mapState } from "./presentation.js";

const entries = new WeakMap();

/** Mount or update; called again whenever the menu is drawn. */
export function render({ parentElement, setStateValue }) {
  const entry = entries.get(parentElement) ?? { sent: "" };
  entries.set(parentElement, entry);
  const send = () => {
    const view = mapState()?.view?.join(",") ?? "";
    if (view === entry.sent) return;
    entry.sent = view;
    setStateValue("view", view);
  };
  if (!entry.listening) {
    entry.listening = true;
    document.addEventListener("geodash:frame", function onFrame({ detail }) {
      if (!parentElement.isConnected) document.removeEventListener("geodash:frame", onFrame);
      else if (detail?.type === "view") send();
    });
  }
  send();
}
