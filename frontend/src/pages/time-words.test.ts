import { describe, expect, it } from "vitest";
import { ageOf, shortTime, trashWords } from "./time-words.js";

const now = new Date(2025, 3, 10, 14, 30);
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe("the time of a list entry", () => {
  it("is counted in minutes, then in hours, as long as it is today", () => {
    expect(shortTime(ago(0.5), now)).toBe("now");
    expect(shortTime(ago(12), now)).toBe("12 min");
    expect(shortTime(ago(60), now)).toBe("1 h");
    expect(shortTime(ago(14 * 60), now)).toBe("14 h");
  });

  it("is a day of the week for a week, then a date, with the year only when it is another one", () => {
    expect(shortTime(new Date(2025, 3, 9, 23, 59), now)).toBe("Yesterday");
    expect(shortTime(new Date(2025, 3, 8, 9), now)).toBe("Tuesday");
    expect(shortTime(new Date(2025, 3, 3, 9), now)).toBe("3 April");
    expect(shortTime(new Date(2024, 2, 28, 9), now)).toBe("28 March 2024");
  });

  it("still counts minutes just after midnight", () => {
    expect(shortTime(new Date(2025, 3, 9, 23, 50), new Date(2025, 3, 10, 0, 10))).toBe("20 min");
  });

  it("never lies in the future when two clocks differ", () => {
    expect(shortTime(ago(-90), now)).toBe("now");
    expect(ageOf(ago(-24 * 60), now)).toBe("Today");
  });
});

describe("the group of a list entry", () => {
  it("changes at midnight and after seven days", () => {
    expect(ageOf(new Date(2025, 3, 10, 0, 0), now)).toBe("Today");
    expect(ageOf(new Date(2025, 3, 9, 23, 59), now)).toBe("This week");
    expect(ageOf(new Date(2025, 3, 4, 0, 0), now)).toBe("This week");
    expect(ageOf(new Date(2025, 3, 3, 23, 59), now)).toBe("Earlier");
  });
});

describe("the trash", () => {
  it("says how long it keeps a document", () => {
    const daysAgo = (days: number) => ago(days * 24 * 60);
    expect(trashWords(daysAgo(0), now)).toBe("Deleted for good in 30 days");
    expect(trashWords(daysAgo(28.5), now)).toBe("Deleted for good in 2 days");
    expect(trashWords(daysAgo(29.5), now)).toBe("Deleted for good in a day");
    expect(trashWords(daysAgo(31), now)).toBe("Deleted for good today");
  });
});
