// What the search box tells the server. The host forgets what it could not send: a filter that was on its way when the line was
// lost, or that was asked for meanwhile, is told again once the server has drawn the page anew.

import { isHosted, watchServer } from "../core/host.js";

const LONGEST_MS = 3000; // for which anything waits until the server has taken a filter in

/**
 * A function that tells a filter by `tell(filter)`, until the server has taken it in; `isThere()` says whether the box still is.
 * What it gives comes true once that is done: of two messages at once the host would keep the later alone.
 */
export function createSender(tell, isThere) {
  let waiting = null;
  let isLost = false;
  let isCut = false;
  let taken = () => undefined;
  const onLine = (connected) => {
    isCut = !connected;
    isLost ||= isCut && waiting !== null;
  };
  const onRun = () => {
    if (!isThere()) unwatch();
    else if (isLost) {
      isLost = false;
      tell(waiting);
      return;
    } else waiting = null;
    taken();
  };
  const unwatch = watchServer(onLine, onRun);
  return (filter) => {
    waiting = filter;
    isLost = isCut;
    tell(filter);
    return isHosted()
      ? new Promise((done) => {
          taken = done;
          setTimeout(done, LONGEST_MS);
        })
      : Promise.resolve();
  };
}
