// Starts the page: what it asks of the browser first, then its program. An embed with `load=click` waits for the reader.

import './rest.js';
import { initSync } from './web.js';

const rest = globalThis.restOf('./web_rest.wasm');
let isWhole = true;
let becomeWhole;
const whole = new Promise((done) => (becomeWhole = done));
globalThis.interleave = {
  loadRest: rest.load,
  isWhole: () => isWhole,
  whenWhole: (then) => whole.then(then),
  drawnWhole,
};

/** After so long a rest that could not be had is asked for again, in milliseconds. */
const AGAIN_MS = 3_000;
/** Longest wait for styles, in milliseconds. */
const STYLES_MS = 2_000;

const options = new URLSearchParams(location.search);
const isEmbed = options.has('embed');

/** What a reader can do. */
const DEEDS = ['click', 'pointerdown', 'pointermove', 'pointerup', 'keydown', 'input', 'change'];
/** What was done before the page was whole: it happens as soon as it is. */
const early = [];
const keepEarly = (event) => {
  if (event.type !== 'pointermove' || event.buttons) early.push(event);
};
DEEDS.forEach((kind) => addEventListener(kind, keepEarly, true));

/** The page is drawing itself whole: everything listens as soon as it has, before anything else is done. */
function drawnWhole() {
  DEEDS.forEach((kind) => removeEventListener(kind, keepEarly, true));
  let pressed;
  setTimeout(() => {
    for (const event of early) {
      if (event.type === 'pointerdown') pressed = event.target;
      // A drag stays with what it began at, as whoever listens for one would have seen to.
      const isOfDrag = pressed && ['pointermove', 'pointerup'].includes(event.type);
      (isOfDrag ? pressed : event.target).dispatchEvent(event);
    }
  });
}

/** What the page around said before there was who hears it. */
const unheard = [];
let hear = (event) => unheard.push(event);
if (isEmbed) addEventListener('message', (event) => hear(event));

/** Scripts that the first picture does without. */
async function loadScripts() {
  for (const script of await Promise.all([import('./browser.js'), import('./embed.js')])) Object.assign(globalThis.interleave, script);
  ({ hear } = globalThis.interleave);
  unheard.forEach(hear);
}

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
function holdBack(worker) {
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
function startWorker() {
  let worker = new Worker('./worker_loader.js');
  holdBack(worker);
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

/** Styles of what the first picture has nothing of; the build takes them out of the page. */
async function applyLaterStyles() {
  const link = document.querySelector('#later');
  if (!link || link.media !== 'print') return;
  const isThere = new Promise((there) => (link.onload = link.onerror = there));
  const isLate = new Promise((late) => setTimeout(late, STYLES_MS));
  // It is there already, or it comes; should it not, the page is better plain than missing.
  if (!link.sheet) await Promise.race([isThere, isLate]);
  link.media = 'all';
}

/** Fetches the rest of the page behind the first picture. */
async function loadRest(page) {
  await rest.prepare();
  try {
    await loadScripts();
    rest.load(page);
  } catch {
    // No network just now.
    await new Promise((later) => setTimeout(later, AGAIN_MS));
    await loadRest(page);
  }
}

/** Whether the page opens as it does for who has never been here. */
function isPlain() {
  try {
    const isRemembered = Object.keys(localStorage).some((key) => key.startsWith('interleave-'));
    return !location.hash && !location.search && !navigator.serviceWorker?.controller && !isRemembered;
  } catch {
    // A browser that keeps nothing remembers nobody.
    return true;
  }
}

async function start() {
  if (isEmbed) {
    document.documentElement.dataset.embed = '';
    await loadScripts();
    if (options.has('font')) globalThis.interleave.setFont(options.get('font'));
    if (options.get('load') === 'click') await waitForClick();
  } else showBar();
  startWorker();
  const program = globalThis.compiledFrom('./web_bg.wasm');
  // A plain first visit does without the rest. Any other may need it at once, and what the service worker keeps is not
  // given to those who wait.
  const isInParts = 'parts' in document.documentElement.dataset;
  isWhole = !isInParts || !isPlain();
  if (isWhole) await Promise.all([loadScripts(), applyLaterStyles(), isInParts && rest.prepare()]);
  const page = initSync({ module: await program });
  globalThis.interleave.program = page;
  // The build watches what a first visit runs: there the rest never comes.
  if (page.visited) return;
  await Promise.all([applyLaterStyles(), isInParts && loadRest(page)]);
  becomeWhole();
}

/** Works without network from the second visit on; a part of another page leaves that to the whole one. */
function keepForOffline() {
  if (isEmbed || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('./service_worker.js').catch(() => {
    // Not from a secure place, or forbidden: then it works with network only.
  });
}

await start();
// After the first picture: fetching for later must not delay it.
setTimeout(keepForOffline, 2_000);
