import { describe, expect, it } from "vitest";
import { imageAddress, linkAddress } from "./addresses.js";

describe("a typed link", () => {
  it.each([
    ["https://example.org/a?b#c", "https://example.org/a?b#c"],
    ["  example.org/page ", "https://example.org/page"],
    ["example.org:8080/x", "https://example.org:8080/x"],
    ["localhost:3000", "https://localhost:3000"],
    ["ada@example.org", "mailto:ada@example.org"],
    ["mailto:ada@example.org", "mailto:ada@example.org"],
    ["tel:+4930123", "tel:+4930123"],
    ["/d/plan", "/d/plan"],
    ["#part", "#part"],
  ])("%s becomes %s", (typed, address) => {
    expect(linkAddress(typed)).toBe(address);
  });

  it.each([
    "",
    "two words",
    "word",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\u200Bscript:alert(1)",
    "data:text/html,<b>",
    "vbscript:x",
    "ftp://example.org",
  ])("%j is refused", (typed) => {
    expect(linkAddress(typed)).toBeNull();
  });
});

describe("a typed picture", () => {
  it("is https", () => {
    expect(imageAddress("https://example.org/a.png")).toBe("https://example.org/a.png");
    expect(imageAddress("example.org/a.png")).toBe("https://example.org/a.png");
  });

  it.each([
    "data:image/png;base64,AAAA",
    "blob:https://x/y",
    "javascript:1",
    "/local.png",
    "http://example.org/a.png",
    "HTTP://example.org/a.png",
    "https://",
    "a picture",
  ])("%j is refused", (typed) => {
    expect(imageAddress(typed)).toBeNull();
  });
});
