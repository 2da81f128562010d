// The editor: CodeMirror with Rust's colours, what the page knows of the text drawn into it, and a small interface for
// the page's own program. Bundled into one script of its own, which only those fetch who edit.
//
// All positions that come in are counted as JavaScript counts letters; the page's program converts them.

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { rust } from '@codemirror/lang-rust';
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  GutterMarker,
  drawSelection,
  gutter,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The classes of the text to read, so that both look alike. */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.self, tags.modifier, tags.controlKeyword, tags.definitionKeyword], class: 'keyword' },
  { tag: [tags.string, tags.character, tags.special(tags.string), tags.escape], class: 'text' },
  { tag: [tags.number, tags.integer, tags.float], class: 'number' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], class: 'comment' },
  { tag: [tags.macroName, tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'call' },
  { tag: [tags.meta, tags.attributeName], class: 'attribute' },
]);

/** Decorations that somebody outside replaces as a whole; in between they move along with the text. */
function outside(effect, provide) {
  return StateField.define({
    create: () => RangeSet.empty,
    update(ranges, transaction) {
      for (const one of transaction.effects) if (one.is(effect)) return one.value;
      return ranges.map(transaction.changes);
    },
    provide,
  });
}

const newLiterals = StateEffect.define();
const literals = outside(newLiterals, (field) => EditorView.decorations.from(field));
const newLines = StateEffect.define();
const lines = outside(newLines, (field) => EditorView.decorations.from(field));
const newDots = StateEffect.define();
const dots = outside(newDots, () => []);

/** The dots of the threads that are at a line. */
class Dots extends GutterMarker {
  constructor(places) {
    super();
    this.places = places;
  }

  eq(other) {
    return JSON.stringify(other.places) === JSON.stringify(this.places);
  }

  toDOM() {
    const all = document.createElement('span');
    all.className = 'dots';
    for (const { colour, isActing, label } of this.places.slice(0, 3)) {
      const dot = all.appendChild(document.createElement('i'));
      dot.className = `dot ${isActing ? 'acting' : 'waiting'} ${colour}`;
      dot.title = label;
    }
    return all;
  }
}

const dotGutter = gutter({ class: 'cm-places', markers: (view) => view.state.field(dots) });

/** The one change that makes `old` into `text`: what is equal at both ends stays, and the cursor with it. */
function difference(old, text) {
  const shorter = Math.min(old.length, text.length);
  let from = 0;
  while (from < shorter && old[from] === text[from]) from += 1;
  let tail = 0;
  while (tail < shorter - from && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  return { from, to: old.length - tail, insert: text.slice(from, text.length - tail) };
}

/** Drags on a literal: told as (which, phase, pixels); phase 0 begins, 1 moves, 2 ends. */
function scrubbing(onScrub) {
  let held;
  const tell = (phase, event) => onScrub(held.index, phase, event.clientX - held.x);
  const end = (event) => {
    if (held) tell(2, event);
    held = undefined;
  };
  return EditorView.domEventHandlers({
    pointerdown(event, view) {
      const literal = event.target.closest?.('.literal');
      if (!literal || event.button !== 0) return false;
      held = { index: Number(literal.dataset.index), x: event.clientX };
      view.contentDOM.setPointerCapture(event.pointerId);
      tell(0, event);
      return false;
    },
    pointermove(event) {
      if (!held) return false;
      tell(1, event);
      event.preventDefault();
      return true;
    },
    // Without this the same drag would also select text.
    mousemove: () => Boolean(held),
    pointerup: end,
    pointercancel: end,
  });
}

/**
 * The editor in `parent`. Tells `onText(text)` when somebody typed, `onScrub(index, phase, pixels)` when a literal is
 * dragged, `onLine(number)` when the cursor goes to another line.
 */
export function open(parent, text, label, onText, onScrub, onLine) {
  let isOurs = false;
  let line = 0;
  const listen = EditorView.updateListener.of((update) => {
    if (update.docChanged && !isOurs) onText(update.state.doc.toString());
    const now = update.state.doc.lineAt(update.state.selection.main.head).number;
    if (update.selectionSet && !update.docChanged && now !== line) onLine(now);
    line = now;
  });
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lintGutter(),
        dotGutter,
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of('    '),
        bracketMatching(),
        highlightActiveLine(),
        rust(),
        syntaxHighlighting(colours),
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
        literals,
        lines,
        dots,
        scrubbing(onScrub),
        listen,
      ],
    }),
  });
  const size = () => view.state.doc.length;
  const lineStart = (number) => view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines)).from;
  return {
    setText(newText) {
      const old = view.state.doc.toString();
      if (old === newText) return;
      isOurs = true;
      view.dispatch({ changes: difference(old, newText) });
      isOurs = false;
    },
    /** Each [from, to, index, title]. */
    setLiterals(all) {
      const marks = all
        .filter(([from, to]) => from < to && to <= size())
        .map(([from, to, index, title]) =>
          Decoration.mark({ class: 'literal', attributes: { 'data-index': String(index), title } }).range(from, to),
        );
      view.dispatch({ effects: newLiterals.of(Decoration.set(marks, true)) });
    },
    /** Each [line, colour class, whether it acts there now, the thread's name]. */
    setPlaces(all) {
      const byLine = new Map();
      for (const [number, colour, isActing, name] of all) {
        if (number > view.state.doc.lines) continue;
        byLine.set(number, [...(byLine.get(number) ?? []), { colour, isActing, label: name }]);
      }
      const sorted = [...byLine].sort(([one], [other]) => one - other);
      const markers = sorted.map(([number, places]) => new Dots(places).range(lineStart(number)));
      const tints = sorted.flatMap(([number, places]) => {
        const acting = places.find((place) => place.isActing);
        return acting ? [Decoration.line({ class: `at ${acting.colour}` }).range(lineStart(number))] : [];
      });
      view.dispatch({ effects: [newDots.of(RangeSet.of(markers)), newLines.of(Decoration.set(tints))] });
    },
    /** Each [from, to, severity, message]. */
    setProblems(all) {
      const clamp = (at) => Math.min(Math.max(0, at), size());
      const found = all.map(([from, to, severity, message]) => ({ from: clamp(from), to: clamp(to), severity, message }));
      view.dispatch(setDiagnostics(view.state, found));
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

