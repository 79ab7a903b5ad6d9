import { afterEach, describe, expect, it } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { watchPeople } from "./people.js";
import { othersPresent, readUser } from "./presence.js";

const docs: Y.Doc[] = [];
afterEach(() => {
  for (const doc of docs.splice(0)) doc.destroy();
});

function awarenessWith(own: unknown, others: Record<number, unknown>): Awareness {
  const doc = new Y.Doc();
  docs.push(doc);
  const awareness = new Awareness(doc);
  awareness.setLocalState({ user: own });
  for (const [clientId, user] of Object.entries(others)) {
    awareness.states.set(Number(clientId), user === undefined ? {} : { user });
  }
  return awareness;
}

describe("reading a user", () => {
  it("keeps what is well-formed", () => {
    expect(readUser({ user: { id: "a1", name: "Imani", color: "#BE4363" } }, 7)).toEqual({
      id: "a1",
      name: "Imani",
      color: "#be4363",
    });
  });

  it("replaces what could break out of a style, a label or the line", () => {
    const hostile = { id: "x y", name: "a\u202Eb\n\u0000c", color: "red;background:url(//evil)" };
    expect(readUser({ user: hostile }, 7)).toEqual({ id: "client-7", name: "a b c", color: "#6d6963" });
  });

  it("shortens a long name by whole characters", () => {
    expect(readUser({ user: { name: "👋".repeat(100_000) } }, 1)?.name).toBe("👋".repeat(40));
  });

  it("names the nameless and ignores states without a user", () => {
    for (const name of [undefined, 12, "", " \u200b ", {}]) {
      expect(readUser({ user: { name } }, 1)?.name).toBe("Guest");
    }
    for (const state of [null, undefined, 3, "user", {}, { user: "Imani" }, { user: null }]) {
      expect(readUser(state, 1)).toBeNull();
    }
  });
});

describe("who is present", () => {
  it("a person with several tabs counts once, and stays in place", () => {
    const imani = { id: "im", name: "Imani", color: "#be4363" };
    const wren = { id: "wr", name: "Wren", color: "#0376a9" };
    const awareness = awarenessWith({ id: "me" }, { 30: imani, 20: wren, 10: imani });
    expect(othersPresent(awareness)).toEqual([
      { ...imani, clientIds: [10, 30] },
      { ...wren, clientIds: [20] },
    ]);
  });

  it("one's own other tabs are not somebody else", () => {
    const awareness = awarenessWith({ id: "me", name: "Me" }, { 5: { id: "me", name: "Me" } });
    expect(othersPresent(awareness)).toEqual([]);
  });

  it("clients without an id are told apart by their tabs", () => {
    const awareness = awarenessWith({ id: "me" }, { 5: { name: "Bot" }, 6: { name: "Bot" } });
    expect(othersPresent(awareness).map((person) => person.id)).toEqual(["client-5", "client-6"]);
  });
});

it("listeners hear of people, not of carets", () => {
  const awareness = awarenessWith({ id: "me" }, {});
  const people = watchPeople(awareness);
  let heard = 0;
  people.subscribe(() => heard++);
  const set = (state: unknown) => {
    awareness.states.set(9, state as Record<string, unknown>);
    awareness.emit("change", [{ added: [], updated: [9], removed: [] }, "test"]);
  };
  const user = { id: "wr", name: "Wren", color: "#0376a9" };
  set({ user, cursor: 1 });
  set({ user, cursor: 2 });
  expect(heard).toBe(1);
  expect(people.current.map((person) => person.name)).toEqual(["Wren"]);
  set({ user: { ...user, name: "Wren B" }, cursor: 2 });
  expect(heard).toBe(2);
});
