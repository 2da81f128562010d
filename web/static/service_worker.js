// Keeps the whole page for when there is no network. The build writes the list of its files with their hashes in here,
// so a new build is a new script, which is how a browser learns of it.
//
// All files that one visit gets are of one build: a newer one waits until the page is opened or reloaded in its only
// tab, and files that did not change are taken over instead of fetched again.

/** Path seen from this script, and hash of the content, of each file that is kept from the first visit on. */
const FILES = {/* the build's */};
/** The same for what is fetched only when it is asked for. */
const LATER = {/* the build's, on demand */};
const PREFIX = `interleave ${registration.scope} `;
const CACHE = PREFIX + '/* the build */';

/** Where a file of this build is kept: its hash is part of the name. */
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

async function keep(path, hash) {
  const cache = await caches.open(CACHE);
  const response = (await kept(path, hash)) ?? (await fetch(new URL(path || './', registration.scope), { cache: 'no-store' }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(keptAs(path, hash), response.clone());
  return response;
}

addEventListener('install', (event) => {
  event.waitUntil(Promise.all(Object.entries(FILES).map(([path, hash]) => keep(path, hash))));
});

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await clients.claim();
}

addEventListener('activate', (event) => event.waitUntil(forgetOthers()));

/** Takes over from the build before unless another tab still shows that one; tells the page that asks which it is. */
async function takeOver(answer) {
  const tabs = await clients.matchAll({ includeUncontrolled: true });
  const isAlone = tabs.length <= 1;
  answer.postMessage(isAlone);
  if (isAlone) await skipWaiting();
}

addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(takeOver(event.ports[0]));
});

/** The file that an address names, whatever follows `?`. */
function named(request) {
  const address = new URL(request.url);
  const scope = new URL(registration.scope);
  if (request.method !== 'GET' || address.origin !== scope.origin) return undefined;
  if (!address.pathname.startsWith(scope.pathname)) return undefined;
  const path = address.pathname.slice(scope.pathname.length) || 'index.html';
  const hash = FILES[path] ?? LATER[path];
  return hash && { path, hash };
}

async function answer({ path, hash }) {
  return (await kept(path, hash)) ?? keep(path, hash);
}

addEventListener('fetch', (event) => {
  const file = named(event.request);
  if (file) event.respondWith(answer(file));
});
