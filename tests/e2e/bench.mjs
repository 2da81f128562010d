// What a visitor waits for, measured in a real browser: the first visit, a moved slider, and gliding through a trace of a
// million events. `node bench.mjs [visits] [sliders] [million]`, all by default.
//
// A slider is measured from its `input` event to the timeline table's new content, and to the end of the frame that
// paints it, in the browser's own clock. For each program every slider moves in turn, to and fro over the range that it
// has when the program is opened, so that no two moves are alike.

import { launch, openBare, choose, sliders, timeline } from './browser.mjs';
import { serve } from './serve.mjs';

const PROGRAMS = ['main-and-child', 'one-child', 'two-children'];
const MOVES = 120;
/** Moves before the clock counts: the engine's own optimising compiler needs some. */
const WARM_UP = 20;
const AIM_MS = 16;
const SETTLE_MS = 100;

/**
 * Runs in the page: moves one slider to `value`, gives the milliseconds until the table changed and until that was
 * painted, or nothing.
 */
function move([slider, value]) {
  const isTimeline = (node) => node.nodeType === 1 && node.matches('table[aria-label="Timeline"]');
  const touchesTimeline = (mutation) =>
    mutation.target.parentElement?.closest('table[aria-label="Timeline"]') ||
    isTimeline(mutation.target) ||
    [...mutation.addedNodes].some((node) => isTimeline(node) || node.querySelector?.('table[aria-label="Timeline"]'));
  return new Promise((done) => {
    const observer = new MutationObserver((mutations) => {
      if (mutations.some(touchesTimeline)) whenPainted(performance.now() - start);
    });
    // What a frame's last callback posts is heard when the frame's layout and painting are done.
    const whenPainted = (changed) => {
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => finish([changed, performance.now() - start]);
        port2.postMessage('');
      });
    };
    const timeout = setTimeout(() => finish(undefined), 2000);
    const finish = (took) => {
      observer.disconnect();
      clearTimeout(timeout);
      done(took);
    };
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: false });
    // As a hand would: the property's own setter, so that the page's framework sees a change.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(slider, value);
    const start = performance.now();
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** The value of a slider's `turn`-th move: walks up and down its range in eleven steps. */
function valueAt({ min, max, step }, turn) {
  const stride = 7;
  const place = (turn * stride) % 11;
  const steps = Math.max(1, Math.round((max - min) / step));
  return String(min + Math.round((place / 10) * steps) * step);
}

function rangeOf(slider) {
  return { min: Number(slider.min || 0), max: Number(slider.max || 100), step: Number(slider.step || 1) };
}

function percentile(sorted, percent) {
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)];
}

async function measure(page, program) {
  await choose(page, program);
  await timeline(page);
  const count = await sliders(page).count();
  if (count === 0) throw new Error(`${program} has no slider`);
  const times = [];
  let unanswered = 0;
  for (let turn = 0; turn < WARM_UP + MOVES; turn += 1) {
    // Asked for anew each time: the page may have replaced it. By its id, because a search by roles looks at every element,
    // and what it leaves behind would be collected while the clock runs.
    const slider = await page.$(`#parameter-${turn % count}`);
    const value = valueAt(await slider.evaluate(rangeOf), Math.floor(turn / count));
    if (value === (await slider.evaluate(({ value }) => value))) continue;
    const took = await page.evaluate(move, [slider, value]);
    // Rows that nobody sees yet are drawn when the run has stood for a moment: no answer to the next move.
    await page.waitForTimeout(SETTLE_MS);
    if (turn < WARM_UP) continue;
    if (took === undefined) unanswered += 1;
    else times.push(took);
  }
  const sorted = (which) => times.map((time) => time[which]).sort((a, b) => a - b);
  return { program, sliders: count, changed: sorted(0), painted: sorted(1), unanswered };
}

/** Eight threads that sleep thirty thousand times each: four events a sleep, and those of the threads themselves. */
const MILLION = `use std::thread;
use std::time::Duration;

fn main() {
    let mut threads = Vec::new();
    for number in 0..8 {
        threads.push(thread::spawn(move || {
            for round in 0..31_000 {
                thread::sleep(Duration::from_micros(10 + (round * 7 + number * 3) % 40));
            }
        }));
    }
    for thread in threads {
        thread.join().unwrap();
    }
}
`;
const FRAMES = 120;

