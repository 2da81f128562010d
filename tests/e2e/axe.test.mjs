// Nothing that axe can find: every tab in both themes, and what opens over or beside them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { launch, open, timeline } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TABS = ['One core', 'Many cores', 'Event loop', 'M:N', 'Compare', 'All outcomes'];

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** What axe finds, a line each. */
async function found(page) {
  // The page's own security policy forbids scripts from elsewhere; this one comes from the test, not from the page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
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
}

test('a phone', async (t) => {
  const { page } = await open(t, browser, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await timeline(page);
  assert.deepEqual(await found(page), []);
});
