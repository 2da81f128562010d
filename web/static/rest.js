// The rest of a program: the build takes out of `NAME_bg.wasm` what a first visit does not call and puts it into
// `NAME_rest.wasm`, which is fetched behind the first picture. Should the program need it before, it waits for it.
// The page and its worker both have this script: it is a module and a classic script alike.

/** A program, compiled while it arrives, if the server says what it is. */
globalThis.compiledFrom = async (address, options) => {
  const response = await fetch(address, options);
  if (response.headers.get('Content-Type') === 'application/wasm') return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
};

/**
 * A program's second part: `load` has it there at once, `prepare` before it is needed. `onWait` is told when the program
 * begins to wait for it, and when it goes on.
 */
globalThis.restOf = (address, onWait) => {
  let compiled;
  let isThere = false;

  /** The bytes of the rest, waited for. Only so the page's own thread gets bytes from a request that it waits for. */
  const fetchNow = () => {
    const request = new XMLHttpRequest();
    request.open('GET', address, false);
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    if (request.status !== 200) throw new Error(`${address}: ${request.status}`);
    return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 0xff);
  };

  const load = (exports) => {
    if (isThere) return;
    if (!compiled) {
      onWait?.('loading');
      compiled = new WebAssembly.Module(fetchNow());
      onWait?.('loaded');
    }
    // Functions of the first part that have no name go by their places in its table.
    const first = new Proxy(exports, { get: (its, name) => its[name] ?? its.functions.get(name) });
    new WebAssembly.Instance(compiled, { first });
    isThere = true;
  };

  const prepare = async () => {
    if (compiled) return;
    try {
      const fetched = await globalThis.compiledFrom(address, { priority: 'low' });
      compiled ??= fetched;
    } catch {
      // No network just now: whoever needs the rest asks again.
    }
  };

  return { load, prepare };
};
