// Sharing: the address holds everything, the dialog hands it out, files can be dropped onto the page.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { changed, choose, chromiumOnly, launch, open, sliders, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const table = (page) => page.getByRole('table', { name: 'Timeline' });
const source = (page) => page.locator('.source .lines');
const instant = (page) => page.locator('.transport .instant').innerText();

/** Everything that a reader sees of the instant. */
const seen = async (page) => ({
  table: await (await timeline(page)).innerText(),
  text: await source(page).innerText(),
  instant: await instant(page),
  tab: await page.getByRole('tab', { selected: true }).innerText(),
  theme: await page.locator('html').getAttribute('data-theme'),
  now: await table(page).locator('tr[aria-current]').innerText(),
});

/** Drops a file as a hand would. */
function drop(page, name, text) {
  return page.evaluate(
    ([name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
}

test('a reload returns to the same instant', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const old = await table(page).innerText();
  await sliders(page).first().focus();
  await page.keyboard.press('End');
  await changed(() => table(page).innerText(), old);
  await page.getByRole('tab', { name: 'One core' }).click();
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('tab', { name: 'One core', selected: true }).waitFor();
  await page.waitForTimeout(300);
  await table(page).locator('tbody tr').nth(1).click();
  const before = await seen(page);
  await page.waitForFunction(() => /[#&]text=/.test(location.hash) && /[&]at=/.test(location.hash));
  await page.reload();
  await table(page).locator('tr[aria-current]').waitFor();
  assert.deepEqual(await seen(page), before);
  assert.deepEqual(complaints, []);
});

test('the dialog gives link and embed code, keeps the focus inside and gives it back', async (t) => {
  const { page, url, complaints } = await open(t, browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  await timeline(page);
  await table(page).locator('tbody tr').nth(1).click();
  const share = page.getByRole('button', { name: 'Share' });
  await share.click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('button', { name: 'Copy: Link to this very instant' }).click();
  await dialog.getByText('Copied', { exact: true }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(`${url}#v=1&`), link);
  await dialog.getByRole('button', { name: 'Copy: For slides and pages' }).click();
  const code = await changed(() => page.evaluate(() => navigator.clipboard.readText()), link);
  assert.match(code, /^<iframe src="[^"]*\?embed#v=1&amp;[^"]*" /);
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    const isInside = await page.evaluate(() => document.activeElement === document.body || !!document.activeElement.closest('dialog'));
    assert.ok(isInside);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await share.evaluate((button) => button === document.activeElement));
  const before = await seen(page);
  await page.goto('about:blank');
  await page.goto(link);
  await table(page).locator('tr[aria-current]').waitFor();
  assert.deepEqual(await seen(page), before);
  assert.deepEqual(complaints, []);
});

test('a program is loaded by dropping its file', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await drop(page, 'hello.rs', 'fn main() {\n    println!("dropped");\n}\n');
  await page.locator('.printed-line', { hasText: 'dropped' }).waitFor();
  await page.waitForFunction(() => location.hash.includes('text='));
  assert.deepEqual(complaints, []);
});

test('a recorded run lies over the lanes as brackets', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const times = [1_000_000, 2_000_000, 5_000_000];
  const report = {
    program: 'P1',
    verdict: 'conforms',
    cores: [
      { cores: 1, lines: [], makespan: { measured_ns: times } },
      {
        cores: 2,
        lines: [
          { thread: 'main', text: 'main: 1', measured_ns: times },
          { thread: 'child', text: 'child: 2', measured_ns: [500_100_000, 500_200_000, 501_000_000] },
        ],
        makespan: { measured_ns: [2_000_100_000, 2_000_200_000, 2_001_000_000] },
      },
    ],
  };
  await drop(page, 'recorded.json', JSON.stringify(report));
  await page.locator('.measured-run path').nth(1).waitFor();
  assert.equal(await page.locator('.measured-run path').count(), 3);
  const run = { output: [{ at_ns: 5, thread: 'main', text: 'x', stream: 'stdout', line: 1 }], end_ns: 9 };
  await drop(page, 'run.json', JSON.stringify(run));
  await page.waitForFunction(() => document.querySelectorAll('.measured-run path').length === 2);
  for (const nonsense of ['{', '[]', 'null', '{"output":[{"at_ns":-1}]}', '{"cores":[]}', '7']) {
    await drop(page, 'odd.json', nonsense);
    await page.getByText('This file is neither').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
  }
  assert.deepEqual(complaints, []);
});

test('a link made by hand may hold the text readably', async (t) => {
  const code = encodeURIComponent('fn main() {\n    println!("by hand");\n}\n');
  const { page, complaints } = await open(t, browser, { hash: `#v=1&code=${code}` });
  await timeline(page);
  await page.locator('.printed-line', { hasText: 'by hand' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('bad links are told and the default program stands there', async (t) => {
  for (const hash of ['#v=1&text=%%%', '#v=1&text=AAAA', '#v=9&tab=compare', '#nonsense', '#v=1&text=S0ktLgEA_']) {
    const { page, close, complaints } = await open(t, browser, { hash });
    await timeline(page);
    await page.getByText('This link could not be read').waitFor();
    assert.ok((await source(page).innerText()).includes('fn main'), hash);
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('what cannot be read in a link takes nothing else along', async (t) => {
  const code = encodeURIComponent('fn main() {\n    println!("by hand");\n}\n');
  const { page, complaints } = await open(t, browser, { hash: `#v=1&code=${code}&tab=nowhere&cores=many` });
  await timeline(page);
  await page.locator('.printed-line', { hasText: 'by hand' }).waitFor();
  await page.getByText('Left out of this link, because it cannot be read: tab=nowhere, cores=many').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  assert.deepEqual(complaints, []);
});

/** Opens the dialog; gives it and a function that copies by a name and says what was copied. */
async function openShare(t) {
  const { page, complaints } = await open(t, browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  await timeline(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  const copied = async (name) => {
    await page.evaluate(() => navigator.clipboard.writeText('nothing yet'));
    await dialog.getByRole('button', { name: `Copy: ${name}` }).click();
    await dialog.getByText('Copied', { exact: true }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  return { page, dialog, copied, complaints };
}

test('what is copied is what it says', async (t) => {
  const { page, dialog, copied, complaints } = await openShare(t);
  assert.match(await copied('Table, Markdown'), /^\| time\/s \| main \| child \|\n\|---:\|---\|---\|\n\| 0\.000 \|/);
  assert.match(await copied('Table, CSV'), /^time\/s,main,child\r?\n0\.000,/);
  assert.equal(JSON.parse(await copied('Run, JSON')).outcome, 'finished');
  await dialog.getByRole('button', { name: 'Copy: Lanes, PNG' }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.read())[0].types.includes('image/png'), null, { polling: 200 });
  assert.deepEqual(complaints, []);
});

test('what is downloaded is what it says', chromiumOnly('Firefox tells nothing of downloads of a page’s own over WebDriver BiDi'), async (t) => {
  const { page, dialog, copied, complaints } = await openShare(t);
  const saved = async (name) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: `Download: ${name}` }).click(),
    ]);
    return readFile(await download.path());
  };
  assert.equal(await copied('Table, Markdown'), String(await saved('Table, Markdown')));
  assert.match(String(await saved('Table, CSV')), /^time\/s,main,child\r?\n0\.000,/);
  assert.match(String(await saved('Lanes, SVG')), /^<svg xmlns=/);
  assert.equal((await saved('Lanes, PNG')).subarray(1, 4).toString(), 'PNG');
  const run = JSON.parse(String(await saved('Run, JSON')));
  assert.equal(run.outcome, 'finished');
  assert.equal(run.output.length, 6);
  const trace = JSON.parse(String(await saved('Trace for Perfetto')));
  assert.ok(trace.traceEvents.some((event) => event.ph === 'X' && event.dur > 0));
  assert.match(String(await saved('One page that needs no network')), /^<!DOCTYPE html>/);
  // What was taken along as JSON can be laid over the lanes again.
  await page.keyboard.press('Escape');
  await drop(page, 'run.json', JSON.stringify(run));
  await page.waitForFunction(() => document.querySelectorAll('.measured-run path').length === 7);
  assert.deepEqual(complaints, []);
});
