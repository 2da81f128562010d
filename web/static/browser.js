// What the page asks of the browser where a few lines of the platform's own language weigh less than WebAssembly
// would. `src/host.rs` names these functions; `start.js` puts them in place before the page's program begins.

/** Longest text that a link may unfold to, in bytes. */
const MOST_TEXT_BYTES = 1 << 20;
/** Longest file that may be dropped, in bytes. */
const MOST_FILE_BYTES = 16 << 20;
/** A question that is not answered in this time never is. */
const MOST_ANSWER_MS = 60_000;
/** An exported picture has so many dots a pixel. */
const PICTURE_SCALE = 2;

/** The bytes that come out of `stream` for `bytes`; refuses when there are more than `most`. */
async function through(stream, bytes, most) {
  const writer = stream.writable.getWriter();
  // Both fail together, and the reader below tells.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const parts = [];
  let length = 0;
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error('too long');
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A text as it stands in a link: deflated, in base64url without padding. */
export async function pack(text) {
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(text), Infinity);
  let letters = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The text that `pack` packed; refuses what it did not make. */
export async function unpack(packed) {
  if (!/^[\w-]*$/.test(packed)) throw new Error('not base64url');
  const letters = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const text = await through(new DecompressionStream('deflate-raw'), bytes, MOST_TEXT_BYTES);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text);
}

/** The editor's script, fetched when somebody first edits. */
export const loadEditor = () => import('./editor.js');

/** Puts a text on the clipboard; says whether the browser let it. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Hands a file to the reader. */
function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The same for a text. */
export function download(name, type, text) {
  save(name, new Blob([text], { type }));
}

/** A drawing as dots. */
async function picture(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * PICTURE_SCALE;
    canvas.height = image.height * PICTURE_SCALE;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands a drawing to the reader as PNG; says whether it could be drawn. */
export async function downloadPicture(name, svg) {
  try {
    save(name, await picture(svg));
    return true;
  } catch {
    return false;
  }
}

/** Puts a drawing on the clipboard as PNG. */
export async function copyPicture(svg) {
  try {
    // Handed over as a promise, so that it still counts as the reader's own act.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture(svg) })]);
    return true;
  } catch {
    return false;
  }
}

/** Tells `onFile(name, text)` of each file that is dropped onto the page; a text of `undefined` cannot be read. */
export function onDrop(onFile) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  addEventListener('drop', async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (!file) return;
    onFile(file.name, await read(file));
  });
}

async function read(file) {
  if (file.size > MOST_FILE_BYTES) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** What a worker of its own answers to `ask`, which both are bytes: the page's own worker goes on meanwhile. */
export function askOnce(ask) {
  return new Promise((done, failed) => {
    const worker = new Worker('./worker_loader.js');
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    worker.onerror = () => end(failed, 'lost');
    worker.onmessage = ({ data }) => {
      if (data === 'ready') worker.postMessage(ask);
      // Other words are about more of its program on its way.
      else if (typeof data !== 'string') end(done, data);
    };
    setTimeout(() => end(failed, 'too late'), MOST_ANSWER_MS);
  });
}

/**
 * A recorded run as lines of `thread TAB text TAB earliest TAB median TAB latest`, in nanoseconds, the end of the run
 * as a line without thread; `undefined` when the JSON is no recorded run.
 *
 * Takes what `interleave verify --format json` and `interleave run --format json` print.
 */
export function recording(json) {
  let data;
  try {
    data = JSON.parse(json);
  } catch {
    return undefined;
  }
  const isTime = (value) => Number.isSafeInteger(value) && value >= 0;
  const line = (thread, text, times) => {
    const isGood = typeof thread === 'string' && typeof text === 'string' && times.length === 3 && times.every(isTime);
    if (!isGood) throw new Error('not a line');
    return [thread, text, ...times].map((cell) => String(cell).replace(/[\t\r\n]/g, ' ')).join('\t');
  };
  const once = (at) => [at, at, at];
  try {
    if (Array.isArray(data.cores)) {
      // The largest machine that was tried shows most.
      const report = data.cores.reduce((one, other) => (other.cores > one.cores ? other : one));
      const lines = report.lines.map((each) => line(each.thread, each.text, each.measured_ns));
      return [...lines, line('', '', report.makespan.measured_ns)].join('\n');
    }
    const lines = data.output.map((each) => line(each.thread, each.text, once(each.at_ns)));
    return [...lines, line('', '', once(data.end_ns))].join('\n');
  } catch {
    return undefined;
  }
}
