// The page as a part of another one: its address, its messages, its keys.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './browser.mjs';
import { openHost } from './host.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const html = (body) => `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,">${body}`;

/** A host that writes down what the frame says, and can say something itself. */
const HOST = `<script>
  const heard = [];
  addEventListener('message', (event) => heard.push(event.data));
  const say = (message) => document.querySelector('iframe').contentWindow.postMessage(message, '*');
</script>`;

const frameOf = (page) => page.frameLocator('iframe').first();
const heard = (page, type) => page.evaluate((type) => heard.filter((message) => message.type === type), type);
const ready = (page) => page.waitForFunction(() => heard.some((message) => message.type === 'ready'), null, { timeout: 60_000 });
/** The newest state, once it says so. */
const told = (page, key, value) =>
  page.waitForFunction(
    ([key, value]) => {
      const last = heard.filter((message) => message.type === 'state' || message.type === 'ready').pop();
      return last?.[key] === value && last;
    },
    [key, value],
  );
const say = (page, message) => page.evaluate((message) => say(message), message);

test('the address chooses parts, font, theme, language and what is allowed', async (t) => {
  const query = '?embed&panes=source,table&font=21&theme=dark&lang=zh&readonly&program=P1';
  const { page, complaints } = await open(t, browser, { hash: query });
  await page.getByRole('table', { name: '时间线' }).locator('tbody tr').first().waitFor();
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(await page.locator('header, .lanes, .transport, .output').count(), 0);
  assert.equal(await page.locator('.source').count(), 1);
  assert.equal(await page.getByRole('button', { name: '编辑' }).count(), 0);
  assert.equal(await page.locator('.literal').count(), 0);
  assert.equal(await page.evaluate(() => document.body.style.zoom), '1.5');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(complaints, []);
});

test('nothing is loaded before a click when the address says so', async (t) => {
  const { page, requests, complaints } = await open(t, browser, { hash: '?embed&load=click&lang=en' });
  const load = page.getByRole('button', { name: 'Load the timeline' });
  await load.waitFor();
  assert.ok(!requests.some((url) => url.endsWith('.wasm')));
  await load.click();
  await page.locator('.chart-of-run').first().waitFor();
  assert.deepEqual(complaints, []);
});

test('time plays by itself only when the address says so', async (t) => {
  const still = await open(t, browser, { hash: '?embed&lang=en' });
  await still.page.locator('.chart-of-run').first().waitFor();
  assert.equal(await still.page.getByRole('button', { name: 'Play', exact: true }).count(), 1);
  const playing = await open(t, browser, { hash: '?embed&lang=en&autoplay=on' });
  await playing.page.getByRole('button', { name: 'Pause' }).waitFor();
});

test('messages move the playhead, change what is shown and are answered', async (t) => {
  const { page, complaints } = await openHost(t, browser, (url) => html(`${HOST}<iframe src="${url}?embed&lang=en" width="900" height="500"></iframe>`));
  await ready(page);
  assert.ok((await heard(page, 'height'))[0].px > 100);
  const [first] = await heard(page, 'ready');
  assert.equal(first.interleave, 1);
  assert.equal(first.at_ns, 2_000_000_000);
  assert.match(first.link, /^v=1&program=/);
  await say(page, { interleave: 1, type: 'goto', at: '0.5' });
  await told(page, 'at_ns', 500_000_000);
  await say(page, { interleave: 1, type: 'step', count: 2 });
  await told(page, 'at_ns', 1_500_000_000);
  await say(page, { interleave: 1, type: 'goto', row: 0 });
  await told(page, 'row', 0);
  await say(page, { interleave: 1, type: 'play' });
  await told(page, 'playing', true);
  await say(page, { interleave: 1, type: 'play', on: false });
  await told(page, 'playing', false);
  await say(page, { interleave: 1, type: 'set', tab: 'one-core', panes: 'tabs,lanes' });
  await told(page, 'tab', 'one-core');
  assert.equal(await frameOf(page).getByRole('tab', { name: 'One core' }).getAttribute('aria-selected'), 'true');
  await say(page, { interleave: 1, type: 'set', code: 'fn main() {\n    println!("told");\n}\n', panes: 'output' });
  await frameOf(page).getByText('told').waitFor();
  const before = (await heard(page, 'state')).length;
  await say(page, { interleave: 1, type: 'state' });
  await page.waitForFunction((before) => heard.filter((message) => message.type === 'state').length > before, before);
  await say(page, { interleave: 1, type: 'dance' });
  await page.waitForFunction(() => heard.some((message) => message.type === 'error'));
  assert.deepEqual(complaints, []);
});

test('only the named origin is listened to, and only it is told anything', async (t) => {
  const { page, complaints } = await openHost(t, browser, (url) => html(`${HOST}<iframe src="${url}?embed&lang=en&origin=https://elsewhere.example" width="900" height="500"></iframe>`));
  await frameOf(page).locator('.chart-of-run').first().waitFor();
  const time = () => frameOf(page).locator('.transport .instant').innerText();
  const before = await time();
  await say(page, { interleave: 1, type: 'goto', at: 'start' });
  await page.waitForTimeout(500);
  assert.equal(await time(), before);
  assert.deepEqual(await page.evaluate(() => heard), []);
  // The browser itself says in the console that the origins differ.
  assert.deepEqual(complaints.filter((text) => !/elsewhere\.example/.test(text)), []);
});

test('messages of another window, version or shape mean nothing', async (t) => {
  const { page, complaints } = await openHost(t, browser, (url) => html(`${HOST}<iframe src="${url}?embed&lang=en" width="900" height="500"></iframe>`));
  await ready(page);
  for (const message of [{ interleave: 2, type: 'goto', at: 'start' }, { type: 'goto', at: 'start' }, 'goto', null, 7, [1], { interleave: 1 }]) {
    await say(page, message);
  }
  const inner = page.frames().find((frame) => frame.url().includes('embed'));
  await inner.evaluate(() => window.postMessage({ interleave: 1, type: 'goto', at: 'start' }, '*'));
  await say(page, { interleave: 1, type: 'state' });
  await page.waitForFunction(() => heard.some((message) => message.type === 'state'));
  const [state] = await heard(page, 'state');
  assert.equal(state.at_ns, 2_000_000_000);
  assert.deepEqual(complaints, []);
});

test('keys that mean nothing in the frame are passed to the page around', async (t) => {
  const { page, complaints } = await openHost(t, browser, (url) => html(`${HOST}<iframe src="${url}?embed&lang=en" width="900" height="500"></iframe>`));
  await ready(page);
  await frameOf(page).locator('.instant').click();
  const keys = async () => (await heard(page, 'key')).map((message) => message.key);
  await page.keyboard.press('ArrowLeft');
  await told(page, 'at_ns', 1_500_000_000);
  await page.keyboard.press('ArrowRight');
  await told(page, 'at_ns', 2_000_000_000);
  assert.deepEqual(await keys(), []);
  // At its end the run has no further instant: the deck goes on.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('n');
  await page.waitForFunction(() => heard.filter((message) => message.type === 'key').length === 2);
  assert.deepEqual(await keys(), ['ArrowRight', 'n']);
  assert.deepEqual(complaints, []);
});
