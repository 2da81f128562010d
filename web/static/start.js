// Starts the page: what it asks of the browser first, then its program. An embed with `load=click` waits for the reader.

import * as browser from './browser.js';
import * as embed from './embed.js';
import './rest.js';

const rest = globalThis.restOf('./web_rest.wasm');
globalThis.interleave = { ...browser, ...embed, loadRest: rest.load };

const options = new URLSearchParams(location.search);

/** The one button of an embed that has not been loaded, where a screen reader looks for it. */
function waitForClick() {
  const isChinese = (options.get('lang') ?? navigator.language).startsWith('zh');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button load';
  button.textContent = isChinese ? '▶ 加载时间线' : '▶ Load the timeline';
  const heading = document.createElement('h1');
  heading.className = 'unseen';
  heading.textContent = 'Interleave';
  const main = document.createElement('main');
  main.append(heading, button);
  document.body.append(main);
  return new Promise((clicked) => {
    button.addEventListener('click', () => {
      main.remove();
      clicked();
    });
  });
}

/** The bar at the top without what belongs in it: the first paint. An embed has none. */
function showBar() {
  document.body.append(document.querySelector('#bar').content.cloneNode(true));
}

/** What an answer to a question for a run begins with (`src/protocol.rs`). */
const RUN = 0;

/** Answers that only the whole page can read wait until it is there, so that the first picture does not wait for it. */
function holdBack(worker, whole) {
  const held = [];
  const hold = (event) => {
    if (typeof event.data === 'string' || (!held.length && event.data[0] === RUN)) return;
    event.stopImmediatePropagation();
    held.push(event.data);
  };
  worker.addEventListener('message', hold);
  whole.then(() => {
    worker.removeEventListener('message', hold);
    held.forEach((data) => worker.dispatchEvent(new MessageEvent('message', { data })));
  });
}

/** Starts the worker while the page's program is still on its way; the first who asks gets it, and what it said so far. */
function startWorker(whole) {
  let worker = new Worker('./worker_loader.js');
  holdBack(worker, whole);
  const said = [];
  worker.onmessage = ({ data }) => said.push(data);
  worker.onerror = () => {
    worker = undefined;
  };
  globalThis.interleave.takeWorker = () => {
    const taken = worker;
    if (!taken) return undefined;
    worker = undefined;
    [taken.onmessage, taken.onerror] = [null, null];
    setTimeout(() => said.forEach((data) => taken.dispatchEvent(new MessageEvent('message', { data }))));
    return taken;
  };
}

async function start() {
  if (embed.isEmbed()) document.documentElement.dataset.embed = '';
  if (options.has('font')) embed.setFont(options.get('font'));
  if (embed.isEmbed() && options.get('load') === 'click') await waitForClick();
  else if (!embed.isEmbed()) showBar();
  let isWhole;
  startWorker(new Promise((done) => (isWhole = done)));
  // Both at once: the program is fetched while its glue is read.
  const program = fetch(new URL('./web_bg.wasm', import.meta.url));
  const { default: init } = await import('./web.js');
  // A plain first visit does without the rest. Any other may need it at once, and what the service worker keeps is not
  // given to those who wait.
  const isInParts = 'parts' in document.documentElement.dataset;
  const isPlain = !location.hash && !location.search && !navigator.serviceWorker?.controller;
  if (isInParts && !isPlain) await rest.prepare();
  const page = await init({ module_or_path: program });
  globalThis.interleave.program = page;
  try {
    if (isInParts) {
      await rest.prepare();
      rest.load(page);
    }
  } finally {
    isWhole();
  }
}

/** Works without network from the second visit on; a part of another page leaves that to the whole one. */
function keepForOffline() {
  if (embed.isEmbed() || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('./service_worker.js').catch(() => {
    // Not from a secure place, or forbidden: then it works with network only.
  });
}

await start();
// After the first picture: fetching for later must not delay it.
setTimeout(keepForOffline, 2_000);
