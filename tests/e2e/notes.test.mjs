// "The notes, checked": every claim with its verdict, tables that are made on the spot, and words about each program.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, launch, open, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** Opens the view and waits for its first table. */
async function openNotes(page) {
  await timeline(page);
  await page.getByRole('button', { name: 'The notes', exact: true }).click();
  const table = page.locator('.notes-scroll table');
  await table.waitFor();
  return table;
}

test('tells what to look at, what to try and what real runs came to', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const about = page.locator('.about');
  await about.locator('.drag').waitFor();
  assert.match(await about.innerText(), /real runs/);
  assert.ok((await page.locator('.measured-run path').count()) > 3);
  assert.deepEqual(complaints, []);
});

test('has a verdict and evidence for every claim', async (t) => {
  const { page, complaints } = await open(t, browser);
  await openNotes(page);
  await page.locator('.notes-claim').nth(26).waitFor();
  assert.equal(await page.locator('.notes-claim').count(), 27);
  assert.equal(await page.locator('.notes-claim:not(:has(.claim-evidence li))').count(), 0);
  await page.locator('#C17 button').click();
  await timeline(page);
  assert.deepEqual(complaints, []);
});

test('a slider changes the simulated column of T1 and no other', async (t) => {
  const { page } = await open(t, browser);
  await openNotes(page);
  const cells = async (kind) => (await page.locator(`td.by-${kind}`).allInnerTexts()).slice(0, 10).join('|');
  const [notes, measured, simulated] = [await cells('notes'), await cells('measuring'), await cells('simulation')];
  await page.locator('.notes-sliders input').nth(1).focus();
  await page.keyboard.press('ArrowRight');
  await changed(() => cells('simulation'), simulated);
  assert.equal(await cells('notes'), notes);
  assert.equal(await cells('measuring'), measured);
});

test('makes a table for another number of tasks', async (t) => {
  const { page, complaints } = await open(t, browser);
  const table = await openNotes(page);
  const before = await table.innerText();
  await page.getByRole('button', { name: 'T4', exact: true }).click();
  await changed(() => table.innerText(), before, 60_000);
  const thousand = await table.locator('tbody tr').count();
  await page.locator('.notes-controls input').focus();
  await page.keyboard.press('Home');
  await changed(async () => String(await table.locator('tbody tr').count()), String(thousand), 60_000);
  assert.deepEqual(complaints, []);
});

test('a million sleepers finish on the event loop and on M:N', async (t) => {
  const { page, complaints } = await open(t, browser, { hash: '#v=1&notes=T6' });
  const note = page.locator('.notes-table', { hasText: '1,000 sleepers' });
  await note.waitFor();
  await page.locator('.notes-controls input').focus();
  await page.keyboard.press('End');
  // Five models run three loads of a million each.
  await page.locator('.notes-table', { hasText: '1,000,000 sleepers of 1 s' }).waitFor({ timeout: 500_000 });
  const rows = await page.locator('.notes-table tbody tr').allInnerTexts();
  for (const model of ['event loop', 'M:N, tokio']) {
    const row = rows.find((it) => it.startsWith(model));
    assert.match(row ?? '', /\d s/, `${model} ends: ${rows.join(' | ')}`);
  }
  assert.deepEqual(complaints, []);
});

test('a link leads to a table', async (t) => {
  const { page } = await open(t, browser, { hash: '#v=1&notes=T7' });
  await page.locator('.notes-table h3', { hasText: 'T7' }).waitFor();
});
