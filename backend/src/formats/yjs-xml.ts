/**
 * A page as other Yjs programs have it: one update (v1) with the body in the XmlFragment `default`, as stock Tiptap
 * Collaboration writes it, and the title in the Y.Text `title`. The same page gives the same bytes.
 */
import type { Node } from "@tiptap/pm/model";
import * as Y from "yjs";
import type { Page } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { firstBodyRoot, titleRoot } from "../schema/roots.js";

/** The bytes. Throws RangeError where `page.body` is no page. */
export function pageToYjsXml({ title, body }: Page): Uint8Array<ArrayBuffer> {
  const page = pageSchema.nodeFromJSON(body);
  const doc = new Y.Doc();
  doc.clientID = clientOf(JSON.stringify([title, page.toJSON()]));
  doc.transact(() => {
    doc.getXmlFragment(firstBodyRoot).insert(0, contentOf(page));
    const text = doc.getText(titleRoot);
    // A root must have been written to be there: whoever reads this back then knows that the page has no title.
    text.insert(0, title === "" ? " " : title);
    if (title === "") text.delete(0, 1);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update as Uint8Array<ArrayBuffer>;
}

/** The children, text next to text being one Y.XmlText. */
function contentOf(node: Node): (Y.XmlElement | Y.XmlText)[] {
  const content: (Y.XmlElement | Y.XmlText)[] = [];
  let run: Node[] = [];
  const close = (): void => {
    if (run.length > 0) content.push(textOf(run));
    run = [];
  };
  node.forEach((child) => {
    if (child.isText) {
      run.push(child);
      return;
    }
    close();
    content.push(elementOf(child));
  });
  close();
  return content;
}

function elementOf(node: Node): Y.XmlElement {
  const element = new Y.XmlElement<Record<string, never>>(node.type.name);
  // The stock binding leaves out what is null, and nothing else: a default is written.
  for (const [name, value] of Object.entries(node.attrs))
    if (value !== null) element.setAttribute(name, value as never);
  element.insert(0, contentOf(node));
  return element as Y.XmlElement;
}

function textOf(run: readonly Node[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(
    run.map((node) => ({
      insert: node.text,
      // No mark of a page may stand twice on one text; only such marks carry a hash behind their name.
      attributes: Object.fromEntries(node.marks.map(({ type, attrs }) => [type.name, attrs])),
    })),
  );
  return text;
}

/**
 * A client id of 32 bits for this content (FNV-1a). Were it the same for all, a program that applies the exports of
 * two days to one document would take the second for the first, and mix them up.
 */
function clientOf(content: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < content.length; i++) hash = Math.imul(hash ^ content.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
