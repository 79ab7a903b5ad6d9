/** A page as our first version kept it: written by the stock binding, update by update, as its log held them. */
import type { JSONContent } from "@tiptap/core";
import * as Y from "yjs";
import { Hand } from "../merge/hand.js";
import { StockWriter } from "../merge/stock-writer.js";
import { richBody } from "./rich-page.js";

export interface OldPage {
  /** In the order in which they were logged. */
  readonly updates: readonly Uint8Array[];
  /** A document that holds them, as a tab of that time has it. */
  readonly doc: Y.Doc;
}

/** Written in several goes, with something deleted, moved and formatted again afterwards. */
export function oldPage({
  title = "Beds",
  body = richBody,
}: {
  title?: string;
  body?: JSONContent;
} = {}): OldPage {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.getText("title").insert(0, title);
  const writer = new StockWriter(doc);
  writer.editor.commands.setContent(body);
  if (body === richBody) {
    const hand = new Hand(writer);
    hand.at("The end").types(", or not").presses("Enter").types("Gone").presses("Enter").types("Last");
    hand.selects("Gone").runs((chain) => chain.toggleBold());
    hand.selects("Gone").presses("Backspace");
  }
  writer.close();
  return { updates, doc };
}

export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}
