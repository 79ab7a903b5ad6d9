/**
 * Where the others are: carets, tinted selections and a bar beside the block they are in, drawn in a layer above
 * the text. Nothing of it stands in the text, so nothing moves when somebody else does. Our own place is announced
 * as `cursor` in awareness, as positions of the flow.
 */
import { fromRelative, toRelative } from "@manyhands/backend/schema/flow/positions";
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { FlowBinding } from "../flow/binding.js";
import { CaretLayer, type DrawnPerson } from "./caret-layer.js";
import { isDrawable } from "./caret-state.js";

interface Options {
  readonly awareness: Awareness | null;
  /** The editor's binding, once it stands. */
  readonly binding: () => FlowBinding | null;
}

export const Carets = Extension.create<Options>({
  name: "carets",

  addOptions: () => ({ awareness: null, binding: () => null }),

  addProseMirrorPlugins() {
    const { awareness, binding } = this.options;
    if (awareness === null) return [];
    return [
      new Plugin({
        key: new PluginKey("carets"),
        view: (view) => {
          const layer = new CaretLayer(view, () => readPeople(awareness, binding()));
          const redraw = () => layer.request();
          awareness.on("change", redraw);
          return {
            update(now, before) {
              if (!now.state.doc.eq(before.doc) || !now.state.selection.eq(before.selection)) {
                announce(now, awareness, binding());
              }
              redraw();
            },
            destroy() {
              awareness.off("change", redraw);
              layer.destroy();
            },
          };
        },
        props: {
          handleDOMEvents: {
            focus: (view) => announceAfter(view, awareness, binding),
            blur: (view) => announceAfter(view, awareness, binding),
          },
        },
      }),
    ];
  },
});

/** Focus is known to the view only after the event. */
function announceAfter(view: EditorView, awareness: Awareness, binding: () => FlowBinding | null): boolean {
  setTimeout(() => {
    if (!view.isDestroyed) announce(view, awareness, binding());
  });
  return false;
}

function announce(view: EditorView, awareness: Awareness, binding: FlowBinding | null): void {
  const local = awareness.getLocalState();
  if (local === null || binding === null) return;
  const cursor = view.hasFocus() ? readCursor(view, binding) : null;
  if (JSON.stringify(local.cursor ?? null) !== JSON.stringify(cursor)) {
    awareness.setLocalStateField("cursor", cursor);
  }
}

function readCursor(view: EditorView, { flow }: FlowBinding): { anchor: unknown; head: unknown } | null {
  const { anchor, head } = view.state.selection;
  const from = toRelative(flow, anchor);
  const to = head === anchor ? from : toRelative(flow, head);
  if (from === null || to === null) return null;
  return { anchor: Y.relativePositionToJSON(from), head: Y.relativePositionToJSON(to) };
}

function readPeople(awareness: Awareness, binding: FlowBinding | null): DrawnPerson[] {
  if (binding === null) return [];
  const people: DrawnPerson[] = [];
  for (const [id, state] of awareness.getStates()) {
    if (id === awareness.clientID || !isDrawable(state)) continue;
    const { anchor, head } = state.cursor;
    const to = fromRelative(binding.flow, Y.createRelativePositionFromJSON(head));
    const from = fromRelative(binding.flow, Y.createRelativePositionFromJSON(anchor));
    if (to !== null)
      people.push({ id, user: state.user ?? {}, anchor: from ?? to, head: to, cursor: state.cursor });
  }
  return people;
}
