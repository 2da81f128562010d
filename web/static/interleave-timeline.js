// <interleave-timeline>: a program and its timeline within another page; and a plugin that lets the fragments of a
// reveal.js deck move the playhead. One script without any library:
//
//   <script src="https://example.org/interleave/interleave-timeline.js"></script>
//   <interleave-timeline program="P1" panes="lanes,table" cores="2"></interleave-timeline>
//
// `teach.html` beside this file documents the attributes, the methods and the messages behind them.

(() => {
  const VERSION = 1;
  /** The page stands beside this script. */
  const PAGE = new URL('./', document.currentScript.src);
  /** Attributes that say how the frame is opened, and are read there only once. */
  const OPENING = ['panes', 'font', 'readonly', 'autoplay', 'keys', 'load'];
  /** Attributes that say what is shown; they may change at any time. */
  const SHOWN = ['program', 'tab', 'cores', 'slice', 'policy', 'costs', 'workers', 'lanes', 'schedule', 'at', 'lang', 'theme'];

  /** Who to tell what a frame says: its element, by its window. */
  const frames = new Map();

  const originOf = (frame) => new URL(frame.src || frame.dataset.src || PAGE, location.href).origin;

  /** A frame of ours: what waits until it listens, and what is to be told of what it says. */
  class Link {
    constructor(frame) {
      this.frame = frame;
      this.isReady = false;
      this.waiting = [];
      this.state = undefined;
      this.onSaid = () => {};
      frame.addEventListener('load', () => this.begin());
      this.begin();
    }

    /** Another page may have come into the frame. */
    begin() {
      this.isReady = false;
      if (!this.frame.contentWindow) return;
      frames.set(this.frame.contentWindow, this);
      this.post({ type: 'hello' });
    }

    post(message) {
      // A frame that is not there yet has no page to be found by its origin; it says `ready` when it is.
      this.frame.contentWindow?.postMessage({ ...message, interleave: VERSION }, this.isReady ? originOf(this.frame) : '*');
    }

    send(message) {
      if (this.isReady) this.post(message);
      else this.waiting.push(message);
    }

    heard(message) {
      if (message.type === 'ready') {
        if (this.isReady) return;
        this.isReady = true;
        this.post({ type: 'hello' });
        for (const waiting of this.waiting.splice(0)) this.post(waiting);
      }
      if (message.type === 'ready' || message.type === 'state') this.state = message;
      if (message.type === 'key') this.pressed(message);
      this.onSaid(message);
    }

    /** A key that the frame has no use for, as if it had been pressed out here. */
    pressed({ key, code, keyCode, shiftKey }) {
      const options = { key, code, keyCode, which: keyCode, shiftKey, bubbles: true, cancelable: true };
      this.frame.dispatchEvent(new KeyboardEvent('keydown', { ...options, composed: true }));
    }
  }

  addEventListener('message', (event) => {
    const link = frames.get(event.source);
    const isOurs = link && event.data?.interleave === VERSION && event.origin === originOf(link.frame);
    if (isOurs) link.heard(event.data);
  });

  /** `0.5`, `end`, or `{ row: 3 }`, `{ at_ns: 5 }`. */
  const place = (where) => (typeof where === 'object' && where !== null ? where : { at: String(where) });

  class InterleaveTimeline extends HTMLElement {
    static observedAttributes = SHOWN;

    connectedCallback() {
      // What stands within the element may not have been read yet.
      if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => this.begin());
      else this.begin();
    }

    begin() {
      if (this.link || !this.isConnected) return;
      const frame = document.createElement('iframe');
      frame.title = this.getAttribute('title') ?? 'Interleave';
      frame.allow = 'clipboard-write';
      frame.loading = 'lazy';
      Object.assign(frame.style, { display: 'block', width: '100%', border: '0' });
      frame.style.height = this.style.height || '360px';
      this.style.display ||= 'block';
      frame.src = this.address();
      this.attachShadow({ mode: 'open' }).append(frame);
      this.link = new Link(frame);
      this.link.onSaid = (message) => this.said(message);
      for (const message of this.early) this.link.send(message);
    }

    /** What was said before there was a frame. */
    early = [];

    send(message) {
      if (this.link) this.link.send(message);
      else this.early.push(message);
    }

    /** The frame's address: everything is in it. */
    address() {
      const address = new URL(PAGE);
      const query = ['embed'];
      for (const name of [...OPENING, ...SHOWN]) {
        if (this.hasAttribute(name)) query.push(`${name}=${encodeURIComponent(this.getAttribute(name))}`);
      }
      query.push(`origin=${encodeURIComponent(location.origin)}`);
      const link = (this.getAttribute('link') ?? '').replace(/^.*#/, '');
      const text = this.querySelector('script[type="text/rust"]')?.textContent ?? '';
      const code = text.trim() ? `code=${encodeURIComponent(text.replace(/^\n/, ''))}` : '';
      address.search = `?${query.join('&')}`;
      address.hash = [link || 'v=1', code].filter(Boolean).join('&');
      return address.href;
    }

    attributeChangedCallback(name, before, after) {
      if (this.link && before !== after && after !== null) this.set({ [name]: after });
    }

    said(message) {
      const { interleave, type, ...detail } = message;
      if (type === 'height' && !this.style.height) this.link.frame.style.height = `${detail.px}px`;
      this.dispatchEvent(new CustomEvent(`interleave-${type}`, { detail, bubbles: true }));
    }

    /** So many instants on, or back when negative. */
    step(count = 1) {
      this.send({ type: 'step', count });
    }

    goto(where) {
      this.send({ type: 'goto', ...place(where) });
    }

    play() {
      this.send({ type: 'play', on: true });
    }

    pause() {
      this.send({ type: 'play', on: false });
    }

    /** Changes what the attributes say, or a slider: `{ parameter: 'child sleep', value: 750 }`. */
    set(values) {
      this.send({ type: 'set', ...values });
    }

    questions = 0;

    /** The state after all that was said before. */
    getState() {
      this.questions += 1;
      const question = this.questions;
      return new Promise((told) => {
        const listen = ({ detail }) => {
          if (detail.answers < question) return;
          this.removeEventListener('interleave-state', listen);
          told(detail);
        };
        this.addEventListener('interleave-state', listen);
        this.send({ type: 'state' });
      });
    }
  }

  customElements.define('interleave-timeline', InterleaveTimeline);

  /** The frames of a slide: our elements, and plain frames that are marked. */
  function linksOf(slide) {
    const elements = [...slide.querySelectorAll('interleave-timeline')].map((element) => element.link);
    const plain = [...slide.querySelectorAll('iframe[data-interleave]')].map((frame) => {
      frame.interleaveLink ??= new Link(frame);
      return frame.interleaveLink;
    });
    return [...elements, ...plain].filter(Boolean);
  }

  /** What a fragment says: `step`, `step 2`, `goto 0.5`, `play`, `pause`, `set tab=compare&cores=4`. */
  function message(words) {
    const [verb, ...rest] = (words || 'step').trim().split(/\s+/);
    const value = rest.join(' ');
    if (verb === 'step') return { type: 'step', count: Number(value || 1) };
    if (verb === 'goto') return { type: 'goto', at: value };
    if (verb === 'play' || verb === 'pause') return { type: 'play', on: verb === 'play' };
    if (verb === 'set') return { type: 'set', ...Object.fromEntries(new URLSearchParams(value)) };
    return undefined;
  }

  /** The same undone: a step goes back, the others return to what the last fragment before said. */
  function undone(fragment, slide) {
    const said = message(fragment.dataset.interleave);
    if (said?.type === 'step') return { ...said, count: -said.count };
    const verb = (fragment.dataset.interleave ?? '').trim().split(/\s+/)[0];
    const others = [...slide.querySelectorAll('.fragment.visible[data-interleave]')];
    const before = others.filter((other) => other.dataset.interleave.trim().startsWith(verb)).pop();
    if (before) return message(before.dataset.interleave);
    return said?.type === 'goto' ? { type: 'goto', at: 'start' } : undefined;
  }

  /** `Reveal.initialize({ plugins: [InterleaveReveal] })` */
  globalThis.InterleaveReveal = () => ({
    id: 'interleave',
    init(deck) {
      const tell = (event, translate) => {
        const slide = deck.getCurrentSlide();
        for (const fragment of event.fragments ?? [event.fragment]) {
          if (!('interleave' in fragment.dataset)) continue;
          const said = translate(fragment, slide);
          if (said) for (const link of linksOf(slide)) link.send(said);
        }
      };
      deck.on('fragmentshown', (event) => tell(event, (fragment) => message(fragment.dataset.interleave)));
      deck.on('fragmenthidden', (event) => tell(event, undone));
      const meet = () => linksOf(deck.getCurrentSlide());
      deck.on('ready', meet);
      deck.on('slidechanged', meet);
    },
  });
})();
