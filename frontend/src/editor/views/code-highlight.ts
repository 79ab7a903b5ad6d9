/**
 * Colours in code blocks, as decorations. The highlighter is fetched when the first block in a known language appears;
 * until then, and if it cannot be fetched, code is plain. Blocks are coloured once and remembered by node, so a change
 * elsewhere in the page costs nothing.
 */
import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import type { Inked } from "./highlighter.js";
import { grammarOf } from "./languages.js";

/** Longer blocks stay plain: colouring is done again at every key pressed inside one, and must not be felt. */
const maxCodeLength = 10_000;

type Highlighter = typeof import("./highlighter.js");

interface Painted {
  readonly decorations: DecorationSet;
  readonly blocks: readonly Node[];
}

const key = new PluginKey<Painted>("codeHighlight");

function codeBlocks(doc: Node): { node: Node; at: number }[] {
  const found: { node: Node; at: number }[] = [];
  doc.descendants((node, at) => {
    if (node.type.name === "codeBlock") found.push({ node, at });
    return !node.isTextblock;
  });
  return found;
}

/** Paints one editor's code. */
class Painter {
  #highlighter: Highlighter | null = null;
  #loading = false;
  readonly #inks = new WeakMap<Node, readonly Inked[]>();

  paint(doc: Node): Painted {
    const blocks = codeBlocks(doc);
    const decorations = blocks.flatMap(({ node, at }) =>
      this.#inksOf(node).map(({ from, to, ink }) =>
        Decoration.inline(at + 1 + from, at + 1 + to, { class: ink }),
      ),
    );
    return { decorations: DecorationSet.create(doc, decorations), blocks: blocks.map(({ node }) => node) };
  }

  /** Fetches the highlighter if the page needs it, and has the page painted when it is there. */
  load(view: EditorView): void {
    if (this.#highlighter !== null || this.#loading) return;
    if (!key.getState(view.state)?.blocks.some((block) => grammarOf(block.attrs.language) !== null)) return;
    this.#loading = true;
    import("./highlighter.js").then(
      (highlighter) => {
        this.#highlighter = highlighter;
        if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, "painted"));
      },
      (error: unknown) => {
        // Tried again at the next change; the page is complete without colours.
        this.#loading = false;
        console.warn("Code is shown without colours: the highlighter could not be loaded.", error);
      },
    );
  }

  #inksOf(block: Node): readonly Inked[] {
    const grammar = grammarOf(block.attrs.language);
    if (this.#highlighter === null || grammar === null || block.content.size > maxCodeLength) return [];
    const known = this.#inks.get(block);
    if (known !== undefined) return known;
    const fresh = this.#highlighter.inked(grammar, block.textContent);
    this.#inks.set(block, fresh);
    return fresh;
  }
}

export const CodeHighlight = Extension.create({
  name: "codeHighlight",

  addProseMirrorPlugins() {
    const painter = new Painter();
    return [
      new Plugin<Painted>({
        key,
        state: {
          init: (_, state: EditorState) => painter.paint(state.doc),
          apply(transaction, painted) {
            if (transaction.getMeta(key) !== undefined) return painter.paint(transaction.doc);
            if (!transaction.docChanged) return painted;
            return carried(painted, transaction) ?? painter.paint(transaction.doc);
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
        view: (view) => {
          painter.load(view);
          return { update: (changed) => painter.load(changed) };
        },
      }),
    ];
  },
});

/** The colours moved along with a change; null if it touched code or lost a colour on the way. */
function carried(painted: Painted, transaction: Transaction): Painted | null {
  const blocks = codeBlocks(transaction.doc).map(({ node }) => node);
  if (blocks.length !== painted.blocks.length || blocks.some((node, at) => node !== painted.blocks[at]))
    return null;
  let lost = false;
  const onRemove = () => {
    lost = true;
  };
  const decorations = painted.decorations.map(transaction.mapping, transaction.doc, { onRemove });
  return lost ? null : { decorations, blocks };
}
