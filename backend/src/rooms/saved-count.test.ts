import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SavedCount } from "./saved-count.js";

describe("the count of saved messages", () => {
  it("is the number of the last saved message while none is refused", () => {
    const saved = new SavedCount();
    for (const isStep2 of [true, false, false]) saved.received(isStep2);
    saved.saved(1, true);
    expect(saved.count).toBe(1);
    saved.saved(3, false);
    expect(saved.count).toBe(3);
  });

  it("stops at a refused message, and goes on with the next step 2 that is saved", () => {
    const saved = new SavedCount();
    saved.received(false);
    saved.saved(1, false);
    saved.refused(saved.received(false));
    saved.received(false);
    saved.saved(3, false);
    expect(saved.count).toBe(1);
    saved.received(true);
    saved.saved(4, true);
    expect(saved.count).toBe(4);
  });

  it("does not go past what was refused after a step 2, when that is saved", () => {
    const saved = new SavedCount();
    saved.refused(saved.received(false));
    saved.received(true);
    saved.refused(saved.received(false));
    saved.saved(2, true);
    expect(saved.count).toBe(2);
    saved.received(false);
    saved.saved(4, false);
    expect(saved.count).toBe(2);
  });

  it("is never more than a step 2 and what follows it without a gap can vouch for", () => {
    const message = fc.record({ isStep2: fc.boolean(), refused: fc.boolean() });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), fc.nat(40), (messages, lag) => {
        const saved = new SavedCount();
        const due: (() => void)[] = [];
        for (const { isStep2, refused } of messages) {
          const n = saved.received(isStep2);
          if (refused) saved.refused(n);
          else due.push(() => saved.saved(n, isStep2));
          if (due.length > lag) due.shift()?.();
        }
        for (const settle of due) settle();
        // Said plainly: the longest prefix in which every refused message has a saved step 2 behind it.
        let expected = 0;
        for (let n = 1; n <= messages.length; n++) {
          const prefix = messages.slice(0, n);
          const lastStep2 = prefix.findLastIndex((each) => each.isStep2 && !each.refused);
          if (prefix.every(({ refused }, i) => !refused || i < lastStep2)) expected = n;
        }
        expect(saved.count).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
