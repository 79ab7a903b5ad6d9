import { describe, expect, it } from "vitest";
import { personColors } from "../ui/people-colors.js";
import { currentGuest, maxNameLength, parseGuest } from "./guest.js";

describe("a guest", () => {
  it("is made up where none is kept, and stays the same", () => {
    const guest = currentGuest();
    expect(guest.name).toMatch(/^Guest \w+$/);
    expect(personColors.map((color) => color.hex)).toContain(guest.color);
    expect(currentGuest()).toBe(guest);
  });

  it("is read with suspicion from what was kept", () => {
    expect(parseGuest('{"name":"Imani","color":"#be4363"}')).toEqual({ name: "Imani", color: "#be4363" });
    expect(parseGuest('{"name":"Imani","color":"#be4364"}')).toEqual({ name: "Imani", color: "#be4363" });
    expect(parseGuest(JSON.stringify({ name: "x".repeat(999), color: "#be4363" }))?.name).toHaveLength(
      maxNameLength,
    );
    for (const kept of [null, "", "7", "null", "{}", '{"name":" ","color":"#be4363"}', '{"name":"A"}']) {
      expect(parseGuest(kept)).toBeNull();
    }
  });
});
