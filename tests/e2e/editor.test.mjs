// The editor: its script comes only to those who edit, shows what is wrong, and keeps text, sliders and timeline one.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, launch, open, sliders, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const text = (page) => page.getByRole('textbox', { name: 'Program text' });
const table = (page) => page.getByRole('table', { name: 'Timeline' });

async function edit(page) {
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.locator('.cm-content').waitFor();
}

test('the script is fetched only for editing, and the cursor is in the text then', async (t) => {
  const { page, requests, complaints } = await open(t, browser);
  await timeline(page);
  const isEditor = (request) => new URL(request).pathname.endsWith('/editor.js');
  assert.equal(requests.filter(isEditor).length, 0);
  await edit(page);
  // The service worker may ask for it too, to keep it.
  assert.ok(requests.some(isEditor));
  await page.waitForFunction(() => document.activeElement?.classList.contains('cm-content'));
  await page.getByRole('button', { name: 'Done' }).click();
  await edit(page);
  assert.deepEqual(complaints, []);
});

test('a text that is typed runs by itself, and Rust has its colours', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await edit(page);
  const old = await table(page).innerText();
  await text(page).press('ControlOrMeta+End');
  await page.keyboard.type('// a comment');
  await page.locator('.cm-line .comment', { hasText: 'a comment' }).waitFor();
  assert.ok(await page.locator('.cm-line .keyword', { hasText: 'fn' }).count());
  await text(page).press('ControlOrMeta+a');
  await page.keyboard.insertText('fn main() {\n    println!("多 typed");\n}\n');
  assert.match(await changed(() => table(page).innerText(), old), /多 typed/);
  // The whole text is one step of the editor's own history.
  await text(page).press('ControlOrMeta+z');
  await changed(() => table(page).innerText(), await table(page).innerText());
  assert.deepEqual(complaints, []);
});

test('typing fast loses no letter', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await edit(page);
  await text(page).press('ControlOrMeta+End');
  const letters = '// the quick brown fox jumps over the lazy dog, again and again and again';
  await page.keyboard.type(letters, { delay: 12 });
  await page.waitForTimeout(600);
  assert.ok((await text(page).innerText()).includes(letters));
  assert.deepEqual(complaints, []);
});

test('what is wrong is underlined, marked beside its line and said under the text', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  const good = await table(page).innerText();
  await edit(page);
  await text(page).press('ControlOrMeta+a');
  await page.keyboard.insertText('fn main() {\n    let 多 = 1;\n    println!("{}", nothing);\n}\n');
  await page.locator('.cm-lintRange-error').waitFor();
  assert.equal(await page.locator('.cm-lintRange-error').innerText(), 'nothing');
  await page.locator('.cm-lint-marker-error').waitFor();
  await page.locator('.diagnostics .diagnostic.error').first().waitFor();
  await page.getByText('last good run', { exact: true }).waitFor();
  assert.equal(await table(page).innerText(), good);
  assert.deepEqual(complaints, []);
});

test('a slider moves the text in the editor, and a literal in the editor moves the slider', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await edit(page);
  const before = await text(page).innerText();
  await sliders(page).first().focus();
  await page.keyboard.press('End');
  await changed(() => text(page).innerText(), before);
  await page.locator('.cm-line .literal').nth(1).waitFor();
  const slider = sliders(page).nth(1);
  const [value, old] = [await slider.inputValue(), await table(page).innerText()];
  const box = await page.locator('.cm-line .literal').nth(1).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + 4, { steps: 6 });
  await page.mouse.up();
  await changed(() => slider.inputValue(), value);
  await changed(() => table(page).innerText(), old);
  // The last steps of the drag may come between one look and the other.
  const agree = async () => (await text(page).innerText()).includes(await slider.inputValue());
  await changed(agree, false);
  assert.deepEqual(complaints, []);
});

test('the line of each thread is marked in its colour, and a line that is clicked is selected', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await table(page).locator('tbody tr').nth(1).locator('.time').click();
  await edit(page);
  await page.locator('.cm-line.at.task-1').first().waitFor();
  await page.locator('.cm-places .dot').first().waitFor();
  await page.locator('.cm-line', { hasText: 'println!("main' }).click();
  await page.locator('.deed.picked', { hasText: 'main: ' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('Tab indents, and after Escape it leaves', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await edit(page);
  await text(page).press('ControlOrMeta+Home');
  const first = await page.locator('.cm-line').first().innerText();
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('.cm-line').first().innerText(), `    ${first}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => !document.activeElement?.closest('.cm-editor')));
  // Keys of the page are letters in the editor.
  await page.locator('.cm-content').focus();
  await page.keyboard.type('?');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.deepEqual(complaints, []);
});

test('without its script there is a plain text area', async (t) => {
  const { page } = await open(t, browser);
  await page.route('**/editor.js', (route) => route.abort());
  await timeline(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  const old = await table(page).innerText();
  await page.locator('textarea').fill('fn main() {\n    println!("plain");\n}\n');
  assert.match(await changed(() => table(page).innerText(), old), /plain/);
});
