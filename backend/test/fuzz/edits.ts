/** What somebody may do to a page, at random, by Tiptap's own commands and keys. */
import type { ChainedCommands } from "@tiptap/core";
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { CellSelection, TableMap } from "@tiptap/pm/tables";
import type { Chance } from "../../../scripts/chance.js";
import { Hand } from "../merge/hand.js";
import type { Writer } from "../merge/writer.js";

/** Gives out letters that stand nowhere else. */
export type Letters = () => string;

interface Scene {
  readonly writer: Writer;
  readonly hand: Hand;
  readonly chance: Chance;
  readonly letters: Letters;
}
type Act = (scene: Scene) => void;

const command =
  (...choices: ((chain: ChainedCommands) => ChainedCommands)[]): Act =>
  ({ hand, chance }) => {
    hand.runs(choices[chance.below(choices.length)]!);
  };
const key =
  (name: string): Act =>
  ({ hand }) => {
    hand.presses(name);
  };

/** Selects what the act is about, then acts. */
const at =
  (select: Act, act: Act): Act =>
  (scene) => {
    select(scene);
    act(scene);
  };

const select = ({ writer }: Scene, from: number, to = from): void => {
  const { state, view } = writer.editor;
  const size = state.doc.content.size;
  const [$from, $to] = [from, to].map((pos) => state.doc.resolve(Math.min(pos, size)));
  view.dispatch(state.tr.setSelection(TextSelection.between($from!, $to!)));
};
const anywhere: Act = (scene) =>
  select(scene, scene.chance.below(scene.writer.editor.state.doc.content.size));
const range =
  (most: number): Act =>
  (scene) => {
    const from = scene.chance.below(scene.writer.editor.state.doc.content.size);
    select(scene, from, from + 1 + scene.chance.below(most));
  };
const blockStart: Act = (scene) => {
  anywhere(scene);
  select(scene, scene.writer.editor.state.selection.$from.start());
};
const blockEnd: Act = (scene) => {
  anywhere(scene);
  select(scene, scene.writer.editor.state.selection.$from.end());
};

/** Positions before nodes of these types. */
function placesOf(doc: Node, names: RegExp): number[] {
  const places: number[] = [];
  doc.descendants((node, pos) => {
    if (names.test(node.type.name)) places.push(pos);
  });
  return places;
}

const inTable: Act = (scene) => {
  const cells = placesOf(scene.writer.editor.state.doc, /^table(Cell|Header)$/);
  if (cells.length > 0) select(scene, cells[scene.chance.below(cells.length)]! + 2);
};

const cells: Act = ({ writer, chance }) => {
  const { state, view } = writer.editor;
  const tables = placesOf(state.doc, /^table$/);
  if (tables.length === 0) return;
  const place = tables[chance.below(tables.length)]!;
  const inside = TableMap.get(state.doc.nodeAt(place)!).map.map((pos) => place + 1 + pos);
  const [anchor, head] = [0, 1].map(() => inside[chance.below(inside.length)]!);
  view.dispatch(state.tr.setSelection(CellSelection.create(state.doc, anchor!, head!)));
};

/** As a drop: cut out here, put in there. */
export function moveAtRandom(writer: Writer, chance: Chance): void {
  const { state, view } = writer.editor;
  const kinds = [/./, /./, /^(listItem|taskItem)$/, /^tableRow$/, /^(paragraph|heading|blockquote|.*List)$/];
  const kind = kinds[chance.below(kinds.length)]!;
  const places = kind.source === "." ? topLevel(state.doc) : placesOf(state.doc, kind);
  if (places.length < 2) return;
  const from = places[chance.below(places.length)]!;
  const to = places[chance.below(places.length)]!;
  const node = state.doc.nodeAt(from)!;
  if (to > from && to < from + node.nodeSize) return;
  const $from = state.doc.resolve(from);
  if (!$from.parent.canReplace($from.index(), $from.index() + 1)) return;
  const tr = state.tr.delete(from, from + node.nodeSize);
  const place = tr.mapping.map(to);
  const $place = tr.doc.resolve(place);
  if (!$place.parent.canReplaceWith($place.index(), $place.index(), node.type)) return;
  tr.insert(place, node);
  view.dispatch(tr);
}

function topLevel(doc: Node): number[] {
  const places: number[] = [];
  doc.forEach((_node, offset) => {
    places.push(offset);
  });
  return places;
}

const paste: Act = ({ writer, chance, letters }) => {
  const { state, view } = writer.editor;
  const { schema } = state;
  const words = () => schema.nodes.paragraph!.create(null, schema.text(letters() + letters()));
  const list = () => schema.nodes.bulletList!.create(null, schema.nodes.listItem!.create(null, words()));
  const kinds = [() => [words()], () => [words(), words()], () => [list()], () => [words(), list()]];
  const blocks = kinds[chance.below(kinds.length)]!();
  view.dispatch(state.tr.replaceSelection(Slice.maxOpen(Fragment.fromArray(blocks))));
};

