/**
 * The canary of the import walls: in a copy of the source it plants forbidden imports, at least one for each
 * wall, and the check has to name that wall in that line. A check that looked at nothing would pass none of these.
 */
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { brokenWalls } from "./walls.js";

const root = join(import.meta.dirname, "..");
const copies: string[] = [];

afterEach(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true });
});

function copyOfSource(): string {
  const copy = mkdtempSync(join(tmpdir(), "manyhands-walls-"));
  copies.push(copy);
  for (const part of [
    "backend/src",
    "backend/test",
    "frontend/src",
    "frontend/test",
    "frontend/e2e",
    "scripts",
  ]) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  return copy;
}

/** Adds a line at the end of a file, which is made where there is none; returns the number of the line. */
function plant(copy: string, file: string, line: string): number {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) appendFileSync(path, `${line}\n`);
  else appendFileSync(path, `\n${line}\n`);
  return readFileSync(path, "utf8").split("\n").length - 1;
}

const canaries: [what: string, wall: string, file: string, line: string][] = [
  ["schema ← rooms", "rooms", "backend/src/schema/roots.ts", `import "../rooms/rooms.js";`],
  ["protocol ← schema", "rooms", "backend/src/protocol/frames.ts", `import "../schema/roots.js";`],
  ["protocol ← log", "rooms", "backend/src/protocol/frames.ts", `import "../log.js";`],
  ["bus ← protocol", "rooms", "backend/src/bus/bus.ts", `import "../protocol/frames.js";`],
  ["storage ← rooms", "rooms", "backend/src/storage/storage.ts", `import "../rooms/peer.js";`],
  ["access ← storage", "rooms", "backend/src/access/access.ts", `import "../storage/storage.js";`],
  ["formats ← protocol", "rooms", "backend/src/formats/snapshot.ts", `import "../protocol/rest.js";`],
  ["rooms ← an adapter", "rooms", "backend/src/rooms/peer.ts", `import "../storage/memory-storage.js";`],
  ["rooms ← sockets", "rooms", "backend/src/rooms/peer.ts", `import "../sockets/sockets.js";`],
  ["sockets ← storage", "rooms", "backend/src/sockets/wire.ts", `import "../storage/storage.js";`],
  ["http ← sockets", "rooms", "backend/src/http/app.ts", `import "../sockets/sockets.js";`],
  ["http ← an adapter", "rooms", "backend/src/http/app.ts", `import "../storage/memory-storage.js";`],
  ["a room ← config", "rooms", "backend/src/http/app.ts", `import "../config.js";`],
  ["log ← a room", "rooms", "backend/src/log.ts", `import "./protocol/frames.js";`],
  ["a room nobody listed", "rooms", "backend/src/utils/things.ts", "export const thing = 1;"],
  ["ui ← collab", "rooms", "frontend/src/ui/button.tsx", `import "../collab/presence.js";`],
  ["collab ← ui", "rooms", "frontend/src/collab/presence.ts", `import "../ui/button.js";`],
  [
    "collab ← schema",
    "rooms",
    "frontend/src/collab/presence.ts",
    `import "@manyhands/backend/schema/roots";`,
  ],
  ["api ← collab", "rooms", "frontend/src/api/client.ts", `import "../collab/presence.js";`],
  ["editor ← pages", "rooms", "frontend/src/editor/keys.ts", `import "../pages/routes.js";`],
  ["editor ← protocol", "rooms", "frontend/src/editor/keys.ts", `import "@manyhands/backend/protocol/rest";`],

  ["ws in a room", "only sockets/ speaks WebSocket", "backend/src/rooms/room.ts", `import "ws";`],
  ["node-ws in http", "only sockets/ speaks WebSocket", "backend/src/http/app.ts", `import "@hono/node-ws";`],
  ["node-ws twice", "one file", "backend/src/sockets/wire.ts", `import "@hono/node-ws";`],
  ["SQLite in http", "only storage/ knows its engine", "backend/src/http/app.ts", `import "better-sqlite3";`],
  [
    "the built-in SQLite by require",
    "only storage/ knows its engine",
    "backend/src/rooms/room.ts",
    `export const engine = require("node:sqlite");`,
  ],
  ["Yjs in sockets", "sockets/ knows no Yjs", "backend/src/sockets/wire.ts", `import * as Y from "yjs";`],
  [
    "Node in the schema",
    "schema/ and protocol/ run in a browser too",
    "backend/src/schema/roots.ts",
    `import "node:fs";`,
  ],
  [
    "Node in the protocol, by its short name",
    "schema/ and protocol/ run in a browser too",
    "backend/src/protocol/frames.ts",
    `import "fs/promises";`,
  ],
  ["Node in a page", "the front end runs in a browser", "frontend/src/pages/routes.ts", `import "node:fs";`],
  ["Yjs in ui", "ui/ knows no Yjs", "frontend/src/ui/button.tsx", `export type { Doc } from "yjs";`],

  [
    "front end ← backend by path",
    "sides",
    "frontend/src/pages/routes.ts",
    `import "../../../backend/src/log.js";`,
  ],
  [
    "front end ← closed room",
    "sides",
    "frontend/src/api/client.ts",
    `import "@manyhands/backend/rooms/room";`,
  ],
  ["backend ← front end", "sides", "backend/src/log.ts", `import "../../frontend/src/ui/button.js";`],

  ["the entry point", "entry", "backend/src/server.ts", `import "./main.js";`],
  ["the entry point, in a test", "entry", "backend/test/planted.test.ts", `import "../src/main.js";`],
  ["a test", "tests", "backend/src/config.ts", `import "./config.test.js";`],
  ["a contract", "tests", "backend/src/storage/memory-storage.ts", `import "./storage.contract.js";`],
  [
    "the environment in a room",
    "environment",
    "backend/src/rooms/room.ts",
    "export const e = process.env.PORT;",
  ],
  ["a file that is not there", "resolves", "backend/src/log.ts", `import "./nowhere.js";`],
  ["an import()", "rooms", "backend/src/http/app.ts", `export const later = () => import("../config.js");`],
  ["an import type", "rooms", "backend/src/http/app.ts", `export type C = import("../config.js").Config;`],
  [
    "a worker",
    "rooms",
    "backend/src/http/app.ts",
    `export const url = new URL("../storage/memory-storage.js", import.meta.url);`,
  ],
];

test("the source as it stands breaks no wall", () => {
  expect(brokenWalls(copyOfSource())).toEqual([]);
});

test("every planted import is found", () => {
  const copy = copyOfSource();
  const planted = canaries.map(([what, wall, file, line]) => ({
    what,
    wall,
    file,
    at: plant(copy, file, line),
  }));
  const broken = brokenWalls(copy);
  const missed = planted.filter(
    ({ wall, file, at }) =>
      !broken.some(
        (found) => found.file === file && found.wall === wall && (found.line === at || found.line === 1),
      ),
  );
  expect(missed).toEqual([]);
});

test("a cycle is found, also one of types only", () => {
  const copy = copyOfSource();
  plant(copy, "backend/src/protocol/egg.ts", `export type { Hen } from "./hen.js";`);
  plant(copy, "backend/src/protocol/hen.ts", `export type { Egg } from "./egg.js";`);
  const found = brokenWalls(copy).filter(({ file }) => file.startsWith("backend/src/protocol/"));
  expect(found.map(({ wall }) => wall)).toEqual(["cycle"]);
});

test("a tree without source is an error, not a pass", () => {
  const copy = copyOfSource();
  rmSync(join(copy, "frontend/src"), { recursive: true });
  expect(() => brokenWalls(copy)).toThrow("no source files under frontend/src/");
});
