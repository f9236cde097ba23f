// Drawing what is read no more often than it can be read, so that what is watched stays smooth.

/** A function that calls `draw` at once, but not twice within `ms`: the last of the calls in between is made up for. */
export function paced(draw, ms) {
  let latest = null;
  let timer = 0;
  const run = () => {
    timer = 0;
    if (latest === null) return;
    const call = latest;
    latest = null;
    timer = setTimeout(run, ms);
    draw(...call);
  };
  return (...call) => {
    latest = call;
    if (timer === 0) run();
  };
}
