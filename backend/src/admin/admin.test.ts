/** The admin commands on a folder that nobody serves: what they write, what they notice, and what they leave alone. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { AdminDesk } from "../../test/kit/admin-desk.js";
import { pageFromMarkdown } from "../formats/markdown.js";
import type { DocumentId, DocumentKind } from "../protocol/document-id.js";
import { writePage } from "../schema/page.js";
import { databaseIn } from "../storage/sqlite/database-file.js";
import { openDatabase } from "../storage/sqlite/driver.js";
import { type OpenTables, openTables } from "../storage/sqlite/open-tables.js";
import { packEntries } from "../storage/sqlite/packed-entries.js";
import { backup } from "./backup.js";
import { compact } from "./compact.js";
import { exportAll } from "./export-all.js";
import { restore } from "./restore.js";
import { commandOf, usage, WrongWords } from "./run-command.js";
import { safeName } from "./safe-name.js";
import { verify } from "./verify.js";

let root: string;
let model: string;
let dataDir: string;
let desk: AdminDesk;
const out = () => join(root, `out-${Math.random().toString(36).slice(2)}`);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "manyhands-admin-"));
  model = join(root, "model");
  const tables = openTables(model, () => {});
  put(
    tables,
    "plan",
    "page",
    typed((doc) => writePage(doc, pageFromMarkdown("# The plan\n\nFirst **words**.\n"))),
  );
  put(
    tables,
    "team/list",
    "raw",
    typed(
      (doc) => doc.getText("text").insert(0, "a"),
      (doc) => doc.getText("text").insert(1, "b"),
    ),
  );
  put(
    tables,
    "Plan",
    "raw",
    typed((doc) => doc.getMap("m").set("k", 1)),
  );
  put(
    tables,
    "con",
    "raw",
    typed((doc) => doc.getArray("l").push([1])),
  );
  put(
    tables,
    "binned",
    "raw",
    typed((doc) => doc.getText("text").insert(0, "old")),
  );
  tables.catalog.setTrashed("binned" as DocumentId, Date.now());
  put(
    tables,
    "gone",
    "raw",
    typed((doc) => doc.getText("text").insert(0, "secret words")),
  );
  tables.log.remove("gone" as DocumentId);
  tables.catalog.purge("gone" as DocumentId);
  tables.upkeep.whole();
  tables.close();
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach((context) => {
  dataDir = join(root, context.task.id);
  cpSync(model, dataDir, { recursive: true });
  desk = new AdminDesk(dataDir);
});

/** The updates of somebody who does these things one after the other. */
function typed(...edits: ((doc: Y.Doc) => void)[]): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const edit of edits) edit(doc);
  return updates;
}

function put(tables: OpenTables, name: string, kind: DocumentKind, updates: readonly Uint8Array[]): void {
  const id = name as DocumentId;
  tables.catalog.create({ id, kind, title: `Title of ${name}`, at: Date.now() });
  append(tables, name, updates);
}

function append({ log }: OpenTables, name: string, updates: readonly Uint8Array[]): void {
  const entries = updates.map((update) => ({ update, at: Date.now(), author: null }));
  log.append(
    updates.map(() => name as DocumentId),
    packEntries(entries),
  );
}

/** Opens the folder, does something in it, and closes it as a stopping server does. */
function inFolder<T>(folder: string, work: (tables: OpenTables) => T): T {
  const tables = openTables(folder, () => {});
  try {
    return work(tables);
  } finally {
    tables.upkeep.whole();
    tables.close();
  }
}

/** Changes a row behind everybody's back. */
function damage(sql: string): void {
  const database = openDatabase(databaseIn(dataDir));
  database.exec(sql);
  database.close();
}

