/**
 * Which blocks a transaction touched, and what they now hold, read from Yjs's own items. A walk from an item to its
 * block's marker is short; what Yjs offers instead, `event.delta`, walks through the whole text at every letter.
 */
import * as Y from "yjs";
import {
  type Attributes,
  type Marker,
  noAttributes,
  readToken,
  sortAttributes,
  type Token,
} from "./tokens.js";

/** More than these are followed by one walk through the text rather than by many short ones. */
const maxItems = 64;

interface Owner {
  readonly marker: Marker | null;
  readonly markerAttributes: Attributes;
}

/** The blocks as they were before. */
interface Known<B extends Owner> {
  readonly list: readonly B[];
  of(marker: Marker): B | undefined;
}

/** The blocks in which something was put in or deleted. null where there is much of it, or formatting. */
export function ownersOf<B extends Owner>(
  transaction: Y.Transaction,
  flow: Y.Text,
  blocks: Known<B>,
): ReadonlySet<B> | null {
  const items = changedItems(transaction, flow);
  if (items === null) return null;
  const owners = new Set<B>();
  for (const item of items) {
    const owner = ownerOf(item, blocks);
    if (owner === null) return null;
    owners.add(owner);
  }
  return owners;
}

function changedItems(transaction: Y.Transaction, flow: Y.Text): Y.Item[] | null {
  const items: Y.Item[] = [];
  let simple = true;
  const collect = (struct: Y.Item | Y.GC) => {
    if (!(struct instanceof Y.Item) || struct.parent !== flow) return;
    if (struct.content instanceof Y.ContentFormat) simple = false;
    items.push(struct);
  };
  for (const [client, end] of transaction.afterState) {
    const begin = transaction.beforeState.get(client) ?? 0;
    if (begin >= end) continue;
    const structs = transaction.doc.store.clients.get(client) ?? [];
    for (let i = Y.findIndexSS(structs, begin); i < structs.length; i++) {
      collect(structs[i] as Y.Item | Y.GC);
      if (!simple || items.length > maxItems) return null;
    }
  }
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (simple && items.length <= maxItems) collect(struct);
  });
  return simple && items.length <= maxItems ? items : null;
}

/** The known block behind whose marker the item stands. */
function ownerOf<B extends Owner>(item: Y.Item, blocks: Known<B>): B | null {
  for (let at = item.left; at !== null; at = at.left) {
    const block = knownAt(at, blocks);
    if (block !== undefined) return block;
  }
  const first = blocks.list[0];
  return first?.marker === null ? first : null;
}

function knownAt<B extends Owner>(item: Y.Item, blocks: Known<B>): B | undefined {
  if (item.deleted || !(item.content instanceof Y.ContentType)) return undefined;
  const { type } = item.content;
  return type instanceof Y.Map ? blocks.of(type) : undefined;
}

/** The block's tokens as they are now, up to the next marker that was known before; new ones may be among them. */
export function tokensBehind<B extends Owner>(
  flow: Y.Text,
  owner: B,
  blocks: Known<B>,
): { readonly tokens: readonly Token[]; readonly next: B | undefined } {
  const tokens: Token[] = [];
  let attributes: Attributes = noAttributes;
  let at = flow._start;
  if (owner.marker !== null) {
    attributes = owner.markerAttributes;
    tokens.push({ kind: "marker", marker: owner.marker, attributes });
    at = owner.marker._item?.right ?? null;
  }
  for (; at !== null; at = at.right) {
    if (at.deleted) continue;
    const next = knownAt(at, blocks);
    if (next !== undefined) return { tokens, next };
    const { content } = at;
    if (content instanceof Y.ContentFormat) {
      attributes = sortAttributes({ ...attributes, [content.key]: content.value });
    } else if (content instanceof Y.ContentString) {
      tokens.push({ kind: "text", text: content.str, attributes });
    } else if (content instanceof Y.ContentEmbed || content instanceof Y.ContentType) {
      tokens.push({ ...readToken({ insert: content.getContent()[0] }), attributes });
    }
  }
  return { tokens, next: undefined };
}
