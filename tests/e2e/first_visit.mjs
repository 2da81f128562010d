// Opens a page whose programs remember which stretches of their code were run, as visitors do who come for the first
// time, and prints which those were, and the first program as the worker compiles it. The styles of what was there it
// puts into `now.css` beside the page. `cargo xtask build` asks for it:
// `node first_visit.mjs FOLDER`.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { serve } from './serve.mjs';

/** Whose pictures differ: by room, language, theme and fingers. */
const VISITORS = [1280, 768, 360].flatMap((width) => [
  { locale: 'en-US', viewport: { width, height: 800 } },
  { locale: 'zh-CN', viewport: { width, height: 740 }, colorScheme: 'dark', hasTouch: true },
]);
/** What happens by itself once the picture is there. */
const SETTLE_MS = 1_000;

/** Runs in the page or its worker: the stretches of its program that were run, by their places. */
async function called() {
  while (!globalThis.interleave?.program) await new Promise((later) => setTimeout(later, 20));
  const { visited } = globalThis.interleave.program;
  const places = [];
  new Uint8Array(visited.buffer).forEach((was, place) => was && places.push(place));
  return places;
}

/**
 * Runs in the page before anything else: remembers which rules of its style sheets something there obeys, whenever,
 * besides `known` ones. What the reader prefers is wanted whoever looks.
 */
function watchStyles(known) {
  const obeyed = new Set(known);
  const sheets = () => [...document.querySelectorAll('style')].map((sheet) => sheet.textContent.replaceAll(/\/\*.*?\*\//gs, '')).join('');
  /** Selectors or conditions with what stands in their braces. */
  const rulesOf = (text) => {
    const rules = [];
    let [depth, begin, open] = [0, 0, 0];
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === '{') {
        if (depth === 0) open = at;
        depth += 1;
      } else if (text[at] === '}') {
        depth -= 1;
        if (depth > 0) continue;
        rules.push([text.slice(begin, open).trim(), text.slice(open + 1, at)]);
        begin = at + 1;
      }
    }
    return rules;
  };
  const media = (head) => (head.startsWith('@media') ? head.slice('@media'.length) : undefined);
  // What stands before or in a thing is there when the thing is.
  const isThere = (selector) => document.querySelector(selector.replaceAll(/::[\w-]+(\([^)]*\))?/g, ':not(none)'));
  const look = (text, above) => {
    for (const [head, body] of rulesOf(text)) {
      const condition = media(head);
      const rule = `${above}${head}{${body}}`;
      if (condition !== undefined) {
        if (/prefers|forced/.test(condition) || matchMedia(condition).matches) look(body, head);
      } else if (!head.startsWith('@') && !obeyed.has(rule) && isThere(head)) obeyed.add(rule);
    }
  };
  const write = (text, above) =>
    rulesOf(text)
      .map(([head, body]) => {
        if (media(head) === undefined) return obeyed.has(`${above}${head}{${body}}`) ? `${head}{${body}}` : '';
        const inside = write(body, head);
        return inside && `${head}{${inside}}`;
      })
      .join('');
  new MutationObserver(() => look(sheets(), '')).observe(document, { subtree: true, childList: true, attributes: true });
  globalThis.stylesSeen = () => ({ rules: [...obeyed], text: write(sheets(), '') });
}

/** Opens the page as a visitor does, waits for its picture, gives what `look` sees. */
async function visit(visitor, look) {
  const context = await browser.newContext({ ...visitor, serviceWorkers: 'block' });
  await context.addInitScript(watchStyles, rules);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto(server.url);
  await page.locator('.timeline table tbody tr').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(SETTLE_MS);
  await look(page);
  await context.close();
}

/** A number as WebAssembly writes it. */
function* leb128(number) {
  for (; number >= 128; number >>>= 7) yield (number & 127) | 128;
  yield number;
}

/** Puts the first program beside the worker's own, where the build does. */
async function bringAlong(ready) {
  const file = join(folder, 'worker_bg.wasm');
  const content = [...leb128(5), ...Buffer.from('ready'), ...ready];
  await writeFile(file, Buffer.concat([await readFile(file), Buffer.from([0, ...leb128(content.length), ...content])]));
}

const folder = process.argv[2];
const server = await serve('/', join(folder, '/'));
const browser = await launch();
const seen = { web: new Set(), worker: new Set(), ready: [] };
let rules = [];
try {
  await visit(VISITORS[0], async (page) => {
    seen.ready = await page.workers()[0].evaluate(() => [...wasm_bindgen.ready_made()]);
  });
  await bringAlong(seen.ready);
  for (const visitor of VISITORS) {
    await visit(visitor, async (page) => {
      for (const place of await page.evaluate(called)) seen.web.add(place);
      for (const worker of page.workers()) {
        for (const place of await worker.evaluate(called)) seen.worker.add(place);
      }
      const styles = await page.evaluate(() => stylesSeen());
      rules = styles.rules;
      await writeFile(join(folder, 'now.css'), styles.text);
    });
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(JSON.stringify(seen, (_, value) => (value instanceof Set ? [...value] : value)));
