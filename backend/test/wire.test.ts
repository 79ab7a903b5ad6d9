/** The wire, byte by byte: what the server sends, what it bears, and how it ends a socket. */
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { awarenessFrame, keepAliveFrame, step1Frame, updateFrame } from "../src/protocol/frames.js";
import { House, type HouseOptions } from "./kit/house.js";
import { agree, Person } from "./kit/person.js";
import { Stranger } from "./kit/stranger.js";
import { until } from "./kit/until.js";

let house: House;
const guests: (Stranger | Person)[] = [];

const open = async (options: HouseOptions = {}) => {
  house = await House.open(options);
};

const knock = (document = "notes", options: ConstructorParameters<typeof Stranger>[1] = {}) => {
  const stranger = new Stranger(`${house.collabUrl}/${document}`, options);
  guests.push(stranger);
  return stranger;
};

const join = (document = "notes") => {
  const person = new Person(house.collabUrl, document);
  guests.push(person);
  return person.arrived();
};

const emptyStateVector = Uint8Array.of(0);

function updateOf(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

/** Documents open only after the function returned was called. */
function slowly({ catalog }: House): () => void {
  const find = catalog.find.bind(catalog);
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  catalog.find = async (id) => {
    await gate;
    return find(id);
  };
  return go;
}

afterEach(async () => {
  for (const guest of guests.splice(0)) guest.leave();
  await house.stop();
});

describe("frames", () => {
  it("[W6] sync step 1 is answered, for an empty document too, and the server asks in its turn", async () => {
    await open();
    const stranger = await knock().opened();
    stranger.ws.send(step1Frame(emptyStateVector));
    await stranger.receives("step2");
    expect(stranger.types).toEqual(["step1", "step2"]);
    expect(stranger.frames.map((frame) => [...frame])).toEqual([
      [0, 0, 1, 0],
      [0, 1, 2, 0, 0],
    ]);
  });

  it("[W6] a text frame closes its socket with 1003 and changes nothing", async () => {
    await open();
    const alice = await join();
    const stranger = await knock().opened();
    stranger.ws.send("hello");
    expect(await stranger.end()).toBe(1003);
    alice.types("still here");
    await agree([alice, await join()], "still here");
  });

  it("[W1] an unknown message type is ignored and counted, and the socket goes on", async () => {
    await open();
    const stranger = await knock().opened();
    stranger.ws.send(Uint8Array.of(77, 1, 2, 3));
    stranger.ws.send(step1Frame(emptyStateVector));
    await stranger.receives("step2");
    expect(await house.metrics.text()).toMatch(/manyhands_ignored_frames_total\{reason="unknown-type"\} 1/);
  });

  it.each([
    ["an empty frame", Uint8Array.of()],
    ["half a step 1", Uint8Array.of(0, 0, 9)],
    ["a sync message of no known step", Uint8Array.of(0, 9, 0)],
    ["a number without an end", Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 255, 255)],
  ])("[W1] %s closes its socket with 1007", async (_what, bytes) => {
    await open();
    const stranger = await knock().opened();
    stranger.ws.send(bytes);
    expect(await stranger.end()).toBe(1007);
  });

  it("[W3] a frame over the limit gets 4413, and the largest allowed one is taken", async () => {
    await open({ env: { MAX_FRAME_BYTES: "100000" } });
    const large = updateFrame(updateOf("x".repeat(99_900)));
    expect(large.byteLength).toBeLessThanOrEqual(100_000);
    const fits = await knock().opened();
    fits.ws.send(large);
    fits.ws.send(step1Frame(emptyStateVector));
    await fits.receives("step2");
    const over = await knock().opened();
    over.ws.send(new Uint8Array(100_001));
    expect(await over.end()).toBe(4413);
    const reader = await join();
    await until(() => reader.text.length === 99_900, "the large update is there");
  });

  it("[W3] a frame over what ws reads at all gets 4413 too, or stock clients would send it for ever", async () => {
    await open();
    const stranger = await knock().opened();
    stranger.ws.send(new Uint8Array(33 * 1024 * 1024));
    expect(await stranger.end()).toBe(4413);
  });

  it("[W2] frames arrive whole whatever their size, one message each", async () => {
    await open();
    const alice = await join();
    const bob = await join();
    for (const size of [1, 125, 126, 127, 65_535, 65_536, 200_000]) {
      alice.types("x".repeat(size));
      await agree([alice, bob]);
    }
    expect(bob.closeCodes).toEqual([]);
  });

  it("[W2] what arrives while the document is still loading is taken in order", async () => {
    await open();
    const load = slowly(house);
    const stranger = await knock().opened();
    stranger.ws.send(updateFrame(updateOf("early")));
    stranger.ws.send(step1Frame(emptyStateVector));
    await new Promise((resolve) => stranger.ws.once("pong", resolve).ping());
    expect(stranger.frames).toEqual([]);
    load();
    await stranger.receives("step2");
    const reader = await join();
    await until(() => reader.text === "early", "the early update is kept");
  });

  it("[W3] what arrives while the document is still loading is bounded", async () => {
    await open({ env: { MAX_FRAME_BYTES: "100000" } });
    const load = slowly(house);
    const stranger = await knock().opened();
    for (let i = 0; i < 3; i++) stranger.ws.send(updateFrame(updateOf("x".repeat(50_000))));
    expect(await stranger.end()).toBe(1013);
    load();
    expect((await join()).text).toBe("");
  });
});

