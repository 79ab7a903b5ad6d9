/** Somebody who drags blocks to wherever they may stand, and joins and splits them there. */
import type { Node } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import type { Chance } from "../../../scripts/chance.js";
import { actAtRandom, type Letters } from "../fuzz/edits.js";
import { Hand } from "../merge/hand.js";
import type { Writer } from "../merge/writer.js";

export function rearrangeAtRandom(writer: Writer, chance: Chance, letters: Letters): void {
  const acts = [
    () => drag(writer, chance),
    () => drag(writer, chance),
    () => press(writer, chance, "Backspace", "start"),
    () => press(writer, chance, "Delete", "end"),
    () => press(writer, chance, "Enter", "start"),
    () => press(writer, chance, "Enter", "middle"),
    () => actAtRandom(writer, chance, letters),
  ];
  acts[chance.below(acts.length)]!();
}

/** Into and out of quotes, items and cells. */
function drag({ editor: { state, view } }: Writer, chance: Chance): void {
  const blocks = placesOf(
    state.doc,
    (node) => node.isBlock && !/^table(Row|Cell|Header)$/.test(node.type.name),
  );
  const from = blocks[chance.below(blocks.length)]!;
  const node = state.doc.nodeAt(from)!;
  const targets = [...blocks, ...blocks.map((pos) => pos + state.doc.nodeAt(pos)!.nodeSize)].filter((pos) => {
    const $pos = state.doc.resolve(pos);
    const fits = $pos.parent.canReplaceWith($pos.index(), $pos.index(), node.type);
    return fits && (pos < from || pos > from + node.nodeSize);
  });
  if (targets.length === 0) return;
  const tr = state.tr.delete(from, from + node.nodeSize);
  const place = tr.mapping.map(targets[chance.below(targets.length)]!);
  const $place = tr.doc.resolve(place);
  if (!$place.parent.canReplaceWith($place.index(), $place.index(), node.type)) return;
  view.dispatch(tr.insert(place, node));
}

function press(writer: Writer, chance: Chance, key: string, where: "start" | "middle" | "end"): void {
  const { state, view } = writer.editor;
  const blocks = placesOf(state.doc, (node) => node.isTextblock);
  const place = blocks[chance.below(blocks.length)];
  if (place === undefined) return;
  const { size } = state.doc.nodeAt(place)!.content;
  const offset = { start: 0, middle: chance.below(size + 1), end: size }[where];
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, place + 1 + offset)));
  new Hand(writer).presses(key);
}

function placesOf(doc: Node, is: (node: Node) => boolean): number[] {
  const places: number[] = [];
  doc.descendants((node, pos) => {
    if (is(node)) places.push(pos);
  });
  return places;
}
