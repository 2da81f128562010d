// Time travel: steps of four kinds, play at several speeds, and "what if from here" with two runs side by side.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, drawn, launch, open, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const instant = (page) => page.locator('.transport .instant').innerText();
const deed = (page) => page.locator('.deed.picked').innerText();
const event = (page) => page.locator('.deed.picked').getAttribute('data-event');
const back = (page) => page.getByRole('button', { name: 'Step back' }).click();
const forward = (page) => page.getByRole('button', { name: 'Step forward' }).click();

test('steps by event go back and forward through all that happens', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.getByRole('combobox', { name: 'Step by' }).selectOption('event');
  const seen = [];
  for (let turn = 0; turn < 4; turn += 1) {
    await back(page);
    seen.push(await event(page));
  }
  assert.equal(new Set(seen).size, 4);
  const again = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await forward(page);
    again.push(await event(page));
  }
  assert.deepEqual(again, seen.slice(0, 3).reverse());
  assert.deepEqual(complaints, []);
});

test('steps by line stay off the line, steps by thread stay with the thread', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const stepBy = page.getByRole('combobox', { name: 'Step by' });
  await page.locator('.deed', { hasText: 'child: 2' }).click();
  await stepBy.selectOption('line');
  await forward(page);
  assert.equal(await page.locator('.line.picked .gutter').innerText(), '8');
  await back(page);
  assert.equal(await page.locator('.line.picked .gutter').innerText(), '7');
  await stepBy.selectOption('thread');
  for (const expected of ['sleeps 500 ms', 'prints child: 3', 'sleeps 500 ms', 'prints child: 4']) {
    await forward(page);
    assert.equal(await deed(page), expected);
  }
  assert.deepEqual(complaints, []);
});

test('keys step, play and jump to the ends', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.keyboard.press('Home');
  assert.equal(await instant(page), '0.000 s');
  await page.keyboard.press('ArrowRight');
  assert.equal(await instant(page), '0.500 s');
  await page.keyboard.press(',');
  const first = await deed(page);
  await page.keyboard.press('.');
  assert.notEqual(await deed(page), first);
  await page.keyboard.press('End');
  assert.equal(await instant(page), '2.000 s');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('1000');
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await changed(() => instant(page), '0.000 s');
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  assert.deepEqual(complaints, []);
});

test('what if from here: another thread goes first, and both runs show where they part', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.getByRole('tab', { name: 'One core' }).click();
  await page.locator('.row', { hasText: '1.000' }).locator('.time').click();
  await page.keyboard.press('f');
  const panel = page.getByRole('region', { name: 'What if from here' });
  const way = panel.getByRole('button', { name: /child prints child: 3/ });
  await way.click();
  await page.locator('.chart-of-run').nth(1).waitFor();
  assert.equal(await page.locator('.parting').count(), 2);
  assert.match(await page.locator('.chart-head .parts').innerText(), /first difference: child prints child: 3 at 1\.000 s/);
  const lines = async () => {
    await drawn(page);
    return page.locator('.printed-line .said').allInnerTexts();
  };
  const other = await lines();
  assert.ok(other.indexOf('child: 3') < other.indexOf('main: 2'));
  await page.locator('.chart-head .focus').first().click();
  const own = await lines();
  assert.ok(own.indexOf('main: 2') < own.indexOf('child: 3'));
  // The link brings both back, and keeping makes the other way the run itself.
  await page.waitForFunction(() => location.hash.includes('fork='));
  await page.waitForLoadState('networkidle');
  await page.reload();
  await page.locator('.chart-of-run').nth(1).waitFor();
  await panel.getByRole('button', { name: 'Keep this way' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.chart-of-run').length === 1);
  assert.deepEqual(await lines(), other);
  assert.deepEqual(complaints, []);
});

test('what if says so when there is only one way', async (t) => {
  const hash = `#v=1&code=${encodeURIComponent('fn main() {\n    println!("alone");\n}\n')}`;
  const { page, complaints } = await open(t, browser, { hash });
  await timeline(page);
  await page.getByRole('button', { name: 'What if' }).click();
  await page.getByText('only one way').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('region', { name: 'What if from here' }).count(), 0);
  assert.deepEqual(complaints, []);
});