describe("silence", () => {
  it("[W5] a silent peer gets a keep-alive again and again", async () => {
    await open({ maxSilenceMs: 400 });
    const stranger = await knock().opened();
    await until(
      () => stranger.frames.filter((frame) => frame.equals(keepAliveFrame)).length >= 3,
      "three keep-alives",
    );
    expect(stranger.types.filter((type) => type === "step1")).toHaveLength(1);
  });

  it("[W5] who answers no ping is dropped, and vanishes for the others", async () => {
    await open({ maxSilenceMs: 400 });
    const alice = await join();
    const mute = await knock("notes", { autoPong: false }).opened();
    mute.ws.send(awarenessFrame([{ clientId: 7, clock: 1, state: '{"user":{"name":"mute"}}' }]));
    await until(() => alice.sees.includes("mute"), "alice sees the peer");
    await until(() => !alice.sees.includes("mute"), "the silent peer vanishes");
    expect(await mute.end()).toBe(1006);
    expect(alice.closeCodes).toEqual([]);
  });

  it("who sends nothing after connecting is closed, to retry", async () => {
    await open({ env: { FIRST_FRAME_MS: "100" } });
    expect(await knock().end()).toBe(1008);
  });
});

describe("limits", () => {
  it("on sockets per address are an HTTP 429, and count anew when one goes", async () => {
    await open({ env: { MAX_SOCKETS_PER_ADDRESS: "2" } });
    const first = await knock().opened();
    await knock().opened();
    expect(await knock().status()).toBe(429);
    first.leave();
    await until(() => house.openSockets === 1, "one has gone");
    await knock().opened();
  });

  it("count the address that the proxy saw, not what a client made up before it", async () => {
    await open({ env: { MAX_SOCKETS_PER_ADDRESS: "1", TRUST_PROXY: "1" } });
    const via = (forwarded: string) => knock("notes", { headers: { "X-Forwarded-For": forwarded } });
    await via("10.1.1.1").opened();
    await via("10.1.1.2").opened();
    expect(await via("6.6.6.6, 10.1.1.1").status()).toBe(429);
  });

  it("on sockets in all are an HTTP 503", async () => {
    await open({ env: { MAX_SOCKETS: "1" } });
    await knock().opened();
    expect(await knock().status()).toBe(503);
  });

  it("on sockets per document close with 1013, and leave other documents alone", async () => {
    await open({ env: { MAX_SOCKETS_PER_DOCUMENT: "1" } });
    await knock("notes").opened();
    expect(await knock("notes").end()).toBe(1013);
    await knock("other").receives("step1");
  });

  it("on what a peer leaves unread close it, and the others go on", async () => {
    await open({ env: { MAX_UNSENT_BYTES: "65536" } });
    const alice = await join();
    const bob = await join();
    const stuck = await knock().opened();
    stuck.ws.pause();
    // More than the operating system's own buffers take.
    for (let sent = 1; sent <= 60; sent++) {
      alice.types("x".repeat(200_000));
      await until(() => bob.doc.getText("text").length === sent * 200_000, "bob keeps up");
    }
    stuck.ws.resume();
    expect(await stuck.end()).toBe(1013);
    expect(bob.closeCodes).toEqual([]);
  });
});
