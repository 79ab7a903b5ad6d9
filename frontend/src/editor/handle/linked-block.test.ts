import { describe, expect, it } from "vitest";
import { blockUrl, linkedBlock } from "./linked-block.js";

describe("the address of a block", () => {
  it("is read back, and nothing else is taken for one", () => {
    const url = blockUrl("https://example.org/d/a%2Fb?q=1#block-1.2", "3141592653.12");
    expect(url).toBe("https://example.org/d/a%2Fb#block-3141592653.12");
    expect(linkedBlock(new URL(url).hash)).toBe("3141592653.12");
    for (const hash of ["", "#", "#block-", "#block-1", "#block-1.2.3", "#section", "#block-a.b"])
      expect(linkedBlock(hash)).toBeNull();
  });
});
