// What nobody may do to the page: programs that print markup, links and messages that are broken, scripts from elsewhere.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open, timeline } from './browser.mjs';
import { openHost } from './host.mjs';

/** Mangled links and messages that a real page takes here; the parsers take 10,000 each in their own tests. */
const MANY = 300;

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const HOSTILE = `fn main() {
    println!("<img src=x onerror=\\"window.hacked = 1\\"><script>window.hacked = 1</script>");
    std::thread::Builder::new()
        .name("<b onclick=alert(1)>child</b>".to_string())
        .spawn(|| eprintln!("javascript:alert(1) </div></main>"))
        .unwrap()
        .join()
        .unwrap();
}
`;

/** The same numbers in each run. */
function randomness(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

test('what a program prints or names is text and never markup', async (t) => {
  const { page, complaints } = await open(t, browser, { hash: `#v=1&lang=en&code=${encodeURIComponent(HOSTILE)}` });
  await timeline(page);
  await page.locator('.said', { hasText: '<img src=x' }).waitFor();
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('main img, main script, main b[onclick]').count(), 0);
  assert.deepEqual(complaints, []);
});

test('the policy allows no script but the page’s own files', async (t) => {
  const { page } = await open(t, browser);
  await timeline(page);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  const scripts = policy.split(';').find((rule) => rule.trim().startsWith('script-src')).trim();
  assert.equal(scripts, "script-src 'self' 'wasm-unsafe-eval'");
  assert.match(policy, /default-src 'none'/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.hacked = 1';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.hacked = 2">');
    return new Promise((done) => setTimeout(() => done(window.hacked), 300));
  });
  assert.equal(ran, undefined);
  const refused = await page.evaluate(() => fetch('https://example.com/').then(() => 'answered', () => 'refused'));
  assert.equal(refused, 'refused');
});

test('hundreds of mangled links leave the page whole', async (t) => {
  const { page, complaints } = await open(t, browser, { hash: '#v=1&lang=en' });
  await timeline(page);
  const random = randomness(7);
  const good = 'v=1&program=main-and-child&text=y0vLVchNzMzT0FSorgUA&tab=compare&cores=4&slice=5&policy=fair&lanes=core&at=500000000&lang=en&schedule=1.2&event=3';
  const letters = 'abcXYZ019&=%#?-_.\u00e9\u591a\u0000<>"\'';
  for (let count = 0; count < MANY; count += 1) {
    let link = good;
    for (let edits = 1 + random(6); edits > 0; edits -= 1) {
      const at = random(link.length);
      const new_ = Array.from({ length: random(4) }, () => letters[random(letters.length)]).join('');
      link = link.slice(0, at) + new_ + link.slice(at + random(5));
    }
    await page.evaluate((link) => {
      location.hash = link;
    }, link);
  }
  await page.evaluate(() => {
    location.hash = `v=1&lang=en&code=${encodeURIComponent('fn main() { println!("still here"); }')}`;
  });
  await page.locator('.said', { hasText: 'still here' }).waitFor({ timeout: 60_000 });
  assert.deepEqual(complaints, []);
});

test('hundreds of odd messages leave the embed whole', async (t) => {
  const { page, complaints } = await openHost(
    t,
    browser,
    (url) => `<!DOCTYPE html><html lang="en"><title>host</title><link rel="icon" href="data:,"><iframe src="${url}?embed&lang=en&panes=lanes,output" width="900" height="600"></iframe>`,
  );
  const frame = page.frameLocator('iframe');
  await frame.locator('.chart-of-run').first().waitFor({ timeout: 60_000 });
  const random = randomness(11);
  const types = ['step', 'goto', 'play', 'set', 'state', 'hello', 'key', '', 'slide'];
  const keys = ['count', 'at', 'at_ns', 'row', 'on', 'tab', 'cores', 'code', 'text', 'panes', 'font', 'parameter', 'value', 'origin', '__proto__'];
  const values = [-1, 1e308, Number.NaN, null, '', 'x'.repeat(5000), '%', '\ud800', [1], { a: 1 }, true, '9'.repeat(30), 'end', 'compare', 'fn main( {'];
  for (let count = 0; count < MANY; count += 1) {
    const message = { interleave: random(9) === 0 ? 2 : 1, type: types[random(types.length)] };
    for (let fields = random(4); fields > 0; fields -= 1) {
      Object.defineProperty(message, keys[random(keys.length)], { value: values[random(values.length)], enumerable: true, configurable: true });
    }
    await page.evaluate((message) => document.querySelector('iframe').contentWindow.postMessage(message, '*'), message);
  }
  await page.evaluate(() =>
    document
      .querySelector('iframe')
      .contentWindow.postMessage({ interleave: 1, type: 'set', panes: 'lanes,output', tab: 'many-cores', code: 'fn main() { println!("still here"); }' }, '*'),
  );
  await frame.locator('.said', { hasText: 'still here' }).waitFor({ timeout: 60_000 });
  assert.deepEqual(complaints, []);
});
