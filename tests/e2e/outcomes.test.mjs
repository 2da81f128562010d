// "All outcomes": the search in the page, its witnesses in lanes and table, questions, and the student as the scheduler.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, launch, open, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const TWO_LOCKS = { hash: '#v=1&program=two-locks&tab=outcomes&lang=en' };

/** The region, once the search of a small program is done. */
async function outcomes(page) {
  const region = page.getByRole('region', { name: 'All outcomes' });
  await region.getByText('complete: there are no others').waitFor();
  return region;
}

test('finds every outcome and shows the run of the one that is chosen', async (t) => {
  const { page, complaints } = await open(t, browser, TWO_LOCKS);
  const region = await outcomes(page);
  const deadlock = region.getByRole('button', { name: /deadlock/ });
  assert.equal(await deadlock.count(), 1);
  const table = await timeline(page);
  const before = await table.innerText();
  await deadlock.click();
  await changed(() => table.innerText(), before);
  assert.match(await table.innerText(), /waits for/);
  assert.equal(await deadlock.getAttribute('aria-pressed'), 'true');
  await page.waitForFunction(() => location.hash.includes('schedule=free:'));
  await page.reload();
  await outcomes(page);
  await page.getByRole('button', { name: /deadlock/, pressed: true }).waitFor();
  assert.deepEqual(complaints, []);
});

test('answers questions with a run or a complete no', async (t) => {
  const { page } = await open(t, browser, { hash: '#v=1&program=beside-main&tab=outcomes&lang=en' });
  const region = await outcomes(page);
  const question = region.getByRole('textbox', { name: 'Can it print' });
  await question.fill('no such words');
  await question.press('Enter');
  await region.getByText('No: not under any schedule').waitFor();
  await question.fill('main');
  await question.press('Enter');
  await region.getByText('Yes. It can print').waitFor();
  await region.getByRole('button', { name: 'Show it' }).click();
  await page.waitForFunction(() => location.hash.includes('schedule='));
});

test('lets the student schedule towards a goal', async (t) => {
  const { page, complaints } = await open(t, browser, TWO_LOCKS);
  const region = await outcomes(page);
  await region.getByRole('button', { name: 'You are the scheduler' }).click();
  await region.getByRole('combobox', { name: 'Goal' }).selectOption({ label: 'Make it deadlock' });
  const choices = region.getByRole('region', { name: 'Who goes next?' }).getByRole('button');
  await choices.first().waitFor();
  await region.getByRole('button', { name: 'From here, what can still happen?' }).click();
  await region.getByRole('region', { name: 'From here' }).waitFor();
  // Always somebody else than before: both threads get their first lock.
  for (let turn = 0; turn < 20; turn += 1) {
    if (await region.getByText('The run is over.').isVisible()) break;
    const made = region.locator('.player-count');
    const before = await made.innerText();
    // The choices of before stand until those of now are known: the last one of all may go under the pointer.
    const isMade = await choices.last().click({ timeout: 2000 }).then(() => true, () => false);
    if (isMade) await changed(() => made.innerText(), before);
    await region.getByText('The run is over.').or(choices.first()).first().waitFor();
  }
  await region.getByText('The run is over.').waitFor();
  await region.getByText('Reached!').or(region.getByText('Not this time')).first().waitFor();
  await region.getByRole('button', { name: 'Undo' }).click();
  await choices.first().waitFor();
  assert.deepEqual(complaints, []);
});

/** A program whose search takes longer than anybody waits. */
const LONG = `use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::Arc;
use std::thread;
fn main() {
    let n = Arc::new(AtomicUsize::new(0));
    let all: Vec<_> = (0..6).map(|_| {
        let n = Arc::clone(&n);
        thread::spawn(move || for i in 0..40 { n.fetch_add(i, SeqCst); n.fetch_xor(i, SeqCst); })
    }).collect();
    for one in all { one.join().unwrap(); }
}
`;

