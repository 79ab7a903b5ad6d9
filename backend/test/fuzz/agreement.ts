/**
 * What has to hold once everybody has everything: all see the same valid page, it is what each one's flow says, and
 * what each one followed change by change is what the bytes and the text say to somebody who reads them anew.
 */
import * as Y from "yjs";
import { Blocks } from "../../src/schema/flow/blocks.js";
import { Flow } from "../../src/schema/flow/flow.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import type { FlowWriter } from "../merge/flow-writer.js";

/** In words; empty where all is well. */
export interface Disagreement {
  readonly diverged: string[];
  readonly invalid: string[];
}

export function disagreements(writers: readonly FlowWriter[]): Disagreement {
  const diverged: string[] = [];
  const invalid: string[] = [];
  const pages = writers.map(({ editor }) => editor.state.doc);
  const [first] = pages;
  const shown = JSON.stringify(first);
  writers.forEach(({ editor, flow }, i) => {
    const who = "ABC".charAt(i);
    const { doc } = editor.state;
    if (JSON.stringify(doc) !== shown) diverged.push(`${who} sees another page than A`);
    if (!doc.eq(flow.drawing.doc)) diverged.push(`${who}'s editor shows something else than the flow`);
    if (said(flow.blocks) !== said(new Blocks(flow.text)))
      diverged.push(`${who}'s blocks are not those of the text`);
    const anew = new Flow(flow.doc, pageSchema);
    if (JSON.stringify(anew.drawing.doc) !== shown) diverged.push(`${who}'s flow read anew is another page`);
    anew.destroy();
  });
  try {
    first?.check();
  } catch (error) {
    invalid.push(String(error));
  }
  return { diverged, invalid };
}

const said = (blocks: Blocks): string =>
  JSON.stringify(blocks.list.map(({ runs, length, markerAttributes }) => [length, markerAttributes, runs]));

/** True where the bytes alone give the page that is shown. */
export function reopensAsShown({ doc, editor }: FlowWriter): boolean {
  const copy = new Y.Doc({ guid: "" });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return JSON.stringify(new Flow(copy, pageSchema).drawing.doc) === JSON.stringify(editor.state.doc);
}
