/** A long installation is not silent, and a short one says nothing more. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withSignOfLife } from "./sign-of-life.js";

const lines: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  lines.length = 0;
});

test("[P7] a line every 15 s says how long it has taken, until it ends", async () => {
  let end = (_code: number): void => {};
  const work = withSignOfLife("Still installing", () => new Promise<number>((resolve) => (end = resolve)));
  vi.advanceTimersByTime(14_000);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(17_000);
  expect(lines).toEqual(["Still installing (15 s) …", "Still installing (30 s) …"]);
  end(3);
  expect(await work).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
});

test("[P7] it also ends where the work fails", async () => {
  await expect(withSignOfLife("Still", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(vi.getTimerCount()).toBe(0);
});
