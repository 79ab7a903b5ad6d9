/** Who asks, and whether they may: every route that touches a document goes through `Caller.find` or `Caller.may`. */
import type { Context } from "hono";
import { type Access, atLeast, type Role, type User } from "../../access/access.js";
import { type DocumentId, documentIdFromPath, documentIdRule } from "../../protocol/document-id.js";
import type { Catalog, DocumentRecord } from "../../storage/catalog.js";
import { gone, ProblemError, unknown } from "../problem.js";

export class Caller {
  readonly user: User | null;
  readonly #access: Access;

  private constructor(access: Access, user: User | null) {
    this.#access = access;
    this.user = user;
  }

  /** Rejects with a 503 problem where it cannot be told who is asking. */
  static async of(request: Request, access: Access): Promise<Caller> {
    try {
      return new Caller(access, await access.authenticate(request));
    } catch (cause) {
      throw new ProblemError(503, "It cannot be checked right now who you are. Try again in a moment.", {
        headers: { "Retry-After": "5" },
        cause,
      });
    }
  }

  async may(id: DocumentId, needed: Role): Promise<boolean> {
    return atLeast(await this.#access.authorize(this.user, id), needed);
  }

  /** Throws a problem: 401 where signing in may help, 403 where it does not. */
  async demand(id: DocumentId, needed: Role): Promise<void> {
    if (await this.may(id, needed)) return;
    if (this.user === null)
      throw new ProblemError(401, "Sign in to do this.", { headers: { "WWW-Authenticate": "Bearer" } });
    throw new ProblemError(403, `This needs the right to ${rights[needed]} the document.`);
  }

  /** The record of a document this caller has that role for. Whoever has not is not told whether it exists. */
  async find(catalog: Pick<Catalog, "find">, id: DocumentId, needed: Role): Promise<DocumentRecord> {
    await this.demand(id, needed);
    const record = await catalog.find(id);
    if (record === null) throw unknown();
    if (record === "purged") throw gone();
    return record;
  }
}

const rights: Record<Role, string> = {
  none: "see",
  view: "read",
  comment: "comment on",
  edit: "edit",
  own: "manage",
};

/** The third segment of the path as it was sent: decoded here, once, and nowhere else. */
export function idSegment(c: Context): string {
  return new URL(c.req.url).pathname.split("/")[3] ?? "";
}

/** Throws a 400 problem that says what an id looks like. */
export function parseId(segment: string): DocumentId {
  const id = documentIdFromPath(segment);
  if (id === null) throw badId();
  return id;
}

export const badId = () => new ProblemError(400, documentIdRule);
