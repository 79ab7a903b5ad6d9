import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpKit } from "../../test/kit/http-kit.js";

let root: string;
const script = `export const greeting = "${"hello ".repeat(1000)}";\n`;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "manyhands-page-"));
  await mkdir(join(root, "web", "assets"), { recursive: true });
  await writeFile(join(root, "secret.txt"), "secret");
  await writeFile(join(root, "web", ".env"), "secret");
  await writeFile(join(root, "web", "index.html"), "<!doctype html><title>Manyhands</title>");
  await writeFile(join(root, "web", "favicon.svg"), "<svg/>");
  await writeFile(join(root, "web", "assets", "main-C0ffee.js"), script);
  await writeFile(join(root, "web", "assets", "inter-BeefCafe.woff2"), Buffer.alloc(5000));
});
afterAll(() => rm(root, { recursive: true }));

const web = () => httpKit({ webRoot: join(root, "web") });

describe("the page", () => {
  test.each([
    ["/", 200],
    ["/trash", 200],
    ["/d/some-id", 200],
    ["/d/some/raw%2Fid", 200],
    ["/nowhere", 404],
    ["/trash/more", 404],
    ["/assets", 404],
    ["/index", 404],
  ])("%s is the page, with status %i", async (path, status) => {
    const response = await web().ask(path);
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Type")).toMatch(/^text\/html/);
    expect(response.headers.get("Cache-Control")).toBe("no-cache");
    expect(await response.text()).toContain("Manyhands");
  });

  test("is asked for again each time, and not sent again", async () => {
    const { ask } = web();
    const tag = (await ask("/")).headers.get("ETag") ?? "";
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`]) {
      const again = await ask("/", { headers: { "If-None-Match": given } });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
    expect((await ask("/", { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });

  test("not built yet, it says how to build it, and appears without a restart", async () => {
    const late = join(root, "late");
    const { ask } = httpKit({ webRoot: late });
    const response = await ask("/");
    expect(response.status).toBe(503);
    expect(response.headers.get("Content-Type")).toMatch(/^text\/plain/);
    expect(await response.text()).toContain("npm run build");
    await mkdir(late);
    await writeFile(join(late, "index.html"), "now");
    expect(await (await ask("/")).text()).toBe("now");
  });
});

describe("files", () => {
  test("under /assets are kept for a year", async () => {
    const response = await web().ask("/assets/main-C0ffee.js");
    expect(response.headers.get("Content-Type")).toMatch(/^text\/javascript/);
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(await response.text()).toBe(script);
  });

  test("others are asked for again", async () => {
    const response = await web().ask("/favicon.svg");
    expect(response.headers.get("Content-Type")).toMatch(/^image\/svg\+xml/);
    expect(response.headers.get("Cache-Control")).toBe("no-cache");
    expect(response.headers.get("ETag")).not.toBeNull();
  });

  test("text is compressed for whoever takes it, fonts never", async () => {
    const { ask } = web();
    const gzip = { headers: { "Accept-Encoding": "gzip, br" } };
    const text = await ask("/assets/main-C0ffee.js", gzip);
    expect(text.headers.get("Content-Encoding")).toBe("gzip");
    expect(text.headers.get("Vary")).toContain("Accept-Encoding");
    expect(gunzipSync(Buffer.from(await text.arrayBuffer())).toString()).toBe(script);
    const font = await ask("/assets/inter-BeefCafe.woff2", gzip);
    expect(font.headers.get("Content-Encoding")).toBeNull();
    expect(font.headers.get("Content-Type")).toBe("font/woff2");
  });

  test.each(["/assets/gone-123.js", "/robots.txt", "/assets/", "/assets/sub/x.css"])(
    "%s that is not there is no page",
    async (path) => {
      const response = await web().ask(path);
      expect(response.status).toBe(404);
      expect(response.headers.get("Content-Type")).toMatch(/^text\/plain/);
    },
  );
});

describe("nothing outside the folder, however it is spelt", () => {
  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/assets/../../secret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/%252e%252e%252fsecret.txt",
    "//secret.txt",
    "/./.env",
    "/.env",
    "/%2eenv",
    "/secret.txt%00.html",
    "/favicon.svg%00",
    "/favicon.svg/",
    `/${"a".repeat(5000)}.js`,
  ])("%s", async (path) => {
    const response = await web().ask(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("secret");
  });

  test("a path as it comes from the wire, not tidied by a URL parser", async () => {
    const { app } = web();
    for (const path of ["/../secret.txt", "/assets/../../secret.txt", "/..\\secret.txt", "/\0"]) {
      const request = new Request("http://localhost/");
      Object.defineProperty(request, "url", { value: `http://localhost${path}` });
      const response = await app.request(request);
      expect(response.status, path).toBe(404);
      expect(await response.text()).not.toContain("secret");
    }
  });
});
