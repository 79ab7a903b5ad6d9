/** Requests to the server's REST API: with a deadline, and with errors that say what happened. */
import { problemOf, Unreachable } from "./problem.js";

const deadlineMs = 15_000;
/** Imports are parsed on the server and may be 20 MB on a slow line. */
export const importDeadlineMs = 120_000;

export interface Call {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly body?: { readonly type: string; readonly content: string };
  readonly signal?: AbortSignal | undefined;
  readonly deadlineMs?: number;
}

/**
 * Resolves with a successful response. Rejects with `ApiProblem` when the server refused, `Unreachable` when no
 * answer came in time, and the signal's own reason when the caller gave up.
 */
export async function request(path: string, call: Call = {}): Promise<Response> {
  const deadline = AbortSignal.timeout(call.deadlineMs ?? deadlineMs);
  const signal = call.signal ? AbortSignal.any([call.signal, deadline]) : deadline;
  let response: Response;
  try {
    response = await fetch(path, {
      method: call.method ?? "GET",
      signal,
      headers: { accept: "application/json", ...(call.body && { "content-type": call.body.type }) },
      ...(call.body && { body: call.body.content }),
    });
  } catch (cause) {
    call.signal?.throwIfAborted();
    throw new Unreachable(
      deadline.aborted ? "The server took too long to answer." : "The server cannot be reached.",
      cause,
    );
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** A JSON body. */
export function json(content: unknown): NonNullable<Call["body"]> {
  return { type: "application/json", content: JSON.stringify(content) };
}
