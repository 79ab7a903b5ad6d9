import { describe, expect, it, vi } from "vitest";
import { personColors } from "../ui/people-colors.js";
import { currentGuest, maxNameLength, parseGuest } from "./guest.js";

describe("a guest", () => {
  it("is made up where none is kept, and stays the same", () => {
    const guest = currentGuest();
    expect(guest.id).toMatch(/^[0-9a-f]{24}$/);
    expect(guest.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    expect(personColors.map((color) => color.hex)).toContain(guest.color);
    expect(currentGuest()).toBe(guest);
  });

  it("hardly ever has the name of another guest", async () => {
    const names = new Set<string>();
    for (let guests = 0; guests < 200; guests++) {
      vi.resetModules();
      names.add((await import("./guest.js")).currentGuest().name);
    }
    // Of 1,024 names 200 guests have about 182 different ones; of the fourteen there once were, fourteen.
    expect(names.size).toBeGreaterThan(140);
  });

  it("is read with suspicion from what was kept", () => {
    const imani = { id: "a1", name: "Imani", color: "#be4363" };
    const parse = (kept: unknown) => parseGuest(JSON.stringify(kept));
    expect(parse(imani)).toEqual(imani);
    expect(parse({ ...imani, color: "#be4364" })).toEqual(imani);
    expect(parse({ ...imani, name: "x".repeat(999) })?.name).toHaveLength(maxNameLength);
    for (const kept of [
      7,
      null,
      {},
      { ...imani, name: " " },
      { ...imani, id: "<a>" },
      { id: "a1", name: "A" },
    ]) {
      expect(parse(kept)).toBeNull();
    }
    for (const kept of [null, "", "{"]) expect(parseGuest(kept)).toBeNull();
  });
});
