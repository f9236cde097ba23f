// What the page says while the server does not answer: whatever is done meanwhile is kept, and sent when it is back.

import { clock } from "../parts/clock.js";
import { el, setText } from "../core/dom.js";
import { watchServer } from "../core/host.js";
import { translate } from "../core/scene.js";

const PATIENCE_MS = 1000; // a line that is back by then was not missed
const ANSWER_MS = 300; // after a run, for its answer to be taken in

/** The notice; `draw(state)` follows the clock, which knows whether a change waits for an answer. */
export function createAway(scene, lang) {
  const root = el("p", { class: "gd-away", role: "status", hidden: true });
  const text = translate(scene, lang, "clock.away");
  let isCut = false;
  let isUnanswered = false;
  let timer = 0;
  const show = () => {
    const away = isCut || isUnanswered;
    root.hidden = !away;
    setText(root, away ? text : "");
  };
  const onLine = (connected) => {
    clearTimeout(timer);
    if (connected) {
      isCut = false;
      clock.rejoin();
      show();
    } else {
      timer = setTimeout(() => {
        isCut = true;
        show();
      }, PATIENCE_MS);
    }
  };
  // A new session does not hear what comes before it has drawn the page once: it is told again then.
  const onRun = () => setTimeout(clock.resend, ANSWER_MS);
  const unwatch = watchServer(onLine, onRun);
  return {
    root,
    draw(state) {
      isUnanswered = state.unanswered;
      show();
    },
    destroy() {
      clearTimeout(timer);
      unwatch();
    },
  };
}
