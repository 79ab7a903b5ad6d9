/** Reading a request's body: its size first, then its type, its bytes, its values. Throws `ProblemError`. */
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import { ProblemError, problem } from "./problem.js";

/** Refuses a body over the limit before it is read, or as soon as that many bytes have come. */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: maxBytes,
    onError: (c) =>
      // The rest of the body is not waited for, so the connection cannot be used again.
      problem(c, 413, `The body is over ${maxBytes} bytes, the limit of this server.`, {
        Connection: "close",
      }),
  });
}

/** The media type in lower case, without parameters; null where there is no Content-Type. */
export function mediaType(c: Context): string | null {
  const header = c.req.header("Content-Type");
  if (header === undefined) return null;
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(header)?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new ProblemError(415, "Send text as UTF-8.");
  if (c.req.header("Content-Encoding") !== undefined)
    throw new ProblemError(415, "Send the body without Content-Encoding.");
  return (header.split(";")[0] ?? "").trim().toLowerCase();
}

/** The body as it came; 400 where it ends early. */
export async function readBytes(c: Context): Promise<Uint8Array> {
  try {
    return new Uint8Array(await c.req.arrayBuffer());
  } catch (cause) {
    throw new ProblemError(400, "The body ended early.", { cause });
  }
}

/** The body as text; 400 where it is not UTF-8 or ends early. */
export async function readText(c: Context): Promise<string> {
  const bytes = await readBytes(c);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ProblemError(400, "The body is not valid UTF-8.", { cause });
  }
}

/** Text as JSON of the given shape; 400 where it is not JSON, 422 where its values do not fit. */
export function parseJson<T>(text: string, shape: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ProblemError(400, "The body is not valid JSON.", { cause });
  }
  return parseValues(value, shape);
}

/** 422 with one sentence per fault. */
export function parseValues<T>(value: unknown, shape: z.ZodType<T>): T {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `“${path.join(".")}”: ${message}`,
  );
  throw new ProblemError(422, `${faults.join("; ").slice(0, 500)}.`);
}
