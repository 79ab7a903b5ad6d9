import { describe, expect, test } from "vitest";
import { detailOf, httpKit, id } from "../../test/kit/http-kit.js";

const jsonType = { "Content-Type": "application/json" };

describe("problems", () => {
  test.each(["/api", "/api/", "/api/nothing", "/api/documents/", "/api/documents/a/b/c", "/api/%00"])(
    "an unknown path %s is a 404",
    async (path) => {
      await detailOf(await httpKit().ask(path), 404);
    },
  );

  test.each<[string, string, string[]]>([
    ["PUT", "/api/documents", ["GET", "HEAD", "POST"]],
    ["POST", "/api/documents/a", ["DELETE", "GET", "HEAD", "PATCH"]],
    ["DELETE", "/api/documents/a/snapshot", ["GET", "HEAD"]],
    ["POST", "/healthz", ["GET", "HEAD"]],
    ["POST", "/", ["GET", "HEAD"]],
  ])("%s %s is a 405 that says what is allowed, and OPTIONS says it too", async (method, path, allowed) => {
    const { ask } = httpKit();
    const response = await ask(path, { method });
    const methods = (answer: Response) => answer.headers.get("Allow")?.split(", ").sort();
    expect(methods(response)).toEqual(allowed);
    await detailOf(response, 405);
    const options = await ask(path, { method: "OPTIONS" });
    expect([options.status, methods(options)]).toEqual([204, allowed]);
  });

  test.each<[string, RequestInit, number, RegExp]>([
    ["JSON that is none", { headers: jsonType, body: "{" }, 400, /not valid JSON/],
    ["an empty JSON body's garbage", { headers: jsonType, body: "\0" }, 400, /not valid JSON/],
    ["bytes that are not UTF-8", { headers: jsonType, body: new Uint8Array([0xff, 0xfe]) }, 400, /UTF-8/],
    ["another type", { headers: { "Content-Type": "text/xml" }, body: "<a/>" }, 415, /application\/json/],
    ["a form", { body: new URLSearchParams({ title: "x" }) }, 415, /application\/json/],
    [
      "another charset",
      { headers: { "Content-Type": "text/markdown; charset=latin1" }, body: "x" },
      415,
      /UTF-8/,
    ],
    [
      "a compressed body",
      { headers: { ...jsonType, "Content-Encoding": "gzip" }, body: "x" },
      415,
      /Content-Encoding/,
    ],
  ])("a body with %s", async (_case, init, status, sentence) => {
    const response = await httpKit().ask("/api/documents", { method: "POST", ...init });
    expect(await detailOf(response, status)).toMatch(sentence);
  });

  test("invalid UTF-8 in Markdown creates nothing", async () => {
    const { fromMarkdown, catalog } = httpKit();
    await detailOf(await fromMarkdown("id=a", new Uint8Array([0x23, 0x20, 0xc3, 0x28])), 400);
    expect(await catalog.find(id("a"))).toBeNull();
  });

  test("JSON nested a hundred thousand deep is refused and hurts nobody", async () => {
    const body = `{"title":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const response = await httpKit().ask("/api/documents", { method: "POST", headers: jsonType, body });
    expect([400, 422]).toContain(response.status);
  });

  test("a fault nobody foresaw is a 500 without its insides", async () => {
    const { ask, catalog } = httpKit();
    catalog.list = () => Promise.reject(new Error("SELECT secret FROM /var/lib"));
    expect(await detailOf(await ask("/api/documents"), 500)).not.toMatch(/SELECT|secret|var/);
  });

  test("HEAD is GET without the body", async () => {
    const { ask } = httpKit();
    const response = await ask("/api/documents", { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect((await ask("/api/documents/nobody", { method: "HEAD" })).status).toBe(404);
  });
});

describe("a body over the limit", () => {
  const limits = { maxBodyBytes: 1000 };

  test("is refused by its Content-Length, before anything is read", async () => {
    let read = false;
    const body = new ReadableStream(
      {
        pull(controller) {
          read = true;
          controller.enqueue(new Uint8Array(1001));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const { ask } = httpKit({ limits });
    const init = { method: "POST", headers: { ...jsonType, "Content-Length": "1001" }, body, duplex: "half" };
    expect(await detailOf(await ask("/api/documents", init as RequestInit), 413)).toContain("1000 bytes");
    expect(read).toBe(false);
  });

  test("is refused as soon as that much has come where no length is told", async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 400;
        controller.enqueue(new Uint8Array(400));
        if (sent === 40_000) controller.close();
      },
    });
    const { ask } = httpKit({ limits });
    const init = { method: "POST", headers: jsonType, body, duplex: "half" };
    await detailOf(await ask("/api/documents", init as RequestInit), 413);
    expect(sent).toBeLessThan(4000);
  });

  test("up to the limit it is read", async () => {
    const { fromMarkdown } = httpKit({ limits });
    expect((await fromMarkdown("", "x".repeat(1000))).status).toBe(201);
    await detailOf(await fromMarkdown("", "x".repeat(1001)), 413);
  });
});

describe("other people's pages", () => {
  const evil = "https://evil.example";

  test.each<[string, string, unknown]>([
    ["POST", "/api/documents", { id: "b" }],
    ["PATCH", "/api/documents/a", { title: "x" }],
    ["DELETE", "/api/documents/a", undefined],
  ])("%s %s from a foreign Origin is refused and changes nothing", async (method, path, body) => {
    const { ask, catalog } = httpKit();
    await catalog.create({ id: id("a"), kind: "page", title: "", at: 1 });
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    for (const Origin of [evil, "null", "http://localhost:3000.evil.example"])
      await detailOf(await ask(path, { method, headers: { ...jsonType, Origin }, ...init }), 403);
    expect(await catalog.find(id("a"))).toMatchObject({ title: "", trashedAt: null });
    expect(await catalog.find(id("b"))).toBeNull();
    const own = await ask(path, {
      method,
      headers: { ...jsonType, Origin: "http://localhost:3000" },
      ...init,
    });
    expect(own.ok).toBe(true);
  });

  test("a rebound name is not answered, with or without an Origin", async () => {
    const { ask } = httpKit();
    await detailOf(await ask("/api/documents", { headers: { Host: "evil.example:3000" } }), 421);
    const headers = { Host: "evil.example:3000", Origin: "http://evil.example:3000" };
    await detailOf(await ask("/api/documents", { method: "POST", headers }), 421);
    expect((await ask("/healthz", { headers: { Host: "manyhands:3000" } })).status).toBe(200);
  });

  test("a foreign page may not read answers, an allowed one may", async () => {
    const { ask } = httpKit({ origins: { allowedOrigins: ["https://app.example"], openOnLoopback: false } });
    const get = (Origin: string) => ask("/api/documents", { headers: { Origin } });
    expect((await get(evil)).headers.has("Access-Control-Allow-Origin")).toBe(false);
    expect((await get("https://app.example")).headers.get("Access-Control-Allow-Origin")).toBe(
      "https://app.example",
    );
    expect((await get("https://app.example")).headers.get("Vary")).toContain("Origin");

    const preflight = (Origin: string) =>
      ask("/api/documents/a", {
        method: "OPTIONS",
        headers: { Origin, "Access-Control-Request-Method": "PATCH" },
      });
    expect((await preflight(evil)).headers.has("Access-Control-Allow-Origin")).toBe(false);
    const allowed = await preflight("https://app.example");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("Access-Control-Allow-Origin")).toBe("https://app.example");
    expect(allowed.headers.get("Access-Control-Allow-Methods")).toContain("PATCH");
  });
});

describe("security headers", () => {
  test.each(["/", "/api/documents", "/api/nothing", "/healthz", "/assets/none.js"])(
    "stand on %s",
    async (path) => {
      const { headers } = await httpKit().ask(path);
      const policy = headers.get("Content-Security-Policy") ?? "";
      const directives = new Map(
        policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]),
      );
      expect(directives.get("script-src")).toEqual(["'self'"]);
      expect(directives.get("connect-src")).toEqual(["'self'"]);
      expect(directives.get("img-src")).toEqual(["'self'", "data:", "https:"]);
      for (const name of ["object-src", "base-uri", "frame-ancestors"])
        expect(directives.get(name)).toEqual(["'none'"]);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("same-origin");
      expect(headers.get("Permissions-Policy")).toContain("camera=()");
      expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
      expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
      expect(headers.has("X-Powered-By")).toBe(false);
      expect(headers.has("Strict-Transport-Security")).toBe(false);
    },
  );

  test("browsers are told to stay with HTTPS where that is the public address", async () => {
    const { ask } = httpKit({ origins: { publicUrl: "https://docs.example.org" } });
    expect((await ask("/healthz")).headers.get("Strict-Transport-Security")).toBe("max-age=15552000");
  });
});

describe("health", () => {
  test("alive, ready, and its figures", async () => {
    const { ask } = httpKit();
    expect(await (await ask("/healthz")).text()).toBe("ok");
    expect((await ask("/readyz")).status).toBe(200);
    const metrics = await ask("/metrics");
    expect(metrics.headers.get("Content-Type")).toMatch(/^text\/plain/);
    expect(await metrics.text()).toContain("manyhands_rooms");
  });

  test("alive but not ready while starting or draining", async () => {
    const { ask } = httpKit({ notReady: "The server is stopping." });
    expect((await ask("/healthz")).status).toBe(200);
    await detailOf(await ask("/readyz"), 503);
  });
});
