// Without network: after the first visit the page comes from its service worker, and a new build replaces it whole.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { changed, launch, timeline } from './browser.mjs';
import { DIST, serve } from './serve.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** Waits until the service worker has kept everything and answers this page. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise((done) => {
  if (navigator.serviceWorker.controller) done();
  else navigator.serviceWorker.addEventListener('controllerchange', () => done());
})));

test('the page works without network after the first visit', async (t) => {
  const server = await serve('/some/folder/');
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(server.url);
  await timeline(page);
  await kept(page);
  await server.close();
  await page.goto(`${server.url}#v=1&lang=en&tab=compare`);
  await page.reload();
  await timeline(page);
  await page.locator('.chart-of-run').nth(3).waitFor();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
});

test('a new build replaces the old one as soon as its only tab is opened again', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'interleave-dist-'));
  t.after(() => rm(folder, { recursive: true }));
  await cp(DIST, folder, { recursive: true });
  const server = await serve('/', folder);
  const context = await browser.newContext();
  t.after(async () => {
    await context.close();
    await server.close();
  });
  const page = await context.newPage();
  const fetched = [];
  await page.goto(server.url);
  await timeline(page);
  await kept(page);
  // A build that differs in its title alone: its list names another hash for one file.
  const [index, script] = [join(folder, 'index.html'), join(folder, 'service_worker.js')];
  await writeFile(index, (await readFile(index, 'utf8')).replace('<title>Interleave', '<title>Newer'));
  const list = await readFile(script, 'utf8');
  await writeFile(script, list.replace(/("index\.html":")\w+/, '$1newer').replace(/(PREFIX \+ ')\w+/, '$1newer'));
  const before = await page.evaluate(() => window.caches.keys());
  server.onRequest = (path) => fetched.push(path);
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  await changed(() => page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => !!registration.waiting)), false, 30_000);
  assert.ok(!fetched.includes('/web_bg.wasm'), 'what has not changed is taken over');
  await page.reload();
  await page.waitForFunction(() => document.title === 'Newer', null, { timeout: 30_000 });
  await timeline(page);
  const isBuild = (name) => !name.endsWith(' newest');
  const older = (await page.evaluate(() => window.caches.keys())).filter((it) => before.includes(it) && isBuild(it));
  assert.deepEqual(older, [], 'what is kept of the older build is gone');
  // In a second tab: the newer build too, from what is kept.
  const second = await context.newPage();
  await second.goto(server.url);
  await timeline(second);
  assert.equal((await second.title()).slice(0, 5), 'Newer');
});

test('the page can be installed: its manifest names icons that are there', async (t) => {
  const server = await serve('/');
  t.after(server.close);
  const ask = async (path) => fetch(server.url + path);
  const manifest = await (await ask('manifest.webmanifest')).json();
  assert.ok(manifest.name && manifest.start_url && manifest.display === 'standalone');
  for (const icon of manifest.icons) {
    const response = await ask(icon.src);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), icon.type);
  }
});
