/**
 * Errors as RFC 9457 problems. A refusal is thrown as `ProblemError` with a sentence that says what to
 * change; everything else becomes a problem here, without a word about the server's insides.
 */
import { STATUS_CODES } from "node:http";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { UnreadableMarkdown } from "../formats/unreadable-markdown.js";
import { UnreadableYjs } from "../formats/unreadable-yjs.js";
import type { Logger } from "../log.js";
import { closeReasons } from "../protocol/close-reason.js";
import type { Problem } from "../protocol/rest.js";
import { RoomUnavailable } from "../rooms/refusal.js";
import { NewerPage } from "../schema/flow/version.js";
import { InvalidCursor } from "../storage/catalog.js";
import { DamagedDocument, StorageFailed } from "../storage/storage-faults.js";

export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: ContentfulStatusCode;
  readonly headers: Readonly<Record<string, string>>;
  /** What the problem says besides, for programs. */
  readonly more: Pick<Problem, "roots">;

  /** `detail` is shown to whoever asked. */
  constructor(
    status: ContentfulStatusCode,
    detail: string,
    options: { headers?: Record<string, string>; cause?: unknown; more?: Pick<Problem, "roots"> } = {},
  ) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.headers = options.headers ?? {};
    this.more = options.more ?? {};
  }
}

/** An answer of type `application/problem+json`. */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
  more: Pick<Problem, "roots"> = {},
): Response {
  const body: Problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail,
    ...more,
  };
  return c.body(JSON.stringify(body), status, {
    ...headers,
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
  });
}

/** The last stop of every error a route throws; what nobody foresaw is logged and answered with 500. */
export function problemOf(error: Error, c: Context, log: Logger): Response {
  const known = foreseen(error);
  if (known !== null) {
    if (known.status >= 500) log.warn({ err: error, method: c.req.method, path: c.req.path }, known.message);
    return problem(c, known.status, known.message, known.headers, known.more);
  }
  log.error({ err: error, method: c.req.method, path: c.req.path }, "a request failed");
  return problem(c, 500, "Something went wrong on the server. Its log says more.");
}

function foreseen(error: Error): ProblemError | null {
  if (error instanceof ProblemError) return error;
  if (error instanceof InvalidCursor)
    return new ProblemError(422, "“cursor” must be a nextCursor of an earlier answer to the same query.");
  // Its message says what to change.
  if (error instanceof UnreadableMarkdown) return new ProblemError(422, error.message);
  if (error instanceof UnreadableYjs)
    return new ProblemError(
      422,
      error.message,
      error.roots.length > 0 ? { more: { roots: error.roots } } : {},
    );
  if (error instanceof NewerPage) return new ProblemError(501, error.message);
  if (error instanceof RoomUnavailable) return unavailable(error);
  if (error instanceof StorageFailed || error instanceof DamagedDocument) return notNow(error);
  if (error instanceof HTTPException)
    return new ProblemError(error.status as ContentfulStatusCode, STATUS_CODES[error.status] ?? "Error");
  return null;
}

function unavailable(error: RoomUnavailable): ProblemError {
  switch (error.reason) {
    case closeReasons.purged:
      return gone();
    case closeReasons.trashed:
      return inTrash();
    case closeReasons.unknownDocument:
      return unknown();
    case closeReasons.documentTooLarge:
      return new ProblemError(413, "The document would grow over the size limit. Split it in two.");
    case closeReasons.damaged:
      return new ProblemError(503, damageIn(error), { cause: error });
    default:
      return notNow(error);
  }
}

/** The document, or the disk, does not answer as it should; whoever asked may ask again. */
export function notNow(cause: Error): ProblemError {
  const headers = { "Retry-After": "5" };
  return new ProblemError(503, "The document cannot be opened or stored right now. Try again in a moment.", {
    ...{ headers, cause },
  });
}

/** No `Retry-After`: it comes back when somebody has restored it. The sentence of the storage is meant for people. */
function damageIn({ cause }: RoomUnavailable): string {
  const what = cause instanceof Error ? cause.message : "This document is damaged on disk.";
  return `${what} Ask whoever runs this server to restore it from a backup.`;
}

export const unknown = () => new ProblemError(404, "There is no document with this id.");
export const gone = () =>
  new ProblemError(410, "This document was deleted for good; its id is never used again.");
export const inTrash = () =>
  new ProblemError(409, 'The document is in the trash. Take it out first, with {"trashed": false}.');
