// Stopwatches inside the page, the same for geodash and for what it is compared with.
// Times are those of the main thread: all of the page and its frames of the same origin share it.

(() => {
  if (window !== window.top) return;
  const bench = (window.geodashBench = {});
  const LARGE = 10000; // pixels: small canvases (icons) are not worth a read
  const now = () => performance.now();

  /** Call back in the task after the present one: after a frame's style, layout and paint when called inside it. */
  function afterTask(callback) {
    const channel = new MessageChannel();
    channel.port1.onmessage = callback;
    channel.port2.postMessage(null);
  }

  function* documents() {
    yield document;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentDocument) yield frame.contentDocument;
    }
  }

  /** Canvases that were drawn on since they were last finished: every drawing begins by clearing. */
  const drawnOn = new Set();
  const watched = new WeakSet();
  function watchCanvases(view) {
    if (watched.has(view)) return;
    watched.add(view);
    const context = view.CanvasRenderingContext2D.prototype;
    const clearRect = context.clearRect;
    context.clearRect = function clear(...args) {
      if (this.canvas.isConnected && this.canvas.width * this.canvas.height > LARGE) drawnOn.add(this);
      return clearRect.apply(this, args);
    };
  }

  /** Make deferred canvas commands happen now, inside the measurement: reading a pixel needs them done. */
  function finishCanvases() {
    for (const context of drawnOn) context.getImageData(0, 0, 1, 1);
    drawnOn.clear();
  }

  /** Length of the union of intervals. */
  function union(intervals) {
    let [total, end] = [0, -Infinity];
    for (const [from, to] of intervals.sort((a, b) => a[0] - b[0])) {
      total += Math.max(0, to - Math.max(from, end));
      end = Math.max(end, to);
    }
    return total;
  }

  /**
   * Milliseconds that the main thread works for an action: the task that acts and the frame that follows, with style,
   * layout, paint, commit and canvas commands. Waiting for the frame is not counted.
   */
  function workOf(act) {
    return new Promise((resolve) => {
      const intervals = [];
      const done = (from) => afterTask(() => {
        finishCanvases();
        intervals.push([from, now()]);
        if (intervals.length === 2) resolve(union(intervals));
      });
      requestAnimationFrame(() => done(now())); // asked for first, so that it opens the next frame
      const from = now();
      act?.();
      done(from);
    });
  }

  /** Milliseconds until an action has been drawn: all that runs at once, and the canvas commands. */
  function drawingOf(act) {
    const from = now();
    act();
    finishCanvases();
    return now() - from;
  }

  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  /** Repeat an action once per animation frame, between two frames as real input comes; measures "work" or "drawing". */
  bench.steps = async (count, act, what = "work") => {
    const found = [];
    for (const root of documents()) watchCanvases(root.defaultView);
    for (let i = 0; i < count; i += 1) {
      await nextFrame();
      await new Promise(afterTask);
      found.push(await (what === "work" ? workOf : drawingOf)(act));
    }
    return found;
  };

  /** An action: a key pressed on the slider, as assistive tools and key repeat do it. */
  bench.key = (name) => {
    const slider = document.querySelector('.gd-thumb') ?? document.querySelector('[role="slider"]');
    return () => slider.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  };

  /** Measure what each pointer move makes the page do; `moves(count)` waits for that many. */
  bench.watchMoves = () => {
    bench.moved = [];
    for (const root of documents()) watchCanvases(root.defaultView);
    const onMove = () => workOf(null).then((ms) => bench.moved.push(ms));
    window.addEventListener("pointermove", onMove, { capture: true });
    bench.unwatchMoves = () => window.removeEventListener("pointermove", onMove, { capture: true });
  };

  /** Time between animation frames over some seconds. */
  bench.frameTimes = async (seconds) => {
    const found = [];
    let before = await nextFrame();
    const end = before + seconds * 1000;
    while (before < end) {
      const time = await nextFrame();
      found.push(time - before);
      before = time;
    }
    return found;
  };

  /** Wait, frame by frame, until a condition holds and what it speaks of has been painted; gives the time. */
  async function painted(condition, limit = 120000) {
    const end = now() + limit;
    for (;;) {
      const time = await nextFrame();
      if (condition()) return new Promise((resolve) => afterTask(() => resolve(now())));
      if (time > end) throw new Error(`Not within ${limit} ms: ${condition}`);
    }
  }

  const frames = () => [...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow);
  const quietly = (question) => {
    try {
      return question();
    } catch {
      return false; // a frame that is being replaced
    }
  };

  /** Conditions under which the map of a page can be used. */
  const READY = {
    geodash: () => frames().some((frame) => frame.geodash?.getState().ready),
    leaflet: () => frames().some((frame) => frame.map?._loaded && frame.document.querySelector(".leaflet-map-pane")),
    deck: () => bench.drawn.count > 0,
  };
  const OPENING_MS = 300000; // a marker for each of 25,000 events takes minutes
  /** Milliseconds from the start of the navigation until the map is painted. */
  bench.opened = async (kind) => {
    await painted(() => quietly(READY[kind]), OPENING_MS);
    return painted(() => true);
  };

  /** Wait for an event in the page: its time, taken before anyone else hears of it. */
  const heard = (name) => new Promise((resolve) => {
    window.addEventListener(name, () => resolve(now()), { capture: true, once: true });
  });

  const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);

  /** Conditions under which a page shows the present value of its slider. `before` is its text at the start. */
  const SETTLED = {
    geodash: () => {
      const day = Number(document.querySelector(".gd-thumb").getAttribute("aria-valuenow"));
      return document.documentElement.dataset.geodash !== "unsettled"
        && new URLSearchParams(location.search).get("date") === isoDay(day);
    },
    slider: (before) => document.querySelector(".stMarkdown")?.textContent !== before,
  };
  const LAST_CHANGE_MS = 400; // after settling, further changes of the list still count

  /** From the next release of the pointer until list, figures and address bar show the new state. */
  bench.settle = async (kind) => {
    const start = await heard("pointerup");
    const before = document.querySelector(".stMarkdown")?.textContent;
    const changes = [start];
    const observer = new MutationObserver(() => changes.push(now()));
    const list = document.querySelector(".gd-panel");
    if (list) observer.observe(list, { childList: true, characterData: true, subtree: true });
    let settled = 0;
    const anything = new MutationObserver(check);
    const wrapped = history.replaceState;
    const pushed = history.pushState;
    function check() {
      if (!settled && quietly(() => SETTLED[kind](before))) settled = now();
    }
    history.replaceState = function replace(...args) { wrapped.apply(this, args); check(); };
    history.pushState = function push(...args) { pushed.apply(this, args); check(); };
    anything.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
    await painted(() => settled > 0, 30000);
    await new Promise((resolve) => setTimeout(resolve, LAST_CHANGE_MS));
    observer.disconnect();
    anything.disconnect();
    Object.assign(history, { replaceState: wrapped, pushState: pushed });
    return Math.max(settled, ...changes) - start;
  };

  /** What WebGL drew last: how many instances, and when. */
  bench.drawn = { count: 0, at: 0 };
  for (const [name, position] of [["drawArraysInstanced", 3], ["drawElementsInstanced", 4]]) {
    const original = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function draw(...args) {
      bench.drawn = { count: args[position], at: now() };
      return original.apply(this, args);
    };
  }

  /** Conditions under which a map shows a day; `expected` is {date, count}. */
  const SHOWS = {
    geodash: ({ date }) => frames().some((frame) => frame.geodash?.getState().date === date),
    leaflet: ({ date }) => frames().some((frame) => frame.document.querySelector(".as-of")?.textContent === date),
    deck: ({ date, count }, start) =>
      document.querySelector(".stMarkdown")?.textContent.includes(date) && bench.drawn.count === count && bench.drawn.at > start,
  };

  /** From the next key press until the map has painted another day. */
  bench.shows = async (kind, expected) => {
    const start = await heard("keydown");
    return (await painted(() => quietly(() => SHOWS[kind](expected, start)))) - start;
  };

  /** An action on folium's TimestampedGeoJson: one day on, from a first day. */
  bench.nextTime = (first) => {
    const { timeDimension } = frames().find((frame) => frame.map?.timeDimension).map;
    timeDimension.setCurrentTime(Date.parse(first));
    return () => timeDimension.nextTime();
  };

  /** Number of layers on the Leaflet map. */
  bench.layers = () => Object.keys(frames().find((frame) => frame.map?._layers).map._layers).length;
})();
