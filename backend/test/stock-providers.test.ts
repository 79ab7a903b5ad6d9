/** [P4] Unmodified y-websocket providers, version 3.1 and 2, against the whole server over real sockets. */
import { afterEach, describe, expect, it } from "vitest";
import { House, type HouseOptions } from "./kit/house.js";
import { agree, Person, type PersonOptions } from "./kit/person.js";
import { until } from "./kit/until.js";

let house: House;
const people: Person[] = [];

const open = async (options: HouseOptions = {}) => {
  house = await House.open(options);
};

const enter = (document: string, options: PersonOptions = {}) => {
  const person = new Person(house.collabUrl, document, options);
  people.push(person);
  return person;
};

const join = (document: string, options: PersonOptions = {}) => enter(document, options).arrived();

afterEach(async () => {
  for (const person of people.splice(0)) person.leave();
  await house.stop();
});

describe.each([
  [3, 3],
  [3, 2],
  [2, 2],
] as const)("stock y-websocket %i and %i", (first, second) => {
  it("[P4][W2] share a document as they type", async () => {
    await open();
    const alice = await join("notes", { name: "alice", stock: first });
    const bob = await join("notes", { name: "bob", stock: second });
    alice.types("hello ");
    await agree([alice, bob], "hello ");
    bob.types("world");
    await agree([alice, bob], "hello world");
  });

  it("[W6] find what was written before they came, and an empty document where nothing was", async () => {
    await open();
    const alice = await join("notes", { stock: first });
    alice.types("already here");
    const bob = await join("notes", { stock: second });
    await agree([alice, bob], "already here");
    expect((await join("another", { stock: second })).text).toBe("");
  });

  it("[R6] see each other come, and vanish when a socket goes", async () => {
    await open();
    const alice = await join("notes", { name: "alice", stock: first });
    const bob = await join("notes", { name: "bob", stock: second });
    await until(() => alice.sees.length === 2 && bob.sees.length === 2, "they see each other");
    expect(alice.sees).toEqual(["alice", "bob"]);
    // A tab that dies says nothing; only its socket tells.
    bob.provider.shouldConnect = false;
    (bob.provider.ws as unknown as { terminate(): void }).terminate();
    await until(() => alice.sees.length === 1, "bob vanishes for alice");
  });

  it("[W4] come back by themselves after a restart, with what they wrote meanwhile", async () => {
    await open();
    const alice = await join("notes", { name: "alice", stock: first });
    const bob = await join("notes", { name: "bob", stock: second });
    alice.types("before ");
    await agree([alice, bob], "before ");
    await house.stop();
    await until(() => !alice.provider.wsconnected && !bob.provider.wsconnected, "both are cut off");
    expect([...alice.closeCodes, ...bob.closeCodes]).toEqual([1012, 1012]);
    alice.types("alice alone ");
    bob.types("bob alone ");
    await house.start();
    await agree([alice, bob], "alice alone ");
    expect(alice.text).toContain("bob alone ");
    alice.moves();
    bob.moves();
    await until(() => alice.sees.length === 2 && bob.sees.length === 2, "they see each other again");
  });
});

it("[P4] documents are kept apart by name, and a name may have segments", async () => {
  await open();
  const alice = await join("team/board:1@home");
  const bob = await join("team/board:1");
  alice.types("mine");
  bob.types("other");
  const carol = await join("team%2Fboard:1@home");
  await agree([alice, carol], "mine");
  expect(bob.text).toBe("other");
});

it("[W4] a stock 3.1 provider stops for good where retrying is useless", async () => {
  await open({ env: { RAW_DOCUMENTS: "off" } });
  const nowhere = enter("unknown-document");
  const malformed = enter("a//b");
  await until(() => nowhere.closeCodes.length > 0 && malformed.closeCodes.length > 0, "both are told");
  expect(nowhere.closeCodes).toEqual([4404]);
  expect(malformed.closeCodes).toEqual([4400]);
  expect(nowhere.provider.shouldConnect).toBe(false);
  expect(malformed.provider.shouldConnect).toBe(false);
});
