/** What one can do to the block with the handle. It is asked where the block is only when something is chosen. */
import type { Editor } from "@tiptap/core";
import { type Command, Selection } from "@tiptap/pm/state";
import { ArrowDown, ArrowUp, CopyPlus, Link, Plus, Repeat2, TextSelect, Trash2 } from "lucide-react";
import { copyText } from "../../ui/copy-text.js";
import { MenuGroup, MenuItem, SubMenu } from "../../ui/menu.js";
import { showToast } from "../../ui/toast.js";
import { duplicateBlocks } from "../blocks/block-commands.js";
import { chooseAround } from "../blocks/dragged.js";
import { emptyBlock, isList } from "../blocks/lists.js";
import { removeBlock } from "../blocks/move-block.js";
import { type Direction, moveBlocks } from "../blocks/move-past.js";
import { kindOf, turnInto } from "../blocks/turn-into.js";
import { kinds } from "../formats.js";
import { blockUrl } from "./linked-block.js";

export interface HandleItemsProps {
  readonly editor: Editor;
  /** Its name for everybody. */
  readonly id: string;
  /** Where it is now; null where somebody deleted it. */
  readonly find: () => number | null;
}

export function HandleItems({ editor, id, find }: HandleItemsProps) {
  const { state } = editor;
  const here = find();
  const $here = here === null ? null : state.doc.resolve(here);
  const around = $here?.depth ? $here.parent : null;
  const mayMove = (direction: Direction) => here !== null && moveBlocks(direction, here)(state);
  const act = (command: (block: number) => Command) => () => {
    const block = find();
    if (block === null) showToast("Somebody deleted this block meanwhile");
    else command(block)(editor.state, editor.view.dispatch);
  };
  const copyLink = () => {
    const url = blockUrl(location.href, id);
    void copyText(url).then((copied) =>
      showToast(copied ? "Link to the block copied" : `This browser does not allow copying: ${url}`),
    );
  };
  return (
    <>
      <MenuGroup>
        <MenuItem icon={<Plus aria-hidden="true" />} onSelect={act(addBelow)}>
          Add below
        </MenuItem>
        <SubMenu
          icon={<Repeat2 aria-hidden="true" />}
          label="Turn into"
          disabled={here === null || kindOf(state.doc, here) === null}
        >
          {kinds.map(({ id: kind, label, keys, icon: Icon }) => (
            <MenuItem
              key={kind}
              icon={<Icon aria-hidden="true" />}
              keys={keys}
              onSelect={act((block) => turning(block, kind))}
            >
              {label}
            </MenuItem>
          ))}
        </SubMenu>
        <MenuItem icon={<CopyPlus aria-hidden="true" />} keys="Mod-D" onSelect={act(duplicateBlocks)}>
          Duplicate
        </MenuItem>
      </MenuGroup>
      <MenuGroup>
        <MenuItem
          icon={<ArrowUp aria-hidden="true" />}
          keys="Alt-Shift-↑"
          disabled={!mayMove("up")}
          onSelect={act((block) => moveBlocks("up", block))}
        >
          Move up
        </MenuItem>
        <MenuItem
          icon={<ArrowDown aria-hidden="true" />}
          keys="Alt-Shift-↓"
          disabled={!mayMove("down")}
          onSelect={act((block) => moveBlocks("down", block))}
        >
          Move down
        </MenuItem>
        <MenuItem icon={<Link aria-hidden="true" />} onSelect={copyLink}>
          Copy link
        </MenuItem>
        {around !== null && (
          <MenuItem icon={<TextSelect aria-hidden="true" />} onSelect={act(chooseAround)}>
            {isList(around) ? "Select the list" : "Select the quote"}
          </MenuItem>
        )}
      </MenuGroup>
      <MenuGroup>
        <MenuItem danger icon={<Trash2 aria-hidden="true" />} onSelect={act(removing)}>
          Delete
        </MenuItem>
      </MenuGroup>
    </>
  );
}

const addBelow =
  (block: number): Command =>
  (state, dispatch) => {
    const $block = state.doc.resolve(block);
    const fresh = emptyBlock($block.parent);
    if (fresh === null) return false;
    const end = block + ($block.nodeAfter?.nodeSize ?? 0);
    const tr = state.tr.insert(end, fresh);
    dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(end + 1))).scrollIntoView());
    return true;
  };

const turning =
  (block: number, kind: string): Command =>
  (state, dispatch) => {
    const tr = turnInto(state, block, kind);
    if (tr !== null) dispatch?.(tr.scrollIntoView());
    return tr !== null;
  };

const removing =
  (block: number): Command =>
  (state, dispatch) => {
    const { tr } = state;
    removeBlock(tr, block);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
