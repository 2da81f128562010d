// Starts the worker's program. Trunk's own shim does the same in a way that makes the browser warn.
importScripts('./worker.js');
wasm_bindgen({ module_or_path: './worker_bg.wasm' });
