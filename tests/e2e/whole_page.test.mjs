// The whole page as a student uses it: text, sliders, tabs, one instant everywhere, languages, links, small screens.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, choose, launch, open, overflow, sliders, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const source = (page) => page.locator('.source .lines');
const table = (page) => page.getByRole('table', { name: 'Timeline' });

/** Waits until the table says something else than `old`, and gives what it says then. */
const redrawn = (page, old) => changed(() => table(page).innerText(), old);

/** Types `text` into the editor in place of everything. */
async function write(page, text) {
  const edit = page.getByRole('button', { name: 'Edit' });
  if (await edit.count()) await edit.click();
  await page.getByRole('textbox', { name: 'Program text' }).fill(text);
}

test('a slider changes text, value, table and lanes together', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const [oldTable, oldSource] = [await table(page).innerText(), await source(page).innerText()];
  const slider = sliders(page).first();
  assert.ok(await slider.isEnabled());
  const label = await page.locator(`label[for="${await slider.getAttribute('id')}"]`).innerText();
  assert.equal(await page.getByRole('slider', { name: label, exact: true }).count(), 1);
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await redrawn(page, oldTable);
  const newSource = await source(page).innerText();
  assert.notEqual(newSource, oldSource);
  assert.ok(newSource.includes(await slider.inputValue()));
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction((text) => document.querySelector('.source .lines').innerText === text, oldSource);
  assert.deepEqual(complaints, []);
});

test('a literal can be dragged in the text', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const oldTable = await table(page).innerText();
  const literal = page.locator('.literal').nth(1);
  const name = await literal.getAttribute('data-parameter');
  const before = await literal.innerText();
  const box = await literal.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + 5, { steps: 6 });
  await page.mouse.up();
  await redrawn(page, oldTable);
  const after = page.locator(`.literal[data-parameter="${name}"]`);
  assert.notEqual(await after.innerText(), before);
  assert.deepEqual(complaints, []);
});

test('a broken text shows what is wrong and keeps the last good timeline', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const good = await table(page).innerText();
  await write(page, 'fn main() {\n    println!("a"\n}\n');
  await page.locator('.diagnostics .diagnostic.error').first().waitFor();
  assert.equal(await table(page).innerText(), good);
  await page.getByText('last good run', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.locator('.source .under .diagnostic.error').first().waitFor();
  assert.ok(await page.locator('.line.wrong').count());
  await write(page, 'fn main() {\n    println!("mended");\n}\n');
  const mended = await redrawn(page, good);
  assert.match(mended, /mended/);
  assert.equal(await page.getByText('last good run', { exact: true }).count(), 0);
  assert.equal(await page.locator('.diagnostic').count(), 0);
  await page.getByRole('button', { name: 'Reset' }).click();
  await redrawn(page, mended);
  assert.deepEqual(complaints, []);
});

test('each scheduler has its tab, and Compare shows all four on one axis', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  for (const name of ['One core', 'Many cores', 'Event loop', 'M:N']) {
    await page.getByRole('tab', { name }).click();
    await page.locator('.chart-of-run').nth(0).waitFor();
    assert.equal(await page.getByRole('tab', { name }).getAttribute('aria-selected'), 'true');
  }
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.locator('.chart-of-run').nth(3).waitFor();
  assert.equal(await page.locator('.chart-head').count(), 4);
  await page.keyboard.press('Home');
  await page.waitForFunction(() => document.querySelectorAll('.chart-of-run').length === 1);
  assert.equal(await page.getByRole('tab', { name: 'One core' }).getAttribute('aria-selected'), 'true');
  assert.deepEqual(complaints, []);
});