const number = (id: string) => `(SELECT number FROM documents WHERE id = '${id}')`;
const failure = (promise: Promise<void>) =>
  promise.then(
    () => "it did not fail",
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe("verify", () => {
  it("says that all is well, shows how far it has got, and changes nothing", async () => {
    const before = readFileSync(databaseIn(dataDir));
    await verify(desk);
    expect(desk.said).toEqual([expect.stringMatching(/^All is well: 5 documents, 6 entries, \d+ bytes\.$/)]);
    expect(desk.shown.at(-1)).toMatch(/^Checking: 5 of 5 documents/);
    expect(readFileSync(databaseIn(dataDir)).equals(before)).toBe(true);
  });

  it("names a document with a damaged row, the others being well", async () => {
    damage(`UPDATE log SET bytes = x'00' WHERE document = ${number("plan")}`);
    expect(await failure(verify(desk))).toBe("CommandFailed: 1 of 5 documents are not as they should be.");
    expect(desk.said).toEqual([
      expect.stringMatching(/^plan: .*entry 1 of its log does not match its checksum/),
    ]);
  });

  it("names one whose history alone is damaged", async () => {
    inFolder(dataDir, ({ log }) =>
      log.compact("plan" as DocumentId, typed((d) => d.getMap("m").set("k", 1))[0]!, 1),
    );
    damage(`UPDATE log SET bytes = x'00' WHERE document = ${number("plan")}`);
    await failure(verify(desk));
    expect(desk.said).toEqual([expect.stringMatching(/^plan: .*entry 1/)]);
  });

  it("names one that does not apply in Yjs, though every row is as it was written", async () => {
    const [, second] = typed(
      (d) => d.getText("t").insert(0, "a"),
      (d) => d.getText("t").insert(1, "b"),
    );
    inFolder(dataDir, (tables) => {
      put(tables, "holed", "raw", [second!]);
      put(tables, "noise", "raw", [Buffer.from("no update")]);
    });
    await failure(verify(desk));
    expect(desk.said).toEqual([
      "holed: Document holed does not apply in Yjs: an update builds on another that is not there.",
      "noise: Document noise does not apply in Yjs: update 1 of 1 does not decode.",
    ]);
  });

  it("notices what concerns all documents: pages, and entries that are gone", async () => {
    damage(`DELETE FROM log WHERE document = ${number("team/list")} AND seq = 2`);
    expect(await failure(verify(desk))).toMatch(/is damaged: 1 entries of document team\/list are missing/);
    const bytes = readFileSync(databaseIn(dataDir));
    writeFileSync(databaseIn(dataDir), bytes.fill(0, 4096 * 3, 4096 * 5));
    expect(await failure(verify(desk))).toMatch(/is damaged: .* next start saves what can be read/);
  });

  it("refuses a folder that holds nothing, and does not make one", async () => {
    const nowhere = new AdminDesk(join(root, "nowhere"));
    for (const command of [
      verify(nowhere),
      compact(nowhere),
      backup(nowhere, out()),
      exportAll(nowhere, out()),
    ]) {
      expect(await failure(command)).toMatch(/^DataFolderError: There is no .*nothing has been stored there/);
    }
    expect(existsSync(nowhere.dataDir)).toBe(false);
  });
});

describe("compact", () => {
  it("[S3] folds every log, says what was gained, and keeps the history", async () => {
    await compact(desk);
    expect(desk.said).toEqual([
      expect.stringMatching(/^6 entries folded: opening all documents reads .*history is kept/),
    ]);
    inFolder(dataDir, ({ log }) => {
      const { snapshot, through, log: rest } = log.load("team/list" as DocumentId);
      expect([through, rest.lengths]).toEqual([2, []]);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, snapshot!);
      expect(doc.getText("text").toString()).toBe("ab");
      expect(log.history("team/list" as DocumentId, 1, 9).lengths).toHaveLength(2);
    });
    const again = new AdminDesk(dataDir);
    await compact(again);
    expect(again.said[0]).toMatch(/^0 entries folded/);
  });

  it("names what it cannot fold, and folds the others", async () => {
    inFolder(dataDir, (tables) => put(tables, "noise", "raw", [Buffer.from("no update")]));
    expect(await failure(compact(desk))).toBe("CommandFailed: 1 document could not be folded.");
    expect(desk.said).toContain("Document noise does not apply in Yjs: update 1 of 1 does not decode.");
    inFolder(dataDir, ({ log }) => expect(log.load("plan" as DocumentId).through).toBe(1));
  });
});

