/**
 * Reads the XmlFragment of a page as loose nodes, exactly as stock Tiptap Collaboration encodes them. Takes whatever a
 * stranger put there, throws at nothing, changes nothing (the binding's own reader deletes what it cannot read).
 */
import * as Y from "yjs";
import { type Loose, maxPageDepth } from "./fit.js";
import { hasFlow } from "./flow/seed.js";
import { isNewer } from "./flow/version.js";
import { firstBodyRoot } from "./roots.js";

/** True where the body is kept in the stock encoding and nowhere else. */
export function hasFirstEncoding(doc: Y.Doc): boolean {
  return (readRoot(doc)?.length ?? 0) > 0 && !hasFlow(doc) && !isNewer(doc);
}

/** The body's nodes; none where the root holds another type. */
export function readFirstEncoding(doc: Y.Doc): Loose[] {
  return (readRoot(doc)?.toArray() ?? []).flatMap((child) => readChild(child, 1));
}

/** Nobody may have typed the root yet; then it becomes what it is on every page. */
function readRoot(doc: Y.Doc): Y.XmlFragment | null {
  const root = doc.share.get(firstBodyRoot);
  const fits = root && (root.constructor === Y.AbstractType || root.constructor === Y.XmlFragment);
  return fits ? doc.getXmlFragment(firstBodyRoot) : null;
}

function readChild(type: unknown, depth: number): Loose[] {
  if (typeof type === "string") return [{ text: type, marks: {} }];
  if (type instanceof Y.XmlText) return readText(type);
  if (!(type instanceof Y.XmlElement)) return [];
  if (depth >= maxPageDepth) return [{ text: deepText(type), marks: {} }];
  const children = type.toArray().flatMap((child) => readChild(child, depth + 1));
  return [{ name: type.nodeName, attributes: type.getAttributes(), children }];
}

function readText(type: Y.XmlText): Loose[] {
  return delta(type).flatMap(({ insert, attributes }) => {
    if (typeof insert !== "string") return [];
    // Marks that do not exclude themselves carry a hash behind their name: "comment--AbC".
    const marks = Object.entries(attributes ?? {}).map(([name, value]) => [name.split("--")[0], value]);
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