test('one instant is selected everywhere', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const row = table(page).locator('tbody tr').nth(1);
  const time = await row.locator('td').first().innerText();
  await row.click();
  assert.equal(await row.getAttribute('aria-current'), 'time');
  assert.equal(await page.locator('.flag-time').first().textContent(), time);
  assert.equal(await page.locator('.transport .instant').innerText(), `${time} s`);
  await page.locator('body').press('ArrowLeft');
  assert.equal(await table(page).locator('tbody tr').first().getAttribute('aria-current'), 'time');
  await page.getByRole('button', { name: 'Step forward' }).click();
  assert.equal(await row.getAttribute('aria-current'), 'time');
  await page.locator('.printed-line').first().click();
  assert.equal(await page.locator('.transport .instant').innerText(), `${await page.locator('.printed-line time').first().innerText()} s`);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('speaks Chinese and remembers it', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.getByRole('button', { name: 'Switch to Chinese' }).click();
  await page.getByRole('tab', { name: '多核' }).waitFor();
  await page.getByRole('table', { name: '时间线' }).getByText('睡眠').first().waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  await page.reload();
  await page.getByRole('tab', { name: '多核' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('a shared link brings everything back', async (t) => {
  const { page, url, complaints } = await open(t, browser);
  await timeline(page);
  const old = await table(page).innerText();
  await sliders(page).first().focus();
  await page.keyboard.press('End');
  await redrawn(page, old);
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.locator('.chart-of-run').nth(3).waitFor();
  await table(page).locator('tbody tr').nth(1).click();
  const text = await source(page).innerText();
  await page.getByRole('button', { name: 'Share' }).click();
  // The address follows a moment later, and what was before Compare may stand in it already.
  await page.waitForFunction(() => /tab=compare/.test(location.hash) && /[#&]at=[1-9]/.test(location.hash));
  const link = page.url();
  assert.ok(link.startsWith(url));
  await page.goto('about:blank');
  await page.goto(link);
  await page.locator('.chart-of-run').nth(3).waitFor();
  assert.equal(await source(page).innerText(), text);
  assert.equal(await table(page).locator('tbody tr').nth(1).getAttribute('aria-current'), 'time');
  assert.deepEqual(complaints, []);
});

test('a link that makes no sense opens the first program and says so', async (t) => {
  const { page, complaints } = await open(t, browser, { hash: '#v=1&text=%%%' });
  await timeline(page);
  await page.getByText('This link could not be read').waitFor();
  assert.deepEqual(complaints, []);
});

test('every program of the gallery shows a timeline', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const picker = page.getByRole('combobox', { name: 'Choose a program' });
  const names = await picker.locator('option').evaluateAll((options) => options.map((option) => option.value));
  assert.ok(names.length > 3);
  for (const name of names) {
    await choose(page, name);
    await page.waitForFunction(() => document.querySelectorAll('table[aria-label="Timeline"] tbody tr').length > 0);
    assert.equal(await page.locator('.diagnostic.error').count(), 0, name);
  }
  assert.deepEqual(complaints, []);
});

test('a program that never ends does not take the page with it', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const old = await table(page).innerText();
  await write(page, 'fn main() {\n    println!("spins");\n    let mut n = 0u64;\n    loop {\n        n = n.wrapping_add(1);\n    }\n}\n');
  await page.waitForFunction(
    (text) => document.querySelector('.notice') || document.querySelector('table[aria-label="Timeline"]').innerText !== text,
    old,
    { timeout: 20_000 },
  );
  await write(page, 'fn main() {\n    println!("again");\n}\n');
  await page.locator('.printed-line', { hasText: 'again' }).waitFor({ timeout: 20_000 });
  assert.deepEqual(complaints, []);
});

for (const colorScheme of ['light', 'dark']) {
  test(`nothing is wider than a small phone, ${colorScheme}`, async (t) => {
    const viewport = { width: 360, height: 740 };
    const { page, complaints } = await open(t, browser, { viewport, colorScheme });
    await timeline(page);
    for (const name of ['One core', 'Many cores', 'Event loop', 'M:N', 'Compare']) {
      await page.getByRole('tab', { name }).click();
      await page.waitForTimeout(100);
      assert.equal(await overflow(page), 0, name);
    }
    const tops = await page.evaluate(() =>
      ['.run-panel', '.controls', '.timeline', '.output', '.program-text'].map((part) => document.querySelector(part).getBoundingClientRect().top),
    );
    assert.deepEqual(tops, [...tops].sort((one, other) => one - other), 'lanes first, then sliders, table, output, text');
    assert.deepEqual(complaints, []);
    });
}
