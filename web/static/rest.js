// The rest of a program: the build takes out of `NAME_bg.wasm` what a first visit does not call and puts it into
// `NAME_rest.wasm`, which is fetched behind the first picture. Should the program need it before, it waits for it.
// The page and its worker both have this script: it is a module and a classic script alike.

/** A program, compiled while it arrives, if the server says what it is. */
globalThis.compiledFrom = async (address, options) => {
  const response = await fetch(address, options);
  if (response.headers.get('Content-Type') === 'application/wasm') return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
};

/** What makes the program's second part: `load` at once, `prepare` before it is needed. */
globalThis.restOf = (address) => {
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
    compiled ??= new WebAssembly.Module(fetchNow());
    new WebAssembly.Instance(compiled, { first: exports });
    isThere = true;
  };

  /** Fetches the rest; `load` has no need to wait from then on. */
  const prepare = async () => {
    try {
      compiled ??= await globalThis.compiledFrom(address, { priority: 'low' });
    } catch {
      // No network just now, or a program in one piece: whoever needs the rest asks again.
    }
  };

  return { load, prepare };
};
