/** The operator's commands beside a real server, and after it was killed. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { DocumentId } from "../src/protocol/document-id.js";
import { AdminProgram } from "./kit/admin-program.js";
import { Person } from "./kit/person.js";
import { endPrograms, newDataDir, Program } from "./kit/program.js";
import { StorageFolder } from "./kit/storage-folder.js";
import { until } from "./kit/until.js";

vi.setConfig({ testTimeout: 300_000 });

const people: Person[] = [];
const stops: (() => void)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  for (const person of people.splice(0)) person.leave();
  await endPrograms();
});

async function enter(program: Program, document: string, name: string): Promise<Person> {
  const person = new Person(program.collabUrl, document, { name });
  people.push(person);
  return person.arrived();
}

/** Types a numbered word every few milliseconds; gives how many there are. */
function keepsTyping(person: Person): void {
  let n = 0;
  const timer = setInterval(() => person.types(`${person.name}.${n++};`), 3);
  stops.push(() => clearInterval(timer));
}

const wordsOf = (text: string) => text.split(";").filter((word) => word !== "");

async function admin(
  dataDir: string,
  ...words: string[]
): Promise<AdminProgram & { code: number | NodeJS.Signals }> {
  const program = new AdminProgram(dataDir, words);
  return Object.assign(program, { code: await program.end() });
}

it("[P1][S2] a backup made while people type holds all that was acknowledged before it, and is served again", async () => {
  const dataDir = newDataDir();
  const env = { DATA_DIR: dataDir, LOG_LEVEL: "error" };
  const program = await new Program(env).listening();
  const documents = ["diary", "team/notes"];
  const readers = new Map<string, Person>();
  for (const document of documents) {
    readers.set(document, await enter(program, document, "reader"));
    for (const name of ["alice", "bob"]) keepsTyping(await enter(program, document, name));
  }
  const seen = () => documents.map((document) => wordsOf(readers.get(document)?.text ?? ""));
  await until(() => seen().every((words) => words.length > 150), "everybody has typed");
  // Whatever the reader has now was acknowledged: it came back from the server.
  const before = seen();
  const folder = join(dirname(dataDir), "backup");
  const made = await admin(dataDir, "backup", folder);
  expect([made.code, made.stderr.split("\n").at(-2), made.stdout]).toEqual([
    0,
    expect.stringMatching(/^Checking: 2 of 2 documents/),
    expect.stringMatching(
      /^Backed up and checked: 2 documents, .*\nTo restore it: stop the server, then npm run admin -- restore /,
    ),
  ]);
  expect(seen().every((words, n) => words.length > (before[n]?.length ?? 0))).toBe(true);

  const refused = await admin(dataDir, "restore", folder);
  expect([refused.code, refused.stderr.split("\n").at(-2)]).toEqual([
    1,
    expect.stringMatching(/in use by another Manyhands server \(process \d+ on .*\): stop that one first/),
  ]);
  program.signal("SIGKILL");
  await program.end();
  for (const stop of stops.splice(0)) stop();
  for (const person of people.splice(0)) person.leave();

  const restored = await admin(dataDir, "restore", folder);
  expect([restored.code, restored.stdout]).toEqual([
    0,
    expect.stringMatching(
      /^Restored: 2 documents.*\nWhat was there before is in .*replaced-.*\nNow start the server: npm start\n$/,
    ),
  ]);
  const again = await new Program(env).listening();
  expect(again.stderr).toBe("");
  for (const [n, document] of documents.entries()) {
    const found = new Set(wordsOf((await enter(again, document, "later")).text));
    expect(before[n]?.filter((word) => !found.has(word))).toEqual([]);
  }
});

describe("beside a running server", () => {
  it("what reads goes on, and what writes is refused with the name of the holder", async () => {
    const dataDir = newDataDir();
    const program = await new Program({ DATA_DIR: dataDir, LOG_LEVEL: "error" }).listening();
    const alice = await enter(program, "diary", "alice");
    const bob = await enter(program, "diary", "bob");
    keepsTyping(alice);
    await until(() => bob.text.length > 100, "something is stored");
    const verified = await admin(dataDir, "verify");
    expect([verified.code, verified.stdout]).toEqual([
      0,
      expect.stringMatching(/^All is well: 1 document, /),
    ]);
    const folder = join(dirname(dataDir), "export");
    const exported = await admin(dataDir, "export-all", folder);
    expect([exported.code, readdirSync(join(folder, "documents")).sort()]).toEqual([
      0,
      ["diary.json", "diary.yjs"],
    ]);
    const refused = await admin(dataDir, "compact");
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/in use by another Manyhands server/),
    ]);
    const words = bob.text.length;
    await until(() => bob.text.length > words, "people go on typing");
  });
});

describe("the command line", () => {
  it("shows the usage when nothing is said, and says what is wrong with wrong words", async () => {
    const dataDir = newDataDir();
    const [alone, wrong] = await Promise.all([admin(dataDir), admin(dataDir, "restroe", "x")]);
    expect([alone.code, alone.stdout, alone.stderr]).toEqual([
      0,
      expect.stringMatching(/^Usage: npm run admin -- <command>/),
      "",
    ]);
    expect([wrong.code, wrong.stdout, wrong.stderr]).toEqual([
      2,
      "",
      expect.stringMatching(/^There is no command “restroe”.*\n$/),
    ]);
    expect(existsSync(dataDir)).toBe(false);
  });

  it("is stopped by Ctrl-C between two documents, with nothing left half done", async () => {
    const dataDir = newDataDir();
    const folder = new StorageFolder(dataDir);
    for (let n = 0; n < 3_000; n += 1) folder.append(`document-${n}` as DocumentId, 1, 3);
    folder.stop();
    const target = join(dirname(dataDir), "backups", "one");
    const command = new AdminProgram(dataDir, ["backup", target]);
    await until(() => command.stderr.includes("Copying: "), "it has begun", 60_000);
    // A terminal sends it to us and to npm, which passes it on.
    command.signal("SIGINT");
    command.signal("SIGINT");
    expect(await command.end()).toBe(130);
    expect(command.stderr).toMatch(/Stopped before it was done; nothing is left half done\.\n$/);
    expect(readdirSync(dirname(target))).toEqual([]);
  });
});
