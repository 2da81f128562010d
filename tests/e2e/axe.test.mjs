// Nothing that axe can find, in both themes: every tab, what opens over or beside them, the notes, embeds and those who
// hold them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { launch, open, timeline } from './browser.mjs';
import { openHost } from './host.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TABS = ['One core', 'Many cores', 'Event loop', 'M:N', 'Compare', 'All outcomes'];

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** What axe finds in a page or in a frame of one, a line each; frames within are asked by themselves. */
async function found(page) {
  // The page's own security policy forbids scripts from elsewhere; this one comes from the test, not from the page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      iframes: false,
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1, 3).join(' ').trim()}`),
  );
}

for (const colorScheme of ['light', 'dark']) {
  test(`every tab, ${colorScheme}`, async (t) => {
    const { page } = await open(t, browser, { colorScheme, reducedMotion: 'reduce' });
    await timeline(page);
    await page.locator('.row').nth(1).locator('.time').click();
    for (const name of TABS) {
      await page.getByRole('tab', { name }).click();
      await timeline(page);
      await page.waitForTimeout(400);
      assert.deepEqual(await found(page), [], name);
    }
  });

  test(`what opens, ${colorScheme}`, async (t) => {
    const { page } = await open(t, browser, { colorScheme, reducedMotion: 'reduce' });
    await timeline(page);
    await page.locator('.deed', { hasText: 'child: 2' }).click();
    await page.getByRole('button', { name: 'What if' }).click();
    await page.getByText('next choice').waitFor();
    assert.deepEqual(await found(page), [], 'why and what if');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.locator('.cm-content').waitFor();
    assert.deepEqual(await found(page), [], 'editor');
    await page.getByRole('button', { name: 'Predict' }).click();
    assert.deepEqual(await found(page), [], 'cells to fill in');
    await page.getByRole('button', { name: 'Check' }).click();
    assert.deepEqual(await found(page), [], 'graded cells');
    await page.getByRole('button', { name: 'Keys' }).click();
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await found(page), [], 'key sheet');
  });

  test(`the notes, ${colorScheme}`, async (t) => {
    const { page } = await open(t, browser, { colorScheme, reducedMotion: 'reduce', hash: '#v=1&lang=en' });
    await timeline(page);
    await page.getByRole('button', { name: 'The notes', exact: true }).click();
    await page.locator('.notes-claim').nth(26).waitFor();
    await page.locator('.notes-scroll table').waitFor();
    assert.deepEqual(await found(page), []);
  });

  test(`embeds, ${colorScheme}`, async (t) => {
    for (const [query, part] of [
      ['?embed&lang=en', '.chart-of-run'],
      ['?embed&lang=zh&panes=source,sliders,tabs,transport,lanes,metrics,table,output', '.chart-of-run'],
      ['?embed&lang=en&load=click', '.load'],
    ]) {
      const { page, close } = await open(t, browser, { colorScheme, reducedMotion: 'reduce', hash: query });
      await page.locator(part).first().waitFor();
      assert.deepEqual(await found(page), [], query);
      await close();
    }
  });

  test(`the teachers' page with its embeds, ${colorScheme}`, async (t) => {
    const { page } = await open(t, browser, { colorScheme, reducedMotion: 'reduce', hash: 'teach.html?lang=en' });
    const frame = page.locator('.example').first().locator('iframe');
    await frame.scrollIntoViewIfNeeded();
    await frame.contentFrame().locator('.chart-of-run').first().waitFor({ timeout: 60_000 });
    assert.deepEqual(await found(page), []);
    for (const inner of page.frames().filter((one) => one !== page.mainFrame() && one.url().includes('embed'))) {
      assert.deepEqual(await found(inner), [], inner.url());
    }
  });

  test(`an embed on a slide, ${colorScheme}`, async (t) => {
    const deck = (url) => `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>deck</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/modules/reveal.js/dist/reveal.css"><div class="reveal"><div class="slides"><section>
<h2>Threads</h2><iframe title="Two threads" data-interleave src="${url}?embed&lang=en&panes=transport,lanes" width="900" height="400"></iframe>
</section></div></div><script src="/modules/reveal.js/dist/reveal.js"></script><script src="${url}interleave-timeline.js"></script>
<script>Reveal.initialize({ plugins: [InterleaveReveal], hash: false, transition: 'none' });</script>`;
    const { page } = await openHost(t, browser, deck, { colorScheme, reducedMotion: 'reduce' });
    await page.frameLocator('iframe').locator('.chart-of-run').first().waitFor({ timeout: 60_000 });
    const inner = page.frames().find((frame) => frame.url().includes('embed'));
    assert.deepEqual(await found(inner), []);
  });
}

test('a phone', async (t) => {
  const { page } = await open(t, browser, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await timeline(page);
  assert.deepEqual(await found(page), []);
});
