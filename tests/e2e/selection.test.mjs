// One selection: table, lanes, source, output and sentences show the same event, and each of them selects it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const table = (page) => page.getByRole('table', { name: 'Timeline' });
const why = (page) => page.getByRole('region', { name: 'Why' });

/** What each of the five shows as selected. */
async function shown(page) {
  await page.locator('.picked-bar rect').waitFor();
  return {
    deed: await page.locator('.deed.picked').innerText(),
    line: await page.locator('.line.picked .gutter').innerText(),
    printed: await page.locator('.printed-line.picked .said').innerText(),
    bar: await page.locator('.picked-bar rect').boundingBox(),
    sentence: await why(page).locator('.answer').innerText(),
  };
}

const CHILD_2 = { deed: 'prints child: 2', line: '7', printed: 'child: 2' };

function check(found) {
  const { deed, line, printed, bar, sentence } = found;
  assert.deepEqual({ deed, line, printed }, CHILD_2);
  assert.match(sentence, /child: its sleep of 500 ms, begun at 0\.000 s, is over/);
  return Math.round(bar.x);
}

test('each of the five selects all others', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.locator('.deed', { hasText: 'child: 2' }).click();
  const at = check(await shown(page));

  await page.locator('.picked-bar rect').scrollIntoViewIfNeeded();
  const bar = await page.locator('.picked-bar rect').boundingBox();
  await page.keyboard.press('Home');
  assert.equal(await page.locator('.picked-bar').count(), 0);
  await page.mouse.click(bar.x + 7, bar.y + bar.height / 2);
  assert.equal(check(await shown(page)), at);

  await page.keyboard.press('Home');
  await page.locator('.printed-line', { hasText: 'child: 2' }).click();
  assert.equal(check(await shown(page)), at);

  await page.locator('.row', { hasText: '0.500' }).locator('.time').click();
  await page.locator('.line[data-line="7"] .gutter').click();
  assert.equal(check(await shown(page)), at);

  await page.locator('.row', { hasText: '0.500' }).locator('.time').click();
  await why(page).locator('.sentence', { hasText: 'child' }).first().click();
  assert.equal(check(await shown(page)), at);
  assert.deepEqual(complaints, []);
});

test('a line is visited run after run, and lists answer to the arrow keys', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.keyboard.press('Home');
  const line = page.locator('.line[data-line="7"] .gutter');
  const seen = [];
  for (let turn = 0; turn < 5; turn += 1) {
    await line.click();
    seen.push(await page.locator('.deed.picked').innerText());
  }
  assert.deepEqual(seen, [1, 2, 3, 4, 1].map((round) => `prints child: ${round}`));
  await page.locator('.printed').focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('.printed-line.picked .said').innerText(), 'child: 2');
  await page.locator('.source').focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('.line.picked .gutter').innerText(), '8');
  assert.deepEqual(complaints, []);
});

const LOCKED = `use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let counter = Arc::new(Mutex::new(0));
    let other = Arc::clone(&counter);
    let child = thread::spawn(move || {
        let mut n = other.lock().unwrap();
        thread::sleep(Duration::from_millis(20));
        *n += 1;
    });
    thread::sleep(Duration::from_millis(5));
    *counter.lock().unwrap() += 1;
    child.join().unwrap();
}
`;

test('a gap says what it waits for, who has it since which line, and leads to what ended it', async (t) => {
  const hash = `#v=1&tab=many-cores&code=${encodeURIComponent(LOCKED)}`;
  const { page, complaints } = await open(t, browser, { hash });
  await timeline(page);
  // In the lanes, in the middle of the wait.
  const chart = page.locator('.chart');
  await chart.locator('.in-hollow').first().waitFor();
  const words = await chart.locator('.in-hollow').first().boundingBox();
  await page.mouse.click(words.x + 40, words.y + words.height / 2);
  const answer = why(page).locator('.answer');
  await answer.waitFor();
  assert.match(
    await answer.innerText(),
    /main waits for lock counter, which child took in line 9 at 0\.000 s; child unlocks counter at 0\.020 s, after 15 ms\./,
  );
  await answer.locator('.jump', { hasText: 'unlocks' }).click();
  assert.equal(await page.locator('.deed.picked').innerText(), 'unlocks counter');
  assert.equal(await page.locator('.transport .instant').innerText(), '0.020 s');
  assert.deepEqual(complaints, []);
});

test('the selection goes into the link and comes back', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.locator('.deed', { hasText: 'child: 2' }).click();
  await page.waitForFunction(() => location.hash.includes('event='));
  await page.waitForLoadState('networkidle');
  await page.reload();
  await timeline(page);
  check(await shown(page));
  assert.deepEqual(complaints, []);
});
