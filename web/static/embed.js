// The embedded page's side of its messages: who may speak, what is passed on, what is kept between two visits.
// What a message means is read in `src/message.rs`; `teach.html` documents it.

/** Version of the messages; every one carries it under this name. */
const VERSION = 1;
/** Longest message that is read, in letters. */
const LONGEST = 1 << 20;

const options = new URLSearchParams(location.search);
const isEmbedded = options.has('embed');
/** What the frame was opened with: two frames of one deck that differ in nothing else differ in their names. */
const place = `interleave ${window.name} ${location.href}`;

/** Whether this page shows itself as a part of another one. */
export function isEmbed() {
  return isEmbedded;
}

/** The page's own text is so many pixels high. */
const USUAL_FONT_PX = 14;

/** Makes everything as much larger as its text is to be; a font that makes no sense changes nothing. */
export function setFont(px) {
  const size = Number(px);
  if (isEmbedded && size >= 8 && size <= 60) document.body.style.zoom = String(size / USUAL_FONT_PX);
}

/** What follows `#`: of an embed that was here before in this tab, as it was left. */
export function address() {
  if (isEmbedded) {
    try {
      return sessionStorage.getItem(place) ?? location.hash;
    } catch {
      // A frame without storage of its own begins anew.
    }
  }
  return location.hash;
}

/** Keeps the page's state: in the address, or for an embed, whose address is its host's business, in the tab's memory. */
export function keep(hash) {
  try {
    if (isEmbedded) sessionStorage.setItem(place, hash);
    else history.replaceState(null, '', `#${hash}`);
  } catch {
    // Browsers refuse an address that changes too often; the next change comes soon.
  }
}

/** A deck from disk has no origin; browsers write that in two ways. */
const isNowhere = (origin) => origin === 'null' || origin === 'file://';

/** Origins that may speak to this frame: the named ones, else the page that holds it. */
const allowed = (() => {
  const named = options.getAll('origin');
  if (named.length > 0) return named;
  if (location.ancestorOrigins?.length > 0) return [location.ancestorOrigins[0]];
  try {
    return [new URL(document.referrer).origin];
  } catch {
    return [];
  }
})();

function isAllowed(origin) {
  return allowed.some((one) => one === origin || (isNowhere(one) && isNowhere(origin)));
}

function post(message) {
  if (parent === window) return;
  for (const origin of allowed) {
    try {
      parent.postMessage(message, isNowhere(origin) ? '*' : origin);
    } catch {
      // `origin=` says something that is none.
    }
  }
}

/** `key=value&…` of a message's plain fields; `undefined` when it is not for us. */
export function flattened(data) {
  if (data === 'slide:start' || data === 'slide:stop') return `type=${data.replace(':', '-')}`;
  if (typeof data !== 'object' || data === null || data.interleave !== VERSION) return undefined;
  const plain = Object.entries(data).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  // A lone half of a letter cannot be written in an address.
  const written = (value) => encodeURIComponent(String(value).toWellFormed?.() ?? value);
  try {
    const text = plain.map(([key, value]) => `${written(key)}=${written(value)}`).join('&');
    return text.length <= LONGEST ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the host's own script is there, and whether the host is a reveal.js deck. */
let hasHostScript = false;
let isDeck = false;

/** What takes the messages; those that come before it wait. */
let onHeard;
const early = [];

/** Reads what the page around says; `start.js` listens. */
export function hear({ data, source, origin }) {
  if (source !== parent || parent === window || !isAllowed(origin)) return;
  const text = flattened(data);
  if (text === undefined) return;
  isDeck ||= text.startsWith('type=slide-');
  if (data.type === 'set' && 'font' in data) setFont(data.font);
  if (data.type === 'hello') answerHello();
  else if (onHeard) onHeard(text);
  else early.push(text);
}

/** Listens to the host; `onMessage` gets each message as `key=value&…`. */
export function listen(onMessage) {
  if (!isEmbedded) return;
  onHeard = onMessage;
  for (const text of early.splice(0)) onMessage(text);
  addEventListener('keydown', passOn);
  new ResizeObserver(tellHeight).observe(document.body);
}

/** What was told last, once the first run has been shown. */
let told;

/** The host's script may come before or after the first run: it hears `ready` either way. */
function answerHello() {
  hasHostScript = true;
  if (told) post({ ...told, type: 'ready' });
}

/** Tells the host something: `pairs` is `key=value&…`. */
export function tell(type, pairs) {
  if (!isEmbedded) return;
  const fields = [...new URLSearchParams(pairs)].map(([key, value]) => [key, plain(value)]);
  const message = { ...Object.fromEntries(fields), interleave: VERSION, type };
  if (type === 'ready' || type === 'state') told = message;
  post(message);
}

function plain(value) {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}

let toldHeight = 0;

function tellHeight() {
  const px = Math.ceil(document.body.getBoundingClientRect().height);
  if (px === toldHeight) return;
  toldHeight = px;
  post({ interleave: VERSION, type: 'height', px });
}

/** Whether the element under the key uses it itself. */
function isUsedBy(element, key) {
  if (key === 'Tab' || element.isContentEditable) return true;
  if (['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName)) return true;
  return (key === ' ' || key === 'Enter') && ['BUTTON', 'A', 'SUMMARY'].includes(element.tagName);
}

/** A key that means nothing here belongs to the host: a deck goes on to its next slide. */
function passOn(event) {
  const isModified = event.ctrlKey || event.metaKey || event.altKey;
  if (event.defaultPrevented || isModified || event.isComposing || isUsedBy(event.target, event.key)) return;
  const { key, code, keyCode, shiftKey } = event;
  if (isDeck && !hasHostScript) post(JSON.stringify({ method: 'triggerKey', args: [keyCode] }));
  post({ interleave: VERSION, type: 'key', key, code, keyCode, shiftKey });
}
