// Predict, then reveal: blank cells that are graded one by one, chosen by a teacher and kept in the link; lines to order.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const table = (page) => page.getByRole('table', { name: 'Timeline' });
const cell = (page, name) => table(page).getByRole('combobox', { name });
const bar = (page) => page.getByRole('group', { name: 'Predict, then reveal' });

test('a teacher chooses the cells, and the link brings them to a student without the answers', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.getByRole('button', { name: 'Predict' }).click();
  await bar(page).getByRole('button', { name: 'Choose cells' }).click();
  for (const toggle of await table(page).locator('.toggle[aria-pressed="true"]').all()) {
    await table(page).locator('.toggle[aria-pressed="true"]').first().click();
    assert.ok(toggle);
  }
  await table(page).getByRole('button', { name: 'prints child: 2' }).click();
  await table(page).locator('tr', { hasText: '0.500' }).getByRole('button', { name: 'sleeping' }).click();
  await bar(page).getByRole('button', { name: 'Done' }).click();
  assert.equal(await table(page).getByRole('combobox').count(), 2);
  // Both cells and no others: the address follows a moment later.
  await page.waitForFunction(() => /predict=cells:[\d.]+(,|%2C)[\d.]+(&|$)/.test(location.hash));
  await page.waitForLoadState('networkidle');
  await page.reload();
  await cell(page, 'child at 0.500 s').waitFor();
  assert.equal(await table(page).getByRole('combobox').count(), 2);
  // Neither lanes nor output tell.
  assert.equal(await page.locator('.chart').count(), 0);
  assert.equal(await page.locator('.printed-line').count(), 0);
  assert.equal(await page.getByRole('region', { name: 'Why' }).count(), 0);
  assert.deepEqual(complaints, []);
});

test('answers are graded cell by cell, then everything is revealed', async (t) => {
  const { page, complaints } = await open(t, browser, { hash: '#v=1&program=main-and-child&predict=cells:1.0,1.1,2.1' });
  await cell(page, 'child at 0.500 s').waitFor();
  await cell(page, 'main at 0.500 s').fill('Sleeping');
  await cell(page, 'child at 0.500 s').fill('prints child: 2');
  await cell(page, 'child at 1.000 s').fill('ends');
  await bar(page).getByRole('button', { name: 'Check' }).click();
  const grade = (name) => table(page).locator('td.blank', { has: page.getByRole('combobox', { name }) }).getAttribute('class');
  assert.match(await grade('main at 0.500 s'), /right/);
  assert.match(await grade('child at 0.500 s'), /partly/);
  assert.match(await grade('child at 1.000 s'), /wrong/);
  await bar(page).getByText('1 of 3 right').waitFor();
  await cell(page, 'child at 0.500 s').fill('sleeps 500 ms; prints "child: 2"');
  await bar(page).getByText('2 of 3 right').waitFor();
  await bar(page).getByRole('button', { name: 'Reveal' }).click();
  assert.equal(await table(page).locator('.revealed').count(), 3);
  await page.locator('.chart').waitFor();
  assert.ok(await page.locator('.printed-line').count());
  await bar(page).getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await table(page).getByRole('combobox').count(), 0);
  assert.deepEqual(complaints, []);
});

test('printed lines are put in order', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const wanted = await page.locator('.printed-line .said').allInnerTexts();
  await page.getByRole('button', { name: 'Order the lines' }).click();
  const lines = page.locator('.to-order .said');
  assert.notDeepEqual(await lines.allInnerTexts(), wanted);
  assert.equal(await table(page).count(), 0);
  for (const [place, text] of wanted.entries()) {
    while ((await lines.allInnerTexts()).indexOf(text) > place) {
      await page.getByRole('button', { name: `Earlier: ${text}` }).click();
    }
  }
  await bar(page).getByRole('button', { name: 'Check' }).click();
  await bar(page).getByText(`${wanted.length} of ${wanted.length} right`).waitFor();
  assert.equal(await page.locator('.to-order.right').count(), wanted.length);
  assert.deepEqual(complaints, []);
});
