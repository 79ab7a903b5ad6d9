/** The program as whoever runs it meets it: how it begins, how it refuses to, and how it ends. */
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openDatabase } from "../src/storage/sqlite/driver.js";
import { agree, Person } from "./kit/person.js";
import { endPrograms, newDataDir, Program } from "./kit/program.js";
import { until } from "./kit/until.js";

vi.setConfig({ testTimeout: 180_000 });

const people: Person[] = [];

const enter = (program: Program, name: string) => {
  const person = new Person(program.collabUrl, "notes", { name });
  people.push(person);
  return person.arrived();
};

afterEach(async () => {
  for (const person of people.splice(0)) person.leave();
  await endPrograms();
});

/** One sentence a line on stderr, no stack, nothing on stdout, exit code 1. */
async function refusal(env: Readonly<Record<string, string>>): Promise<string[]> {
  const program = new Program(env);
  expect(await program.end()).toBe(1);
  expect(program.stdout).toBe("");
  expect(program.stderr).not.toMatch(/^\s+at /m);
  return program.stderr.trimEnd().split("\n");
}

describe("starting", () => {
  it("prints where it is and what lets a colleague in, and nothing else", async () => {
    const program = await new Program({ DATA_DIR: newDataDir() }).listening();
    const response = await fetch(`${program.url}/readyz`);
    expect(response.status).toBe(200);
    const lines = program.stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe(`Manyhands is at http://127.0.0.1:${program.port}`);
    expect(lines[1]).toMatch(/HOST=0\.0\.0\.0 ACCESS=open PUBLIC_URL=http:\/\/\S+ npm start$/);
    expect(program.stderr).toBe("");
  });

  it("does not give its own address for the page's where Vite serves the page", async () => {
    const program = new Program({ DATA_DIR: newDataDir() }, ["--page-by-vite"]);
    await until(
      () => program.stdout.endsWith("\n"),
      () => `a line in ${program.stdout}${program.stderr}`,
      60_000,
    );
    expect(program.stdout).toMatch(
      /^The API is on port \d+; open the page at the address that Vite prints\.\n$/,
    );
  });

  it("names every fault of the configuration at once", async () => {
    const lines = await refusal({
      DATA_DIR: newDataDir(),
      PORT: "99999",
      LOG_LEVEL: "loud",
      HOST: "0.0.0.0",
    });
    expect(lines).toEqual([
      expect.stringContaining("PORT must be"),
      expect.stringContaining("LOG_LEVEL must be"),
      expect.stringContaining("set ACCESS=open"),
    ]);
  });

  it("says that the port is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    try {
      expect(await refusal({ DATA_DIR: newDataDir(), PORT: String(port) })).toEqual([
        `Port ${port} is in use: stop the program that has it, or set PORT to another one.`,
      ]);
    } finally {
      other.close();
    }
  });

  it("says that the data folder cannot be written", async () => {
    const dataDir = newDataDir();
    writeFileSync(dataDir, "a file where the folder should be");
    const [sentence, ...more] = await refusal({ DATA_DIR: join(dataDir, "below") });
    expect(sentence).toContain(dataDir);
    expect(sentence).toContain("DATA_DIR");
    expect(more).toEqual([]);
  });

  it("refuses a data folder that a newer program wrote", async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir);
    const database = openDatabase(join(dataDir, "manyhands.db"));
    database.exec("PRAGMA user_version = 999");
    database.close();
    const [sentence, ...more] = await refusal({ DATA_DIR: dataDir });
    expect(sentence).toContain("newer Manyhands");
    expect(more).toEqual([]);
  });

  it("refuses a data folder that another process holds, and takes it over when that was killed", async () => {
    const env = { DATA_DIR: newDataDir() };
    const first = await new Program(env).listening();
    const [sentence, ...more] = await refusal(env);
    expect(sentence).toContain("in use by another Manyhands");
    expect(more).toEqual([]);
    first.signal("SIGKILL");
    await first.end();
    await new Program(env).listening();
  });
});

describe("stopping", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "[W4] on %s ends with 0, tells its peers 1012, and keeps what they wrote",
    async (signal) => {
      const env = { DATA_DIR: newDataDir(), LOG_LEVEL: "error" };
      const program = await new Program(env).listening();
      const alice = await enter(program, "alice");
      const bob = await enter(program, "bob");
      alice.types("kept");
      await agree([alice, bob], "kept");
      program.signal(signal);
      // npm hands a terminal's Ctrl-C on to a process that has it already.
      program.signal(signal);
      expect(await program.end()).toBe(0);
      await until(() => alice.closeCodes.length > 0 && bob.closeCodes.length > 0, "both are told");
      expect([alice.closeCodes[0], bob.closeCodes[0]]).toEqual([1012, 1012]);
      alice.leave();
      bob.leave();
      people.length = 0;

      const again = await new Program(env).listening();
      expect((await enter(again, "carol")).text).toBe("kept");
    },
  );

  it("does not wait for clients that never close their side", async () => {
    const program = await new Program({ DATA_DIR: newDataDir(), LOG_LEVEL: "error" }).listening();
    const alice = await enter(program, "alice");
    (alice.provider.ws as unknown as { pause(): void }).pause();
    const idle = await fetch(`${program.url}/healthz`);
    expect(idle.status).toBe(200);
    program.signal("SIGTERM");
    expect(await program.end()).toBe(0);
  });
});
