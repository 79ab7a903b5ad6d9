/**
 * Who may import whom, as data, and the check that holds it. docs/architecture.md says why. Every source file
 * has to stand in a room that is listed here, so a new room cannot slip past. Tests may import what they
 * like of their own side, but never `main.ts` and never another test.
 */
import { existsSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { filesUnder, isTest, readSource, resolveRelative } from "./source.js";

/** What a room may import of ours besides itself: whole rooms, or single files of one. */
const rooms = {
  "backend/src/": {
    schema: [],
    protocol: [],
    bus: ["log.ts", "metrics.ts"],
    storage: ["protocol", "start-thread.ts", "log.ts", "metrics.ts"],
    access: ["protocol", "log.ts", "metrics.ts"],
    formats: ["schema", "log.ts", "metrics.ts"],
    rooms: [
      "protocol",
      "schema",
      "storage/storage.ts",
      "storage/storage-faults.ts",
      "storage/catalog.ts",
      "bus/bus.ts",
      "access/access.ts",
      "start-thread.ts",
      "log.ts",
      "metrics.ts",
    ],
    sockets: ["protocol", "rooms", "access/access.ts", "access/origins.ts", "log.ts", "metrics.ts"],
    http: [
      "protocol",
      "schema",
      "formats",
      "rooms",
      "access/access.ts",
      "access/origins.ts",
      "storage/catalog.ts",
      "storage/storage.ts",
      "storage/storage-faults.ts",
      "log.ts",
      "metrics.ts",
    ],
    "start-thread.ts": [],
    "log.ts": [],
    "metrics.ts": [],
    "config.ts": ["protocol", "log.ts"],
    "server.ts": [
      "protocol",
      "rooms",
      "sockets",
      "http",
      "access/access.ts",
      "storage/catalog.ts",
      "storage/storage.ts",
      "config.ts",
      "log.ts",
      "metrics.ts",
    ],
    admin: ["protocol", "schema", "formats", "storage"],
    "environment.ts": [],
    "main.ts": "all",
    "admin.ts": "all",
  },
  "frontend/src/": {
    ui: [],
    styles: [],
    collab: ["@protocol"],
    api: ["@protocol"],
    editor: ["@schema", "collab", "ui", "styles"],
    pages: "all",
    "main.tsx": "all",
  },
};

/** Packages that only some places may name. `only`: nowhere else on that side; `never`: not there. */
const packages = [
  { wall: "only sockets/ speaks WebSocket", names: ["ws", "@hono/node-ws"], only: ["backend/src/sockets/"] },
  {
    wall: "only storage/ knows its engine",
    names: ["better-sqlite3", "node:sqlite"],
    only: ["backend/src/storage/"],
  },
  { wall: "sockets/ knows no Yjs", names: ["yjs", "y-protocols"], never: ["backend/src/sockets/"] },
  {
    wall: "schema/ and protocol/ run in a browser too",
    names: ["node:"],
    never: ["backend/src/schema/", "backend/src/protocol/"],
  },
  { wall: "the front end runs in a browser", names: ["node:"], never: ["frontend/src/"] },
  {
    wall: "ui/ knows no Yjs",
    names: ["yjs", "y-websocket", "y-protocols", "lib0", "@tiptap/"],
    never: ["frontend/src/ui/"],
  },
];

/** Adapted by exactly one file, so that its successor replaces one file. */
const inOneFile = ["@hono/node-ws"];

const mayReadEnvironment = ["backend/src/environment.ts", "backend/src/config.ts"];
const entries = ["backend/src/main.ts", "backend/src/admin.ts", "frontend/src/main.tsx"];
const publicRooms = /^@manyhands\/backend\/(schema|protocol)(\/[a-z0-9-]+)+$/;

/** Every broken wall under `root` as { file, line, wall, message }. Throws where there is nothing to look at. */
export function brokenWalls(root) {
  const files = ["backend", "frontend"].flatMap((side) => filesUnder(root, side, [".ts", ".tsx"]));
  const sources = files.filter((file) => /^(back|front)end\/src\//.test(file) && !isTest(file));
  for (const side of Object.keys(rooms)) {
    if (!sources.some((file) => file.startsWith(side))) throw new Error(`no source files under ${side}`);
  }
  const broken = [];
  const graph = new Map();
  const users = new Map(inOneFile.map((name) => [name, []]));
  for (const file of files) {
    const { imports, readsEnvironment } = readSource(root, file);
    const report = (line, wall, message) => broken.push({ file, line, wall, message });
    const isSource = sources.includes(file);
    if (isSource && roomOf(file) === null)
      report(1, "rooms", "stands in no room that scripts/walls.js lists");
    if (isSource && readsEnvironment && !mayReadEnvironment.includes(file)) {
      report(1, "environment", "reads process.env, which only main.ts and config.ts may");
    }
    const targets = [];
    for (const { specifier, line } of imports) {
      const target = targetOf(root, file, specifier);
      if (target === null) report(line, "resolves", `imports ${specifier}, which is not there`);
      else
        for (const [wall, why] of faults(file, target, isSource))
          report(line, wall, `imports ${specifier}: ${why}`);
      if (isSource) users.get(packageName(specifier))?.push(file);
      if (target?.startsWith("backend/") || target?.startsWith("frontend/")) targets.push(target);
    }
    if (isSource) graph.set(file, targets);
  }
  for (const [name, using] of users) {
    for (const file of [...new Set(using)].slice(1)) {
      broken.push({
        file,
        line: 1,
        wall: "one file",
        message: `imports ${name}, as ${using[0]} does already`,
      });
    }
  }
  return [...broken, ...cycles(graph)];
}

/** A file of ours, or the specifier of a package; null where a relative one leads nowhere. */
function targetOf(root, file, specifier) {
  if (specifier.startsWith(".")) return resolveRelative(root, file, specifier);
  if (/^[a-z+]+:\/\//.test(specifier)) return specifier;
  const ours = publicRooms.test(specifier) ? specifier.replace("@manyhands/backend", "backend/src") : null;
  if (ours !== null) return existsSync(join(root, `${ours}.ts`)) ? `${ours}.ts` : null;
  return /^node:/.test(specifier) || !builtinModules.includes(specifier) ? specifier : `node:${specifier}`;
}

/** The walls that `file` breaks by importing `target`, each with its reason. */
function* faults(file, target, isSource) {
  const side = file.split("/")[0];
  const targetSide = target.split("/")[0];
  const isOurs = targetSide === "backend" || targetSide === "frontend";
  if (entries.includes(target)) yield ["entry", "nobody may import an entry point"];
  if (/\.(test|spec|bench)\.tsx?$/.test(target)) yield ["tests", "nobody may import a test"];
  else if (isOurs && isSource && isTest(target)) yield ["tests", "source may not import what only tests use"];
  if (target.startsWith("@manyhands/")) {
    yield ["sides", "only @manyhands/backend/schema/* and /protocol/* are for others"];
  }
  if (isOurs && targetSide !== side) {
    const open = side === "frontend" && /^backend\/src\/(schema|protocol)\//.test(target);
    if (!open) yield ["sides", `${side} may not reach into ${targetSide}`];
  }
  if (!isSource) return;
  if (isOurs && !isTest(target) && !mayEnter(file, target)) {
    yield ["rooms", `${roomOf(file)?.name} may not import ${target}`];
  }
  for (const { wall, names, only, never } of packages) {
    if (!names.some((name) => isPackage(target, name))) continue;
    const walled = only
      ? !only.some((place) => file.startsWith(place))
      : never.some((place) => file.startsWith(place));
    if (walled) yield [wall, wall];
  }
}

/** The room or the single file at the top of `src/` that a source file belongs to. */
function roomOf(file) {
  for (const [side, table] of Object.entries(rooms)) {
    const name = file.startsWith(side) ? file.slice(side.length).split("/")[0] : "";
    if (Object.hasOwn(table, name)) return { side, name, may: table[name] };
  }
  return null;
}

function mayEnter(file, target) {
  const from = roomOf(file);
  if (from === null) return true; // Reported already: it stands in no room.
  if (from.may === "all") return true;
  const crossing = from.side === "frontend/src/" && target.startsWith("backend/src/");
  const place = crossing ? `@${target.slice("backend/src/".length)}` : target.slice(from.side.length);
  return [from.name, ...from.may].some((allowed) => place === allowed || place.startsWith(`${allowed}/`));
}

function isPackage(specifier, name) {
  if (/[:/]$/.test(name)) return specifier.startsWith(name);
  return specifier === name || specifier.startsWith(`${name}/`);
}

function packageName(specifier) {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Each cycle once, found depth first; types count, for a reader has to understand them together too. */
function cycles(graph) {
  const found = [];
  const done = new Set();
  const path = [];
  const visit = (file) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      const round = [...path.slice(start), file].join(" → ");
      found.push({ file, line: 1, wall: "cycle", message: `is part of a cycle: ${round}` });
      return;
    }
    if (done.has(file) || !graph.has(file)) return;
    path.push(file);
    for (const target of graph.get(file)) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}
