// The service worker of the static site: keeps its files in the browser, so that it opens without a network.

/**
 * Keep a site. `worker` is the service worker; `site` says which files it keeps, named relative to itself: {version, pages,
 * files}, and how the address of an event's page reads, as a pattern for its language and its id: {event}.
 */
export function keep(worker, site) {
  const { scope } = worker.registration;
  const ours = `geodash ${scope} `;
  const shelf = { scope, site, name: ours + site.version };
  const addressOf = (file) => new URL(file, scope).href;
  const files = new Set(site.files.map(addressOf));
  const wanted = [
    ...site.pages.map((file) => new Request(addressOf(file), { cache: "no-cache" })),
    ...Array.from(files, (address) => new Request(address, { cache: "force-cache" })), // the page has some already
  ];
  worker.addEventListener("install", (event) => {
    event.waitUntil(caches.open(shelf.name).then((cache) => cache.addAll(wanted)));
  });
  worker.addEventListener("activate", (event) => {
    event.waitUntil(dropOthers(ours, shelf.name).then(() => worker.clients.claim()));
  });
  worker.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(scope)) return;
    if (request.mode === "navigate") event.respondWith(page(request, shelf));
    else if (files.has(plain(request.url))) event.respondWith(kept(request));
  });
}

/** An address without what stands behind its ? and its #. */
const plain = (address) => address.split(/[?#]/)[0];

async function dropOthers(ours, name) {
  const names = await caches.keys();
  const old = names.filter((each) => each.startsWith(ours) && each !== name);
  return Promise.all(old.map((each) => caches.delete(each)));
}

/** A file whose name says what is in it: once kept, it is asked for no more. */
const kept = async (request) => (await caches.match(plain(request.url))) ?? fetch(request);

/** A page as it is today; without a network as it was kept, and an event in the dashboard. */
async function page(request, { scope, site, name }) {
  try {
    return await fetch(request, { cache: "no-cache" }); // a server may not say how long a page holds
  } catch (error) {
    const address = plain(request.url);
    const cache = await caches.open(name);
    const found = await cache.match(address === scope ? new URL(site.pages[0], scope) : address);
    if (found) return found;
    const [, lang, event] = new RegExp(site.event).exec(address.slice(scope.length)) ?? [];
    if (!event) throw error;
    return Response.redirect(new URL(`?${new URLSearchParams({ event, lang })}`, scope).href, 302);
  }
}