/** Runs in the page: presses the keys of zooming and panning, one a frame; gives the milliseconds of each frame. */
function glide(frames) {
  const keys = ['d', 'd', 'w', 'd', 'a', 'a', 's', 'a'];
  const press = (key) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  return new Promise((done) => {
    const times = [];
    let last = performance.now();
    const step = (now) => {
      times.push(now - last);
      last = now;
      if (times.length > frames) done(times.slice(1));
      else {
        press(keys[times.length % keys.length]);
        requestAnimationFrame(step);
      }
    };
    requestAnimationFrame(step);
  });
}

async function glideThroughAMillion(browser) {
  const opened = await openBare(browser, { hash: `#v=1&tab=many-cores&code=${encodeURIComponent(MILLION)}` });
  const { page } = opened;
  try {
    // Processor time of the page's own thread: what stays the same when other programs want the processor too.
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration').value;
    };
    const start = Date.now();
    // On a machine with other things to do the run may need more time than the page allows it.
    for (let turn = 0; turn < 6; turn += 1) {
      await page.locator('.chart .running, .notice').first().waitFor({ timeout: 60_000 });
      if (await page.locator('.chart .running').count()) break;
      await page.reload();
    }
    console.log(`\na million events: drawn ${((Date.now() - start) / 1000).toFixed(1)} s after the page was there`);
    const left = await page.locator('.cut').allInnerTexts();
    console.log(`  the whole run: ${left.join('; ')}`);
    for (const [name, zooms] of [['whole', 0], ['1/10', 7], ['1/1000', 20]]) {
      await page.keyboard.press('0');
      for (let zoom = 0; zoom < zooms; zoom += 1) await page.keyboard.press('w');
      await page.waitForTimeout(1500);
      const before = await busy();
      const times = (await page.evaluate(glide, FRAMES)).sort((a, b) => a - b);
      const work = (1000 * ((await busy()) - before)) / times.length;
      const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
      const p95 = percentile(times, 95);
      console.log(`  ${name.padEnd(7)} in view: ${(1000 / mean).toFixed(1)} frames a second, 95% within ${p95.toFixed(1)} ms; ${work.toFixed(1)} ms of processor time a frame`);
    }
  } finally {
    await opened.close();
  }
}

const SLOWER = 4;
const VISITS = 7;

/** Runs in the page, before all else: notes when the first timeline stands. */
function noteReady() {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.timeline table tbody tr')) return;
    globalThis.readyAt = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true });
}

/** First visits, each with nothing kept from the one before, with the page's own thread slowed down. */
async function firstVisits(browser) {
  const server = await serve();
  const visits = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.addInitScript(noteReady);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.goto(server.url);
    await timeline(page);
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    visits.push([paint, await page.evaluate(() => globalThis.readyAt)]);
    await context.close();
  }
  await server.close();
  const shown = (at) => {
    const times = visits.map((visit) => visit[at]).sort((a, b) => a - b);
    return `${percentile(times, 50).toFixed(0)} ms (${times[0].toFixed(0)} to ${times.at(-1).toFixed(0)})`;
  };
  console.log(`\n${VISITS} first visits from a server of this machine, the page's thread ${SLOWER} times slower:`);
  console.log(`  first contentful paint ${shown(0)}, aim under 1000; timeline there ${shown(1)}, aim under 2000`);
}

async function moveSliders(browser) {
  const { page, close } = await openBare(browser);
  await timeline(page);
  console.log('program         sliders  moves   changed: median  95% ms  worst   painted: median  95% ms  worst  no change');
  let slowest = 0;
  for (const program of PROGRAMS) {
    const { sliders: count, changed, painted, unanswered } = await measure(page, program);
    slowest = Math.max(slowest, percentile(painted, 95));
    const figures = [changed, painted].flatMap((times) => [percentile(times, 50), percentile(times, 95), times.at(-1)]);
    const widths = [18, 8, 7, 18, 8, 7];
    console.log(
      program.padEnd(15),
      String(count).padStart(7),
      String(changed.length).padStart(6),
      ...figures.map((ms, at) => ms.toFixed(1).padStart(widths[at] - 1)),
      String(unanswered).padStart(10),
    );
  }
  console.log(`95th percentile ${slowest.toFixed(1)} ms at most until the new picture is painted; the aim is under ${AIM_MS} ms`);
  await close();
}

const PARTS = { visits: firstVisits, sliders: moveSliders, million: glideThroughAMillion };
const wanted = process.argv.slice(2);
// Frames as soon as there is something to paint: a screen's next tick is not what is measured.
const FRAMES_AT_ONCE = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
for (const name of wanted.length ? wanted : Object.keys(PARTS)) {
  const browser = await launch(name === 'sliders' ? FRAMES_AT_ONCE : []);
  try {
    await PARTS[name](browser);
  } finally {
    await browser.close();
  }
}
process.exit(0);