describe("backup and restore", () => {
  it("bring everything back as it was, and keep what was there aside", async () => {
    const folder = out();
    await backup(desk, folder);
    expect(desk.said[0]).toMatch(/^Backed up and checked: 5 documents, .* in /);
    expect(readdirSync(folder).sort()).toEqual(["backup.json", "manyhands.db"]);
    inFolder(dataDir, (tables) =>
      put(
        tables,
        "later",
        "raw",
        typed((d) => d.getMap("m").set("k", 1)),
      ),
    );
    await restore(desk, folder);
    const kept = /^What was there before is in (.*);/.exec(desk.said.at(-2) ?? "")?.[1] ?? "";
    inFolder(dataDir, ({ catalog, log }) => {
      expect(catalog.find("later" as DocumentId)).toBeNull();
      expect(catalog.find("gone" as DocumentId)).toBe("purged");
      expect(catalog.find("binned" as DocumentId)).toMatchObject({ trashedAt: expect.any(Number) });
      expect(log.load("team/list" as DocumentId).log.lengths).toHaveLength(2);
    });
    inFolder(kept, ({ catalog }) =>
      expect(catalog.find("later" as DocumentId)).toMatchObject({ kind: "raw" }),
    );
    await verify(new AdminDesk(dataDir));
  });

  it("leave nothing of what was deleted for good in a backup", async () => {
    const folder = out();
    await backup(desk, folder);
    expect(readFileSync(databaseIn(folder)).includes("secret words")).toBe(false);
  });

  it("restore into a folder that does not exist yet", async () => {
    const folder = out();
    await backup(desk, folder);
    const elsewhere = new AdminDesk(join(root, "new", "machine"));
    await restore(elsewhere, folder);
    expect(elsewhere.said.at(-1)).toBe("Now start the server: npm start");
    await verify(elsewhere);
  });

  it("are refused into what is not empty, with everything left as it is", async () => {
    const folder = out();
    mkdirSync(folder);
    writeFileSync(join(folder, "thesis.txt"), "years of work");
    expect(await failure(backup(desk, folder))).toMatch(
      /^CommandFailed: .* is not an empty folder: name a new one/,
    );
    expect(readdirSync(folder)).toEqual(["thesis.txt"]);
  });

  it("leave nothing behind when they are interrupted", async () => {
    const folder = join(out(), "backup");
    desk.stopAtPause = 3;
    expect(await failure(backup(desk, folder))).toMatch(/^Interrupted/);
    expect(readdirSync(join(folder, ".."))).toEqual([]);
  });

  it("go on with a damaged document, and say so", async () => {
    damage(`UPDATE log SET bytes = x'00' WHERE document = ${number("plan")}`);
    const folder = out();
    expect(await failure(backup(desk, folder))).toBe(
      "CommandFailed: The backup is complete, but 1 document in it were damaged before: plan.",
    );
    await restore(desk, folder);
    await failure(verify(desk));
    expect(desk.said.at(-1)).toMatch(/^plan: /);
  });

  it("refuse a backup that is damaged, incomplete or none, and change nothing", async () => {
    const folder = out();
    await backup(desk, folder);
    const file = databaseIn(folder);
    const bytes = readFileSync(file);
    const before = readFileSync(databaseIn(dataDir));
    const broken = Buffer.from(bytes);
    broken[5000] = (broken[5000] ?? 0) ^ 1;
    writeFileSync(file, broken);
    expect(await failure(restore(desk, folder))).toMatch(/^CommandFailed: The backup .* is damaged/);
    writeFileSync(file, bytes.subarray(0, -4096));
    expect(await failure(restore(desk, folder))).toMatch(/is damaged/);
    writeFileSync(join(folder, "backup.json"), "{");
    expect(await failure(restore(desk, folder))).toMatch(/backup\.json cannot be read/);
    expect(await failure(restore(desk, root))).toMatch(/is no backup/);
    expect(readFileSync(databaseIn(dataDir)).equals(before)).toBe(true);
  });

  it("finish at the next start what a crash cut in half", async () => {
    const folder = out();
    await backup(desk, folder);
    inFolder(dataDir, (tables) =>
      put(
        tables,
        "later",
        "raw",
        typed((d) => d.getMap("m").set("k", 1)),
      ),
    );
    // The new one is complete, and the old one has not been moved away.
    cpSync(databaseIn(folder), `${databaseIn(dataDir)}.next`);
    inFolder(dataDir, ({ catalog }) => expect(catalog.find("later" as DocumentId)).toBeNull());
    // The old one has been moved away, and nothing has come in its place.
    cpSync(databaseIn(folder), `${databaseIn(dataDir)}.next`);
    rmSync(databaseIn(dataDir));
    inFolder(dataDir, ({ log }) => expect(log.load("team/list" as DocumentId).log.lengths).toHaveLength(2));
  });
});

