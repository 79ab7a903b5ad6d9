import { describe, expect, it } from "vitest";
import { closeReasons, isFinal, retryAfterMs } from "./close-reason.js";
import { documentIdFromPath, isDocumentId, isPageId } from "./document-id.js";

describe("document names", () => {
  it.each(["a", "A-b_9", "x".repeat(128)])("%s may be a page's", (name) => expect(isPageId(name)).toBe(true));

  it.each(["my.doc", "team/notes", "user:7@home~", "x".repeat(200)])("%s may be a raw document's", (name) => {
    expect(isDocumentId(name)).toBe(true);
    expect(isPageId(name)).toBe(false);
  });

  it.each([
    "",
    "a/",
    "/a",
    "a//b",
    "..",
    "a/../b",
    "a/.",
    "a b",
    "a\0",
    "é",
    "a%2fb",
    "a\\b",
    "x".repeat(201),
  ])("%j is refused", (name) => expect(isDocumentId(name)).toBe(false));

  it("are decoded exactly once", () => {
    expect(documentIdFromPath("team%2Fnotes")).toBe("team/notes");
    expect(documentIdFromPath("team%252Fnotes")).toBeNull();
    expect(documentIdFromPath("%2e%2e")).toBeNull();
    expect(documentIdFromPath("%")).toBeNull();
    expect(documentIdFromPath("__proto__")).toBe("__proto__");
  });
});

describe("[W4] close reasons", () => {
  it("say by their code whether to try again, and fit into a close frame", () => {
    for (const { code, text } of Object.values(closeReasons))
      expect({ code, bytes: Buffer.byteLength(text) <= 123 }).toEqual({ code, bytes: true });
    const final = (reason: keyof typeof closeReasons) => isFinal(closeReasons[reason].code);
    expect((["badName", "unknownDocument", "purged", "frameTooLarge"] as const).every(final)).toBe(true);
    expect((["restarting", "overloaded", "storageFailed", "loadFailed"] as const).some(final)).toBe(false);
  });

  it("say when to come back, never all at the same time, where coming back may help", () => {
    const drawn = (code: number) => [retryAfterMs(code, 0), retryAfterMs(code, 1)];
    for (const { code } of [closeReasons.restarting, closeReasons.overloaded, closeReasons.storageFailed]) {
      const [soonest, latest] = drawn(code);
      expect(soonest).toBeGreaterThan(0);
      expect(latest).toBeGreaterThan(2 * (soonest ?? Number.POSITIVE_INFINITY));
    }
    for (const { code } of [closeReasons.purged, closeReasons.malformedFrame, closeReasons.silent])
      expect(drawn(code)).toEqual([null, null]);
  });
});
