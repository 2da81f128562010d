// A reveal.js deck with two embeds: fragments step, keys reach the deck, leaving and returning restores the instant.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './browser.mjs';
import { openHost } from './host.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** Four slides; the frames are lazy, so the deck unloads them when their slide is left. `script` is the host's own. */
const deck = (url, script, options = '') => `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>deck</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/modules/reveal.js/dist/reveal.css">
<div class="reveal"><div class="slides">
  <section><h2>First</h2></section>
  <section>
    <iframe name="one" data-interleave data-src="${url}?embed&lang=en&panes=transport,lanes&at=0" width="900" height="400"></iframe>
    <p class="fragment" data-interleave="step">a</p>
    <p class="fragment" data-interleave="step 2">b</p>
    <p class="fragment" data-interleave="goto end">c</p>
  </section>
  <section>
    <iframe name="two" data-interleave data-src="${url}?embed&lang=en&panes=transport,lanes&tab=one-core${options}" width="900" height="400"></iframe>
    <p class="fragment" data-interleave="set tab=compare">a</p>
  </section>
  <section><h2>Last</h2></section>
</div></div>
<script src="/modules/reveal.js/dist/reveal.js"></script>${script ? `<script src="${url}interleave-timeline.js"></script>` : ''}
<script>Reveal.initialize({ plugins: [${script ? 'InterleaveReveal' : ''}], hash: false, transition: 'none' });</script>`;

const slide = (page) => page.evaluate(() => Reveal.getIndices().h);
const instant = (page, name) => page.frameLocator(`iframe[name=${name}]`).locator('.transport .instant');
/** Waits until the frame has run its program and stands at that time. */
async function shows(page, name, time) {
  await page.frameLocator(`iframe[name=${name}]`).locator('.chart-of-run').first().waitFor({ timeout: 60_000 });
  await instant(page, name).filter({ hasText: time }).waitFor();
}

test('fragments step the playhead, on and back', async (t) => {
  const { page, complaints } = await openHost(t, browser, (url) => deck(url, true));
  await page.evaluate(() => Reveal.next());
  await shows(page, 'one', '0.000 s');
  for (const time of ['0.500 s', '1.500 s', '2.000 s']) {
    await page.keyboard.press('ArrowRight');
    await shows(page, 'one', time);
  }
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await slide(page), 1);
  await page.evaluate(() => Reveal.slide(2));
  const charts = page.frameLocator('iframe[name=two]').locator('.chart-of-run');
  await charts.first().waitFor({ timeout: 60_000 });
  assert.equal(await charts.count(), 1);
  await page.keyboard.press('ArrowRight');
  await charts.nth(3).waitFor();
  await page.keyboard.press('ArrowRight');
  assert.equal(await slide(page), 3);
  assert.deepEqual(complaints, []);
});

for (const script of [true, false]) {
  test(`keys reach the deck from within a frame, ${script ? 'through the script' : 'without any script of ours'}`, async (t) => {
    const { page, complaints } = await openHost(t, browser, (url) => deck(url, script));
    await page.evaluate(() => Reveal.slide(1));
    await shows(page, 'one', '0.000 s');
    // By key: a click cannot be aimed in a frame that the deck has scaled, as Playwright drives Firefox.
    await page.frameLocator('iframe[name=one]').getByRole('button', { name: 'Step back' }).focus();
    await page.keyboard.press('ArrowRight');
    await shows(page, 'one', '0.500 s');
    assert.equal(await slide(page), 1);
    // Not a key of the frame: the deck pauses, and goes on.
    await page.keyboard.press('b');
    await page.waitForFunction(() => Reveal.isPaused());
    await page.keyboard.press('b');
    await page.waitForFunction(() => !Reveal.isPaused());
    await page.keyboard.press('End');
    await shows(page, 'one', '2.000 s');
    await page.keyboard.press('n');
    await page.waitForFunction(() => Reveal.getCurrentSlide().querySelectorAll('.fragment.visible').length === 1);
    assert.deepEqual(complaints, []);
  });

  test(`leaving and returning restores the instant, ${script ? 'with the script' : 'without'}`, async (t) => {
    const { page, complaints } = await openHost(t, browser, (url) => deck(url, script));
    await page.evaluate(() => Reveal.slide(1));
    await shows(page, 'one', '0.000 s');
    await page.frameLocator('iframe[name=one]').getByRole('button', { name: 'Step forward' }).press('Enter');
    await shows(page, 'one', '0.500 s');
    await page.evaluate(() => Reveal.slide(2));
    await shows(page, 'two', '2.000 s');
    await page.frameLocator('iframe[name=two]').getByRole('button', { name: 'Step back' }).press('Enter');
    await shows(page, 'two', '1.500 s');
    assert.equal(await page.locator('iframe[name=one]').getAttribute('src'), null, 'the deck has unloaded it');
    await page.evaluate(() => Reveal.slide(1));
    await shows(page, 'one', '0.500 s');
    await page.evaluate(() => Reveal.slide(3));
    await page.evaluate(() => Reveal.slide(2));
    await shows(page, 'two', '1.500 s');
    assert.deepEqual(complaints, []);
  });
}

test('a slide that is left stands still and plays on when it is shown again', async (t) => {
  const { page, complaints } = await openHost(t, browser, (url) => deck(url, true).replaceAll('data-src', 'src'));
  await page.evaluate(() => Reveal.slide(2));
  const frame = page.frameLocator('iframe[name=two]');
  await shows(page, 'two', '2.000 s');
  await frame.getByRole('combobox', { name: 'Speed' }).selectOption('10');
  await frame.getByRole('button', { name: 'Play', exact: true }).press('Enter');
  await frame.getByRole('button', { name: 'Pause' }).waitFor();
  await page.evaluate(() => Reveal.slide(3));
  await frame.getByRole('button', { name: 'Play', exact: true }).waitFor({ state: 'attached' });
  await page.evaluate(() => Reveal.slide(2));
  await frame.getByRole('button', { name: 'Pause' }).waitFor();
  assert.deepEqual(complaints, []);
});
