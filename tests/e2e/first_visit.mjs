// Opens a page whose programs remember which stretches of their code were run, as visitors do who come for the first
// time, and prints which those were, and the first program as the worker compiles it. `cargo xtask build` asks for it:
// `node first_visit.mjs FOLDER`.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { serve } from './serve.mjs';

/** Whose pictures differ: by room, language, theme, fingers, and by who has been here before. */
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

/** Opens the page as a visitor does, and as one who comes again; gives what `look` sees when the picture is there. */
async function visit(visitor, look) {
  const context = await browser.newContext({ ...visitor, serviceWorkers: 'block' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  for (const come of [() => page.goto(server.url), () => page.reload()]) {
    await come();
    await page.locator('.timeline table tbody tr').first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(SETTLE_MS);
    await look(page);
  }
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
    });
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(JSON.stringify(seen, (_, value) => (value instanceof Set ? [...value] : value)));
