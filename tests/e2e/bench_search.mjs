// Searches of all interleavings in the page: how long small ones take to be complete, how fast a long one goes, what it
// needs of memory, and how long a click waits for its answer meanwhile.

import { launch, openBare, timeline } from './browser.mjs';

const AIM_MS = 100;
const CLICKS = 60;
/** How long the long search may go on, in milliseconds. */
const PATIENCE_MS = Number(process.env.SEARCH_MS ?? 180_000);

/** Threads that each do `body` `rounds` times to something shared. */
function threads(count, rounds, shared, body, last) {
  return `use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let shared = ${shared};
    let mut threads = Vec::new();
    for id in 0..${count} {
        let shared = Arc::clone(&shared);
        threads.push(thread::spawn(move || {
            let _me = id;
            for _ in 0..${rounds} { ${body} }
        }));
    }
    for thread in threads {
        thread.join().unwrap();
    }
    ${last}
}
`;
}

const lost = (count, rounds) =>
  threads(
    count,
    rounds,
    'Arc::new(AtomicUsize::new(0))',
    'let seen = shared.load(SeqCst); shared.store(seen + 1, SeqCst);',
    'println!("{}", shared.load(SeqCst));',
  );
const counter = (count, rounds) =>
  threads(
    count,
    rounds,
    'Arc::new(Mutex::new(0))',
    '*shared.lock().unwrap() += 1;',
    'println!("{}", *shared.lock().unwrap());',
  );
const philosophers = (count) =>
  threads(
    count,
    1,
    `Arc::new((0..${count}).map(|_| Mutex::new(())).collect::<Vec<_>>())`,
    `let left = shared[id].lock().unwrap(); let right = shared[(id + 1) % ${count}].lock().unwrap(); ` +
      'println!("{id} eats"); drop((left, right));',
    '',
  );

const COMPLETE = [
  ['mutex counter 4 x 3', counter(4, 3)],
  ['lost update 4 x 2', lost(4, 2)],
  ['philosophers 5', philosophers(5)],
];

/** Runs in the page: presses "Search again"; gives the milliseconds until the answer is there. */
function searchAgain(done) {
  const button = [...document.querySelectorAll('button')].find((it) => it.innerText.trim() === 'Search again');
  return new Promise((answer) => {
    let isGone = false;
    const observer = new MutationObserver(() => {
      const isThere = document.body.innerText.includes(done);
      isGone ||= !isThere;
      if (!isGone || !isThere) return;
      observer.disconnect();
      answer(performance.now() - start);
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    const start = performance.now();
    button.click();
  });
}

/** Runs in the page: clicks on a row of the timeline's table; gives the milliseconds until the page shows it. */
function click(turn) {
  const rows = [...document.querySelectorAll('table[aria-label="Timeline"] tbody tr')];
  const target = rows[turn % rows.length].querySelector('button, [tabindex]') ?? rows[turn % rows.length];
  return new Promise((done) => {
    const start = performance.now();
    const finish = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    const observer = new MutationObserver(() => {
      observer.disconnect();
      finish();
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    target.click();
  });
}

const region = (page) => page.getByRole('region', { name: 'All outcomes' });

async function complete(browser, [name, source]) {
  const hash = `#v=1&tab=outcomes&lang=en&code=${encodeURIComponent(source)}`;
  const { page, close } = await openBare(browser, { hash });
  try {
    const done = 'complete: there are no others';
    await region(page).getByText(done).waitFor({ timeout: 120_000 });
    const took = await page.evaluate(searchAgain, done);
    const head = await region(page).getByText(done).first().innerText();
    console.log(`${name.padEnd(20)} ${(took / 1000).toFixed(2).padStart(7)} s  ${head.replaceAll('\n', ' ')}`);
  } finally {
    await close();
  }
}

async function long(browser) {
  const hash = `#v=1&tab=outcomes&lang=en&code=${encodeURIComponent(lost(6, 3))}`;
  const { page, close } = await openBare(browser, { hash });
  try {
    await timeline(page);
    await region(page).getByText('states a second').waitFor({ timeout: 60_000 });
    const start = Date.now();
    const times = [];
    const ended = region(page).getByText('not complete:').or(region(page).getByText('complete: there are'));
    let told = '';
    while (Date.now() - start < PATIENCE_MS && !(await ended.count())) {
      for (let turn = 0; turn < CLICKS; turn += 1) times.push(await page.evaluate(click, turn));
      told = (await region(page).getByText('states a second').allInnerTexts()).join(' ') || told;
      await page.waitForTimeout(500);
    }
    times.sort((a, b) => a - b);
    const at = (percent) => times[Math.min(times.length - 1, Math.ceil((percent / 100) * times.length) - 1)].toFixed(1);
    console.log(`long search           ${told.replaceAll('\n', ' ')}`);
    console.log(`  ${times.length} clicks meanwhile: median ${at(50)} ms, 95% ${at(95)} ms, worst ${at(100)} ms; the aim is under ${AIM_MS} ms`);
    const end = (await ended.allInnerTexts()).join(' ').replaceAll('\n', ' ');
    console.log(`  after ${((Date.now() - start) / 1000).toFixed(0)} s: ${end || 'it goes on'}`);
  } finally {
    await close();
  }
}

const browser = await launch();
try {
  console.log('program               search until all is shown');
  for (const program of COMPLETE) await complete(browser, program);
  await long(browser);
} finally {
  await browser.close();
}
process.exit(0);
