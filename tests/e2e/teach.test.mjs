// The teachers' page: both languages, live examples made from the very text that is copied.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

test('its examples run, are copied as they stand, and both languages are there', async (t) => {
  const { page, url, complaints, requests } = await open(t, browser, {
    hash: 'teach.html?lang=en',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('heading', { name: 'Teaching with Interleave' }).waitFor();
  const first = page.locator('.example').first();
  await first.locator('iframe').scrollIntoViewIfNeeded();
  await first.frameLocator('iframe').locator('.chart-of-run').first().waitFor({ timeout: 60_000 });
  await first.getByRole('button', { name: 'Copy' }).click();
  await first.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.startsWith(`<iframe src="${url}?embed&panes=`), copied);
  const element = page.locator('.example interleave-timeline');
  await element.scrollIntoViewIfNeeded();
  const frame = element.locator('iframe').contentFrame();
  await frame.locator('table tbody tr').first().waitFor({ timeout: 60_000 });
  assert.match(await frame.locator('.source .lines').innerText(), /println!\("child"\)/);
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('heading', { name: '在教学中使用 Interleave' }).waitFor();
  assert.equal(await page.locator('.en:visible').count(), 0);
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  assert.ok(requests.every((address) => address.startsWith(url) || address.startsWith('blob:')));
  assert.deepEqual(complaints, []);
});
