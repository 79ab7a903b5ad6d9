import { afterEach, describe, expect, it, vi } from "vitest";
import { request } from "./client.js";
import { newDocumentId } from "./documents.js";
import { ApiProblem, isPassing, problemOf, Unreachable } from "./problem.js";

const problem = (body: string, status: number, type = "application/problem+json") =>
  problemOf(new Response(body, { status, headers: { "content-type": type } }));

describe("an error from the server", () => {
  it("carries the status and the sentence that says what to change", async () => {
    const body = {
      type: "about:blank",
      title: "Conflict",
      status: 409,
      detail: "Put it in the trash first.",
    };
    expect(await problem(JSON.stringify(body), 409)).toMatchObject({
      name: "ApiProblem",
      status: 409,
      title: "Conflict",
      message: "Put it in the trash first.",
    });
  });

  it.each([
    ["<html>", 500, "text/html", "The server answered with an error (500)."],
    ["<html>", 502, "text/html", "The server is not answering. Try again in a moment."],
    ["{", 400, "application/problem+json", "The server answered with an error (400)."],
    ["null", 400, "application/json", "The server answered with an error (400)."],
    ['{"title":"Gone","detail":7}', 410, "application/problem+json", "Gone"],
  ])("is a sentence even when its body is %j", async (body, status, type, words) => {
    expect((await problem(body, status, type)).message).toBe(words);
  });

  it("is worth another try only when the server itself failed", () => {
    const of = (status: number) => new ApiProblem({ status, title: "", detail: "" });
    expect([400, 404, 409, 410].some((status) => isPassing(of(status)))).toBe(false);
    expect([429, 500, 503].every((status) => isPassing(of(status)))).toBe(true);
    expect(isPassing(new Unreachable("", null))).toBe(true);
    expect(isPassing(new TypeError())).toBe(false);
  });
});

describe("a request", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("that nobody answers is unreachable", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(request("/api/documents")).rejects.toMatchObject({
      name: "Unreachable",
      message: "The server cannot be reached.",
    });
  });

  it("that takes too long says so", async () => {
    vi.stubGlobal("fetch", (_path: string, { signal }: { signal: AbortSignal }) => {
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    await expect(request("/api/documents", { deadlineMs: 1 })).rejects.toThrow(
      "The server took too long to answer.",
    );
  });

  it("that its caller gave up is no error of the server", async () => {
    const caller = new AbortController();
    vi.stubGlobal("fetch", () => {
      caller.abort(new Error("left the page"));
      return Promise.reject(new DOMException("aborted", "AbortError"));
    });
    await expect(request("/api/documents", { signal: caller.signal })).rejects.toThrow("left the page");
  });
});

describe("the id of a new document", () => {
  it("is 22 letters and digits, never the same", () => {
    const ids = new Set(Array.from({ length: 500 }, newDocumentId));
    expect(ids.size).toBe(500);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]{22}$/);
  });
});
