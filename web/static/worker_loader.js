// Starts the worker's program. Trunk's own shim does the same in a way that makes the browser warn.
importScripts('./rest.js', './worker.js');
const rest = restOf('./worker_rest.wasm', (word) => postMessage(word));
/** What a question for a run begins with (`src/protocol.rs`). */
const RUN = 0;

/** The text that the build compiled beforehand: its length, seven bits a byte, and it. */
function textOf(ready) {
  let [at, length] = [0, 0];
  do length |= (ready[at] & 127) << (7 * at);
  while (ready[at++] & 128);
  return new TextDecoder().decode(ready.subarray(at, at + length));
}

/**
 * Lets the first question through if it is for a run of the text `ready`, which does without the rest of the program;
 * what else is asked waits for it, without holding up what arrives meanwhile.
 */
function waitFor(whole, ready) {
  const handle = globalThis.onmessage;
  let isFirst = true;
  globalThis.onmessage = (event) => {
    const isReady = isFirst && event.data[0] === RUN && new TextDecoder().decode(event.data).includes(textOf(ready));
    isFirst = false;
    if (isReady) {
      handle(event);
      return;
    }
    postMessage('loading');
    whole.then(() => {
      postMessage('loaded');
      handle(event);
    });
  };
  whole.then(() => {
    globalThis.onmessage = handle;
  });
}

async function start() {
  const module = await compiledFrom('./worker_bg.wasm');
  // What the build compiled beforehand travels with the program.
  const [section] = WebAssembly.Module.customSections(module, 'ready');
  const ready = section && new Uint8Array(section);
  globalThis.interleave = { loadRest: rest.load, ready };
  const program = await wasm_bindgen({ module_or_path: module });
  globalThis.interleave.program = program;
  if (!ready) return;
  // The build watches which functions the first run calls: there the rest never comes.
  waitFor(program.visited ? new Promise(() => {}) : rest.prepare().then(() => rest.load(program)), ready);
}

start();