/** The region while a search runs that is not done soon. */
async function searching(page) {
  await outcomes(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Program text' }).fill(LONG);
  const region = page.getByRole('region', { name: 'All outcomes' });
  await region.getByText('states a second').waitFor();
  return region;
}

/** Stops the search; the states that it has seen. */
async function stop(region) {
  await region.getByRole('button', { name: 'Stop' }).click();
  const status = region.getByText('not complete: stopped at');
  await status.waitFor({ timeout: 30000 });
  const [, states] = /stopped at (\d+) states/.exec(await status.innerText());
  return Number(states);
}

const LARGE_SEARCH = { hash: '#v=1&program=main-and-child&tab=outcomes&lang=en' };

test('goes on from where a search was stopped, and never offers it for a complete one', async (t) => {
  const { page, complaints } = await open(t, browser, LARGE_SEARCH);
  const goOn = page.getByRole('button', { name: 'Go on', exact: true });
  await outcomes(page);
  assert.equal(await goOn.count(), 0);
  const region = await searching(page);
  assert.equal(await goOn.count(), 0, 'it is going on');
  const seen = await stop(region);
  await goOn.click();
  await region.getByText('states a second').waitFor();
  assert.ok((await stop(region)) > seen, 'nothing is searched again');
  assert.equal(await goOn.count(), 1);
  await region.getByRole('button', { name: 'Search again' }).click();
  await region.getByText('states a second').waitFor();
  assert.equal(await goOn.count(), 0);
  assert.deepEqual(complaints, []);
});

test('goes on answering while a long search runs, and stops when told', async (t) => {
  const { page, complaints } = await open(t, browser, LARGE_SEARCH);
  const region = await searching(page);
  // A click is answered while the search goes on.
  await page.getByRole('button', { name: /Theme/ }).click();
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
  assert.ok(await region.getByText('states a second').isVisible());
  await stop(region);
  assert.deepEqual(complaints, []);
});

/** A link to a text of one's own in the tab. */
const own = (code) => ({ hash: `#v=1&tab=outcomes&lang=en&code=${encodeURIComponent(code)}` });

test('cards tell outcomes apart: by standard error, by the exit code, by lines further down', async (t) => {
  const code = `use std::thread;
fn main() {
    let h = thread::spawn(|| eprintln!("child warns"));
    eprintln!("main warns");
    for i in 0..12 { println!("line {i}"); }
    h.join().unwrap();
    std::process::exit(3);
}
`;
  const { page } = await open(t, browser, own(code));
  const region = await outcomes(page);
  const cards = await region.locator('.outcome-card').allInnerTexts();
  assert.equal(cards.length, 2);
  assert.ok(cards.every((card) => card.includes('exit code 3')), cards.join('\n---\n'));
  const said = cards.map((card) => /stderr\n(\w+) warns\n(\w+) warns/.exec(card)?.slice(1).join());
  assert.deepEqual(said.sort(), ['child,main', 'main,child']);
  const late = code.replaceAll('eprintln!("child warns")', 'println!("late")').replace('eprintln!("main warns");', '');
  const { page: other } = await open(t, browser, own(late));
  const found = await outcomes(other);
  const printed = await found.locator('.outcome-card > .outcome-printed').allInnerTexts();
  assert.equal(printed.length, 13);
  assert.equal(new Set(printed).size, 13, 'no two cards say the same');
});

test('of very many outcomes the deadlock is among those that are told', async (t) => {
  const code = `use std::sync::{Arc, Mutex};
use std::thread;
fn main() {
    let a = Arc::new(Mutex::new(()));
    let b = Arc::new(Mutex::new(()));
    let (a2, b2) = (a.clone(), b.clone());
    let more: Vec<_> = (0..2)
        .map(|i| thread::spawn(move || { println!("{i}x"); println!("{i}y"); println!("{i}z"); }))
        .collect();
    let h = thread::spawn(move || { let _b = b2.lock().unwrap(); println!("H"); let _a = a2.lock().unwrap(); });
    { let _a = a.lock().unwrap(); let _b = b.lock().unwrap(); println!("M"); }
    h.join().unwrap();
    for m in more { m.join().unwrap(); }
}
`;
  const { page } = await open(t, browser, own(code));
  const region = await outcomes(page);
  await region.getByText('1 260 outcomes, among them deadlock').waitFor();
  const deadlock = region.getByRole('button', { name: /deadlock/ }).first();
  const table = await timeline(page);
  const before = await table.innerText();
  await deadlock.click();
  await changed(() => table.innerText(), before);
  await page.getByText('Deadlock at').first().waitFor();
});

test('outcomes of the text before are marked and cannot be chosen', async (t) => {
  const { page, complaints } = await open(t, browser, LARGE_SEARCH);
  const region = await searching(page);
  await region.getByText('These are outcomes of the text before.').waitFor();
  assert.equal(await region.locator('[inert] .outcome-card').count(), await region.locator('.outcome-card').count());
  assert.ok(await region.getByRole('button', { name: 'You are the scheduler' }).isDisabled());
  await stop(region);
  assert.equal(await region.locator('[inert]').count(), 0);
  assert.deepEqual(complaints, []);
});

test('questions stay about the whole program after one about a run made by hand', async (t) => {
  const { page } = await open(t, browser, TWO_LOCKS);
  const region = await outcomes(page);
  await region.getByRole('button', { name: 'You are the scheduler' }).click();
  const choices = region.getByRole('region', { name: 'Who goes next?' }).getByRole('button');
  const here = region.getByRole('region', { name: 'From here' });
  // Until the one thread is on its way to the only outcome that is left.
  for (let turn = 0; turn < 20; turn += 1) {
    const made = region.locator('.player-count');
    const before = await made.innerText();
    await choices.first().click();
    await changed(() => made.innerText(), before);
    assert.equal(await here.count(), 0, 'what was found from the choices before is gone');
    await region.getByRole('button', { name: 'From here, what can still happen?' }).click();
    await here.waitFor();
    if ((await here.getByRole('listitem').count()) === 1) break;
  }
  const left = await here.innerText();
  await region.getByRole('button', { name: 'Let it go' }).click();
  const other = left.indexOf('ann eats') < left.indexOf('ben eats') ? ['ben eats', 'ann eats'] : ['ann eats', 'ben eats'];
  await region.getByRole('textbox', { name: 'Can', exact: true }).fill(other[0]);
  await region.getByRole('textbox', { name: 'come before' }).fill(other[1]);
  await region.getByRole('textbox', { name: 'come before' }).press('Enter');
  await region.getByText(`Yes. ${other[0]} can come before`).waitFor();
});

test('a text that is changed while one schedules it by hand gives its own choices', async (t) => {
  const { page } = await open(t, browser, TWO_LOCKS);
  const region = await outcomes(page);
  await region.getByRole('button', { name: 'You are the scheduler' }).click();
  const choices = region.getByRole('region', { name: 'Who goes next?' }).getByRole('button');
  await choices.first().waitFor();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Program text' }).fill(`use std::thread;
fn main() {
    let other = thread::Builder::new().name("zoe".to_owned()).spawn(|| println!("z")).unwrap();
    println!("m");
    other.join().unwrap();
}
`);
  await choices.filter({ hasText: /zoe/ }).first().waitFor();
});

test('a schedule that cannot be read is not called an error of the text', async (t) => {
  const { page } = await open(t, browser, { hash: '#v=1&program=two-locks&lang=en&schedule=free:9.9-9.9' });
  await page.getByText('The schedule does not fit this program').first().waitFor();
  assert.equal(await page.getByText('The text has an error').count(), 0);
  await page.getByRole('button', { name: "Back to the scheduler's own way" }).click();
  await page.getByText('The schedule does not fit this program').first().waitFor({ state: 'detached' });
});