describe("export-all", () => {
  const files = (folder: string) => readdirSync(join(folder, "documents")).sort();
  const index = (folder: string) => JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));

  it("writes every document in every format it has, and lists it", async () => {
    const folder = out();
    await exportAll(desk, folder);
    const names = files(folder);
    expect(names).toEqual(expect.arrayContaining(["plan.html", "plan.json", "plan.md", "plan.yjs"]));
    expect(names).toHaveLength(4 + 4 * 2);
    expect(readFileSync(join(folder, "documents", "plan.md"), "utf8")).toContain("First **words**.");
    const doc = new Y.Doc();
    Y.applyUpdate(doc, readFileSync(join(folder, "documents", `${safeName("team/list" as DocumentId)}.yjs`)));
    expect(doc.getText("text").toString()).toBe("ab");
    expect(index(folder)).toMatchObject({ complete: true });
    expect(index(folder).documents).toContainEqual(expect.objectContaining({ id: "binned", trashed: true }));
    const page = readFileSync(join(folder, "index.md"), "utf8");
    expect(page).toContain("[md](<documents/plan.md>)");
    expect(page).toContain("(in the trash)");
    expect(page).not.toContain("gone");
  });

  it("writes only what has changed since, and what has been lost", async () => {
    const folder = out();
    await exportAll(desk, folder);
    const names = files(folder);
    rmSync(join(folder, "documents", "plan.md"));
    const list = safeName("team/list" as DocumentId);
    inFolder(dataDir, (tables) =>
      append(
        tables,
        "team/list",
        typed((d) => d.getMap("m").set("new", 1)),
      ),
    );
    const again = new AdminDesk(dataDir);
    await exportAll(again, folder);
    expect(again.said.at(-1)).toMatch(/^Exported: 5 documents, 3 of them unchanged/);
    expect(files(folder)).toEqual(names);
    expect(readFileSync(join(folder, "documents", `${list}.json`), "utf8")).toContain('"new":1');
  });

  it("goes on where it was interrupted", async () => {
    const folder = out();
    desk.stopAtPause = 3;
    expect(await failure(exportAll(desk, folder))).toMatch(/^Interrupted/);
    expect(index(folder)).toMatchObject({ complete: false });
    const again = new AdminDesk(dataDir);
    await exportAll(again, folder);
    expect(again.said.at(-1)).toMatch(/3 of them unchanged/);
    expect(index(folder).documents).toHaveLength(5);
  });

  it("names what is damaged, and writes no file in its place", async () => {
    damage(`UPDATE log SET bytes = x'00' WHERE document = ${number("plan")}`);
    const folder = out();
    expect(await failure(exportAll(desk, folder))).toBe("CommandFailed: 1 document could not be exported.");
    expect(files(folder).filter((name) => name.startsWith("plan."))).toEqual([]);
    expect(readFileSync(join(folder, "index.md"), "utf8")).toContain("Document plan is damaged on disk");
  });

  it("is refused into a folder that holds something else", async () => {
    const folder = out();
    mkdirSync(folder);
    writeFileSync(join(folder, "thesis.txt"), "years of work");
    expect(await failure(exportAll(desk, folder))).toMatch(/holds no earlier export/);
    expect(readdirSync(folder)).toEqual(["thesis.txt"]);
  });
});

describe("file names", () => {
  const ids = [
    "plan",
    "Plan",
    "PLAN",
    "a/b",
    "a-b",
    "a~b",
    "con",
    "CON",
    "nul",
    "lpt1",
    "x".repeat(200),
    "x".repeat(199),
    "..a",
    "a.",
    "-",
  ];

  it("are taken by every file system, and no two ids get the same", () => {
    const names = ids.map((id) => safeName(id as DocumentId));
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9_-][a-z0-9_~-]*$/);
      expect(name.length).toBeLessThanOrEqual(80);
      expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/);
    }
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
    expect(safeName("plan" as DocumentId)).toBe("plan");
  });
});

describe("words", () => {
  it("that are none, or ask for help, show the usage", () => {
    for (const words of [[], ["--help"], ["help"], ["backup", "-h"]]) expect(commandOf(words)).toBeNull();
    for (const name of ["verify", "compact", "backup <dir>", "restore <dir>", "export-all <dir>"]) {
      expect(usage).toContain(`  ${name} `);
    }
  });

  it.each([
    [["backupp"], /There is no command “backupp”: use one of verify, compact, backup, restore, export-all/],
    [["toString"], /There is no command/],
    [["backup"], /“backup” takes one folder: npm run admin -- backup <dir>/],
    [["backup", ""], /takes one folder/],
    [["restore", "a", "b"], /“restore” takes one folder/],
    [["verify", "x"], /“verify” takes no more words/],
    [["export-all", "x", "--force"], /no option --force/],
  ])("%j are wrong", (words, sentence) => {
    expect(() => commandOf(words)).toThrow(WrongWords);
    expect(() => commandOf(words)).toThrow(sentence);
  });
});
