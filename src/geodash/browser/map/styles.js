// The style sheets of the frame: what is measured before they are here would be wrong.

const PATIENCE_MS = 5000;

/** Wait until every linked style sheet has come, or has failed; never for long. */
export function stylesLoaded() {
  const missing = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => !link.sheet);
  const arrivals = missing.map(
    (link) =>
      new Promise((done) => {
        link.addEventListener("load", done);
        link.addEventListener("error", done);
      }),
  );
  return Promise.race([Promise.all(arrivals), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
}
