// What the search box tells the server. The host forgets what it could not send: a filter that was on its way when the line was
// lost, or that was asked for meanwhile, is told again once the server has drawn the page anew.

import { watchServer } from "../core/host.js";

/** A function that tells a filter by `tell(filter)`, until the server has taken it in; `isThere()` says whether the box still is. */
export function createSender(tell, isThere) {
  let waiting = null;
  let isLost = false;
  let isCut = false;
  const onLine = (connected) => {
    isCut = !connected;
    isLost ||= isCut && waiting !== null;
  };
  const onRun = () => {
    if (!isThere()) unwatch();
    else if (isLost) {
      isLost = false;
      tell(waiting);
    } else waiting = null;
  };
  const unwatch = watchServer(onLine, onRun);
  return (filter) => {
    waiting = filter;
    isLost = isCut;
    tell(filter);
  };
}
