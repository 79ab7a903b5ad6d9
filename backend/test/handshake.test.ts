/** Whoever knocks badly hurts only themselves: hostile and broken WebSocket handshakes against the whole server. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAccess } from "../src/access/open.js";
import { House, type HouseOptions } from "./kit/house.js";
import { Person } from "./kit/person.js";
import { dial, handshake, Stranger } from "./kit/stranger.js";
import { until } from "./kit/until.js";

/** Sooner than an upgrade that gets nowhere is dropped anyway. */
const halfHandshakeMs = 7_500;

let house: House;
const guests: (Stranger | Person)[] = [];
const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);

const open = async (options: HouseOptions = {}) => {
  house = await House.open(options);
};

const knock = (path: string, options: ConstructorParameters<typeof Stranger>[1] = {}) => {
  const stranger = new Stranger(`ws://127.0.0.1:${house.port}${path}`, options);
  guests.push(stranger);
  return stranger;
};

/** The status line a raw request is answered with. */
const statusOf = async (request: string) => {
  const { socket, answer } = await dial(house.port, request);
  await until(
    () => answer().includes("\r\n\r\n"),
    () => `an answer to ${request}`,
  );
  await until(() => socket.destroyed || socket.readableEnded, "the connection is closed");
  return Number(answer().split(" ")[1]);
};

beforeEach(() => {
  process.on("unhandledRejection", note);
});

afterEach(async () => {
  for (const guest of guests.splice(0)) guest.leave();
  await house.stop();
  process.off("unhandledRejection", note);
  expect(unhandled.splice(0)).toEqual([]);
});

/** The server still does its work. */
const serves = async () => {
  const alice = new Person(house.collabUrl, "still-here");
  guests.push(alice);
  await alice.arrived();
};

describe("a malformed handshake", () => {
  it.each([
    ["a target that is two slashes", handshake("//"), 400],
    ["a target that is another host", handshake("//evil.example/collab/x"), 400],
    ["a target with a backslash", handshake("/\\evil.example/collab/x"), 400],
    ["a target that is half a URL", handshake("http://["), 400],
    ["a target that is a whole URL", handshake("http://127.0.0.1/collab/x"), 400],
    ["a target that is a star", handshake("*"), 400],
    ["another path", handshake("/api/documents"), 404],
    ["another path that begins alike", handshake("/collaboration/x"), 404],
    ["no key", handshake("/collab/x", { "Sec-WebSocket-Key": null }), 400],
    ["a short key", handshake("/collab/x", { "Sec-WebSocket-Key": "abc" }), 400],
    ["no version", handshake("/collab/x", { "Sec-WebSocket-Version": null }), 426],
    ["an old version", handshake("/collab/x", { "Sec-WebSocket-Version": "8" }), 426],
    ["a broken list of subprotocols", handshake("/collab/x", { "Sec-WebSocket-Protocol": "a,,b" }), 400],
    ["a subprotocol twice", handshake("/collab/x", { "Sec-WebSocket-Protocol": "a, a" }), 400],
    ["another method", handshake("/collab/x").replace("GET", "POST"), 405],
  ])("with %s is answered in HTTP, and the server goes on", async (_what, request, status) => {
    await open();
    expect(await statusOf(request)).toBe(status);
    expect(house.openSockets).toBe(0);
    await serves();
  });

  it("is a plain GET: 426, with a problem that says what to do", async () => {
    await open();
    const response = await fetch(`${house.url}/collab/x`);
    expect(response.status).toBe(426);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 426, detail: expect.stringContaining("provider") });
  });
});

describe("an ordinary request that would also speak another protocol", () => {
  it.each([
    ["GET", "/healthz", "", 200],
    ["POST", "/api/documents", '{"title":"Plan"}', 201],
    ["GET", "/collab/x", "", 426],
  ])("%s %s is answered in HTTP/1.1", async (method, path, body, status) => {
    await open();
    const asked = request(`${house.url}${path}`, {
      method,
      headers: {
        "Content-Type": "application/json",
        Connection: "Upgrade, HTTP2-Settings",
        Upgrade: "h2c",
        "HTTP2-Settings": "AAMAAABkAAQAAP__",
      },
    });
    asked.end(body);
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(status);
    await serves();
  });
});

