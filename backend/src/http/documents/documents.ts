/** The documents of the server: list, create, look at, rename, put in the trash and take out, delete for good. */
import { type Context, Hono } from "hono";
import { closeReasons } from "../../protocol/close-reason.js";
import type { DocumentId } from "../../protocol/document-id.js";
import type { CreatedDocument, DocumentList } from "../../protocol/rest.js";
import { writeTitle } from "../../schema/page.js";
import type { DocumentRecord } from "../../storage/catalog.js";
import { mediaType, parseJson, parseValues, readText } from "../body.js";
import { inTrash, ProblemError, unknown } from "../problem.js";
import { purgeDocument } from "../purge.js";
import { Caller, idSegment, parseId } from "./caller.js";
import { readConversion } from "./convert-document.js";
import { readNewDocument } from "./create-document.js";
import type { DocumentOptions } from "./document-options.js";
import { makeDocument, type NewDocument } from "./make-document.js";
import { createShapes, deleteQuery, listQuery } from "./shapes.js";
import { snapshotBySuffix } from "./snapshot.js";
import { summaryOf } from "./summary.js";

/** Routes below `/api/documents`. */
export function documentRoutes(options: DocumentOptions): Hono {
  const { rooms, catalog, access } = options;
  const shapes = createShapes(options.limits);
  const routes = new Hono();

  routes.get("/", async (c) => {
    const query = parseValues(c.req.query(), listQuery);
    const caller = await Caller.of(c.req.raw, access);
    const { records, nextCursor } = await catalog.list(query);
    const visible = await Promise.all(records.map(({ id }) => caller.may(id, "view")));
    const list: DocumentList = {
      documents: records.filter((_, i) => visible[i]).map((record) => summaryOf(record, rooms)),
      nextCursor,
    };
    return c.json(list);
  });

  routes.post("/", async (c) => {
    const caller = await Caller.of(c.req.raw, access);
    return made(c, await readNewDocument(c, shapes), caller);
  });

  routes.post("/:id/convert", async (c) => {
    const id = parseId(idSegment(c));
    const caller = await Caller.of(c.req.raw, access);
    const wanted = await readConversion(c, id, caller, shapes, options);
    return "roots" in wanted ? c.json(wanted) : made(c, wanted, caller);
  });

  routes.get("/:id", async (c) => {
    const segment = idSegment(c);
    const caller = await Caller.of(c.req.raw, access);
    const snapshot = await snapshotBySuffix(c, segment, caller, options);
    if (snapshot !== null) return snapshot;
    return c.json(summaryOf(await caller.find(catalog, parseId(segment), "view"), rooms));
  });

  routes.patch("/:id", async (c) => {
    const id = parseId(idSegment(c));
    const caller = await Caller.of(c.req.raw, access);
    await caller.demand(id, "edit");
    const type = mediaType(c);
    if (type !== "application/json" && type !== "application/merge-patch+json")
      throw new ProblemError(415, "Send application/json.");
    const { title, trashed } = parseJson(await readText(c), shapes.patch);
    const record = await caller.find(catalog, id, trashed === undefined ? "edit" : "own");
    if (trashed === false) await catalog.setTrashed(id, null);
    if (title !== undefined) {
      if (record.trashedAt !== null && trashed !== false) throw inTrash();
      await rename(record, title, caller);
    }
    if (trashed === true) await trash(record);
    return c.json(summaryOf(await caller.find(catalog, id, "view"), rooms));
  });

  routes.delete("/:id", async (c) => {
    const id = parseId(idSegment(c));
    const { purge } = parseValues(c.req.query(), deleteQuery);
    const caller = await Caller.of(c.req.raw, access);
    const record = await caller.find(catalog, id, "own");
    if (!purge) await trash(record);
    else if ((await purgeDocument(id, options)) === "notTrashed")
      throw new ProblemError(
        409,
        "Only what is in the trash can be deleted for good. DELETE it without purge first.",
      );
    return c.body(null, 204);
  });

  async function made(c: Context, wanted: NewDocument, caller: Caller): Promise<Response> {
    const { record, created, warnings } = await makeDocument(wanted, caller, options);
    c.header("Location", `/api/documents/${encodeURIComponent(record.id)}`);
    const body: CreatedDocument = { ...summaryOf(record, rooms), ...(warnings.length > 0 && { warnings }) };
    return c.json(body, created ? 201 : 200);
  }

  async function rename(record: DocumentRecord, title: string, caller: Caller): Promise<void> {
    if (record.kind === "page") await rooms.edit(record.id, caller.user, (doc) => writeTitle(doc, title));
    else await catalog.project(record.id, { title, excerpt: record.excerpt, updatedAt: Date.now() });
  }

  async function trash({ id, trashedAt }: { id: DocumentId; trashedAt: number | null }): Promise<void> {
    // Its 30 days began with the first time.
    if (trashedAt === null && !(await catalog.setTrashed(id, Date.now()))) throw unknown();
    await rooms.expel(id, closeReasons.trashed);
  }

  return routes;
}
