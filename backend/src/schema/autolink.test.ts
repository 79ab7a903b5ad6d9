import { Plugin } from "@tiptap/pm/state";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { giveBack, setPage, takeEditor } from "../../test/merge/writer.js";
import { sparing } from "./autolink.js";

describe("an address", () => {
  const address = "https://x.test";
  const editor = takeEditor();
  const links = () => JSON.stringify(editor.state.doc).split('"link"').length - 1;
  beforeEach(() => setPage(editor, editor.schema.node("doc", null, [editor.schema.node("paragraph")])));
  afterAll(() => giveBack(editor));

  it("becomes a link where it is typed", () => {
    editor.view.dispatch(editor.state.tr.insertText(`${address} `, 1));
    expect(links()).toBe(1);
  });

  it("stays what it is where somebody else typed it: that is theirs to do", () => {
    const tr = editor.state.tr.insertText(`${address} `, 1);
    editor.view.dispatch(tr.setMeta("y-sync$", { isChangeOrigin: true }));
    expect(links()).toBe(0);
  });
});

it("[P10] a change of many places is not looked through", () => {
  const look = vi.fn(() => null);
  const editor = takeEditor();
  setPage(editor, editor.state.doc, [sparing(new Plugin({ appendTransaction: look }))]);
  const insert = (letters: number) => {
    const { tr } = editor.state;
    for (let i = 0; i < letters; i++) tr.insertText("x", 1);
    editor.view.dispatch(tr);
  };
  insert(64);
  expect(look).toHaveBeenCalledTimes(1);
  insert(65);
  expect(look).toHaveBeenCalledTimes(1);
  giveBack(editor);
});
