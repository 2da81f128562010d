// Keeps the whole page for when there is no network. The build writes the list of its files with their hashes in here,
// so a new build is a new script, which is how a browser learns of it.
//
// All files that one visit gets are of one build: a newer one waits until the page is opened again, or reloaded in its
// only tab, and files that did not change are taken over instead of fetched again. Browsers take their time to let a
// newer worker run, so the older one does not wait for that: it goes by the list that the newer one has left.

/** Path seen from this script, and hash of the content, of each file that is kept from the first visit on. */
const FILES = {/* the build's */};
/** The same for what is fetched only when it is asked for. */
const LATER = {/* the build's, on demand */};
const PREFIX = `interleave ${registration.scope} `;
const CACHE = PREFIX + '/* the build */';

/** This script's own build. */
const OWN = { cache: CACHE, files: FILES, later: LATER };
/** Holds the newest build whose files are all kept: its worker writes it there. */
const NEWEST = PREFIX + 'newest';
/** Holds the build that an older worker goes by, if there is one; a new worker empties it. */
const CHOSEN = PREFIX + 'chosen';

/** The build that the cache of this name holds. */
const readBuild = async (cacheName) => (await caches.match(registration.scope, { cacheName }))?.json();

const writeBuild = async (cacheName, build) => (await caches.open(cacheName)).put(registration.scope, new Response(JSON.stringify(build)));

/** Where a file is kept: its hash is part of the name. */
const keptAs = (path, hash) => new URL(`${path}?${hash}`, registration.scope).href;

async function kept(path, hash) {
  const address = keptAs(path, hash);
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return undefined;
}

async function keep(build, path, hash) {
  const cache = await caches.open(build.cache);
  const response = (await kept(path, hash)) ?? (await fetch(new URL(path || './', registration.scope), { cache: 'no-store' }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(keptAs(path, hash), response.clone());
  return response;
}

async function install() {
  await Promise.all(Object.entries(FILES).map(([path, hash]) => keep(OWN, path, hash)));
  await writeBuild(NEWEST, OWN);
}

addEventListener('install', (event) => event.waitUntil(install()));

/** Deletes all of this page's caches but `those`. */
async function forgetOthers(...those) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && !those.includes(name)).map((name) => caches.delete(name)));
}

addEventListener('activate', (event) => event.waitUntil(forgetOthers(CACHE, NEWEST).then(() => clients.claim())));

let chosen;

/** The build that this worker goes by, also after the browser has stopped and started it. */
async function build() {
  chosen ??= readBuild(CHOSEN).then((found) => found ?? OWN);
  return chosen;
}

/** Goes by a newer build from now on when no tab shows the page; the one that is being reloaded does not count. */
async function goByNewer({ mode, cache }) {
  if (mode !== 'navigate') return;
  const newest = await readBuild(NEWEST);
  if (!newest || newest.cache === (await build()).cache) return;
  const tabs = await clients.matchAll();
  const isReload = cache !== 'default';
  if (tabs.length > (isReload ? 1 : 0)) return;
  await writeBuild(CHOSEN, newest);
  chosen = newest;
  await forgetOthers(newest.cache, NEWEST, CHOSEN);
}

/** The path inside the page's folder that an address names, whatever follows `?`; `undefined` outside. */
function named(request) {
  const address = new URL(request.url);
  const scope = new URL(registration.scope);
  if (request.method !== 'GET' || address.origin !== scope.origin) return undefined;
  if (!address.pathname.startsWith(scope.pathname)) return undefined;
  return address.pathname.slice(scope.pathname.length) || 'index.html';
}

async function answer(request, path) {
  await goByNewer(request);
  const now = await build();
  const hash = now.files[path] ?? now.later[path];
  if (!hash) return fetch(request);
  return (await kept(path, hash)) ?? keep(now, path, hash);
}

addEventListener('fetch', (event) => {
  const path = named(event.request);
  if (path !== undefined) event.respondWith(answer(event.request, path));
});
