/**
 * Reads an XmlFragment as loose nodes, exactly as stock Tiptap Collaboration encodes them: the body of a page of our
 * first version, and documents of others. Takes whatever a stranger put there, throws at nothing, changes nothing (the
 * binding's own reader deletes what it cannot read).
 */
import * as Y from "yjs";
import type { Loose } from "./fit.js";
import { hasFlow } from "./flow/seed.js";
import { isNewer } from "./flow/version.js";
import type { Losses } from "./losses.js";
import { firstBodyRoot } from "./roots.js";

/** Elements in elements that are read as such; what is deeper comes out as text, so that no recursion runs away. */
const maxRead = 256;

/** True where the body is kept in the stock encoding and nowhere else. */
export function hasFirstEncoding(doc: Y.Doc): boolean {
  return (readRoot(doc)?.length ?? 0) > 0 && !hasFlow(doc) && !isNewer(doc);
}

/** The body's nodes; none where the root holds another type. */
export function readFirstEncoding(doc: Y.Doc): Loose[] {
  const root = readRoot(doc);
  return root === null ? [] : readFragment(root, null);
}

/** The fragment's nodes. What they cannot say is told to `losses`. */
export function readFragment(fragment: Y.XmlFragment, losses: Losses | null): Loose[] {
  return fragment.toArray().flatMap((child) => readChild(child, 1, losses));
}

/** Nobody may have typed the root yet; then it becomes what it is on every page. */
function readRoot(doc: Y.Doc): Y.XmlFragment | null {
  const root = doc.share.get(firstBodyRoot);
  const fits = root && (root.constructor === Y.AbstractType || root.constructor === Y.XmlFragment);
  return fits ? doc.getXmlFragment(firstBodyRoot) : null;
}

function readChild(type: unknown, depth: number, losses: Losses | null): Loose[] {
  if (typeof type === "string") return [{ text: type, marks: {} }];
  if (type instanceof Y.XmlText) return readText(type, losses);
  if (!(type instanceof Y.XmlElement)) {
    losses?.embed();
    return [];
  }
  if (depth >= maxRead) {
    losses?.depth(maxRead);
    return [{ text: deepText(type), marks: {} }];
  }
  const children = type.toArray().flatMap((child) => readChild(child, depth + 1, losses));
  return [{ name: type.nodeName, attributes: type.getAttributes(), children }];
}

/** Marks that do not exclude themselves carry a hash behind their name, one mark many times: "comment--q83vEjRW". */
const hashedMark = /^(.*)--[A-Za-z0-9+/=]{8}$/;

function readText(type: Y.XmlText, losses: Losses | null): Loose[] {
  return delta(type).flatMap(({ insert, attributes }) => {
    if (typeof insert !== "string") {
      losses?.embed();
      return [];
    }
    const marks = Object.entries(attributes ?? {}).map(([key, value]) => [
      hashedMark.exec(key)?.[1] ?? key,
      value,
    ]);
    return [{ text: insert, marks: Object.fromEntries(marks) }];
  });
}

/** The text below a node, however deep, without recursion. */
function deepText(top: Y.XmlElement): string {
  const words: string[] = [];
  const waiting: unknown[] = [top];
  while (waiting.length > 0) {
    const type = waiting.pop();
    if (type instanceof Y.XmlText) words.push(plainText(type));
    else if (type instanceof Y.XmlElement) for (const child of type.toArray().reverse()) waiting.push(child);
  }
  return words.filter((word) => word !== "").join(" ");
}

function plainText(type: Y.XmlText): string {
  return delta(type)
    .map(({ insert }) => (typeof insert === "string" ? insert : ""))
    .join("");
}

function delta(type: Y.XmlText): { insert: unknown; attributes?: Record<string, unknown> }[] {
  return type.toDelta();
}
