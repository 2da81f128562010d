// Live runs: the browser's own event loop polls the program's futures, and its timers end the sleeps. For each program
// of the gallery that has futures the order is the simulated one, and the times are within the timers' jitter.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { choose, launch, open, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/** Runs the program that is shown live; its verdict in words. */
async function runLive(page) {
  await page.getByRole('button', { name: 'Run live' }).click();
  const region = page.getByRole('region', { name: 'Live in this browser' });
  await region.getByText(/Order equal|order is not|was lost/).waitFor({ timeout: 60_000 });
  return { region, verdict: await region.getByRole('status').innerText() };
}

/** The gallery's programs that have futures. */
async function programsOfFutures(page) {
  const names = await page.locator('header select option').evaluateAll((all) => all.map((it) => it.value));
  const found = [];
  for (const name of names.filter((it) => it)) {
    await choose(page, name);
    await timeline(page);
    if (await page.getByRole('button', { name: 'Run live' }).count()) found.push(name);
  }
  return found;
}

test('gallery programs of futures run live in the simulated order and in time', async (t) => {
  const { page, complaints } = await open(t, browser, { hash: '#v=1&lang=en' });
  await timeline(page);
  const names = await programsOfFutures(page);
  assert.ok(names.length >= 9, `only ${names.length} programs: ${names}`);
  for (const name of names) {
    await choose(page, name);
    await timeline(page);
    let verdict = '';
    // A machine that is busy with something else for a moment is late beyond what it was before and after.
    for (let tries = 0; tries < 3 && !/Times within/.test(verdict); tries += 1) {
      ({ verdict } = await runLive(page));
      assert.match(verdict, /Order equal to the simulated one/, name);
    }
    assert.match(verdict, /Times within the timers' jitter/, `${name}: ${verdict}`);
  }
  assert.deepEqual(complaints, []);
});

test('lines come while the program runs, and the run is laid over the lanes', async (t) => {
  const { page } = await open(t, browser, { hash: '#v=1&program=task-beside-main&lang=en' });
  await timeline(page);
  await page.getByRole('button', { name: 'Run live' }).click();
  const region = page.getByRole('region', { name: 'Live in this browser' });
  await region.getByText('task starts').waitFor();
  assert.equal(await region.getByText('main is done').count(), 0);
  await region.getByText('main is done').waitFor();
  await region.getByText('Order equal').waitFor();
  assert.ok((await page.locator('.measured-run path').count()) >= 4);
  await region.getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await region.count(), 0);
});
