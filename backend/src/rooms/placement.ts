/**
 * Where in a document the items of an update hang, told before anything is applied: below which root, and how deep.
 * Yjs follows nesting by recursion, so what is too deep must not get in; and a page's roots hold what they are for.
 */
import * as Y from "yjs";

export interface Place {
  readonly root: string;
  /** 0 directly below the root. */
  readonly depth: number;
}

export interface PlacedItem {
  readonly item: Y.Item;
  /** null where what it hangs from is deleted for good: it will vanish as well. */
  readonly place: Place | null;
}

interface Span {
  readonly clock: number;
  readonly end: number;
  readonly place: Place | null;
}

/** The places of items, by id. */
export class Spans {
  readonly #byClient = new Map<number, Span[]>();

  add(item: Y.Item, place: Place | null): void {
    const span = { clock: item.id.clock, end: item.id.clock + item.length, place };
    const spans = this.#byClient.get(item.id.client);
    if (spans === undefined) this.#byClient.set(item.id.client, [span]);
    else spans.push(span);
  }

  /** The other's items come after those that are here, client by client. */
  addAll(other: Spans): void {
    for (const [client, spans] of other.#byClient) {
      const known = this.#byClient.get(client);
      if (known === undefined) this.#byClient.set(client, [...spans]);
      else for (const span of spans) known.push(span);
    }
  }

  /** undefined where there is no such item. */
  find({ client, clock }: Y.ID): Place | null | undefined {
    const spans = this.#byClient.get(client);
    if (spans === undefined) return undefined;
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const span = spans[middle];
      if (span !== undefined && span.end <= clock) low = middle + 1;
      else high = middle;
    }
    const span = spans[low];
    return span !== undefined && span.clock <= clock ? span.place : undefined;
  }
}

/**
 * Places items given in an order in which each comes after what it names. What is neither in the update nor in
 * `pending` (accepted, not applied yet) is looked up in `doc`.
 */
export function placeItems(
  items: readonly Y.Item[],
  doc: Y.Doc,
  pending: readonly Spans[],
): { readonly placed: readonly PlacedItem[]; readonly spans: Spans } {
  const spans = new Spans();
  const find = (id: Y.ID): Place | null => {
    for (const known of [spans, ...pending]) {
      const place = known.find(id);
      if (place !== undefined) return place;
    }
    return placeInDoc(doc, id);
  };
  const placed = items.map((item) => {
    const place = placeOf(item, find);
    spans.add(item, place);
    return { item, place };
  });
  return { placed, spans };
}

function placeOf(item: Y.Item, find: (id: Y.ID) => Place | null): Place | null {
  // A decoded item names its parent as a root's name or a type's id, or else stands beside its neighbour.
  const parent: unknown = item.parent;
  if (typeof parent === "string") return { root: parent, depth: 0 };
  if (parent instanceof Y.ID) {
    const outer = find(parent);
    return outer === null ? null : { root: outer.root, depth: outer.depth + 1 };
  }
  const neighbour = item.origin ?? item.rightOrigin;
  return neighbour === null ? null : find(neighbour);
}

function placeInDoc(doc: Y.Doc, { client, clock }: Y.ID): Place | null {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || Y.getState(doc.store, client) <= clock) return null;
  const struct = structs[Y.findIndexSS(structs, clock)];
  if (!(struct instanceof Y.Item)) return null;
  let depth = 0;
  let type: unknown = struct.parent;
  while (type instanceof Y.AbstractType && type._item !== null) {
    depth++;
    type = type._item.parent;
  }
  return type instanceof Y.AbstractType ? { root: Y.findRootTypeKey(type), depth } : null;
}
