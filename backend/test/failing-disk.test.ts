/** [S6] Real disks that fail under the real program while people type, stock clients and ours. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fullDisk, missing, readOnlyDisk, type SmallDisk, thinDisk } from "../../scripts/small-disk.js";
import { agree, Person } from "./kit/person.js";
import { endPrograms, newDataDir, Program } from "./kit/program.js";
import { Scribe } from "./kit/scribe.js";
import { until } from "./kit/until.js";

const people: Person[] = [];
const disks: SmallDisk[] = [];

afterEach(async () => {
  for (const person of people.splice(0)) person.leave();
  await endPrograms();
  for (const disk of disks.splice(0)) disk.remove();
});

/** Where a disk cannot be had CI fails, for there everything is tested; elsewhere the test is skipped by name. */
function onDisk(make: () => SmallDisk) {
  const reason = missing(make);
  const test = reason === null || process.env.CI !== undefined ? it : it.skip;
  return (title: string, body: (disk: SmallDisk) => Promise<void>) =>
    test(title, async () => {
      if (reason !== null) throw new Error(reason);
      const disk = make();
      disks.push(disk);
      await body(disk);
    }, 120_000);
}

const enter = (program: Program, name: string, stock: 2 | 3 = 3) => {
  const person = new Person(program.collabUrl, "diary", { name, stock });
  people.push(person);
  return person.arrived();
};

const scribe = async (program: Program, name: string) => {
  const person = new Scribe(program.collabUrl, "diary", name);
  people.push(person);
  await person.arrived();
  return person;
};

/** Types `<name>.<n>;` without end. */
function keepTyping(person: Person): () => void {
  let n = 0;
  const timer = setInterval(() => person.types(`${person.name}.${n++};`), 3);
  return () => clearInterval(timer);
}

const wordsIn = (text: string) => text.split(";").filter((word) => word !== "");
const readiness = async ({ url }: Program) => {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, text: await response.text() };
};
const isReady = (program: Program, ready: boolean) =>
  until(async () => ((await readiness(program)).status === 200) === ready, `ready: ${ready}`, 60_000);
const stored = async ({ url }: Program) => {
  const response = await fetch(`${url}/api/documents/diary.json`);
  expect(response.status).toBe(200);
  return JSON.stringify(await response.json());
};

async function writesAreRefused({ url }: Program): Promise<void> {
  const response = await fetch(`${url}/api/documents?id=from-rest`, {
    method: "POST",
    headers: { "Content-Type": "text/markdown" },
    body: "# From REST",
  });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
}

describe.each([
  ["is full", fullDisk, /full/],
  ["fails at fsync", thinDisk, /I\/O error/],
] as const)("a disk that %s", (_what, make, reason) => {
  onDisk(make)(
    "[S6][P1][W5] holds everything back, and all of it is there once it works, without a restart",
    async (disk) => {
      const env = { DATA_DIR: join(disk.path, "data"), LOG_LEVEL: "silent" };
      const program = await new Program(env).listening();
      const ours = await scribe(program, "ours");
      const others = [await enter(program, "three"), await enter(program, "two", 2)];
      const writers = [ours, ...others];
      const stops = writers.map(keepTyping);
      await until(() => writers.every(({ text }) => wordsIn(text).length > 100), "all have read something");

      disk.breaks();
      await isReady(program, false);
      expect((await readiness(program)).text).toMatch(reason);
      await until(() => ours.notices.at(-1)?.type === "notSaved", "ours is told");
      const told = ours.notices.length;
      ours.types("only ours;");
      others[0]?.types("only three;");
      await writesAreRefused(program);
      const late = await enter(program, "late");
      for (const person of writers) person.moves();
      await until(() => late.sees.length === 4, "presence flows");
      const onDiskNow = await stored(program);
      expect(late.text).not.toMatch(/only/);
      expect(onDiskNow).not.toMatch(/only/);
      expect(others[1]?.text).not.toMatch(/only/);
      expect(ours.notices.slice(told).filter(({ type }) => type === "acknowledge")).toEqual([]);
      expect(ours.allAcknowledged).toBe(false);

      disk.mends();
      await isReady(program, true);
      for (const stop of stops) stop();
      await agree([...writers, late], "only ours;");
      await until(() => ours.allAcknowledged, "all of ours is acknowledged");
      expect(ours.notices.map(({ type }) => type)).toContain("savedAgain");
      expect([...writers, late].flatMap(({ closeCodes }) => closeCodes)).toEqual([]);

      program.signal("SIGKILL");
      await program.end();
      const words = wordsIn(ours.text);
      expect(new Set(words).size).toBe(words.length);
      for (const person of people.splice(0)) person.leave();
      const reader = await enter(await new Program(env).listening(), "reader");
      expect(wordsIn(reader.text)).toEqual(words);
      expect(words).toEqual(expect.arrayContaining(["only ours", "only three"]));
    },
  );
});

describe("a disk that has become read-only for good", () => {
  onDisk(readOnlyDisk)(
    "[S6] keeps people and their words; a start on a copy has all of them",
    async (disk) => {
      const dataDir = join(disk.path, "data");
      const program = await new Program({ DATA_DIR: dataDir, LOG_LEVEL: "silent" }).listening();
      const [ours, other] = [await scribe(program, "ours"), await enter(program, "other")];
      ours.types("before;");
      await until(() => ours.allAcknowledged, "the words before are stored");
      await agree([ours, other], "before;");
      disk.breaks();
      ours.types("ours;");
      other.types("other;");
      await isReady(program, false);
      expect(other.text).toBe("before;other;");
      expect([...ours.closeCodes, ...other.closeCodes]).toEqual([]);
      program.signal("SIGTERM");
      await program.end();

      const copy = newDataDir();
      cpSync(dataDir, copy, { recursive: true });
      const env = { DATA_DIR: copy, LOG_LEVEL: "silent", PORT: String(program.port) };
      const again = await new Program(env).listening();
      await agree([ours, other, await enter(again, "reader")], "before;");
      await until(() => ours.allAcknowledged, "the words after are stored");
      expect(wordsIn(ours.text).sort()).toEqual(["before", "other", "ours"]);
    },
  );
});
