/**
 * What can go wrong between the page and the server, as two errors: the server said no (`ApiProblem`), or nobody
 * knows what it would have said (`Unreachable`). Both carry a sentence that can be shown to a reader as it is.
 */
import type { Problem } from "@manyhands/backend/protocol/rest";

/** The server answered, with an error. `message` is its `detail`: what to change. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly title: string;

  constructor(problem: Pick<Problem, "status" | "title" | "detail">) {
    super(problem.detail);
    this.status = problem.status;
    this.title = problem.title;
  }
}

/** No answer came: the network is off, the server is down, or it took too long. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";

  constructor(message: string, cause: unknown) {
    super(message, { cause });
  }
}

/** Reads an error response; one that is no problem+json (a proxy's page, say) still becomes a sentence. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const { status } = response;
  const title = response.statusText || `Error ${status}`;
  const type = response.headers.get("content-type") ?? "";
  if (/[/+]json\b/.test(type)) {
    const body: unknown = await response.json().catch(() => null);
    if (typeof body === "object" && body !== null) {
      const given = body as Partial<Record<keyof Problem, unknown>>;
      const named = typeof given.title === "string" && given.title !== "" ? given.title : title;
      const detail = typeof given.detail === "string" && given.detail !== "" ? given.detail : named;
      return new ApiProblem({ status, title: named, detail });
    }
  }
  // 502–504 come from a proxy in front of a server that is not there.
  const detail =
    status >= 502 && status <= 504
      ? "The server is not answering. Try again in a moment."
      : `The server answered with an error (${status}).`;
  return new ApiProblem({ status, title, detail });
}

/** True where trying again may help: nobody answered, or the server itself failed. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof Unreachable ||
    (error instanceof ApiProblem && (error.status >= 500 || error.status === 429))
  );
}

/** The sentence for a reader; a fault of ours gets a plain one and goes to the console. */
export function wordsFor(error: unknown): string {
  if (error instanceof ApiProblem || error instanceof Unreachable) return error.message;
  console.error(error);
  return "Something went wrong in this page. Reload it and try again.";
}
