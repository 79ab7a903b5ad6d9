/** The server's life in one process: how it stops while work is under way, and what it does by itself. */
import { afterEach, expect, it } from "vitest";
import { trashMs } from "../src/http/purge.js";
import type { DocumentId } from "../src/protocol/document-id.js";
import { House } from "./kit/house.js";
import { agree, Person } from "./kit/person.js";
import { dial } from "./kit/stranger.js";
import { until } from "./kit/until.js";

let house: House;
const people: Person[] = [];

const join = (name: string) => {
  const person = new Person(house.collabUrl, "notes", { name });
  people.push(person);
  return person.arrived();
};

afterEach(async () => {
  for (const person of people.splice(0)) person.leave();
  house.storage.open();
  await house.stop();
});

it("while it stops it is not ready, lets nobody in, and finishes every commit before the port is free", async () => {
  house = await House.open();
  const alice = await join("alice");
  alice.types("first ");
  await until(() => house.storage.batches.length === 1, "the first words are stored");
  const ready = await fetch(`${house.url}/readyz`);
  expect(ready.status).toBe(200);
  await ready.text();

  house.storage.shut();
  alice.types("last words");
  await until(() => house.storage.batches.length === 2, "the last words are being stored");
  // Half a request: its connection is not an idle one, so it is there to be answered while the server stops.
  const { socket, answer } = await dial(house.port, "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  // Read to its end, or its connection would be busy too when the server stops.
  await (await fetch(`${house.url}/healthz`)).text();
  let stopped = false;
  void house.stop().then(() => {
    stopped = true;
  });
  socket.write("\r\n");
  await until(
    () => answer().startsWith("HTTP/1.1 503"),
    () => `not ready in ${answer()}`,
  );
  await expect(fetch(`${house.url}/healthz`)).rejects.toThrow();
  expect(stopped).toBe(false);
  await until(() => alice.closeCodes.length > 0, "alice is told");
  expect(alice.closeCodes[0]).toBe(1012);

  house.storage.open();
  await until(() => stopped, "it has stopped");
  for (const person of people.splice(0)) person.leave();
  await house.start();
  await agree([await join("bob"), await join("carol")], "first last words");
});

it("what has been in the trash for 30 days is deleted for good at the start", async () => {
  house = await House.open();
  await house.stop();
  const old = "old" as DocumentId;
  const recent = "recent" as DocumentId;
  for (const id of [old, recent]) await house.catalog.create({ id, kind: "page", title: id, at: 0 });
  await house.catalog.setTrashed(old, Date.now() - trashMs - 1);
  await house.catalog.setTrashed(recent, Date.now());
  await house.start();
  // Stopping waits for the tidying to end.
  await house.stop();
  expect(await house.catalog.find(old)).toBe("purged");
  expect(await house.catalog.find(recent)).toMatchObject({ id: recent });
});
