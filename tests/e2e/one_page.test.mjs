// The page that `interleave export --html` writes: opened from disk, without a single request.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { launch } from './browser.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let browser;
let folder;

before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'interleave-'));
});

after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Writes the page with the command and opens it from disk, watching what it asks for. */
async function exported(t, ...args) {
  const file = join(folder, 'page.html');
  execFileSync('cargo', ['run', '-q', '-p', 'interleave-cli', '--', 'export', ...args, '--html', '-o', file], { cwd: ROOT });
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const asked = [];
  const complaints = [];
  context.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const address = pathToFileURL(file).href;
  await page.goto(address);
  const requests = () => asked.filter((url) => url !== address && !url.startsWith('data:'));
  return { page, requests, complaints };
}

test('one file shows text, lanes, table and output, and steps through them', async (t) => {
  const { page, requests, complaints } = await exported(t, 'P1');
  assert.ok(await page.getByRole('region', { name: 'Program' }).getByText('thread::spawn').isVisible());
  assert.ok(await page.getByRole('region', { name: 'Lanes' }).locator('svg').isVisible());
  const table = page.getByRole('table', { name: 'Timeline' });
  assert.equal(await table.locator('tbody tr').count(), 5);
  assert.match(await page.getByRole('region', { name: 'Output' }).innerText(), /main: 1/);
  const now = () => table.locator('tr[aria-current=time] td').first().innerText();
  assert.equal(await now(), '2.000');
  const playhead = () => page.locator('#playhead').evaluate((line) => line.getBoundingClientRect().left);
  const end = await playhead();
  await page.getByRole('button', { name: 'Step back' }).click();
  assert.equal(await now(), '1.500');
  assert.ok((await playhead()) < end);
  await page.locator('body').press('Home');
  assert.equal(await now(), '0.000');
  assert.ok((await page.locator('.output .later').count()) > 0);
  assert.ok((await page.locator('.source li.now').count()) > 0);
  await page.getByRole('slider', { name: 'Instant' }).fill('2');
  assert.equal(await now(), '1.000');
  await table.locator('tbody tr').nth(3).click();
  assert.equal(await now(), '1.500');
  assert.deepEqual(requests(), []);
  assert.deepEqual(complaints, []);
});

test('what a program prints stays text', async (t) => {
  const source = join(folder, 'script.rs');
  await writeFile(source, 'fn main() {\n    // </script><script>window.hacked = 1</script>\n    println!("<img src=x onerror=\\"window.hacked = 1\\"></pre><script>window.hacked = 1</script>");\n}\n');
  const { page, requests, complaints } = await exported(t, source, '--lang', 'zh', '--title', '<b>标题</b>');
  assert.equal(await page.title(), '<b>标题</b>');
  assert.match(await page.getByRole('region', { name: '输出' }).innerText(), /<img src=x onerror=/);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('img').count(), 0);
  assert.deepEqual(requests(), []);
  assert.deepEqual(complaints, []);
});