const tick: Act = ({ writer, chance }) => {
  const { state, view } = writer.editor;
  const tasks = placesOf(state.doc, /^taskItem$/);
  if (tasks.length === 0) return;
  const place = tasks[chance.below(tasks.length)]!;
  view.dispatch(state.tr.setNodeAttribute(place, "checked", !state.doc.nodeAt(place)!.attrs.checked));
};

const deleteNode: Act = ({ writer, chance }) => {
  const { state, view } = writer.editor;
  const places = placesOf(
    state.doc,
    /^(paragraph|heading|listItem|taskItem|horizontalRule|image|blockquote)$/,
  );
  if (places.length === 0) return;
  const place = places[chance.below(places.length)]!;
  const { tr } = state;
  view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, place)).deleteSelection());
};

const setSamePage: Act = ({ writer }) => {
  writer.editor.commands.setContent(writer.editor.getJSON());
};

const type: Act = ({ hand, letters, chance }) => {
  for (let i = chance.below(3); i >= 0; i--) hand.types(letters());
};

export interface Edit {
  readonly name: string;
  readonly weight: number;
  readonly act: Act;
}

const edits: readonly Edit[] = [
  { name: "type", weight: 32, act: at(anywhere, type) },
  { name: "type over", weight: 3, act: at(range(6), type) },
  { name: "Enter", weight: 8, act: at(anywhere, key("Enter")) },
  { name: "Enter at the end", weight: 2, act: at(blockEnd, key("Enter")) },
  { name: "Backspace at the start", weight: 5, act: at(blockStart, key("Backspace")) },
  { name: "Delete at the end", weight: 3, act: at(blockEnd, key("Delete")) },
  { name: "Backspace", weight: 3, act: at(anywhere, key("Backspace")) },
  {
    name: "delete range",
    weight: 4,
    act: at(
      range(12),
      command((c) => c.deleteSelection()),
    ),
  },
  { name: "delete node", weight: 2, act: deleteNode },
  {
    name: "turn into",
    weight: 6,
    act: at(
      range(6),
      command(
        (c) => c.setHeading({ level: 1 }),
        (c) => c.toggleHeading({ level: 2 }),
        (c) => c.setParagraph(),
        (c) => c.toggleCodeBlock(),
        (c) => c.clearNodes(),
      ),
    ),
  },
  {
    name: "list",
    weight: 7,
    act: at(
      range(10),
      command(
        (c) => c.toggleBulletList(),
        (c) => c.toggleOrderedList(),
        (c) => c.toggleTaskList(),
      ),
    ),
  },
  {
    name: "quote",
    weight: 3,
    act: at(
      range(10),
      command((c) => c.toggleBlockquote()),
    ),
  },
  { name: "Tab", weight: 4, act: at(anywhere, key("Tab")) },
  { name: "Shift-Tab", weight: 3, act: at(anywhere, key("Shift-Tab")) },
  {
    name: "mark",
    weight: 4,
    act: at(
      range(6),
      command(
        (c) => c.toggleBold(),
        (c) => c.toggleItalic(),
        (c) => c.toggleCode(),
        (c) => c.toggleHighlight(),
        (c) => c.setLink({ href: "https://example.org" }),
        (c) => c.unsetAllMarks(),
      ),
    ),
  },
  { name: "move", weight: 4, act: ({ writer, chance }) => moveAtRandom(writer, chance) },
  { name: "paste", weight: 3, act: at(range(4), paste) },
  {
    name: "atom",
    weight: 3,
    act: at(
      anywhere,
      command(
        (c) => c.setHorizontalRule(),
        (c) => c.setHardBreak(),
        (c) => c.setImage({ src: "https://example.org/a.png" }),
      ),
    ),
  },
  {
    name: "insert table",
    weight: 1,
    act: at(
      anywhere,
      command((c) => c.insertTable({ rows: 2, cols: 2 })),
    ),
  },
  {
    name: "table",
    weight: 6,
    act: at(
      inTable,
      command(
        (c) => c.addRowAfter(),
        (c) => c.addRowBefore(),
        (c) => c.addColumnAfter(),
        (c) => c.addColumnBefore(),
        (c) => c.deleteRow(),
        (c) => c.deleteColumn(),
        (c) => c.toggleHeaderRow(),
        (c) => c.toggleHeaderColumn(),
        (c) => c.splitCell(),
      ),
    ),
  },
  {
    name: "merge cells",
    weight: 1,
    act: at(
      cells,
      command((c) => c.mergeCells()),
    ),
  },
  { name: "clear cells", weight: 1, act: at(cells, key("Backspace")) },
  { name: "tick", weight: 2, act: tick },
  { name: "set the same page", weight: 1, act: setSamePage },
  { name: "undo", weight: 3, act: ({ writer }) => writer.undo() },
  { name: "redo", weight: 1, act: ({ writer }) => writer.redo() },
];

const total = edits.reduce((sum, { weight }) => sum + weight, 0);

/** Does one of them; returns its name. */
export function actAtRandom(writer: Writer, chance: Chance, letters: Letters): string {
  let left = chance.below(total);
  const edit = edits.find(({ weight }) => {
    left -= weight;
    return left < 0;
  })!;
  edit.act({ writer, hand: new Hand(writer), chance, letters });
  return edit.name;
}
