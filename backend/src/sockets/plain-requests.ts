/** What an ordinary HTTP request to a WebSocket's address is told. */
import { Hono } from "hono";
import type { Problem } from "../protocol/rest.js";

const upgradeRequired: Problem = {
  type: "about:blank",
  title: "Upgrade Required",
  status: 426,
  detail: "This is the address of a WebSocket: connect with a Yjs provider, such as y-websocket's.",
};

export function plainRequests(): Hono {
  return new Hono().get("/collab/*", (c) =>
    c.json(upgradeRequired, 426, { "Content-Type": "application/problem+json", Upgrade: "websocket" }),
  );
}
