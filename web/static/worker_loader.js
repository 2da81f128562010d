// Starts the worker's program. Trunk's own shim does the same in a way that makes the browser warn.
importScripts('./rest.js', './worker.js');
const rest = restOf('./worker_rest.wasm');

async function start() {
  const module = await compiledFrom('./worker_bg.wasm');
  // What the build compiled beforehand travels with the program.
  const [ready] = WebAssembly.Module.customSections(module, 'ready');
  globalThis.interleave = { loadRest: rest.load, ready: ready && new Uint8Array(ready) };
  const program = await wasm_bindgen({ module_or_path: module });
  globalThis.interleave.program = program;
  if (!program.functions) return;
  await rest.prepare();
  rest.load(program);
}

start();
