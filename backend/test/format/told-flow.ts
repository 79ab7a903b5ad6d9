/** The flow and registry of a document as docs/document-format.md shows them in its examples. */
import * as Y from "yjs";

export function toldFlow(doc: Y.Doc): unknown {
  const tokens = (doc.getText("flow").toDelta() as { insert: unknown; attributes?: object }[]).map(
    ({ insert, attributes }) => {
      const token = insert instanceof Y.Map ? { marker: insert.toJSON() } : told(insert);
      return attributes === undefined ? token : [token, attributes];
    },
  );
  return { flow: tokens, c: doc.getMap("c").toJSON() };
}

const told = (insert: unknown): unknown => (typeof insert === "string" ? insert : { embed: insert });
