// <interleave-timeline>: the page within another one by one script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from './browser.mjs';
import { openHost } from './host.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const html = (body) => `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,">${body}`;

test('the web component is one script: attributes, methods, events, height', async (t) => {
  const { page, complaints } = await openHost(t, browser, (url) =>
    html(`<script src="${url}interleave-timeline.js"></script>
      <interleave-timeline lang="en" panes="transport,lanes,output" at="0">
        <script type="text/rust">
fn main() {
    println!("from the host");
}
        </script>
      </interleave-timeline>
      <interleave-timeline id="second" program="P1" lang="en" tab="one-core"></interleave-timeline>`),
  );
  const element = (act, argument) => page.locator('interleave-timeline').first().evaluate(act, argument);
  const frame = page.frameLocator('interleave-timeline >> nth=0 >> iframe');
  await frame.locator('.said', { hasText: 'from the host' }).waitFor({ timeout: 60_000 });
  const state = await element((timeline) => timeline.getState());
  assert.equal(state.at_ns, 0);
  assert.match(state.link, /text=/);
  await page.waitForFunction(() => document.querySelector('interleave-timeline').shadowRoot.firstChild.style.height !== '360px');
  const second = page.locator('#second');
  const moved = await second.evaluate(async (timeline) => {
    timeline.goto('start');
    timeline.step();
    return timeline.getState();
  });
  assert.equal(moved.tab, 'one-core');
  assert.equal(moved.at_ns, 500_000_000);
  await second.evaluate((timeline) => timeline.setAttribute('cores', '4'));
  await second.evaluate((timeline) => timeline.set({ parameter: 'child sleep', value: 100 }));
  const changed = await second.evaluate((timeline) => timeline.getState());
  assert.match(changed.link, /cores=4/);
  assert.match(changed.link, /text=/);
  const heard = second.evaluate((timeline) => new Promise((done) => timeline.addEventListener('interleave-state', ({ detail }) => done(detail.playing))));
  await second.evaluate((timeline) => timeline.play());
  assert.equal(await heard, true);
  assert.deepEqual(complaints, []);
});