describe("a refusal that a page must learn of", () => {
  it.each([
    "/collab/",
    "/collab/a//b",
    "/collab/../x",
    "/collab/%2e%2e",
    "/collab/%",
    "/collab/a%00b",
    "/collab/a%20b",
  ])("[W4] %s is opened and closed with 4400 before any other frame", async (path) => {
    await open();
    // Not with `ws`, whose URL parser tidies such paths.
    const { socket, answer } = await dial(house.port, handshake(path));
    await until(
      () => answer().length > 0 && answer().includes("\x11\x30"),
      () => `4400 in ${answer()}`,
    );
    expect(answer()).toMatch(/^HTTP\/1\.1 101 /);
    const [, afterHead] = answer().split("\r\n\r\n");
    expect(afterHead?.charCodeAt(0)).toBe(0x88);
    socket.destroy();
  });

  it("[W4] a name of 201 characters gets 4400, one of 200 comes in", async () => {
    await open();
    expect(await knock(`/collab/${"a~".repeat(100)}b`).end()).toBe(4400);
    await knock(`/collab/${"a~".repeat(100)}`).receives("step1");
  });

  it("[W4] an unknown document gets 4404 where clients may not create any", async () => {
    await open({ env: { RAW_DOCUMENTS: "off" } });
    const stranger = knock("/collab/x");
    expect(await stranger.end()).toBe(4404);
    expect(stranger.frames).toEqual([]);
  });

  it("[W4] who is not allowed in gets 4401 as a guest and 4403 as somebody", async () => {
    let user: { id: string; name: string } | null = null;
    await open({ access: { authenticate: async () => user, authorize: async () => "none" } });
    expect(await knock("/collab/x").end()).toBe(4401);
    user = { id: "u1", name: "Mallory" };
    expect(await knock("/collab/x").end()).toBe(4403);
  });

  it("[W4] where it cannot be told who is asking, retrying is asked for", async () => {
    await open({
      access: { ...openAccess, authenticate: () => Promise.reject(new Error("the directory is down")) },
    });
    expect(await knock("/collab/x").end()).toBe(4503);
  });
});

describe("the Origin of a handshake", () => {
  const from = (origin: string, host?: string) =>
    knock("/collab/x", { headers: { Origin: origin, ...(host === undefined ? {} : { Host: host }) } });

  it("may be absent, as scripts leave it", async () => {
    await open();
    await knock("/collab/x").receives("step1");
  });

  it("may be our own, and any of this machine while only it can connect", async () => {
    await open();
    await from(house.url).receives("step1");
    await from("http://localhost:5173").receives("step1");
  });

  it.each(["https://evil.example", "null", "http://127.0.0.1.evil.example", "file://"])(
    "is refused with 403 when it is %s",
    async (origin) => {
      await open();
      expect(await from(origin).status()).toBe(403);
    },
  );

  it("is refused with 403 when a hostile name was rebound to our address", async () => {
    await open();
    expect(await from("http://evil.example", "evil.example").status()).toBe(403);
  });

  it("may be that of PUBLIC_URL, also behind a proxy that rewrites Host", async () => {
    await open({ env: { PUBLIC_URL: "https://docs.example.com" } });
    await from("https://docs.example.com").receives("step1");
    expect(await from("https://docs.example.org").status()).toBe(403);
  });

  it("may be one of ALLOWED_ORIGINS", async () => {
    await open({ env: { ALLOWED_ORIGINS: "https://app.example.com" } });
    await from("https://app.example.com").receives("step1");
  });
});

it("who is refused and keeps their side open is let go all the same", async () => {
  await open();
  const socket = connect({ port: house.port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => {});
  socket.write(handshake("/nowhere"));
  await once(socket, "data");
  await until(async () => (await house.connections()) === 0, "no connection is left", halfHandshakeMs);
  socket.destroy();
});

it("a subprotocol that a client asks for is granted, or a browser would hang up", async () => {
  await open();
  const { socket, answer } = await dial(
    house.port,
    handshake("/collab/x", { "Sec-WebSocket-Protocol": "yjs, other" }),
  );
  await until(() => answer().includes("\r\n\r\n"), "an answer");
  expect(answer()).toContain("Sec-WebSocket-Protocol: yjs\r\n");
  expect(answer()).not.toContain("permessage-deflate");
  socket.destroy();
});

it("sockets reset at any moment of the handshake harm nobody, and nothing is kept of them", async () => {
  // Answers late, so that resets fall before, during and after the question who it is.
  const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 4));
  await open({
    access: {
      ...openAccess,
      async authenticate() {
        await slowly();
        return null;
      },
    },
  });
  const kept: WeakRef<object>[] = [];
  house.onUpgrade((request) => kept.push(new WeakRef(request)));

  const knocks = [
    handshake("/collab/x"),
    handshake("/collab/a//b"),
    handshake("//"),
    handshake("/nowhere"),
    // `ws` itself would refuse this one, after @hono/node-ws has begun to wait for it.
    handshake("/collab/x", { "Sec-WebSocket-Protocol": "a,,b" }),
  ];
  for (let round = 0; round < 20; round++) {
    const sockets = await Promise.all([...knocks, ...knocks].map((knock) => dial(house.port, knock)));
    for (const { socket } of sockets) {
      await slowly();
      socket.resetAndDestroy();
    }
  }
  await until(
    () => kept.length === 200 && house.openSockets === 0,
    () => `none is open, of ${kept.length}`,
  );

  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  await until(
    () => {
      collect();
      return kept.every((request) => request.deref() === undefined);
    },
    () => `all requests are let go; kept: ${kept.filter((request) => request.deref() !== undefined).length}`,
  );
  await serves();
});
