// The page as a visitor meets it: it comes up, keeps to itself, and follows a slider.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, launch, open, sliders, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

test('shows a timeline without being asked anything', async (t) => {
  const { page, complaints } = await open(t, browser);
  const table = await timeline(page);
  assert.ok((await table.locator('tbody tr').count()) > 1);
  assert.deepEqual(complaints, []);
});

test('asks nobody but its own server', async (t) => {
  const { page, url, requests } = await open(t, browser);
  await timeline(page);
  const elsewhere = requests.filter((request) => !request.startsWith(url) && !/^(data|blob):/.test(request));
  assert.deepEqual(elsewhere, []);
});

test('works in a folder of a larger site', async (t) => {
  const { page, complaints } = await open(t, browser, { under: '/some/folder/' });
  await timeline(page);
  assert.deepEqual(complaints, []);
});

test('redraws the table when a slider of the program moves', async (t) => {
  const { page, complaints } = await open(t, browser);
  const table = await timeline(page);
  const before = await table.innerText();
  const slider = sliders(page).first();
  await slider.focus();
  await page.keyboard.press('End');
  await changed(() => table.innerText(), before);
  assert.deepEqual(complaints, []);
});
