import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Parlour, Visitor } from "../../test/kit/parlour.js";
import { type AwarenessEntry, awarenessFrame } from "../protocol/frames.js";
import { defaultLimits } from "../protocol/limits.js";
import { Presence } from "./presence.js";

const user = (name: string) => JSON.stringify({ user: { name, color: "#be4363" } });
const entry = (clientId: number, clock = 1, state = user(`u${clientId}`)): AwarenessEntry => ({
  clientId,
  clock,
  state,
});

describe("[R6] presence", () => {
  it("gives a socket the id of its opening frame's single entry, and drops others' claims to it", () => {
    const presence = new Presence(defaultLimits);
    const [alice, mallory] = [new Visitor(), new Visitor({ address: "10.0.0.9" })];
    expect(presence.receive(alice, [entry(1)], true)).toEqual({ changed: [1], dropped: 0 });
    expect(presence.receive(mallory, [entry(1, 9)], true)).toEqual({ changed: [], dropped: 1 });
    expect(presence.receive(mallory, [entry(1, 9, "null")], false)).toEqual({ changed: [], dropped: 1 });
    expect(presence.owner(1)).toBe(alice);
  });

  it("passes an id to the same guest's socket whose opening frame names it, not to another address", () => {
    const presence = new Presence(defaultLimits);
    const [tab, sibling] = [new Visitor(), new Visitor()];
    presence.receive(tab, [entry(1)], true);
    presence.receive(tab, [entry(2)], false);
    expect(presence.owner(2)).toBe(tab);
    presence.receive(sibling, [entry(2)], true);
    expect(presence.owner(2)).toBe(sibling);
    expect(presence.leave(tab)).toEqual([1]);
  });

  it("forgets what a socket owned, and is not fooled by a stale re-broadcast", () => {
    const presence = new Presence(defaultLimits);
    const [alice, bob] = [new Visitor(), new Visitor()];
    presence.receive(alice, [entry(1, 5)], true);
    presence.receive(bob, [entry(2)], true);
    expect(presence.leave(alice)).toEqual([1]);
    expect(presence.entries([1])).toEqual([{ clientId: 1, clock: 5, state: "null" }]);
    expect(presence.receive(bob, [entry(1, 5)], false)).toEqual({ changed: [], dropped: 1 });
    expect(presence.all().map(({ clientId }) => clientId)).toEqual([2]);
  });

  it("keeps to its limits: ids, bytes, clocks, and states that are JSON objects", () => {
    const presence = new Presence(defaultLimits);
    const alice = new Visitor();
    const many = Array.from({ length: 20 }, (_, i) => entry(i));
    expect(presence.receive(alice, many, true).dropped).toBe(20 - defaultLimits.maxPresenceIds);
    const hostile = [
      entry(0, 2, user("x".repeat(20_000))),
      entry(0, 2 ** 53 - 1),
      entry(0, 2, "{"),
      entry(0, 2, "[1]"),
      entry(0, 2, "7"),
    ];
    expect(presence.receive(alice, hostile, false)).toEqual({ changed: [], dropped: hostile.length });
  });

  it("counts a person with several tabs once, and ignores names and colours that are none", () => {
    const presence = new Presence(defaultLimits);
    const state = (id: string, color: string) => JSON.stringify({ user: { id, name: "Imani", color } });
    presence.receive(new Visitor(), [entry(1, 1, state("a", "#be4363"))], true);
    presence.receive(new Visitor(), [entry(2, 1, state("a", "#be4363"))], true);
    presence.receive(new Visitor(), [entry(3, 1, state("b", "red;}"))], true);
    presence.receive(new Visitor(), [entry(4, 1, '{"user":7}')], true);
    expect(presence.people()).toEqual([{ name: "Imani", color: "#be4363" }]);
  });

  it("never lets two sockets own one id, whatever they send", () => {
    const action = fc.record({ who: fc.nat(3), id: fc.nat(5), clock: fc.nat(6), gone: fc.boolean() });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const presence = new Presence(defaultLimits);
        const people = [0, 1, 2, 3].map((n) => new Visitor({ address: `10.0.0.${n}` }));
        for (const { who, id, clock, gone } of actions) {
          const sender = people[who] as Visitor;
          const before = presence.owner(id);
          presence.receive(sender, [entry(id, clock, gone ? "null" : user("x"))], false);
          const after = presence.owner(id);
          if (before !== null && before !== sender) expect(after).toBe(before);
        }
        for (const person of people) presence.leave(person);
        expect(presence.all()).toEqual([]);
      }),
    );
  });
});

describe("[R6] presence in a room", () => {
  it("reaches everybody, is given to newcomers, and vanishes with its socket", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    alice.points({ user: { name: "Alice", color: "#be4363" } });
    await parlour.settled();
    const carol = await parlour.visit(id);
    for (const person of [bob, carol])
      expect(person.awareness.getStates().get(alice.doc.clientID)).toBeDefined();
    expect(parlour.rooms.people(id)).toEqual([{ name: "Alice", color: "#be4363" }]);
    alice.leaves();
    await parlour.settled();
    for (const person of [bob, carol])
      expect(person.awareness.getStates().get(alice.doc.clientID)).toBeUndefined();
    expect(parlour.rooms.people(id)).toEqual([]);
  });

  it("leaves only after its author's earlier updates are committed", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    parlour.storage.shut();
    alice.types("hello");
    alice.points({ cursor: 5 });
    await parlour.settled();
    expect(bob.awareness.getStates().has(alice.doc.clientID)).toBe(false);
    parlour.storage.open();
    await expect.poll(() => bob.awareness.getStates().has(alice.doc.clientID)).toBe(true);
    expect(bob.text).toBe("hello");
  });

  it("[W5] relays a renewal: higher clock, same state", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    for (let i = 0; i < 3; i++) {
      alice.points({ cursor: 1 });
      await parlour.settled();
    }
    expect(bob.received("awareness")).toHaveLength(3);
  });

  it("coalesces many moves of one turn to the newest", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    for (let i = 0; i < 30; i++) alice.points({ cursor: i });
    await parlour.settled();
    expect(bob.received("awareness")).toHaveLength(1);
    expect(bob.awareness.getStates().get(alice.doc.clientID)).toEqual({ cursor: 29 });
  });

  it("answers a query with everybody's states", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    alice.points({ cursor: 1 });
    await parlour.settled();
    const heard = bob.received("awareness").length;
    bob.says(Uint8Array.of(3));
    expect(bob.received("awareness")).toHaveLength(heard + 1);
    bob.says(awarenessFrame([]));
    expect(bob.closed).toBeNull();
  });
});
