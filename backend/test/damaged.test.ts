/** A server whose data are damaged: it starts, says so in a sentence, serves what is whole and refuses what is not. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { Person } from "./kit/person.js";
import { endPrograms, newDataDir, Program } from "./kit/program.js";
import { until } from "./kit/until.js";

vi.setConfig({ testTimeout: 300_000 });

const people: Person[] = [];

afterEach(async () => {
  for (const person of people.splice(0)) person.leave();
  await endPrograms();
});

function enter(program: Program, document: string): Person {
  const person = new Person(program.collabUrl, document, { name: "alice" });
  people.push(person);
  return person;
}

/** A folder in which each of these documents says its own name many times, and whose server has stopped. */
async function folderOf(...documents: string[]): Promise<string> {
  const dataDir = newDataDir();
  const program = await new Program({ DATA_DIR: dataDir, LOG_LEVEL: "error" }).listening();
  for (const document of documents) {
    const person = await enter(program, document).arrived();
    person.types(`this is ${document}. `.repeat(20));
    const url = `${program.url}/api/documents/${document}.json`;
    await until(
      async () => (await (await fetch(url)).text()).includes(`this is ${document}`),
      "it is stored",
    );
  }
  for (const person of people.splice(0)) person.leave();
  program.signal("SIGTERM");
  expect(await program.end()).toBe(0);
  return dataDir;
}

function change(file: string, edit: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  edit(bytes);
  writeFileSync(file, bytes);
}

it("[P1] names a damaged document at the start and whenever it is asked for, and serves the others", async () => {
  const dataDir = await folderOf("whole", "hurt");
  change(join(dataDir, "manyhands.db"), (bytes) => {
    const at = bytes.indexOf("this is hurt. this is hurt.");
    bytes[at] = 0x54;
  });
  const program = await new Program({ DATA_DIR: dataDir }).listening();
  expect(program.stderr).toMatch(
    /^Documents in .* are damaged: 1 of 2 documents are served, 1 are not whole and are kept aside \(hurt, .*\)\.\n$/,
  );
  const lines = program.stdout.split("\n").filter((line) => line.startsWith("{"));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ document: "hurt", msg: "a document is damaged and kept aside" }),
  ]);

  const answer = await fetch(`${program.url}/api/documents/hurt.json`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    detail: expect.stringMatching(/^Document hurt is damaged on disk: .*restore it from a backup\.$/),
  });
  const turnedAway = enter(program, "hurt");
  await until(() => turnedAway.closeCodes.length > 0, "the peer is closed");
  expect(turnedAway.closeCodes[0]).toBe(4503);
  expect(turnedAway.text).toBe("");

  const whole = await enter(program, "whole").arrived();
  expect(whole.text).toBe("this is whole. ".repeat(20));
  whole.types("and goes on");
  await until(
    async () => (await (await fetch(`${program.url}/api/documents/whole.json`)).text()).includes("goes on"),
    "stored",
  );
});

it("[P1][S2] starts on a database that SQLite cannot open, keeps it, and serves everything that is whole", async () => {
  const dataDir = await folderOf("first", "second");
  change(join(dataDir, "manyhands.db"), (bytes) => bytes.fill(0xaa, 0, 64));
  const program = await new Program({ DATA_DIR: dataDir, LOG_LEVEL: "error" }).listening();
  expect(program.stderr).toMatch(
    /^The database in .* was damaged \(it does not begin like one\) and has been made anew; the damaged files are kept in damaged-\S+: all 2 documents could be read\.\n$/,
  );
  const kept = /kept in (damaged-\S+):/.exec(program.stderr)?.[1] ?? "";
  expect(
    readFileSync(join(dataDir, kept, "manyhands.db"))
      .subarray(0, 64)
      .every((byte) => byte === 0xaa),
  ).toBe(true);
  for (const document of ["first", "second"]) {
    expect((await enter(program, document).arrived()).text).toBe(`this is ${document}. `.repeat(20));
  }
  program.signal("SIGTERM");
  expect(await program.end()).toBe(0);
  const again = await new Program({ DATA_DIR: dataDir, LOG_LEVEL: "error" }).listening();
  expect(again.stderr).toBe("");
});

it("does not begin with an empty database where there was one", async () => {
  const dataDir = await folderOf("only");
  writeFileSync(join(dataDir, "manyhands.db"), "");
  const program = new Program({ DATA_DIR: dataDir });
  expect(await program.end()).toBe(1);
  expect(program.stderr).toMatch(
    /^\S+manyhands\.db is empty, and it has held documents: restore it from a backup, or .*\.\n$/,
  );
});
