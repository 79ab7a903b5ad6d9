import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { quietMs, TintFading } from "./tint-fading.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A layer that draws these cursors, as the real one does; who is tinted as of its last drawing. */
function layer() {
  const cursors = new Map<number, number>();
  let tinted: number[] = [];
  const draw = () => {
    tinted = [...cursors].filter(([id, cursor]) => fading.isTinted(id, cursor)).map(([id]) => id);
    fading.keepOnly(new Set(cursors.keys()));
    fading.watch();
  };
  const fading = new TintFading(draw);
  return {
    move(id: number, cursor: number) {
      cursors.set(id, cursor);
      draw();
    },
    leave(id: number) {
      cursors.delete(id);
      draw();
    },
    draw,
    tinted: () => tinted,
    fading,
  };
}

describe("a tint fades ten seconds after its person moved", () => {
  it("also while another person keeps moving", () => {
    const { move, tinted } = layer();
    move(1, 0);
    for (let second = 1; second <= 9; second++) {
      vi.advanceTimersByTime(1_000);
      move(2, second);
    }
    expect(tinted()).toEqual([1, 2]);
    vi.advanceTimersByTime(1_000);
    expect(tinted()).toEqual([2]);
    vi.advanceTimersByTime(quietMs - 1_001);
    expect(tinted()).toEqual([2]);
    vi.advanceTimersByTime(1);
    expect(tinted()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("and drawing again, because the text around it changed, does not put that off", () => {
    const { move, draw, tinted } = layer();
    move(1, 0);
    vi.advanceTimersByTime(quietMs - 1);
    draw();
    expect(tinted()).toEqual([1]);
    vi.advanceTimersByTime(1);
    expect(tinted()).toEqual([]);
  });

  it("waits for nobody who has left, and for nothing once it is stopped", () => {
    const { move, leave, fading } = layer();
    move(1, 0);
    leave(1);
    expect(vi.getTimerCount()).toBe(0);
    move(2, 0);
    fading.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
