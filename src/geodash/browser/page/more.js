// The button that opens share, brief and export where the header is too narrow for them.

const entries = new WeakMap();
const INSIDE = ".st-key-gd_outputs, .st-key-more, dialog, [data-testid='stPopoverBody']";

/** Mount or update the button; called again on every rerun. What it opens is shown by the style sheet. */
export function render({ data, parentElement }) {
  let button = entries.get(parentElement);
  if (!button) {
    button = create();
    entries.set(parentElement, button);
    parentElement.append(button);
  }
  button.textContent = data.label;
}

function create() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "gd-tool gd-more-open";
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    document.documentElement.toggleAttribute("data-gd-more", open);
  };
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  set(false);
  button.addEventListener("click", () => set(!isOpen()));
  document.addEventListener("pointerdown", (event) => {
    if (isOpen() && !event.target.closest?.(INSIDE)) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (
      event.key !== "Escape" ||
      !isOpen() ||
      document.querySelector("dialog[open], [data-testid='stPopoverBody']")
    )
      return;
    set(false);
    button.focus();
  });
  return button;
}
