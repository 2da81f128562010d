// Lanes: by thread, core and worker, states by form, what is under the pointer, zoom and pan by wheel, drag, pinch and keys.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, choose, chromiumOnly, launch, open, sliders, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const ticks = (page) => page.locator('.bars .tick').allTextContents();
const isWhole = (page) => page.getByRole('button', { name: 'Whole run' }).count().then((count) => count === 0);

async function middle(page) {
  const box = await page.locator('.chart').first().boundingBox();
  return { x: box.x + box.width / 2, y: box.y + 60, box };
}

test('wheel, drag and keys zoom and pan', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const { x, y } = await middle(page);
  const whole = await ticks(page);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  const close = await changed(() => ticks(page).then(String), String(whole));
  await page.keyboard.up('Control');
  assert.equal(await isWhole(page), false);
  await page.mouse.down();
  await page.mouse.move(x - 120, y, { steps: 5 });
  await page.mouse.up();
  const panned = await changed(() => ticks(page).then(String), close);
  await page.mouse.wheel(-200, 0);
  await changed(() => ticks(page).then(String), panned);
  await page.keyboard.press('0');
  assert.deepEqual(await ticks(page), whole);
  for (const [key, back] of ['ws', 'ad'].map((pair) => [...pair])) {
    if (key === 'a') await page.keyboard.press('w');
    const before = String(await ticks(page));
    await page.keyboard.press(key);
    await changed(() => ticks(page).then(String), before);
    await page.keyboard.press(back);
  }
  assert.deepEqual(complaints, []);
});

test('two fingers zoom', chromiumOnly('WebDriver BiDi, as Playwright speaks it, has no finger that moves'), async (t) => {
  const { page, complaints } = await open(t, browser, { hasTouch: true, viewport: { width: 800, height: 900 } });
  await timeline(page);
  const { x, y } = await middle(page);
  const whole = await ticks(page);
  const session = await page.context().newCDPSession(page);
  const touch = (type, ...places) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: places.map((place, id) => ({ x: place, y, id })) });
  await touch('touchStart', x - 40);
  await touch('touchStart', x - 40, x + 40);
  for (let step = 1; step <= 8; step += 1) await touch('touchMove', x - 40 - step * 15, x + 40 + step * 15);
  await touch('touchEnd');
  await changed(() => ticks(page).then(String), String(whole));
  assert.equal(await isWhole(page), false);
  assert.deepEqual(complaints, []);
});

test('what is under the pointer is said', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const { x, box } = await middle(page);
  await page.mouse.move(x - 60, box.y + 60);
  await page.locator('.tip').waitFor();
  assert.match(await page.locator('.tip').innerText(), /^main · (sleeping|running) · .* s/);
  assert.deepEqual(complaints, []);
});

test('lanes by core show who ran where', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await choose(page, 'three-workers');
  await page.waitForFunction(() => document.querySelectorAll('.bars .lane-label').length > 2);
  const threads = await page.locator('.bars .lane-label').allTextContents();
  await page.getByRole('button', { name: 'core', exact: true }).click();
  await changed(() => page.locator('.bars .lane-label').allTextContents().then(String), String(threads));
  assert.deepEqual(await page.locator('.bars .lane-label').allTextContents(), ['core 0', 'core 1']);
  const colours = await page.locator('.bars .running').evaluateAll((bars) => new Set(bars.map((bar) => bar.classList[1])).size);
  assert.ok(colours >= 3, `${colours} threads have run`);
  assert.deepEqual(complaints, []);
});

test('Compare: one axis, metrics beside each scheduler, and the cores slider packs the lanes anew', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await choose(page, 'three-workers');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.locator('.chart-of-run').nth(3).waitFor();
  await page.getByRole('button', { name: 'core', exact: true }).click();
  const many = page.locator('.chart-of-run').nth(1);
  await many.getByText('core 1').waitFor();
  const makespan = () => many.locator('.chart-head .figure').first().innerText();
  const before = await makespan();
  const cores = page.getByRole('slider', { name: 'cores', exact: true });
  await cores.focus();
  await page.keyboard.press('ArrowRight');
  await many.getByText('core 2').waitFor();
  await changed(makespan, before);
  assert.equal(await page.locator('.chart-of-run').first().locator('.lane-label').count(), 1);
  // All four share the playhead.
  await page.keyboard.press('Home');
  const flags = await page.locator('.flag-time').allTextContents();
  assert.equal(flags.length, 4);
  assert.equal(new Set(flags).size, 1);
  assert.ok(await sliders(page).count());
  assert.deepEqual(complaints, []);
});

test('an async program has lanes by worker and by task, with futures that are pending', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await choose(page, 'task-beside-main');
  await page.locator('.bars .pending').first().waitFor();
  await page.locator('.legend').getByText('pending').waitFor();
  assert.deepEqual(await page.locator('.bars .lane-label').allTextContents(), ['main', 'handle', 'timers, network']);
  await page.getByRole('button', { name: 'worker', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('.bars .lane-label')?.textContent === 'worker 0');
  await page.waitForFunction(() => location.hash.includes('lanes=worker'));
  assert.deepEqual(complaints, []);
});
