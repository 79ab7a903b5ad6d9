/** manyhands.v1 over real sockets: who gets it, and that nobody else notices that it is there. */
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { subprotocol } from "../src/protocol/features.js";
import { step1Frame, updateFrame } from "../src/protocol/frames.js";
import { type Notice, readNotice } from "../src/protocol/notices.js";
import { House, type HouseOptions } from "./kit/house.js";
import { agree, Person } from "./kit/person.js";
import { Scribe } from "./kit/scribe.js";
import { Stranger } from "./kit/stranger.js";
import { until } from "./kit/until.js";

let house: House;
const guests: (Stranger | Person)[] = [];

const open = async (options: HouseOptions = {}) => {
  house = await House.open(options);
};

const knock = (protocols: string[], document = "notes") => {
  const stranger = new Stranger(`${house.collabUrl}/${document}`, { protocols });
  guests.push(stranger);
  return stranger;
};

const noticesOf = ({ frames }: Stranger): Notice[] => frames.flatMap((frame) => readNotice(frame) ?? []);

afterEach(async () => {
  for (const guest of guests.splice(0)) guest.leave();
  house.storage.open();
  await house.stop();
});

function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 7;
  doc.getText("text").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

describe("the subprotocol", () => {
  it.each([
    [["manyhands.v1"], "manyhands.v1"],
    [["token.abc", "manyhands.v1"], "manyhands.v1"],
    [["token.abc", "other"], "token.abc"],
    [[], ""],
  ])("[W2] of %j is answered with “%s”", async (offered, granted) => {
    await open();
    expect((await knock(offered).opened()).ws.protocol).toBe(granted);
  });

  it("[W2] makes no difference, byte for byte, to who did not ask for it", async () => {
    await open();
    const [stock, ours] = [await knock(["other"]).opened(), await knock([subprotocol]).opened()];
    for (const { ws } of [stock, ours]) ws.send(step1Frame(Uint8Array.of(0)));
    await Promise.all([stock.receives("step2"), ours.receives("step2")]);
    ours.ws.send(updateFrame(updateOf("hi")));
    await stock.receives("update");
    stock.ws.send(updateFrame(updateOf("hi")));
    stock.ws.send(step1Frame(Uint8Array.of(0)));
    await stock.receives("step2", 2);
    expect(stock.frames.map((frame) => frame.toString("hex"))).toEqual([
      "00000100",
      "0001020000",
      `0002${Buffer.from([updateOf("hi").byteLength, ...updateOf("hi")]).toString("hex")}`,
      `0001${Buffer.from([updateOf("hi").byteLength, ...updateOf("hi")]).toString("hex")}`,
    ]);
    await until(() => noticesOf(ours).length === 2, "ours is told");
    expect(noticesOf(ours)).toEqual([
      { type: "acknowledge", count: 0 },
      { type: "acknowledge", count: 1 },
    ]);
  });
});

it("[P1] a provider that counts its messages knows which of its words are stored", async () => {
  await open();
  const scribe = new Scribe(house.collabUrl, "notes", "ours");
  const other = new Person(house.collabUrl, "notes");
  guests.push(scribe, other);
  await Promise.all([scribe.arrived(), other.arrived()]);
  scribe.types("one ");
  await until(() => scribe.allAcknowledged, "the first word is stored");
  house.storage.shut();
  scribe.types("two ");
  await until(() => house.storage.batches.length === 2, "the second is on its way");
  expect(scribe.acknowledged).toEqual(["one "]);
  house.storage.open();
  await until(() => scribe.allAcknowledged, "the second word is stored");
  await agree([scribe, other], "one two ");
});

describe("retry after", () => {
  const farewell = async (guest: Stranger) => {
    const code = await guest.end();
    return [noticesOf(guest).filter(({ type }) => type === "retryAfter").length, code];
  };

  it("[W4] comes before a close that is worth coming back from", async () => {
    await open({ env: { MAX_SOCKETS_PER_DOCUMENT: "2" } });
    const [ours, stock] = [await knock([subprotocol]).opened(), await knock([]).opened()];
    await stock.receives("step1");
    expect(await farewell(knock([subprotocol]))).toEqual([1, 1013]);
    expect(await farewell(knock([]))).toEqual([0, 1013]);
    const stopped = house.stop();
    expect(await farewell(ours)).toEqual([1, 1012]);
    expect(await farewell(stock)).toEqual([0, 1012]);
    expect(stock.types).toEqual(["step1"]);
    await stopped;
    await house.start();
  });

  it("[R2][W4] comes where a document cannot be opened, and not where that is for good", async () => {
    await open({ env: { RAW_DOCUMENTS: "off" } });
    expect(await farewell(knock([subprotocol], "nowhere"))).toEqual([0, 4404]);
    await house.catalog.create({ id: "page" as never, kind: "page", title: "", at: 0 });
    house.storage.failNextLoad = new Error("unreadable");
    const refused = knock([subprotocol], "page");
    expect(await farewell(refused)).toEqual([1, 4503]);
    expect(refused.frames).toHaveLength(1);
  });
});

it("[S6] readiness turns red with the reason while storage fails, and green again by itself", async () => {
  await open();
  const alice = new Person(house.collabUrl, "notes", { name: "alice" });
  guests.push(alice);
  await alice.arrived();
  house.storage.breakDown(new Error("database or disk is full"));
  alice.types("kept");
  const ready = async () => (await fetch(`${house.url}/readyz`)).status;
  await until(async () => (await ready()) === 503, "it is red");
  const { detail } = (await (await fetch(`${house.url}/readyz`)).json()) as { detail: string };
  expect(detail).toBe("Documents cannot be stored: database or disk is full. It is tried again and again.");
  expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
  expect(await house.metrics.text()).toMatch(/manyhands_storage_failing 1[\s\S]*manyhands_unsaved_updates 1/);
  house.storage.mend();
  await until(async () => (await ready()) === 200, "it is green");
  expect(await house.metrics.text()).toMatch(/manyhands_storage_failing 0[\s\S]*manyhands_unsaved_updates 0/);
});
