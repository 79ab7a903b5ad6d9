/** A document in every format that it has, ready to be written. */
import * as Y from "yjs";
import { exportPage } from "../formats/snapshot.js";
import type { DocumentKind } from "../protocol/document-id.js";
import { readPage } from "../schema/page.js";
import { rawToJson } from "../schema/raw.js";
import { storedDoc } from "../schema/stored-doc.js";

const formatsOfPages = ["markdown", "html", "json"] as const;

/** Endings, without a dot, and contents. A page is Markdown, HTML, JSON and Yjs; a raw document is JSON and Yjs. */
export function documentFiles(
  kind: DocumentKind,
  updates: readonly Uint8Array[],
): ReadonlyMap<string, string | Uint8Array> {
  const doc = storedDoc(updates);
  try {
    const files = new Map<string, string | Uint8Array>();
    if (kind === "page") {
      const page = readPage(doc);
      for (const format of formatsOfPages) {
        const { body, extension } = exportPage(page, format);
        files.set(extension, body);
      }
    } else files.set("json", `${JSON.stringify(rawToJson(doc))}\n`);
    return files.set("yjs", Y.encodeStateAsUpdate(doc));
  } finally {
    doc.destroy();
  }
}
