/**
 * A document's state as a file: `/:id/snapshot?format=`, by `Accept`, or by a suffix of the id. Contains
 * every update acknowledged before the request (X1), and is inert wherever it is opened.
 */
import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
import * as Y from "yjs";
import { exportPage } from "../../formats/snapshot.js";
import { pageToYjsXml } from "../../formats/yjs-xml.js";
import type { DocumentId } from "../../protocol/document-id.js";
import { type SnapshotFormat, snapshotFormats } from "../../protocol/rest.js";
import { readPage } from "../../schema/page.js";
import { rawToJson } from "../../schema/raw.js";
import type { DocumentRecord } from "../../storage/catalog.js";
import { ProblemError } from "../problem.js";
import { exportPolicy } from "../security-headers.js";
import { Caller, idSegment, parseId } from "./caller.js";
import type { DocumentOptions } from "./document-options.js";
import { attachment } from "./file-name.js";

type SnapshotOptions = Pick<DocumentOptions, "rooms" | "catalog" | "access">;

const suffixes: ReadonlyMap<string, SnapshotFormat> = new Map([
  ["yjs", "yjs"],
  ["yjsxml", "yjs-xml"],
  ["json", "json"],
  ["html", "html"],
  ["md", "markdown"],
  ["txt", "text"],
]);

const mediaTypes: ReadonlyMap<string, SnapshotFormat> = new Map([
  ["application/octet-stream", "yjs"],
  ["application/json", "json"],
  ["text/html", "html"],
  ["text/markdown", "markdown"],
  ["text/plain", "text"],
]);

/** Routes below `/api/documents`. */
export function snapshotRoutes(options: SnapshotOptions): Hono {
  return new Hono().get("/:id/snapshot", async (c) => {
    const id = parseId(idSegment(c));
    const format = chosenFormat(c);
    const caller = await Caller.of(c.req.raw, options.access);
    return snapshot(c, await caller.find(options.catalog, id, "view"), format, options);
  });
}

/**
 * The snapshot that a path such as `/:id.md` asks for; null where the segment has no such suffix, or is the
 * whole id of a raw document (those may hold dots, and their own name comes first).
 */
export async function snapshotBySuffix(
  c: Context,
  segment: string,
  caller: Caller,
  options: SnapshotOptions,
): Promise<Response | null> {
  const [, stem, suffix] = /^(.+)\.([a-z]+)$/.exec(segment) ?? [];
  const format = suffixes.get(suffix ?? "");
  if (stem === undefined || format === undefined) return null;
  const whole = parseId(segment);
  if ((await caller.may(whole, "view")) && (await options.catalog.find(whole)) !== null) return null;
  const id: DocumentId = parseId(stem);
  return snapshot(c, await caller.find(options.catalog, id, "view"), format, options);
}

function chosenFormat(c: Context): SnapshotFormat {
  const asked = c.req.query("format");
  if (asked !== undefined) {
    const format = snapshotFormats.find((name) => name === asked);
    if (format === undefined)
      throw new ProblemError(422, `“format” is one of ${snapshotFormats.join(", ")}.`);
    return format;
  }
  c.header("Vary", "Accept", { append: true });
  const types = [...mediaTypes.keys()];
  const best = accepts(c, { header: "Accept", supports: types, default: "" });
  const format = mediaTypes.get(best);
  if (format !== undefined) return format;
  if (/(^|[\s,])\*\/\*/.test(c.req.header("Accept") ?? "*/*")) return "yjs";
  throw new ProblemError(406, `Accept one of ${types.join(", ")}, or name a format with ?format=.`);
}

async function snapshot(
  c: Context,
  record: DocumentRecord,
  format: SnapshotFormat,
  { rooms }: SnapshotOptions,
): Promise<Response> {
  const { body, contentType, extension, title } = await contentOf(record, format, rooms);
  return c.body(body, 200, {
    "Content-Type": contentType,
    "Content-Disposition": attachment(title, extension),
    "Content-Security-Policy": exportPolicy,
  });
}

interface Content {
  readonly title: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly extension: string;
}

async function contentOf(
  { id, kind, title }: DocumentRecord,
  format: SnapshotFormat,
  rooms: SnapshotOptions["rooms"],
): Promise<Content> {
  if (format === "yjs") {
    const body = await rooms.read(id, (doc) => Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>);
    return { title, body, contentType: "application/octet-stream", extension: "yjs" };
  }
  if (kind === "page") {
    const page = await rooms.read(id, readPage);
    if (format === "yjs-xml") {
      const body = pageToYjsXml(page);
      return { title: page.title, body, contentType: "application/octet-stream", extension: "yjsxml" };
    }
    return { title: page.title, ...exportPage(page, format) };
  }
  if (format !== "json")
    throw new ProblemError(422, "A raw document has no such format: ask for yjs or json.");
  const body = JSON.stringify(await rooms.read(id, rawToJson));
  return { title: title || id, body, contentType: "application/json", extension: "json" };
}
