/** `kill -9` while five people type: whatever anybody had received from somebody else is there afterwards. */
import { afterEach, expect, it } from "vitest";
import { Chance } from "../../scripts/chance.js";
import { Person } from "./kit/person.js";
import { endPrograms, newDataDir, Program } from "./kit/program.js";
import { until } from "./kit/until.js";

const names = ["alice", "bob", "carol", "dave", "erin"];
const rounds = 3;
const people: Person[] = [];

afterEach(async () => {
  for (const person of people.splice(0)) person.leave();
  await endPrograms();
});

/** Types `<name>.<n>;` again and again, in irregular bursts, until told to stop. */
function keepTyping(person: Person, round: number, chance: Chance): () => void {
  let n = 0;
  let timer: NodeJS.Timeout;
  const burst = () => {
    for (let i = chance.below(3); i >= 0; i--) person.types(`${person.name}.${round}.${n++};`);
    timer = setTimeout(burst, chance.below(6));
  };
  burst();
  return () => clearTimeout(timer);
}

const wordsOf = (text: string) => text.split(";").filter((word) => word !== "");

it("[P1][S1][S2] what anybody has seen of others survives kill -9 at any moment", async () => {
  const chance = new Chance();
  console.log(`crash.test.ts: seed ${chance.seed}`);
  const env = { DATA_DIR: newDataDir(), LOG_LEVEL: "error" };
  const seen = new Set<string>();

  for (let round = 0; round < rounds; round++) {
    const program = await new Program(env).listening();
    const writers = names.map((name) => new Person(program.collabUrl, "diary", { name }));
    people.push(...writers);
    await Promise.all(writers.map((writer) => writer.arrived()));
    const before = seen.size;
    const stops = writers.map((writer) => keepTyping(writer, round, chance));

    // Whoever reads a word of somebody else's has had it from the server.
    const enough = 20 + chance.below(400);
    const readByOthers = (writer: Person) =>
      wordsOf(writer.text).filter((word) => !word.startsWith(`${writer.name}.${round}.`));
    await until(
      () => writers.every((writer) => readByOthers(writer).length - before >= enough),
      "all have read enough",
    );
    program.signal("SIGKILL");
    expect(await program.end()).toBe("SIGKILL");
    for (const stop of stops) stop();
    for (const writer of writers) for (const word of readByOthers(writer)) seen.add(word);
    // None of them may bring back what the server has lost.
    for (const writer of people.splice(0)) writer.leave();
    expect(seen.size - before).toBeGreaterThanOrEqual(enough);

    const restarted = await new Program(env).listening();
    const reader = new Person(restarted.collabUrl, "diary", { name: "reader" });
    people.push(reader);
    await reader.arrived();
    const found = new Set(wordsOf(reader.text));
    expect([...seen].filter((word) => !found.has(word))).toEqual([]);
    for (const word of found) seen.add(word);
    people.pop()?.leave();
    restarted.signal("SIGTERM");
    expect(await restarted.end()).toBe(0);
  }
}, 180_000);
