/** A page on two replicas that do not see each other until they meet. */
import { Flow } from "@manyhands/backend/schema/flow/flow";
import { keptRanges } from "@manyhands/backend/schema/flow/kept";
import { seed } from "@manyhands/backend/schema/flow/seed";
import { pageSchema } from "@manyhands/backend/schema/page-schema";
import type { Node } from "@tiptap/pm/model";
import { EditorState, type Transaction } from "@tiptap/pm/state";
import * as Y from "yjs";

export interface Replica {
  readonly doc: Node;
  /** Writes what the edit makes of the page; false where it makes nothing. Throws where the page says otherwise then. */
  write(act: (state: EditorState) => Transaction | null): boolean;
}

function replica(flow: Flow): Replica {
  return {
    get doc() {
      return flow.drawing.doc;
    },
    write(act) {
      const before = flow.drawing.doc;
      const tr = act(EditorState.create({ doc: before }));
      if (tr === null) return false;
      flow.write(tr.doc, keptRanges(tr.mapping.maps, before.content.size), "test");
      if (!flow.drawing.doc.eq(tr.doc)) throw new Error("the page is not what was written");
      return true;
    },
  };
}

/** `meet` gives the page that both then have. */
export function replicas(page: Node): { ours: Replica; theirs: Replica; meet: () => Node } {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  Y.applyUpdate(a, seed);
  const ours = new Flow(a, pageSchema);
  ours.write(page, [], "test");
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  const theirs = new Flow(b, pageSchema);
  const meet = () => {
    const [fromA, fromB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)];
    Y.applyUpdate(b, fromA);
    Y.applyUpdate(a, fromB);
    const { doc } = ours.drawing;
    if (!doc.eq(theirs.drawing.doc)) throw new Error("the two have different pages");
    doc.check();
    return doc;
  };
  return { ours: replica(ours), theirs: replica(theirs), meet };
}
